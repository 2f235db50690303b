"""Documents of the whole centre that lose validity: the list and its XLSX."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents.xlsx import Column, workbook

from . import queries, wording
from .forms import ExpiringFilter
from .models import Attachment

EXPORT_LIMIT = 5000
COLUMNS = [
    *(Column("Ważny do", "day"), Column("Dokument"), Column("Znak sprawy"), Column("Rodzina")),
    Column("Realizator"),
]


@require_GET
def expiring(request):
    """By the last day, with filters by time, kind and worker."""
    chosen, today = ExpiringFilter(request.GET).chosen(), timezone.localdate()
    page = queries.expiring(request.user, today, **chosen, cursor=request.GET.get("po", ""))
    context = {
        "page": page,
        "rows": [wording.expiring_row(row, today) for row in page.rows],
        "chosen": chosen,
        "withins": ExpiringFilter.WITHIN,
        "kinds": Attachment.Kind.choices,
    }
    return render(request, "attachments/expiring.html", context)


@require_GET
@step_up
def expiring_export(request):
    """The filtered list as XLSX."""
    chosen, today = ExpiringFilter(request.GET).chosen(), timezone.localdate()
    page = queries.expiring(request.user, today, **chosen, size=EXPORT_LIMIT, leaving=True)
    names = ("valid_until", "kind_name", "case__number", "case__title", "case__worker__name")
    rows = [[wording.expiring_row(row, today)[name] for name in names] for row in page.rows]
    return attachment(workbook("Dokumenty", COLUMNS, rows, name="dokumenty-tracace-waznosc"))
