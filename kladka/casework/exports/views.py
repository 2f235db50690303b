"""Wykazy: a list of a case or of an office as XLSX, asked for on its page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.http import require_GET

from kladka.accounts.permissions import can_read_money
from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import case_for, check_may_leave
from kladka.casework.cases.views import attachment

from . import case_sheets, office_sheets


@require_GET
@step_up
def case_sheet(request, key, page):
    """A list of one case."""
    sheet = _known(case_sheets.SHEETS, page)
    case = case_for(request.user, key, payments=sheet.money)
    if sheet.money and not can_read_money(request.user, case.organisation_id):
        raise PermissionDenied("Wypłat nie widzi koordynator: widzą je realizator, księgowość i kierownik.")
    check_may_leave(case)
    return attachment(sheet.file(case))


@require_GET
@step_up
def office_sheet(request, page):
    """A list of the office."""
    return attachment(_known(office_sheets.SHEETS, page).file(request))


def _known(sheets, page):
    if page not in sheets:
        raise Http404("Nie ma takiego wykazu.")
    return sheets[page]
