"""Acts on an application, from filing to the confirmed coverage, the refusal or leaving it unexamined.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.accounts.models import Organisation
from kladka.casework.cases.actions import (
    change_state,
    complete_deadline,
    next_number,
    open_case,
    refuse_restricted,
    set_deadline,
)
from kladka.casework.cases.models import Case
from kladka.casework.decisions import actions as decisions
from kladka.casework.letters.actions import pin
from kladka.casework.people.actions import (
    fill_in_person,
    leave_household,
    register_document,
    register_household,
    register_person,
    register_status,
)
from kladka.casework.people.queries import known, possible_duplicates
from kladka.documents import polish
from kladka.law import acts, terms

from . import queries, refusal
from .models import Applicant, Application, SupplyLetter
from .steps import before_agreement
from .steps import event as _event
from .steps import locked as _locked
from .steps import note as _record

State = Application.State


@transaction.atomic
def file_application(
    organisation,
    *,
    filed_on,
    people,
    by,
    left_reception_centre_on=None,
    declarations=(),
    address="",
    town="",
    worker=None,
):
    """Take an application in: persons, household, case, number, annexes, the term of the decision.

    `people` are family.FamilyMember; `declarations` the slugs of ups art. 91 ust. 5 that came.
    """
    # Two people who save the same family at once, or one twice, wait here for each other.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    for member in people:
        _check_still_unknown(organisation, member)
    persons = [_person(organisation, member, by=by) for member in people]
    case = _open_case(organisation, persons, people, filed_on, address, town, worker, by)
    application = Application.objects.create(
        organisation=organisation,
        case=case,
        receipt_number=next_number(organisation, "W", filed_on),
        filed_on=filed_on,
        left_reception_centre_on=left_reception_centre_on,
        received_by=by,
        declared_on=filed_on if declarations else None,
        **{field: slug in declarations for slug, field in queries.DECLARATIONS.items()},
    )
    for person, member in zip(persons, people, strict=True):
        _name(person, member, application, by=by)
    pin(organisation.pk, "receipt", application.key)
    _record("application.filed", application, by=by, persons=len(persons))
    _event(application, f"Złożono wniosek {application.receipt_number}", on=filed_on, by=by)
    _set_decision_term(application, complicated=False)
    _note_completeness(application, by=by)
    return application


def _open_case(organisation, persons, people, filed_on, address, town, worker, by):
    for person in persons:
        leave_household(person, on=filed_on, by=by)
    members = [(person, member.relation) for person, member in zip(persons, people, strict=True)]
    household = register_household(
        organisation, members=members, starts=filed_on, by=by, address=address, town=town
    )
    return open_case(household, opened_on=filed_on, worker=worker or by, by=by)


def _check_still_unknown(organisation, member):
    """Refuse a new record when somebody alike came into the register after the clerk looked."""
    if member.known or member.other_than is None:
        return
    asked = {name: member.details[name] for name in ("family_name", "given_names", "born", "pesel")}
    found = [one for one in possible_duplicates(organisation, **asked) if one.key not in member.other_than]
    if found:
        raise ValidationError(
            f"{found[0].full_name}: tę osobę przed chwilą zapisano w ewidencji. Zapisz jeszcze raz, żeby "
            "zobaczyć wpis i wskazać, czy to ona."
        )


def _person(organisation, member, *, by):
    if member.known is None:
        return register_person(organisation, by=by, **member.details)
    return fill_in_person(member.known, by=by, **member.details)


def _name(person, member, application, *, by):
    """Name a person in an application, with status, documents held and the annexes the status asks for."""
    status = known(person.statuses.all(), member.status) or register_status(person, by=by, **member.status)
    held = list(person.documents.all()) if member.documents else []
    for details in member.documents:
        if not known(held, details):
            register_document(person, by=by, **details)
    applicant = Applicant(
        application=application,
        person=person,
        relation=member.relation,
        status=status,
        spouse_of_polish_citizen=member.spouse_of_polish_citizen,
    )
    claim(applicant)
    for annex in acts.annexes_required(status.kind, application.filed_on):
        came = annex.code in member.received
        if annex.kind == "copy" or (annex.kind == "other" and came):
            applicant.annexes.create(
                code=annex.code,
                label=annex.label,
                provision=annex.provision,
                received_on=application.filed_on if came else None,
            )


def claim(applicant):
    """Save a person as covered now; a person may be in one running application only."""
    try:
        with transaction.atomic():
            applicant.save()
    except IntegrityError as error:
        name = applicant.person.full_name
        raise ValidationError(f"{name}: ta osoba jest już objęta innym wnioskiem lub programem.") from error


@transaction.atomic
def receive_annex(annex, *, on, by):
    """Record that an annex came on a day."""
    application = _locked(annex.applicant.application)
    _check_received(application, on)
    annex.received_on = on
    annex.save(update_fields=["received_on"])
    who = annex.applicant.person.full_name
    _record("annex.received", application, by=by, annex=annex.code, person=annex.applicant.person.key)
    _event(application, "Wpłynął załącznik", on=on, by=by, text=f"{annex.label} ({who})")
    _note_completeness(application, by=by)


@transaction.atomic
def receive_declaration(application, slug, *, on, by):
    """Record that a declaration of ups art. 91 ust. 5 came on a day; `slug` as in queries.DECLARATIONS."""
    application = _locked(application)
    _check_received(application, on)
    field = queries.DECLARATIONS[slug]
    setattr(application, field, True)
    application.declared_on = max(on, application.declared_on or on)
    application.save(update_fields=[field, "declared_on"])
    _record("declaration.received", application, by=by, declaration=slug)
    _event(
        application,
        "Wpłynęło oświadczenie",
        on=on,
        by=by,
        text=application._meta.get_field(field).verbose_name,
    )
    _note_completeness(application, by=by)


@transaction.atomic
def receive(application, *, annexes, declarations, on, by):
    """Record everything that came on one day, or nothing of it."""
    for annex in annexes:
        receive_annex(annex, on=on, by=by)
    for slug in declarations:
        receive_declaration(application, slug, on=on, by=by)


def _check_received(application, on):
    if on < application.filed_on:
        day = polish.day(application.filed_on)
        raise ValidationError({"on": f"Wniosek złożono {day}; załącznik nie mógł wpłynąć wcześniej."})


@transaction.atomic
def take_back_annex(annex, *, reason, on, by):
    """Correct an annex marked as received by mistake; the application is incomplete again."""
    application = _locked(annex.applicant.application)
    if application.case.state != Case.State.APPLICATION:
        raise ValidationError("Program jest już uzgadniany; tego załącznika nie można cofnąć.")
    if annex.received_on is None:
        raise ValidationError("Ten załącznik i tak jest oznaczony jako brakujący.")
    annex.received_on = None
    annex.save(update_fields=["received_on"])
    application.complete_on = None
    application.state = State.SUPPLEMENT if application.supply_letters.exists() else State.FILED
    application.save(update_fields=["complete_on", "state"])
    _record("annex.taken_back", application, by=by, annex=annex.code, person=annex.applicant.person.key)
    text = f"{annex.label}: {reason}"
    _event(application, "Cofnięto przyjęcie załącznika", on=on, by=by, text=text)


def _note_completeness(application, *, by):
    """When nothing is missing any more, the application is complete on the day the last annex came."""
    people = queries.people_of(application)
    items = queries.items_of(application, people)
    if application.complete_on or not all(item.received for item in items):
        return
    on = max(item.received_on or application.filed_on for item in items) if items else application.filed_on
    application.complete_on, application.state = on, State.COMPLETE
    application.save(update_fields=["complete_on", "state"])
    for letter in application.supply_letters.all():
        complete_deadline(application.case, "supply", on=on, subject_key=letter.key)
    _record("application.complete", application, by=by)
    _event(application, "Wniosek jest kompletny", on=on, by=by)
    _advance(application, by=by)


def _advance(application, *, by):
    """A complete application with confirmed coverage moves the case on to the programme."""
    case = application.case
    ready = application.complete_on and application.coverage_confirmed_by_id
    if ready and case.state == Case.State.APPLICATION:
        change_state(case, Case.State.PROGRAMME, by=by)


@transaction.atomic
def send_supply_letter(application, *, missing, term_days, issued_on, by):
    """Call for what is missing (KPA art. 64 § 2), a list of {"what", "provision"}."""
    application = _locked(application)
    refuse_restricted(application.case)
    if not missing:
        raise ValidationError("Wezwanie musi wymieniać, czego brakuje.")
    if issued_on < application.filed_on:
        raise ValidationError({"issued_on": "Wezwanie nie może być wcześniejsze niż wniosek."})
    try:
        terms.supply_term(issued_on, term_days)
    except ValueError as error:
        raise ValidationError({"term_days": f"{str(error).capitalize()}."}) from error
    letter = SupplyLetter.objects.create(
        application=application, missing=missing, term_days=term_days, issued_on=issued_on, by=by
    )
    application.state = State.SUPPLEMENT
    application.save(update_fields=["state"])
    pin(application.organisation_id, "supply_letter", letter.key)
    _record("supply_letter.issued", application, by=by, letter=letter.key, missing=len(missing))
    text = f"termin {term_days} dni od doręczenia, braków: {len(missing)}"
    _event(application, "Wezwano do uzupełnienia wniosku", on=issued_on, by=by, text=text)
    return letter


@transaction.atomic
def record_supply_delivery(letter, *, on, by):
    """Record the delivery of a letter; the term to supply runs from it, counted by KPA art. 57."""
    application = _locked(letter.application)
    if letter.delivered_on:
        raise ValidationError("Doręczenie tego wezwania jest już zapisane.")
    if on < letter.issued_on:
        raise ValidationError({"on": "Doręczenie nie może być wcześniejsze niż pismo."})
    term = terms.supply_term(on, letter.term_days)
    letter.delivered_on, letter.raw_day, letter.day = on, term.raw_day, term.day
    letter.save(update_fields=["delivered_on", "raw_day", "day"])
    label = "Uzupełnienie wniosku przez rodzinę"
    set_deadline(application.case, "supply", label=label, term=term, subject_key=letter.key)
    _record("supply_letter.delivered", application, by=by, letter=letter.key)
    text = f"termin do {polish.day(term.day)}"
    _event(application, "Doręczono wezwanie do uzupełnienia", on=on, by=by, text=text)
    return letter


@transaction.atomic
def leave_unexamined(application, *, on, by):
    """Leave the application unexamined after the term to supply passed (KPA art. 64 § 2)."""
    application = _locked(application)
    letter = next(iter(queries.letters_of(application)), None)
    if not queries.missing_of(application):
        raise ValidationError("Wniosek jest kompletny; trzeba go rozpatrzyć.")
    if letter is None or letter.day is None:
        raise ValidationError("Najpierw trzeba doręczyć wezwanie do uzupełnienia wniosku.")
    if on <= letter.day:
        raise ValidationError(f"Termin na uzupełnienie trwa do {polish.day(letter.day)}")
    application.state = State.UNEXAMINED
    application.save(update_fields=["state"])
    complete_deadline(application.case, "supply", on=on, subject_key=letter.key)
    _close(application, Case.State.UNEXAMINED, on=on, by=by)
    _record("application.unexamined", application, by=by)
    _event(application, "Pozostawiono wniosek bez rozpoznania", on=on, by=by, text="KPA art. 64 § 2")
    return application


@transaction.atomic
def confirm_coverage(application, *, coverage, on, by):
    """Confirm whom the application covers. `coverage` has one family.Covered for everybody."""
    application = _locked(application)
    before_agreement(application)
    proposed = dict(queries.coverage_of(application, [one.applicant for one in coverage]))
    if not any(one.covered for one in coverage):
        raise ValidationError("Nikt nie byłby objęty wnioskiem. W takim wypadku przygotuj decyzję odmowną.")
    for one in coverage:
        _cover(one, proposed[one.applicant])
    application.coverage_confirmed_by = by
    application.save(update_fields=["coverage_confirmed_by"])
    covered = sum(one.covered for one in coverage)
    changed = sum(one.covered != proposed[one.applicant].covered for one in coverage)
    _record("coverage.confirmed", application, by=by, covered=covered, changed=changed)
    text = f"objętych osób: {covered} z {len(coverage)}"
    _event(application, "Potwierdzono, kogo obejmuje wniosek", on=on, by=by, text=text)
    _note_completeness(application, by=by)
    _advance(application, by=by)
    return application


def _cover(one, proposal):
    applicant = one.applicant
    if one.covered != proposal.covered and not one.reason:
        name = applicant.person.full_name
        raise ValidationError(f"{name}: podaj powód, dlaczego inaczej niż zaproponowano.")
    applicant.covered, applicant.active = one.covered, one.covered
    applicant.covered_from = one.starts if one.covered else None
    applicant.covered_until = one.ends if one.covered else None
    applicant.coverage_reason = one.reason
    claim(applicant)


@transaction.atomic
def mark_complicated(application, *, reason, on, by):
    """Examine a complicated case in two months and tell the party (KPA art. 35 § 3 and 36)."""
    application = _locked(application)
    deadline = _set_decision_term(application, complicated=True)
    _record("application.complicated", application, by=by)
    _event(application, "Sprawa szczególnie skomplikowana", on=on, by=by, text=reason)
    return deadline


def _set_decision_term(application, *, complicated):
    term = terms.decision_term(application.filed_on, complicated=complicated)
    return set_deadline(application.case, "decision", label="Załatwienie sprawy decyzją", term=term)


@transaction.atomic
def draft_refusal(application, *, reason, on, by):
    """Prepare the draft of a refusal with grounds from the rules; `reason` is what the worker adds."""
    application = _locked(application)
    text = refusal.grounds(application, reason=reason)
    content = refusal.content(application)
    decision = decisions.prepare(application.case, "refuse", content=content, grounds=text, by=by)
    _record("refusal.drafted", application, by=by, decision=decision.key, on=on.isoformat())
    return decision


@transaction.atomic
def grant(application, decision, *, by):
    """Note that the decision granted aid. The case itself moves on with the programme."""
    application = _locked(application)
    application.state, application.decision = State.GRANTED, decision
    application.save(update_fields=["state", "decision"])
    complete_deadline(application.case, "decision", on=decision.issued_on)
    _record("application.granted", application, by=by, decision=decision.key)
    return application


@transaction.atomic
def refuse(application, decision, *, by):
    """Note that the decision refused aid; the persons may apply again."""
    application = _locked(application)
    application.state, application.decision = State.REFUSED, decision
    application.save(update_fields=["state", "decision"])
    _close(application, Case.State.REFUSED, on=decision.issued_on, by=by)
    _record("application.refused", application, by=by, decision=decision.key)
    return application


@transaction.atomic
def release_people(application, *, by):
    """Free the persons of a programme that ended, so that they may be in another application."""
    application.people.filter(active=True).update(active=False)
    _record("application.people_released", application, by=by)


def _close(application, state, *, on, by):
    application.people.filter(active=True).update(active=False)
    complete_deadline(application.case, "decision", on=on)
    change_state(application.case, state, by=by)
