"""Acts on a payment list, from preparing to sending (the account of a family: account_actions).

An act that may not be done raises ValidationError with a Polish message and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import (
    add_events,
    complete_deadlines,
    next_number,
    set_deadlines,
)
from kladka.casework.programmes.many import in_parts
from kladka.documents.polish import month_name, zl
from kladka.journal.actions import record, record_alarm
from kladka.law.terms import payment_day
from kladka.vault.sealing import NotOpened

from . import bankfiles, files, paid_months, queries, wording
from .deducting import save_deductions
from .format_queries import format_for
from .ledger_actions import enter_list
from .lines import lines_of, outdated
from .models import CLOSED, BankFile, Deduction, Payment, PaymentList
from .transfers import sender_of, transfer_of

State = PaymentList.State
SERIES = "LW"


FILE_CHANGED = (
    "Przechowany plik dla banku nie jest tym, który wydano. Niczego nie pobrano, a zdarzenie zapisano w "
    "dzienniku. Zawiadom kierownika i administratora systemu."
)


class ListChanged(ValidationError):
    """The lines are not those that were approved; nothing may leave the house on such a list."""


def prepare_list(organisation, month, *, by):
    """Prepare the list of a month: its lines, its number, and the deadline of payment for each case."""
    month = month.replace(day=1)
    try:
        return _prepare(organisation, month, by)
    except IntegrityError as error:
        raise ValidationError(
            f"Lista wypłat za {month_name(month)} już istnieje albo ktoś z rodzin jest na innej liście "
            "za ten miesiąc. Nic nie zostało zapisane."
        ) from error


@transaction.atomic
def _prepare(organisation, month, by):
    if PaymentList.objects.filter(organisation=organisation, month=month).exists():
        raise ValidationError(f"Lista wypłat za {month_name(month)} już istnieje.")
    number = next_number(organisation, SERIES, timezone.localdate())
    payment_list = PaymentList(organisation=organisation, month=month, number=number, prepared_by=by)
    if not _write(payment_list):
        raise ValidationError(
            f"Nie ma komu wypłacać: w tym miesiącu ({month_name(month)}) nie trwa żaden program."
        )
    total = str(payment_list.total_pln)
    _record("payment_list.prepared", payment_list, by, lines=payment_list.people, total=total)
    return payment_list


def _write(payment_list):
    """Save a list with its lines and totals, and set the deadline of payment; how many lines it has.

    Lines are counted and written a few hundred families at a time: memory does not grow with the list.
    """
    payment_list.counted_at = timezone.now()
    payment_list.people, payment_list.total_pln = 0, queries.ZERO
    payment_list.save()
    for lines in lines_of(payment_list.organisation, payment_list.month):
        for line in lines:
            line.payment_list = payment_list
        Payment.objects.bulk_create(lines, batch_size=500)
        save_deductions(lines)
        payment_list.people += len(lines)
        payment_list.total_pln += sum((line.amount_pln for line in lines), queries.ZERO)
        _set_deadlines(payment_list, {line.case for line in lines if line.amount_pln})
    payment_list.save(update_fields=["people", "total_pln"])
    return payment_list.people


def _set_deadlines(payment_list, cases):
    set_deadlines(
        cases,
        "payment",
        label=wording.deadline_label(payment_list.month),
        term=payment_day(payment_list.month),
        subject_key=_subject(payment_list),
    )


def _subject(payment_list):
    return f"{payment_list.month:%Y-%m}"


def recalculate(payment_list, *, by):
    """Count the lines of a draft again, after a programme or withholding changed; `by` is its author now."""
    try:
        return _recalculate(payment_list, by)
    except IntegrityError as error:
        raise ValidationError(
            "Ktoś z listy jest już na innej liście za ten miesiąc. Nic nie zostało zapisane."
        ) from error


@transaction.atomic
def _recalculate(payment_list, by):
    payment_list = _locked(payment_list, State.DRAFT)
    before = payment_list.total_pln
    _empty(payment_list)
    payment_list.prepared_by = by
    if not _write(payment_list):
        raise ValidationError("W tym miesiącu nie trwa już żaden program. Listę można wycofać.")
    totals = {"before": str(before), "total": str(payment_list.total_pln)}
    _record("payment_list.recalculated", payment_list, by, lines=payment_list.people, **totals)
    return payment_list


@transaction.atomic
def withdraw(payment_list, *, by):
    """Withdraw a draft: its lines go, its number is not given again. Other lists are never deleted."""
    payment_list = _locked(payment_list, State.DRAFT)
    _record(
        "payment_list.withdrawn", payment_list, by, number=payment_list.number, month=_subject(payment_list)
    )
    _empty(payment_list)
    payment_list.delete()


def _empty(payment_list):
    """Take the lines off a draft, and what they deducted."""
    Deduction.objects.filter(payment__payment_list=payment_list).delete()
    payment_list.payments.all().delete()


@transaction.atomic
def submit(payment_list, *, by):
    """Pass a draft on for approval. Who submits answers for it and may not approve it."""
    payment_list = _locked(payment_list, State.DRAFT)
    homeless = payment_list.payments.filter(method="", amount_pln__gt=0).count()
    if homeless:
        raise ValidationError(
            f"Bez rachunku do wypłaty: {homeless}. Podaj w sprawach rachunek albo wypłatę w kasie, potem "
            "przekaż listę jeszcze raz. Lista się nie zmieniła."
        )
    _check_current(payment_list, "Przelicz listę, potem przekaż ją jeszcze raz.")
    _check_carried_out(payment_list)
    payment_list.state = State.SUBMITTED
    payment_list.submitted_by = by
    payment_list.returned_reason = ""
    payment_list.save(update_fields=["state", "submitted_by", "returned_reason"])
    _record("payment_list.submitted", payment_list, by)
    return payment_list


@transaction.atomic
def send_back(payment_list, *, reason, by):
    """Send back to its author a submitted list, or an approved one of which the bank has no file yet."""
    payment_list = _locked(payment_list, State.SUBMITTED, State.APPROVED)
    if payment_list.bank_files.exists():
        raise ValidationError("Plik dla banku już wydano, więc listy nie można cofnąć do poprawy.")
    payment_list.state = State.DRAFT
    payment_list.returned_reason = reason
    payment_list.approved_by = payment_list.approved_at = None
    payment_list.sha256 = ""
    payment_list.save(update_fields=["state", "returned_reason", "approved_by", "approved_at", "sha256"])
    paid_months.release(payment_list)
    _record("payment_list.sent_back", payment_list, by)
    return payment_list


@transaction.atomic
def approve(payment_list, *, by):
    """Approve a submitted list; its fingerprint is fixed. Refused to its author, here and by the database.

    Every month it pays becomes this centre's; refused when another centre pays somebody for the same month.
    """
    payment_list = _locked(payment_list, State.SUBMITTED)
    if by.pk in (payment_list.prepared_by_id, payment_list.submitted_by_id):
        raise ValidationError("Listę zatwierdza inna osoba niż ta, która ją przygotowała lub przekazała.")
    _check_current(payment_list, "Zwróć listę do poprawy; autor ją przeliczy.")
    _check_carried_out(payment_list)
    paid_months.claim(payment_list)
    payment_list.state = State.APPROVED
    payment_list.approved_by = by
    payment_list.approved_at = timezone.now()
    payment_list.sha256 = queries.fingerprint_of(payment_list)
    payment_list.save(update_fields=["state", "approved_by", "approved_at", "sha256"])
    _record("payment_list.approved", payment_list, by, sha256=payment_list.sha256)
    return payment_list


def check_unchanged(payment_list, *, by):
    """Refuse when the lines are not those that were approved. The alarm stays in the journal.

    Not in a transaction with what follows: the entry must outlive the refusal. Raises ListChanged, and
    ValidationError for a list that is not approved yet.
    """
    payment_list = _in_state(PaymentList.objects.filter(pk=payment_list.pk).first(), *CLOSED)
    try:
        found = queries.fingerprint_of(payment_list)
    except NotOpened:
        found = "not opened"  # a line holds what was sealed for another one, or nothing that opens
    if found == payment_list.sha256:
        return
    _alarm(payment_list, by, approved=payment_list.sha256, found=found)
    raise ListChanged(
        "Lista zmieniła się po zatwierdzeniu: jej skrót SHA-256 nie zgadza się z zatwierdzonym. Niczego nie "
        "wydano, a zdarzenie zapisano w dzienniku. Zawiadom kierownika i administratora systemu."
    )


def export_bank_file(payment_list, *, profile, on, by):
    """Write the transfers of an approved list, to be executed on day `on`, by a bank profile.

    Cash-desk lines are left out. Returns the BankFile, which keeps the file sealed. Raises ListChanged when
    the list is not what was approved, ValidationError when the file cannot be written.
    """
    check_unchanged(payment_list, by=by)
    return _export(payment_list, profile=profile, on=on, by=by)


@transaction.atomic
def _export(payment_list, *, profile, on, by):
    payment_list = _locked(payment_list, *CLOSED)
    if payment_list.state == State.APPROVED:
        _check_current(payment_list, "Kierownik może zwrócić listę do poprawy.")
    transfers = (transfer_of(payment_list, line) for line in queries.each_line(payment_list, "przelew"))
    try:
        file = bankfiles.write(
            format_for(payment_list.organisation, profile),
            sender_of(payment_list.organisation),
            transfers,
            on=on,
            made_at=timezone.localtime(),
            key=payment_list.number,
        )
    except bankfiles.BankFileError as error:
        raise ValidationError(str(error)) from error
    document = file.document
    made = BankFile.objects.create(
        payment_list=payment_list,
        profile=profile,
        name=document.name,
        total_pln=file.total,
        count=file.count,
        sha256=document.sha256,
        content=document.content,
        exported_by=by,
    )
    details = {"profile": profile, "sha256": document.sha256, "total": str(file.total), "count": file.count}
    _record("payment_list.exported", payment_list, by, **details)
    return made


def open_bank_file(payment_list, bank_file, *, by):
    """The Document of a file made before. Refused when the list or the stored file is not what it was."""
    check_unchanged(payment_list, by=by)
    try:
        document = files.stored(bank_file)
    except NotOpened as error:
        _alarm(payment_list, by, approved=bank_file.sha256, found="bank_file")
        raise ListChanged(FILE_CHANGED) from error
    _record("payment_list.downloaded", payment_list, by, sha256=bank_file.sha256)
    return document


def mark_sent(payment_list, *, on, by):
    """Mark an approved list as sent to the bank on day `on`, and prepare the next month's list.

    Returns (that list or None, why there is none).
    """
    check_unchanged(payment_list, by=by)
    return _mark_sent(payment_list, on=on, by=by)


@transaction.atomic
def _mark_sent(payment_list, *, on, by):
    payment_list = _locked(payment_list, State.APPROVED)
    totals = queries.control(payment_list)
    if totals.transfers and not totals.files:
        raise ValidationError("Najpierw pobierz plik dla banku: na liście są przelewy.")
    if not totals.files:
        _check_current(payment_list, "Kierownik może zwrócić listę do poprawy.")
    if not totals.agrees:
        raise ValidationError("Sumy listy, jej pozycji i plików bankowych się różnią. Sprawdź kontrolę kwot.")
    payment_list.state, payment_list.sent_on = State.SENT, on
    payment_list.save(update_fields=["state", "sent_on"])
    enter_list(payment_list, by=by)
    _record("payment_list.sent", payment_list, by, on=str(on), total=str(totals.lines))
    _tell_cases(payment_list, on=on, by=by)
    complete_deadlines(payment_list.organisation, "payment", subject_key=_subject(payment_list), on=on)
    return _continue(payment_list, by=by)


def _tell_cases(payment_list, *, on, by):
    title = f"Wypłata za {month_name(payment_list.month)}"
    for part in in_parts(queries.cases_paid(payment_list)):
        texts = {case: f"{zl(total)} zł, lista {payment_list.number}" for case, total in part}
        add_events(texts, title, on=on, by=by, url=payment_list.get_absolute_url())


def _continue(payment_list, *, by):
    """The draft of the following month; a reason instead when it stands already or nobody is to be paid."""
    try:
        return prepare_list(payment_list.organisation, queries.next_month(payment_list.month), by=by), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def _check_current(payment_list, advice):
    """Refuse when somebody's aid was withheld or resumed after the lines were counted."""
    if changed := outdated(payment_list):
        raise ValidationError(f"{wording.outdated(changed)} {advice} Nic nie zostało zmienione.")


def _check_carried_out(payment_list):
    """Refuse when the list pays for days without aid by a revocation that nobody has carried out yet."""
    if rows := queries.paid_after_revocation(payment_list):
        raise ValidationError(wording.not_carried_out(rows))


def _locked(payment_list, *states):
    """The list read again under a lock, in one of the states; refused otherwise."""
    return _in_state(PaymentList.objects.select_for_update().filter(pk=payment_list.pk).first(), *states)


def _in_state(found, *states):
    if found is None:
        raise ValidationError("Tej listy już nie ma: ktoś ją wycofał.")
    if found.state not in states:
        raise ValidationError(f"Lista jest teraz w stanie „{found.get_state_display()}”; odśwież stronę.")
    return found


def _alarm(payment_list, by, **found):
    organisation = payment_list.organisation
    record_alarm("payment_list.altered", payment_list, by=by, organisation=organisation, **found)


def _record(act, payment_list, by, **details):
    record(act, payment_list, by=by, organisation=payment_list.organisation, **details)
