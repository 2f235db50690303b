"""The whole list behind a figure, or the whole register, as XLSX of any length."""

from kladka.documents.sheets import long_workbook

from .definitions import figure_of
from .files import REGISTER, register_row
from .models import ReportRun
from .queries import long_list
from .wording import LIST, MONEY_COLUMNS, list_row


def whole_list(run, told):
    """The file of a run; `told(done, total)` hears of every chunk. Restricted cases stay in the office."""
    full = run.kind == ReportRun.Kind.REGISTER
    figure, money = figure_of(run.asked["figure"]), run.asked["money"]
    return sheet_of(run.organisation, run.span, figure, money=money, full=full, told=told)


def sheet_of(centre, span, figure, *, money, full, told=lambda done, total: None):
    """The list behind a figure with everybody on it; full: the register with every field of art. 23a."""
    total, chunks = long_list(centre, span, figure, money=money, full=full)

    def rows():
        done = 0
        for chunk in chunks:
            done += len(chunk)
            told(done, total)
            for row in chunk:
                yield register_row(row, centre.name) if full else list_row(row, money=money)

    columns = REGISTER if full else LIST + (MONEY_COLUMNS if money else [])
    name = "rejestr-programow" if full else "lista"
    days = f"{span.first.isoformat()}-{span.last.isoformat()}"
    return long_workbook(f"{name} {span.words()}", columns, rows(), name=f"{name}-{days}")
