"""Acts on expenses that the centre pays for a family (ups art. 92 ust. 3): propose, approve, reject, pay."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.benefits import bankfiles
from kladka.casework.benefits.format_queries import format_for
from kladka.casework.benefits.transfers import sender_of
from kladka.casework.cases.actions import add_event
from kladka.casework.ledger.actions import Line, post
from kladka.documents.document import Document
from kladka.documents.polish import zl
from kladka.journal.actions import record, record_alarm
from kladka.vault.sealing import NotOpened

from .models import DirectExpense, ExpenseFile


@transaction.atomic
def propose_expense(programme, *, by, **details):
    """Write down a bill that the centre is to pay, as agreed with the family; another person approves it."""
    try:
        with transaction.atomic():
            expense = DirectExpense.objects.create(
                organisation=programme.organisation, programme=programme, by=by, **details
            )
    except IntegrityError as error:
        raise ValidationError("Ta faktura w tej kwocie jest już wpisana do tego programu.") from error
    record(
        "expense.proposed",
        expense,
        by=by,
        organisation=programme.organisation,
        amount=str(expense.amount_pln),
    )
    return expense


def _open(expense):
    found = DirectExpense.objects.select_for_update(of=("self",)).select_related("programme__case")
    expense = found.get(pk=expense.pk)
    if expense.approved_by_id or expense.rejected_by_id:
        raise ValidationError("Ten wydatek ktoś już rozstrzygnął.")
    return expense


@transaction.atomic
def approve_expense(expense, *, on, by):
    """Approve another person's expense: from now on it is a cost of the programme."""
    expense = _open(expense)
    if expense.by_id == by.pk:
        raise ValidationError("Wydatek zatwierdza inna osoba niż ta, która go wpisała.")
    expense.approved_by, expense.approved_at, expense.approved_on = by, timezone.now(), on
    expense.save(update_fields=["approved_by", "approved_at", "approved_on"])
    cost = Line("cost_direct", expense.amount_pln, expense.programme_id, expense.month)
    _post(expense, "expense", [cost, Line("payees", -expense.amount_pln)], on=on, by=by)
    _tell(expense, "expense.approved", "Zatwierdzono wydatek opłacany bezpośrednio", on=on, by=by)


@transaction.atomic
def reject_expense(expense, *, by):
    """The centre does not pay this bill; it stays on record as rejected."""
    expense = _open(expense)
    expense.rejected_by = by
    expense.save(update_fields=["rejected_by"])
    record("expense.rejected", expense, by=by, organisation=expense.organisation)


@transaction.atomic
def pay_expenses(organisation, expenses, *, on, profile, by):
    """The bank file of approved expenses, to be executed `on` a day; each is paid by one file.

    Returns the Document. Raises ValidationError when there is nothing to pay or the file cannot be written.
    """
    found = DirectExpense.objects.select_for_update(of=("self",)).filter(
        organisation=organisation,
        pk__in=[one.pk for one in expenses],
        approved_by__isnull=False,
        paid_on=None,
    )
    rows = list(found.select_related("programme__case").order_by("pk"))
    try:
        file = bankfiles.write(
            format_for(organisation, profile), sender_of(organisation),
            [_transfer(one) for one in rows], on=on, made_at=timezone.localtime(), key=f"WB/{on:%Y-%m-%d}",
        )  # fmt: skip
    except bankfiles.BankFileError as error:
        raise ValidationError(str(error)) from error
    kept = _kept(organisation, file, profile=profile, on=on, by=by)
    for expense in rows:
        expense.paid_on, expense.file = on, kept
        expense.save(update_fields=["paid_on", "file"])
        lines = [Line("payees", expense.amount_pln), Line("bank", -expense.amount_pln)]
        _post(expense, "expense_paid", lines, on=on, by=by)
        _tell(expense, "expense.paid", "Zapłacono wydatek bezpośrednio", on=on, by=by, sha256=kept.sha256)
    return file.document


def _kept(organisation, file, *, profile, on, by):
    """The row that keeps a bank file, sealed."""
    document = file.document
    return ExpenseFile.objects.create(
        organisation=organisation, profile=profile, name=document.name, total_pln=file.total,
        count=file.count, on=on, sha256=document.sha256, content=document.content, by=by,
    )  # fmt: skip


def open_expense_file(kept, *, by):
    """The Document of a file made before. Raises ValidationError when the stored one is not what it was."""
    try:
        document = Document.of(kept.name, "application/octet-stream", kept.content)
    except NotOpened:
        document = None
    if document is None or document.sha256 != kept.sha256:
        found = {"approved": kept.sha256, "found": document.sha256 if document else "not opened"}
        record_alarm("expense_file.altered", kept, by=by, organisation=kept.organisation, **found)
        raise ValidationError(
            "Przechowany plik nie jest tym, który wydano. Zawiadom kierownika i administratora."
        )
    record("expense_file.downloaded", kept, by=by, organisation=kept.organisation, sha256=kept.sha256)
    return document


def _transfer(expense):
    return bankfiles.Transfer(
        recipient=expense.payee, address="", account=expense.account, amount=expense.amount_pln,
        title=f"{expense.invoice}, {expense.programme.case.number}", reference=expense.programme.case.number,
    )  # fmt: skip


def _post(expense, kind, lines, *, on, by):
    title = f"{expense.invoice}, {expense.programme.case.number}"
    post(expense.organisation, kind=kind, document=expense.key, title=title, on=on, lines=lines, by=by)


def _tell(expense, act, title, *, on, by, **details):
    record(act, expense, by=by, organisation=expense.organisation, amount=str(expense.amount_pln), **details)
    text = f"{expense.invoice}: {zl(expense.amount_pln)} zł (ups art. 92 ust. 3)"
    case = expense.programme.case
    add_event(case, title, on=on, by=by, text=text, url=f"/sprawy/{case.key}/wyplaty/")
