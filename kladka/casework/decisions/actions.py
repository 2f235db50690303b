"""Acts on a decision: prepare, edit, submit, send back, withdraw, approve, deliver.

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import (
    add_event,
    complete_deadline,
    next_number,
    refuse_restricted,
    set_deadline,
)
from kladka.casework.letters.actions import pin
from kladka.casework.letters.queries import print_docx
from kladka.documents import pdf
from kladka.documents.polish import short_day
from kladka.journal.actions import record, record_alarm
from kladka.law import terms

from .fingerprint import fingerprint
from .letter import letter_of
from .models import Decision, DecisionFile, Delivery
from .queries import worked_on

State = Decision.State
EXECUTION = "revocation"
ON_PAPER = "Decyzję wydano przed Kładką. Jej treść i uzasadnienie są w aktach papierowych."


class DecisionChanged(ValidationError):
    """An issued decision is not what was approved; nothing may leave the house."""


@transaction.atomic
def prepare(case, kind, *, content, grounds, by, on=None):
    """Draft a decision on day `on`, today unless told.

    `content` and `grounds` are as kladka.casework.decisions.letter describes them.
    """
    decision = Decision(
        organisation=case.organisation, case=case, kind=kind, content=content, grounds=grounds, prepared_by=by
    )
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        raise ValidationError("W tej sprawie jest już projekt decyzji. Dokończ go albo wycofaj.") from error
    _record("decision.prepared", decision, by=by, kind=kind)
    title = f"Przygotowano projekt decyzji: {decision.get_kind_display()}"
    add_event(case, title, on=on or timezone.localdate(), by=by, url=decision.get_absolute_url())
    return decision


@transaction.atomic
def edit(decision, *, grounds, by):
    """Change the grounds of a draft. Whoever edits may not approve."""
    decision = _locked(decision, State.DRAFT)
    decision.grounds = grounds
    decision.edited_by = by
    decision.save(update_fields=["grounds", "edited_by"])
    _record("decision.edited", decision, by=by)
    return decision


@transaction.atomic
def submit(decision, *, by):
    """Pass a draft on for approval."""
    decision = _locked(decision, State.DRAFT)
    refuse_restricted(decision.case)
    decision.state = State.SUBMITTED
    decision.returned_reason = ""
    decision.save(update_fields=["state", "returned_reason"])
    _record("decision.submitted", decision, by=by)
    return decision


@transaction.atomic
def send_back(decision, *, reason, by):
    """Return a submitted decision to its author with a reason."""
    decision = _locked(decision, State.SUBMITTED)
    decision.state = State.DRAFT
    decision.returned_reason = reason
    decision.save(update_fields=["state", "returned_reason"])
    _record("decision.sent_back", decision, by=by)
    return decision


@transaction.atomic
def withdraw(decision, *, by):
    """Give up a draft. It stays in the case, marked as withdrawn, and another one may be prepared."""
    decision = _locked(decision, State.DRAFT)
    decision.state = State.WITHDRAWN
    decision.save(update_fields=["state"])
    _record("decision.withdrawn", decision, by=by)
    return decision


@transaction.atomic
def approve(decision, *, on, by):
    """Issue a submitted decision: number, signature of a second person, frozen PDF and DOCX.

    What follows for the application and the programme is kladka.casework.issuing.actions.issue.
    """
    decision = _locked(decision, State.SUBMITTED)
    if worked_on(decision, by):
        raise ValidationError(
            "Decyzję zatwierdza inna osoba niż ta, która ją przygotowała, zmieniała lub przekazała."
        )
    refuse_restricted(decision.case)
    decision.number = next_number(decision.organisation, "D", on)
    decision.state, decision.approved_by, decision.issued_on = State.ISSUED, by, on
    template = pin(decision.organisation_id, "decision", decision.key)
    freeze(decision)
    decision.sha256 = fingerprint(decision)
    decision.save(update_fields=["number", "state", "approved_by", "issued_on", "sha256"])
    made = {"template": template, "sha256": decision.sha256}
    _record("decision.issued", decision, by=by, number=decision.number, **made)
    title = f"Wydano decyzję {decision.number}: {decision.get_kind_display()}"
    add_event(decision.case, title, on=on, by=by, url=decision.get_absolute_url())
    complete_deadline(decision.case, "decision", on=on)
    return decision


@transaction.atomic
def record_issued_before(case, *, number, issued_on, issuer, content, by, delivered_on=None):
    """Record a decision that granted aid and was issued outside this system; its text is in the paper file.

    Nobody approves it here and nothing of it is printed; the scan is an attachment of the case.
    """
    decision = Decision(
        organisation=case.organisation, case=case, kind=Decision.Kind.GRANT, prepared_by=by, content=content,
        grounds=ON_PAPER,
    )  # fmt: skip
    _keep_issued_before(decision, number, issued_on, issuer, delivered_on, by)
    _record("decision.issued_before", decision, by=by, number=number, issuer=issuer)
    title = f"Zapisano decyzję wydaną przed Kładką: {number}"
    text = f"wydana {short_day(issued_on)}, {issuer}"
    add_event(case, title, on=timezone.localdate(), by=by, text=text, url=decision.get_absolute_url())
    return decision


@transaction.atomic
def correct_issued_before(decision, *, number, issued_on, issuer, by, delivered_on=None):
    """Correct what was recorded of such a decision; the database refuses it once our lists pay by it."""
    decision = _locked(decision, State.ISSUED, State.DELIVERED)
    if not decision.issuer:
        raise ValidationError("Tę decyzję wydano w Kładce; nie można jej zmienić.")
    _keep_issued_before(decision, number, issued_on, issuer, delivered_on, by)
    _record("decision.issued_before", decision, by=by, number=number, issuer=issuer)
    return decision


def _keep_issued_before(decision, number, issued_on, issuer, delivered_on, by):
    decision.number, decision.issued_on, decision.issuer = number, issued_on, issuer
    decision.state = State.ISSUED
    if delivered_on or hasattr(decision, "delivery"):
        decision.state = State.DELIVERED
    try:
        with transaction.atomic():
            decision.save()
            decision.sha256 = fingerprint(decision)
            decision.save(update_fields=["sha256"])
    except IntegrityError as error:
        raise ValidationError(f"Jednostka ma już decyzję o numerze {number}.") from error
    if delivered_on:
        term = terms.appeal_term(delivered_on)
        said = {"on": delivered_on, "appeal_raw_day": term.raw_day, "appeal_day": term.day, "by": by}
        said["method"] = Delivery.Method.PAPER
        Delivery.objects.update_or_create(decision=decision, defaults=said)


def freeze(decision):
    """Keep the prints of an issued decision as they are today, each with its SHA-256."""
    letter = letter_of(decision, on=decision.issued_on)
    word = print_docx(decision.organisation_id, letter, "decision", issued=decision.key)
    for document in (pdf.print_letter(letter), word):
        DecisionFile.objects.create(
            decision=decision,
            name=document.name,
            media_type=document.media_type,
            content=document.content,
            sha256=document.sha256,
        )


def check_unchanged(decision, *, by):
    """Refuse an issued decision whose text or files are not what was approved; the journal keeps the alarm.

    Not in a transaction with what follows: the entry must outlive the refusal. Raises DecisionChanged.
    """
    decision = Decision.objects.select_related("organisation", "case").get(pk=decision.pk)
    found = fingerprint(decision)
    if decision.issued_on is None or found == decision.sha256:
        return
    told = {"case": decision.case.key, "approved": decision.sha256, "found": found}
    record_alarm("decision.altered", decision, by=by, organisation=decision.organisation, **told)
    raise DecisionChanged(
        "Decyzja zmieniła się po wydaniu: jej skrót SHA-256 nie zgadza się z zatwierdzonym. Niczego nie "
        "wydano, a zdarzenie zapisano w dzienniku. Zawiadom kierownika i administratora systemu."
    )


def deliver(decision, *, method, on, by):
    """Record delivery; the appeal term runs from it (KPA art. 129 § 2), counted by art. 57."""
    check_unchanged(decision, by=by)
    return _deliver(decision, method=method, on=on, by=by)


@transaction.atomic
def _deliver(decision, *, method, on, by):
    decision = _locked(decision, State.ISSUED)
    if on < decision.issued_on:
        raise ValidationError({"on": "Doręczenie nie może być wcześniejsze niż wydanie decyzji."})
    term = terms.appeal_term(on)
    Delivery.objects.create(
        decision=decision, method=method, on=on, appeal_raw_day=term.raw_day, appeal_day=term.day, by=by
    )
    decision.state = State.DELIVERED
    decision.save(update_fields=["state"])
    _record("decision.delivered", decision, by=by, method=method, on=on.isoformat())
    label = f"Ostatni dzień na odwołanie od decyzji {decision.number}"
    set_deadline(decision.case, "appeal", label=label, term=term, subject_key=decision.key)
    if decision.revocations.filter(carried_out_on=None).exists():
        expect_execution(decision, terms.execution_day(term.day))
    title = f"Doręczono decyzję {decision.number}"
    add_event(decision.case, title, on=on, by=by, url=decision.get_absolute_url())
    return decision


def expect_execution(decision, term):
    """Set the task to carry a revocation out, for those who see it on „Dziś”; its day may move."""
    what = "wygaśnięcie (Rozliczenia, Kasa)" if decision.kind == Decision.Kind.EXPIRE else "uchylenie"
    label = f"Wykonaj {what}: decyzja {decision.number}"
    set_deadline(decision.case, EXECUTION, label=label, term=term, subject_key=decision.key)


def _locked(decision, *states):
    """The decision read again under a lock, in one of the states; two clerks never act on it at once."""
    fresh = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("organisation", "case", "prepared_by")
        .get(pk=decision.pk)
    )
    if fresh.state not in states:
        raise ValidationError(
            f"Tej czynności nie można teraz wykonać: decyzja ma stan „{fresh.get_state_display()}”."
        )
    return fresh


def _record(act, decision, *, by, **details):
    record(act, decision, by=by, organisation=decision.organisation, case=decision.case.key, **details)
