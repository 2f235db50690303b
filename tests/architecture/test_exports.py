"""Every list that is shown page by page can be taken out as XLSX, with as many rows as the page has."""

import io

import openpyxl
from django.urls import reverse

from kladka.casework.cases.restrictions import Restriction
from kladka.casework.exports.case_sheets import SHEETS as OF_CASE
from kladka.casework.exports.office_sheets import SHEETS as OF_OFFICE
from kladka.ui.paging import Page
from tests.architecture.matrix import rows
from tests.conftest import Browser

# Pages whose list has a file of its own, made beside it.
BESIDE = {
    **{
        f"{one}-list": f"{one}-export"
        for one in (
            *("after", "application", "case", "claim", "decision", "erasure", "expiring", "handover"),
            *("monitoring", "orphan", "programme", "proposal", "report"),
        )
    },
    **{
        one: f"{one}-export"
        for one in (
            *("anomalies", "caseload-cases", "case-contacts", "earlier-payments", "expenses", "overdue"),
            *("payment-lists", "settlement-book", "settlement-costs", "staff", "statement"),
        )
    },
    "report-list": "report-list-export",
    "quality-check": "quality-export",
    "supervision": "looks-export",
    "payment-list": "payment-list-xlsx",
    "register": "register-xlsx",
    "import-run": "import-notes",
    "case-looks": "case-looks-file",
}
FILES = ("-export", "-file", "-xlsx", "-pdf", "-print", "-template", "-copy", "-new", "-edit")
NO_FILE = {
    "shared-list": "a partner reads what is shared, and takes nothing out",
}


def shown(answer):
    """Rows of the list of a page, None where it has none."""
    if answer.status_code != 200 or "html" not in answer.get("Content-Type", "") or not answer.context:
        return None
    pages = [
        value for layer in answer.context for value in layer.flatten().values() if isinstance(value, Page)
    ]
    return len(pages[0].rows) if pages else None


def rows_of(answer):
    """Rows of a workbook under its heading, as an independent reader finds them."""
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return [
        row for row in sheet.iter_rows(min_row=2, values_only=True) if any(cell is not None for cell in row)
    ]


def file_of(name, kwargs):
    """Address of the file of a list."""
    if name in OF_CASE:
        return reverse("case-sheet", kwargs={"key": kwargs["key"], "page": name})
    if name in OF_OFFICE:
        return reverse("office-sheet", kwargs={"page": name})
    form = {"form": "xlsx"} if name == "case-looks" else {}
    return reverse(BESIDE[name], kwargs=kwargs | form)


def test_every_list_has_a_file_with_the_rows_of_its_page(world, head):
    Restriction.objects.update(ends="2026-01-01")
    client, differ, known = Browser(), {}, set(OF_CASE) | set(OF_OFFICE) | set(BESIDE)
    client.force_login(head)
    lists = {}
    pages = {name for (name, method), row in rows().items() if method == "get" and "H" in row.open + row.ask}
    for name in sorted(pages - set(NO_FILE)):
        kwargs = world.get(name, {})
        if kwargs is not None and not name.endswith(FILES):
            count = shown(client.get(reverse(name, kwargs=kwargs)))
            if count is not None:
                lists[name] = (kwargs, count)
    assert set(lists) - known == set()
    for name, (kwargs, count) in lists.items():
        found = len(rows_of(client.get(file_of(name, kwargs))))
        if found != count:
            differ[name] = (found, count)
    assert sorted(differ.items()) == []


def test_every_other_list_of_the_registry_opens_and_names_its_columns(world, head):
    client = Browser()
    client.force_login(head)
    for name, sheet in (OF_CASE | OF_OFFICE).items():
        kwargs = {"key": world["case"]["key"]} if name in OF_CASE else {}
        answer = client.get(file_of(name, kwargs))
        assert answer.status_code == 200, name
        heading = next(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
        assert list(heading) == [one for one, *_ in sheet.cells]
