"""Acts at the end of a programme and after it. One that may not be done raises ValidationError."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kladka.accounts.tokens import digest_of, new_token
from kladka.casework.cases.actions import add_event, complete_deadline, refuse_restricted, set_deadline
from kladka.casework.clock import messages
from kladka.casework.needs.actions import plan_after
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes.term_actions import FAREWELL
from kladka.documents.translated import TAGS
from kladka.journal.actions import record
from kladka.law import aftercare

from . import queries
from .models import AfterCheck, AfterConsent, AfterLink, Exit, Farewell, Successor, Way
from .questions import asks_for_call

CHECK, CALL = "after_check", "call_back"


@transaction.atomic
def hold_farewell(programme, *, by, **details):
    """Keep the talk about the end: `held_on`, `language`, `interpreter`, `situation`; it may be corrected."""
    talk = Farewell.objects.filter(programme=programme).first() or Farewell(programme=programme)
    for field, value in details.items():
        setattr(talk, field, value)
    talk.by = by
    talk.save()
    complete_deadline(programme.case, FAREWELL, on=talk.held_on, subject_key=programme.key)
    _done("programme.farewell", programme, "Rozmowa o końcu programu", on=talk.held_on, by=by)
    return talk


@transaction.atomic
def name_successor(programme, *, by, **details):
    """Who takes over a matter: `domain`, `institution`, `matter`, `contact`, `agreed_on`."""
    one = Successor.objects.create(programme=programme, **details)
    _record("programme.successor", programme, by=by, successor=one.key)
    return one


@transaction.atomic
def drop_successor(one, *, by):
    """Take an institution off the list."""
    _record("programme.successor_dropped", one.programme, by=by, successor=one.key)
    one.delete()


@transaction.atomic
def close(programme, *, on, reason, by, note=""):
    """End a programme whose last day has passed, and say why it ended."""
    programme = programmes.end(programme, on=on, by=by)
    return explain_exit(programme, on=on, reason=reason, note=note, by=by)


@transaction.atomic
def explain_exit(programme, *, on, reason, by, note=""):
    """Say why a programme ended, also one that a decision ended. Raises ValidationError when it was said."""
    if Exit.objects.filter(programme=programme).exists():
        raise ValidationError("Przyczynę zakończenia już zapisano.")
    if reason == Exit.Reason.OTHER and not note:
        raise ValidationError({"note": "Wyjaśnij inną przyczynę."})
    found = Exit.objects.create(programme=programme, on=on, reason=reason, note=note, by=by)
    _record("programme.exit", programme, by=by, reason=reason)
    _plan(programme.case, queries.consent_of(programme.case), by=by)
    return found


@transaction.atomic
def agree(case, person, *, way, on, by):
    """Record that a person of the family wants to be asked afterwards; checks are planned at the end."""
    if (way == Way.EMAIL and not person.email) or (way in (Way.SMS, Way.PHONE) and not person.phone):
        raise ValidationError("Ta osoba nie podała adresu albo numeru potrzebnego do tego sposobu.")
    if queries.consent_of(case):
        raise ValidationError("W tej sprawie jest już zgoda na pytania po programie.")
    consent = AfterConsent.objects.create(case=case, person=person, way=way, given_on=on, by=by)
    record("after.agreed", case, by=by, organisation=case.organisation, case=case.key, person=person.key)
    _plan(case, consent, by=by)
    return consent


def _plan(case, consent, *, by):
    """The three checks with their deadlines and the assessments, once the programme ended and one may ask.

    Not of a family that moved: its programme goes on in the new centre, which asks it at the end.
    """
    if consent is None or case.state != case.State.ENDED or consent.checks.exists() or queries.moved_to(case):
        return
    for months in aftercare.CHECK_MONTHS:
        term = aftercare.check_day(case.aid_until, months)
        check = AfterCheck.objects.create(case=case, consent=consent, months=months, due_on=term.day)
        label = f"Sprawdzenie {months} mies. po programie"
        set_deadline(case, CHECK, label=label, term=term, subject_key=check.key)
    plan_after(case, ends=case.aid_until, by=by)


@transaction.atomic
def withdraw(consent, *, on, by):
    """The family no longer wants to be asked: checks and assessments are closed, links die, answers stay."""
    case = consent.case
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    for check in consent.checks.filter(answered_at=None, closed_on=None):
        _close(check, on)
    plan_after(case, ends=None, by=by)
    record("after.withdrawn", case, by=by, organisation=case.organisation, case=case.key)


def _close(check, on):
    check.closed_on = on
    check.save(update_fields=["closed_on"])
    AfterLink.objects.filter(check_key=check.key).delete()
    complete_deadline(check.case, CHECK, on=on, subject_key=check.key)


@transaction.atomic
def give_up(check, *, on, by):
    """Close a check without an answer: the family was not reached."""
    check = _open(check)
    _close(check, on)
    _told("after.unanswered", check, "Nie udało się zapytać rodziny po programie", on=on, by=by)


@transaction.atomic
def make_link(check, *, today, base, by=None):
    """A new secret address of the questions in place of any older one; `base` is scheme and host."""
    check = _open(check)
    AfterLink.objects.filter(check_key=check.key).delete()
    token = new_token()
    until = today + timedelta(days=aftercare.LINK_DAYS)
    AfterLink.objects.create(digest=digest_of(token), check_key=check.key, case_id=check.case_id, until=until)
    case = check.case
    record("after.linked", check, by=by, organisation=case.organisation, case=case.key, months=check.months)
    tag = TAGS.get(check.consent.person.language, "")
    return f"{base}/po-programie/pytania/{token}/" + (f"?jezyk={tag}" if tag else "")


@transaction.atomic
def take_answers(check, answers, *, at, by=None):
    """Keep the answers of a family (`by` None: given through the link); who needs a call gets a term."""
    check = _open(check)
    check.answers, check.answered_at, check.taken_by = answers, at, by
    check.save(update_fields=["answers", "answered_at", "taken_by"])
    AfterLink.objects.filter(check_key=check.key).update(used_at=at)
    on = timezone.localdate(at)
    complete_deadline(check.case, CHECK, on=on, subject_key=check.key)
    if asks_for_call(answers):
        term, label = aftercare.call_day(on), "Zadzwoń do rodziny: odpowiedź po programie wymaga rozmowy"
        set_deadline(check.case, CALL, label=label, term=term, subject_key=check.key)
    _told("after.answered", check, f"Odpowiedź {check.months} mies. po programie", on=on, by=by)
    return check


def send_due(today, base):
    """Send the links that are due, each once; what could not be sent is tried again at the next call."""
    for check in queries.checks_to_send(today):
        refused = _trouble_with(check, today, base)
        check.trouble, check.sent_at = refused[: messages.TROUBLE], None if refused else timezone.now()
        check.save(update_fields=["trouble", "sent_at"])


def _trouble_with(check, today, base):
    try:
        refuse_restricted(check.case)
        _refuse_who_left(check.consent)
        text = _letter(check, make_link(check, today=today, base=base))
    except ValidationError as error:
        return " ".join(error.messages)
    person = check.consent.person
    return messages.send(check.consent.way, text, email=person.email, phone=person.phone)


def _refuse_who_left(consent):
    """Nobody writes to who died or left the family since (`HouseholdMember.ends`)."""
    if not consent.person.memberships.filter(ends=None).exists():
        raise ValidationError(
            "Osoba, która zgodziła się na pytania, nie należy już do rodziny. Cofnij tę zgodę i zapytaj "
            "kogoś innego z rodziny."
        )


def _letter(check, link):
    """What is sent: in the family's language and in Polish, the name of the centre and the link."""
    office = check.case.organisation.short_name
    said = []
    for tag in dict.fromkeys((TAGS.get(check.consent.person.language, "pl"), "pl")):
        with translation.override(tag):
            said.append(
                _("%(office)s: krótkie pytania, co u Państwa. Odpowiedź jest dobrowolna.")
                % {"office": office}
            )
    return "\n".join([*said, link])


def _open(check):
    fresh = AfterCheck.objects.select_for_update(of=("self",)).select_related(
        "case__organisation", "consent__person"
    )
    found = fresh.get(pk=check.pk)
    if found.answered_at or found.closed_on:
        raise ValidationError("To sprawdzenie jest już zakończone.")
    return found


def _told(act, check, title, *, on, by):
    case = check.case
    record(act, check, by=by, organisation=case.organisation, case=case.key, months=check.months)
    add_event(case, title, on=on, by=by, url=f"/sprawy/{case.key}/po-programie/")


def _record(act, programme, *, by, **details):
    case = programme.case
    record(act, programme, by=by, organisation=programme.organisation, case=case.key, **details)


def _done(act, programme, title, *, on, by):
    _record(act, programme, by=by)
    add_event(programme.case, title, on=on, by=by, url=f"/sprawy/{programme.case.key}/po-programie/")
