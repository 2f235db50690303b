"""Reads of imports: runs, their lines by outcome, faults for a file, payments made elsewhere."""

from django.db.models import Count, Q

from kladka.accounts.permissions import centres_to_pay, organisation_id_of
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import EarlierPayment, ImportLine, ImportRun

LINE_FIELDS = (
    "id",
    "key",
    "number",
    "outcome",
    "title",
    "notes",
    "refused",
    "written_at",
    "chosen",
    "case__key",
    "case__number",
)
PAID_FIELDS = (
    "id",
    "month",
    "payer",
    "amount_pln",
    "paid_on",
    "person__given_names",
    "person__family_name",
    "case__key",
    "case__number",
)


def runs_of(organisation, cursor=""):
    """A page of the imports of a centre, the newest first."""
    runs = (
        ImportRun.objects.filter(organisation=organisation).defer("content", "problems").select_related("by")
    )
    return keyset_page(runs, ("-created_at", "-id"), cursor)


def counts_of(run):
    """{outcome: lines}, with "written" and "refused"."""
    counted = run.lines.aggregate(
        **{one: Count("pk", filter=Q(outcome=one)) for one in ImportLine.Outcome.values},
        written=Count("pk", filter=Q(written_at__isnull=False)),
        refused_lines=Count("pk", filter=Q(refused__isnull=False)),
    )
    return counted


def lines_of(run, *, outcome="", cursor="", size=50):
    """A page of the lines of an import in the order of the file, as dictionaries."""
    lines = run.lines.filter(outcome=outcome) if outcome else run.lines
    page = keyset_page(lines.values(*LINE_FIELDS), ("number", "id"), cursor, size)
    unseal_rows(page.rows, ImportLine, "title", "notes", "refused")
    cases = [row["case__key"] for row in page.rows if row["case__key"]]
    noticed_list("import_run", cases, organisation_id=run.organisation_id, key=run.key, lines=len(page.rows))
    return page


def earlier_payments(user, *, cursor="", size=50, leaving=False):
    """A page of payments made elsewhere in the centres whose money a user reads, the newest month first."""
    paid = EarlierPayment.objects.filter(case__organisation__in=centres_to_pay(user))
    paid = paid.exclude(case__state="erased")
    if leaving:
        paid = paid.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(paid.values(*PAID_FIELDS), ("-month", "-id"), cursor, size)
    cases = list(dict.fromkeys(row["case__key"] for row in page.rows))
    noticed_list("earlier_payments", cases, organisation_id=organisation_id_of(user))
    return page
