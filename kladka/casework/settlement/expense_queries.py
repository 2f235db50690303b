"""Reads of direct expenses: the list, what waits to be paid, programmes that may have one."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.programmes.models import Programme
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import DirectExpense, ExpenseFile

ORDERS = {"nowe": ("-id",), "stare": ("id",)}
STATES = {
    "": Q(),
    "czeka": Q(approved_by=None, rejected_by=None),
    "zatwierdzone": Q(approved_by__isnull=False, paid_on=None),
    "zaplacone": Q(paid_on__isnull=False),
}
SHOWN = (
    *("id", "key", "month", "purpose", "payee", "account", "amount_pln", "invoice", "agreed_on", "paid_on"),
    *("by_id", "by__name", "approved_by__name", "rejected_by__name", "programme__case__key"),
    *("programme__case__number", "programme__case__title", "attachment__key"),
)


def expenses(organisation, *, state="", order="nowe", cursor="", size=25, leaving=False):
    """A page of expenses, as dictionaries of SHOWN."""
    found = DirectExpense.objects.filter(STATES[state], organisation=organisation).values(*SHOWN)
    if leaving:
        found = found.exclude(programme__case__in=Restriction.objects.cases())
    page = keyset_page(found, ORDERS[order], cursor, size)
    unseal_rows(page.rows, DirectExpense, "purpose", "payee", "account")
    shown = [row["programme__case__key"] for row in page.rows]
    noticed_list("expense_list", shown, organisation_id=organisation.pk)
    return page


def to_pay(organisation):
    """Approved expenses without a bank file."""
    return list(
        DirectExpense.objects.filter(STATES["zatwierdzone"], organisation=organisation).order_by("pk")
    )


def files_made(organisation):
    """The last dozen bank files of expenses whose content is still kept, the newest first."""
    kept = ExpenseFile.objects.filter(organisation=organisation, content__isnull=False)
    return list(kept.select_related("by").defer("content").order_by("-id")[:12])


def running_programme(organisation, number):
    """The running programme of the case with this number. Raises ValidationError by field."""
    running = {"organisation": organisation, "state": Programme.State.RUNNING, "case__number": number.strip()}
    found = Programme.objects.filter(**running).select_related("case", "organisation").order_by("-pk").first()
    if found is None:
        raise ValidationError({"number": "Nie ma sprawy o tym znaku z programem w toku."})
    return found


def attachment_named(case, name):
    """The file of a case with this name, None for no name. Raises ValidationError by field."""
    if not name:
        return None
    found = Attachment.objects.filter(case=case, name=name, removed_at=None).first()
    if found is None:
        raise ValidationError({"attachment": "W Załącznikach tej sprawy nie ma pliku o tej nazwie."})
    return found
