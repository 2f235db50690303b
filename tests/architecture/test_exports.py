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
            *("own-funds",),
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
    "caseload-flags": "nothing of a red flag leaves in a file",
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
    """(heading, number of rows under it) of a workbook, as an independent reader finds them."""
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    heading, *rows = sheet.iter_rows(values_only=True)
    filled = [row for row in rows if len([cell for cell in row if cell is not None]) > 1]  # no line under it
    return list(heading), len([row for row in filled if row[0] != "Razem"])


def file_of(name, kwargs):
    """Address of the file of a list; `kwargs` are those of its page, or of any case."""
    if name in OF_CASE:
        return reverse("case-sheet", kwargs={"key": kwargs["key"], "page": name})
    if name in OF_OFFICE:
        return reverse("office-sheet", kwargs={"page": name})
    form = {"form": "xlsx"} if name == "case-looks" else {}
    return reverse(BESIDE[name], kwargs=kwargs | form)


# What the file holds besides, or instead.
OTHERWISE = {
    "case-looks": "the page stops after so many; the file has all",
    "erasure-list": "the page shows protocols, each with its own print; the file has cases that are due",
    "import-run": "the file has what is to be mended",
    "desk": "the file has what was settled too",
    "duplicates": "the page shows pairs to settle; the file has what was settled",
}


def lists(client, world):
    """{name of a page: rows of its list} of every page of the world that shows a list."""
    pages = {name for (name, method), row in rows().items() if method == "get" and "H" in row.open + row.ask}
    found = {}
    for name in sorted(pages - set(NO_FILE)):
        kwargs = world.get(name, {})
        if kwargs is not None and not name.endswith(FILES):
            count = shown(client.get(reverse(name, kwargs=kwargs)))
            if count is not None:
                found[name] = count
    return found


def test_every_list_has_a_file_with_its_columns_and_the_rows_of_the_page(world, head):
    Restriction.objects.update(ends="2026-12-31")
    client = Browser()
    client.force_login(head)
    counted = lists(client, world)
    assert set(counted) - set(OF_CASE) - set(OF_OFFICE) - set(BESIDE) == set()
    assert len(counted) > 30
    differ = []
    for name in sorted({*counted, *OF_CASE, *OF_OFFICE}):
        answer = client.get(file_of(name, world.get(name, world["case"] if name in OF_CASE else {})))
        heading, found = rows_of(answer)
        if sheet := OF_CASE.get(name) or OF_OFFICE.get(name):
            assert heading == [title for title, *_ in sheet.cells]
        if name in counted and name not in OTHERWISE and found != counted[name]:
            differ.append((name, found, counted[name]))
    assert differ == []
