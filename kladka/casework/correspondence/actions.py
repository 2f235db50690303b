"""Acts on letters of a case: prepared, changed, dropped, issued, voided. What was issued never changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import (
    add_event,
    complete_deadline,
    next_number,
    refuse_restricted,
    set_deadline,
)
from kladka.casework.letters.actions import pin
from kladka.documents import pdf
from kladka.journal.actions import record
from kladka.law.terms import certificate_term

from .models import CaseLetter
from .queries import WORD, printed_letter, word_of
from .wording import TO_FILL

State = CaseLetter.State
SERIES = {"participation": "ZA", "paid": "ZA", "refusal": "PO", "letter": "P"}
TERM = "certificate"


@transaction.atomic
def prepare(
    case,
    *,
    kind,
    title,
    by,
    text="",
    person=None,
    addressee="",
    purpose="",
    template_title="",
    requested_on=None,
):
    """Prepare a draft of a letter; from the day a certificate was asked for its term runs."""
    if person is None and kind != CaseLetter.Kind.LETTER:
        raise ValidationError({"person": "Wskaż osobę, której dotyczy zaświadczenie."})
    letter = CaseLetter.objects.create(
        organisation=case.organisation, case=case, kind=kind, title=title, text=text, person=person,
        addressee=addressee, purpose=purpose, template_title=template_title, requested_on=requested_on, by=by,
    )  # fmt: skip
    _run_term(letter)
    _record("letter.prepared", letter, by)
    return letter


@transaction.atomic
def change(letter, *, title, text, person, addressee, purpose, by, requested_on=None):
    """Correct a draft."""
    letter = _locked(letter, State.DRAFT)
    letter.title, letter.text, letter.person = title, text, person
    letter.addressee, letter.purpose, letter.requested_on = addressee, purpose, requested_on
    letter.save()
    _run_term(letter)
    _record("letter.changed", letter, by)
    return letter


@transaction.atomic
def drop(letter, *, by):
    """Drop a draft that is not needed."""
    letter = _locked(letter, State.DRAFT)
    _record("letter.dropped", letter, by)
    complete_deadline(letter.case, TERM, on=timezone.localdate(), subject_key=letter.key)
    letter.delete()


@transaction.atomic
def issue(letter, *, by):
    """Give the letter its number and freeze its prints, made by the template in use now."""
    letter = _locked(letter, State.DRAFT)
    refuse_restricted(letter.case)
    if TO_FILL in (letter.text or ""):
        raise ValidationError(f"W treści są miejsca do uzupełnienia, oznaczone {TO_FILL}. Popraw pismo.")
    today = timezone.localdate()
    letter.number = next_number(letter.organisation, SERIES[letter.kind], today)
    letter.state, letter.issued_on, letter.issued_by = State.ISSUED, today, by
    version = pin(letter.organisation_id, WORD[letter.kind], letter.key, letter.template_title)
    _freeze(letter)
    letter.save()
    complete_deadline(letter.case, TERM, on=today, subject_key=letter.key)
    _record("letter.issued", letter, by, template=version, sha256=letter.sha256)
    url = letter.get_absolute_url()
    add_event(letter.case, f"Wydano: {letter.title}", on=today, by=by, text=letter.number, url=url)
    return letter


def _run_term(letter):
    """The seven days for a certificate or for its refusal (KPA art. 217 § 3); none without a day."""
    if letter.requested_on is None:
        complete_deadline(letter.case, TERM, on=timezone.localdate(), subject_key=letter.key)
        return
    label = f"{letter.title}: {letter.person.full_name}"
    set_deadline(
        letter.case, TERM, label=label, term=certificate_term(letter.requested_on), subject_key=letter.key
    )


def _freeze(letter):
    word = word_of(letter, issued=letter.key)
    letter.docx, letter.sha256 = word.content, word.sha256
    if not letter.template_title:  # the office's own letter is in its Word file alone
        made = pdf.print_letter(printed_letter(letter))
        letter.pdf, letter.sha256 = made.content, made.sha256


@transaction.atomic
def void(letter, *, reason, by):
    """Withdraw an issued letter; it stays in the case, marked."""
    letter = _locked(letter, State.ISSUED)
    letter.state, letter.void_on, letter.void_reason = State.VOID, timezone.localdate(), reason
    letter.save(update_fields=["state", "void_on", "void_reason"])
    _record("letter.voided", letter, by)
    title = f"Unieważniono: {letter.title}"
    add_event(letter.case, title, on=letter.void_on, by=by, text=f"{letter.number}: {reason}")
    return letter


def _locked(letter, state):
    found = (
        CaseLetter.objects.select_for_update(of=("self",))
        .select_related("organisation", "case__organisation", "case__worker", "person", "by")
        .get(pk=letter.pk)
    )
    if found.state != state:
        raise ValidationError("To pismo jest już na innym etapie. Odśwież stronę.")
    return found


def _record(act, letter, by, **details):
    record(act, letter, by=by, organisation=letter.organisation, case=letter.case.key, **details)
