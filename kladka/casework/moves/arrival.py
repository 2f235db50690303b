"""From one centre of this installation to another: what is handed over, and its arrival as a new case.

The new centre sees the row of the handover and nothing else of the family. So all that it is to receive goes
with the row, sealed, and is taken out of it when its head accepts.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.attachments import actions as attachments
from kladka.casework.attachments.models import Attachment
from kladka.casework.benefits import paid_months
from kladka.casework.cases import actions as cases
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.intake.models import Applicant, Application
from kladka.casework.people import actions as people
from kladka.casework.people.models import Person
from kladka.casework.programmes import queries as programmes
from kladka.casework.programmes.actions import COSTS
from kladka.journal.actions import record
from kladka.law import terms
from kladka.uploads import store
from kladka.uploads.accepting import accept as accept_file

from . import agreed_text, handover_actions, move_actions, move_letters, moving_queries
from .models import HandedFile, Handover, Move

State = Handover.State
# What the family may choose to hand over beside names, statuses and the programme (ups art. 94 ust. 7).
SCOPE = {
    "contact": "telefony i adresy e-mail",
    "documents": "numery dokumentów i PESEL",
    "life": "stan cywilny, szkoły i przedszkola",
    "home": "nowy adres",
    "notes": "treść kontaktów z rodziną",
    "files": "wszystkie załączniki sprawy",
}
ALWAYS = (
    "imiona, nazwiska, statusy ochrony, okres pomocy; z programu: ocena sytuacji, formy pomocy, cele i "
    "otwarte zobowiązania"
)
OF_PERSON = ("family_name", "given_names", "original_name", "sex", "citizenship", "language")
NOTES = 30
ONE_DAY = timedelta(days=1)


def words(handover):
    """What goes over, in words, for both sides; [] for a handover inside one centre."""
    if not handover.to_organisation_id:
        return []
    return [ALWAYS, *(SCOPE[one] for one in handover.scope)]


@transaction.atomic
def offer(handover, *, scope, by):
    """Sign the page, pack what the family agreed to hand over, and offer the case to the other centre."""
    handover = handover_actions.locked(handover, State.DRAFT, State.RETURNED)
    move = handover.move
    if move is None or move.state not in (Move.State.ALLOWED, Move.State.DONE) or not move.declared_on:
        raise ValidationError(
            "Najpierw oświadczenie rodziny i dopuszczone przeniesienie (ups art. 94 ust. 5)."
        )
    move_actions.locked(move, Move.State.ALLOWED, Move.State.DONE)  # nobody withdraws it meanwhile
    cases.refuse_restricted(handover.case)
    handover.files.all().delete()
    handover.scope = [one for one in SCOPE if one in scope]
    handover.package = _packed(handover)
    if "files" in scope:
        _pack_files(handover)
    handover_actions.sign(handover, by=by)
    name = handover.to_organisation.short_name
    handover_actions.say(handover, "Zaproponowano przejęcie sprawy", by=by, text=name)
    return handover


def _packed(handover):
    case, move, scope = handover.case, handover.move, handover.scope
    programme = programmes.loaded(case__key=case.key)
    application = programme.application
    share = moving_queries.share_of(move, programme)
    if share.new_from is None:
        raise ValidationError("Po przeniesieniu nie zostaje żaden miesiąc pomocy; nie ma czego przejmować.")
    going = _going(application, share, revoked=move.state == Move.State.DONE)
    if not going:
        raise ValidationError(
            "Po przeniesieniu pomoc nie obejmuje nikogo z rodziny; nie ma czego przejmować."
        )
    return {
        "from": case.organisation.name,
        "filed_on": application.filed_on.isoformat(),
        "complete_on": (application.complete_on or application.filed_on).isoformat(),
        "left_centre_on": _iso(application.left_reception_centre_on),
        "continued_on": share.new_from.isoformat(),
        "granted": move_letters.granted(programme),
        "home": [move.address, move.town] if "home" in scope else ["", ""],
        "people": [_person(one, until, scope) for one, until in going],
        "programme": agreed_text.packed(programme, [one.person_id for one, _ in going], timezone.localdate()),
        "notes": _notes(case) if "notes" in scope else [],
    }


def _going(application, share, *, revoked):
    """[(applicant, last day of aid or None)] of those whom the aid covers after the move.

    The revocation itself ends what the old centre covers: whom it ended with, it does not end in the new one.
    """
    last = share.new_from - ONE_DAY
    covered = [one for one in application.people.all() if one.covered]
    ended_by_it = [one for one in covered if revoked and one.covered_until == last]
    going = [(one, None if one in ended_by_it else one.covered_until) for one in covered]
    return [(one, until) for one, until in going if until is None or until > last]


def _person(applicant, until, scope):
    person, status = applicant.person, applicant.status
    details = {name: getattr(person, name) for name in OF_PERSON} | {"born": person.born.isoformat()}
    details["pesel_missing"] = person.pesel_missing or "osoba nie ma numeru przy sobie"
    if "contact" in scope:
        details |= {"phone": person.phone, "email": person.email}
    if "documents" in scope:
        details |= {"pesel": person.pesel, "pesel_missing": person.pesel_missing}
    if "life" in scope:
        details |= {"marital_status": person.marital_status, "school": person.school}
    held = person.documents.all() if "documents" in scope else ()
    return {
        "details": details,
        "relation": applicant.relation,
        "until": _iso(until),
        "homes": applicant.homes,
        "status": {
            "kind": status.kind, "decision_number": status.decision_number,
            "decided_on": _iso(status.decided_on), "delivered_on": _iso(status.delivered_on),
        },
        "documents": [{"kind": d.kind, "number": d.number, "expires_on": _iso(d.expires_on)} for d in held],
        # Whatever the family chose: without them both centres could pay the month of the move.
        "digests": paid_months.numbers(person, person.documents.all()),
    }  # fmt: skip


def _notes(case):
    newest = case.contacts.order_by("-on", "-pk")[:NOTES]
    return [f"{one.on:%d.%m.%Y}, {one.get_kind_display()}: {one.text}" for one in newest]


def _pack_files(handover):
    for one in Attachment.objects.filter(case=handover.case, removed_at=None).order_by("pk"):
        content = store.read(one.stored_as, one.place)
        HandedFile.objects.create(handover=handover, kind=one.kind, name=one.name, content=content)


@transaction.atomic
def accept(handover, *, by):
    """The head of the new centre accepts: a case of its own, with persons, statuses and what is left.

    The old centre keeps its file. What was packed leaves the handover; the page stays for both.
    """
    handover = handover_actions.locked(handover, State.OFFERED)
    centre, packed, today = handover.to_organisation, handover.package, timezone.localdate()
    if centre is None:
        raise ValidationError("Tę kartę przyjmuje nowy realizator.")
    persons = [_registered(centre, one, by=by) for one in packed["people"]]
    _nobody_aided_here(persons)
    for person in persons:
        people.leave_household(person, on=today, by=by)
    members = [(person, one["relation"]) for person, one in zip(persons, packed["people"], strict=True)]
    address, town = packed["home"]
    household = people.register_household(
        centre, members=members, starts=today, by=by, address=address, town=town
    )
    case = cases.open_case(household, opened_on=today, worker=None, by=by)
    application = _application(case, packed, by=by)
    for person, one in zip(persons, packed["people"], strict=True):
        _cover(application, person, one, packed["continued_on"], by=by)
    if text := packed.get("programme"):  # an offer made before this was handed over waits without it
        agreed_text.write(application, text, persons, by=by)
    _hand_on(case, handover, by=by)
    handover.new_case, handover.new_number, handover.package = case, case.number, {}
    handover.save(update_fields=["package"])
    handover_actions.decide(handover, State.ACCEPTED, by=by)
    record("handover.arrived", handover, by=by, organisation=centre, case=case.key)
    handover.files.all().delete()
    return handover


def _nobody_aided_here(persons):
    """Refuse persons of an application that is open in the new centre already, and say which case it is."""
    active = Applicant.objects.filter(person__in=persons, active=True).select_related(
        "person", "application__case"
    )
    said = [
        f"{one.person.full_name}: w tej jednostce jest już objęty(-a) wnioskiem lub programem, sprawa "
        f"{one.application.case.number}."
        for one in active.order_by("pk")
    ]
    if said:
        end = "Niczego nie przejęto. Najpierw zakończ tam wniosek albo pomoc, albo zwróć kartę z pytaniem."
        raise ValidationError([*said, end])


def _registered(centre, one, *, by):
    """The person in the register of the new centre: the known one with this PESEL, or a new one."""
    details = one["details"] | {"born": date.fromisoformat(one["details"]["born"])}
    number = details.get("pesel")
    known = Person.objects.filter(organisation=centre, pesel_index__of=number).first() if number else None
    if known:
        person = people.fill_in_person(known, by=by, **details)
    else:
        person = people.register_person(centre, by=by, **details)
    people.keep_handed_numbers(person, one.get("digests", ()), by=by)
    return person


def recount():
    """Digests in handovers that wait, with the current index key, after it was changed."""
    waiting = Handover.objects.filter(state__in=(State.OFFERED, State.RETURNED), to_worker=None, outside="")
    for handover in waiting.order_by("pk"):
        packed = handover.package
        now = paid_months.renewed({one for person in packed["people"] for one in person.get("digests", ())})
        for person in packed["people"]:
            person["digests"] = [now.get(one, one) for one in person.get("digests", ())]
        handover.package = packed
        handover.save(update_fields=["package"])


def _application(case, packed, *, by):
    application = Application.objects.create(
        organisation=case.organisation, case=case, state=Application.State.COMPLETE,
        receipt_number=cases.next_number(case.organisation, "W", timezone.localdate()),
        filed_on=date.fromisoformat(packed["filed_on"]),
        complete_on=date.fromisoformat(packed["complete_on"]),
        left_reception_centre_on=_day(packed["left_centre_on"]), declares_residence=True,
        declares_no_other=True, declares_readiness=True, declared_on=date.fromisoformat(packed["filed_on"]),
        coverage_confirmed_by=by, received_by=by, continued_on=date.fromisoformat(packed["continued_on"]),
        continued_note=packed["granted"][:400],
    )  # fmt: skip
    term = terms.decision_term(timezone.localdate())
    cases.set_deadline(case, "decision", label="Decyzja o pomocy na pozostały okres", term=term)
    day = timezone.localdate()
    label = "Wyślij program z kosztami swojemu wojewodzie"
    send = terms.Term(day, day, "ups art. 94 ust. 9")
    cases.set_deadline(case, Deadline.LIFE, label=label, term=send, subject_key=COSTS)
    cases.change_state(case, Case.State.PROGRAMME, by=by)
    record("application.continued", application, by=by, organisation=case.organisation, case=case.key)
    return application


def _cover(application, person, one, continued_on, *, by):
    said = one["status"]
    status = people.register_status(
        person, by=by, kind=said["kind"], decision_number=said["decision_number"],
        decided_on=_day(said["decided_on"]), delivered_on=_day(said["delivered_on"]),
    )  # fmt: skip
    for held in one["documents"]:
        people.register_document(person, by=by, **(held | {"expires_on": _day(held["expires_on"])}))
    Applicant.objects.create(
        application=application, person=person, relation=one["relation"], status=status, covered=True,
        covered_from=date.fromisoformat(continued_on), covered_until=_day(one["until"]),
        homes=one.get("homes", []),
    )  # fmt: skip


def _hand_on(case, handover, *, by):
    """What was told beside the data: notes, files."""
    packed, today = handover.package, timezone.localdate()
    text = "\n".join(["Z poprzedniego centrum: " + packed["from"], *packed["notes"]])[:4000]
    cases.add_contact(case, by=by, kind="note", on=today, text=text)
    for one in handover.files.all():
        attachments.attach(case, accept_file(one.name, bytes(one.content)), kind=one.kind, by=by)


def _iso(day):
    return day.isoformat() if day else None


def _day(text):
    return date.fromisoformat(text) if text else None
