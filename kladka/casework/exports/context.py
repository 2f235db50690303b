"""The button under which a page offers its list as XLSX."""

from django.urls import reverse

from kladka.accounts.context import on_forum_host

from .case_sheets import SHEETS as OF_CASE
from .office_sheets import SHEETS as OF_OFFICE


def export(request):
    """{"export": address of the file, "export_of": title of the list}, or nothing for a page without one."""
    match = getattr(request, "resolver_match", None)
    if match is None or on_forum_host(request) or not request.user.is_authenticated:
        return {}
    name = match.url_name
    if name in OF_CASE:
        return _said(OF_CASE[name], "case-sheet", key=match.kwargs["key"], page=name)
    if name in OF_OFFICE and OF_OFFICE[name].offered(request.user):
        return _said(OF_OFFICE[name], "office-sheet", page=name)
    return {}


def _said(sheet, address, **kwargs):
    return {"export": reverse(address, kwargs=kwargs), "export_of": sheet.title}
