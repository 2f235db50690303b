"""Reads of the look over a centre: what is compared, the newest check, a page of its findings."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils import timezone

from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.programmes.models import Programme
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import AmountsCheck, AmountsFinding, Recalculation

SINCE_END = timedelta(days=366)
ORDERS = {"najdawniejsze": ("since", "id"), "najnowsze": ("-since", "-id")}
FIELDS = (
    *("id", "key", "kind", "since", "months", "people", "more_pln", "less_pln", "settled_pln", "why"),
    *("case__key", "case__number", "case__title", "case__worker__name"),
)


def to_check(organisation):
    """Programmes that run, and those that ended within a year."""
    ended = Programme.objects.filter(
        state=Programme.State.ENDED, ends__gte=timezone.localdate() - SINCE_END
    ) | Programme.objects.filter(state=Programme.State.RUNNING)
    return ended.filter(organisation=organisation).exclude(case__state=Case.State.ERASED)


def newest(organisation):
    """(the newest check or None, the newest that is done or None)."""
    checks = AmountsCheck.objects.filter(organisation=organisation).select_related("by").order_by("-id")
    found = list(checks[:4])
    return next(iter(found), None), next((one for one in found if one.state == one.State.DONE), None)


def findings(check, *, kind="", worker=None, order="najdawniejsze", cursor="", size=25, leaving=False):
    """A page of what a check found, as dictionaries of FIELDS with `drafted`: a decision is being drafted."""
    rows = AmountsFinding.objects.filter(check_run=check).exclude(case__state=Case.State.ERASED)
    if kind:
        rows = rows.filter(kind=kind)
    if worker:
        rows = rows.filter(case__worker=worker)
    if leaving:
        rows = rows.exclude(case__in=Restriction.objects.cases())
    drafts = Recalculation.objects.filter(
        programme=OuterRef("programme"), decision__state__in=("draft", "submitted")
    )
    rows = rows.annotate(drafted=Exists(drafts)).values(*FIELDS, "drafted")
    page = keyset_page(rows, ORDERS[order], cursor, size)
    unseal_rows(page.rows, AmountsFinding, "why")
    shown = [row["case__key"] for row in page.rows]
    noticed_list("amounts_check", shown, organisation_id=check.organisation_id, key=check.key)
    return page


def counts(check):
    """{kind: (how many, zł more, zł less)} of what a check found."""
    sums = AmountsFinding.objects.filter(check_run=check).values_list("kind")
    found = sums.annotate(count=Count("pk"), more=Sum("more_pln"), less=Sum("less_pln")).order_by()
    return {kind: (count, more, less) for kind, count, more, less in found}
