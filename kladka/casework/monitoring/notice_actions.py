"""Acts on a notice of a missed duty: drafted, sent, delivered, answered, judged. Nothing is withheld here."""

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import (
    add_event,
    complete_deadline,
    keep_draft,
    next_number,
    refuse_restricted,
    set_deadline,
)
from kladka.casework.letters.actions import pin
from kladka.casework.programmes.withholding_forms import draft_name
from kladka.casework.programmes.withholding_queries import evidence_lines
from kladka.documents import pdf
from kladka.documents.notices import side_by_side
from kladka.documents.polish import short_day
from kladka.journal.actions import record
from kladka.law.terms import explanation_term

from .letters import notice_letter
from .models import DutyNotice
from .wording import duties_of

DEADLINE = "duty_notice"
# Where a duty that was not excused leads: form and ground.
BREACH = ("programme-withhold", "breach_of_duties")
WAYS = {"residence": ("programme-revoke", "resigned")}
FACTS = 2000  # signs that the form of a withholding takes


@transaction.atomic
def draft_notice(programme, *, person, duty, provision, facts, days, language, by):
    """Draft a notice about a duty of one person; its facts may be corrected until it is sent."""
    notice = DutyNotice.objects.create(
        programme=programme,
        person=person,
        duty=duty,
        provision=provision,
        facts=facts,
        days=days,
        language=language,
        sentences=side_by_side(language, days=days),
        by=by,
    )
    _note("notice.drafted", notice, by)
    return notice


@transaction.atomic
def send_notice(notice, *, on, by):
    """Give the notice its number and print it; what was sent is frozen."""
    notice = _locked(notice, "draft")
    refuse_restricted(notice.programme.case)
    notice.number, notice.issued_on = next_number(notice.programme.organisation, "WW", on), on
    document = pdf.print_letter(notice_letter(notice))
    notice.pdf, notice.sha256 = document.content, document.sha256
    notice.save()
    pin(notice.programme.organisation_id, "notice", notice.key)
    _note("notice.sent", notice, by, title="Wezwano do wyjaśnienia", on=on)
    return notice


@transaction.atomic
def drop_notice(notice, *, by):
    """Drop a draft that is not needed."""
    notice = _locked(notice, "draft")
    _note("notice.dropped", notice, by)
    notice.delete()


@transaction.atomic
def record_delivery(notice, *, on, by):
    """The day of delivery: the term for the explanation runs from it (KPA art. 54 § 1 pkt 5, art. 57)."""
    notice = _locked(notice, "issued")
    if on < notice.issued_on:
        raise ValidationError({"on": "Doręczenie nie może być przed wysłaniem."})
    term = explanation_term(on, notice.days)
    notice.delivered_on, notice.day = on, term.day
    notice.save()
    case = notice.programme.case
    label = f"Wyjaśnienie do wezwania {notice.number}"
    set_deadline(case, DEADLINE, label=label, term=term, subject_key=notice.key)
    _note("notice.delivered", notice, by, title="Doręczono wezwanie do wyjaśnienia", on=on)
    return notice


@transaction.atomic
def record_answer(notice, *, on, answer, by):
    """What the person explained, in their own words."""
    notice = _locked(notice, "issued", "delivered")
    if on < notice.issued_on:
        raise ValidationError({"on": "Wyjaśnienie nie może być przed wezwaniem."})
    notice.answered_on, notice.answer = on, answer
    notice.save()
    _note("notice.answered", notice, by, title="Wpłynęło wyjaśnienie", on=on)
    return notice


@transaction.atomic
def judge_notice(notice, *, outcome, reason, on, by):
    """Excused or not: after the explanation, or once the term for it has passed."""
    notice = _locked(notice, "delivered", "answered")
    if not notice.answered_on and on <= notice.day:
        raise ValidationError("Najpierw wyjaśnienie osoby albo upływ terminu na nie.")
    notice.outcome, notice.reason = outcome, reason
    notice.save()
    complete_deadline(notice.programme.case, DEADLINE, on=on, subject_key=notice.key)
    title = f"Oceniono wyjaśnienie: {notice.get_outcome_display()}"
    _note("notice.judged", notice, by, title=title, on=on)
    return notice


@transaction.atomic
def prepare_withholding(notice, *, on, by):
    """Keep what a notice found as a draft of the next form: the duty, the facts, the explanation.

    That of withholding, where a person still decides whether the breach was persistent and culpable (ups art.
    95 ust. 1 pkt 1); of a family that left the place indicated that of revocation (art. 94 ust. 3).
    """
    if notice.outcome != DutyNotice.Outcome.NOT_EXCUSED:
        raise ValidationError("Projekt można przygotować, gdy wyjaśnienia nie uznano.")
    form, ground = WAYS.get(notice.duty, BREACH)
    case = notice.programme.case
    letter = f"wezwanie {notice.number} z {short_day(notice.issued_on)}"
    data = {
        "people": [notice.person.key],
        "ground": ground,
        "facts": "\n".join(_told(notice, letter))[:FACTS],
        "evidence": "\n".join([letter, *evidence_lines(case, on)]),
        "starts": on.isoformat(),
    }
    keep_draft(by, draft_name(case, form), data)
    _note("notice.used", notice, by)


def _told(notice, letter):
    """The chain from the duty to the judgement, a line each."""
    clause = duties_of(notice.programme).get(notice.duty)
    if clause:
        yield f"Zobowiązanie: {clause.text} ({notice.provision})."
    yield notice.facts
    if notice.delivered_on:
        yield f"{letter.capitalize()} doręczono {short_day(notice.delivered_on)}."
    if notice.answered_on:
        yield f"Wyjaśnienie z {short_day(notice.answered_on)}: {notice.answer}"
    elif notice.day:
        yield f"W terminie do {short_day(notice.day)} osoba nie złożyła wyjaśnienia."
    if notice.reason:
        yield f"Ocena: {notice.get_outcome_display()}. {notice.reason}"


def _locked(notice, *states):
    found = (
        DutyNotice.objects.select_for_update(of=("self",))
        .select_related("programme__case", "programme__organisation", "person", "by")
        .get(pk=notice.pk)
    )
    if found.state not in states:
        raise ValidationError("Wezwanie jest już na innym etapie. Odśwież stronę.")
    return found


def _note(act, notice, by, *, title="", on=None):
    case = notice.programme.case
    record(act, notice, by=by, organisation=notice.programme.organisation, case=case.key)
    if title:
        url = f"/sprawy/{case.key}/wezwania/{notice.key}/"
        add_event(case, title, on=on, by=by, text=notice.person.full_name, url=url)
