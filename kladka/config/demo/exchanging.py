"""Imports and formats in the demo: rows to be looked at, one of them wrong; two formats of a bank."""

from kladka.casework.benefits import format_actions
from kladka.casework.exchange import actions as imports
from kladka.casework.exchange.columns import FAMILIES

ROWS = (
    {
        "Rodzina": "1", "Kim jest": "wnioskodawca", "Nazwisko": "Importowa", "Imiona": "Halyna",
        "Data urodzenia": "12.03.1988", "Płeć": "kobieta", "Obywatelstwo": "Ukraina", "Język": "ukraiński",
        "Powód braku PESEL": "w trakcie nadawania", "Rodzaj ochrony": "status uchodźcy",
        "Data złożenia wniosku": "2.09.2026", "Oświadczenia złożone": "tak", "Załączniki złożone": "tak",
        "Kod i miejscowość": "99-100 Brzozów Leśny", "Znak w poprzednim systemie": "IPI/12/2026",
    },
    {
        "Rodzina": "1", "Kim jest": "małoletnie dziecko", "Nazwisko": "Importowa", "Imiona": "Solomija",
        "Data urodzenia": "30.02.2016", "Płeć": "kobieta", "Obywatelstwo": "Ukraina",
        "Powód braku PESEL": "w trakcie nadawania", "Rodzaj ochrony": "status uchodźcy",
        "Szkoła lub przedszkole": "SP nr 1 w Brzozowie Leśnym",
    },
)  # fmt: skip


def exchange(centre, today):
    """A family pasted from a spreadsheet, with a day that does not exist; a format tried out and in use."""
    headings = [column.heading for column in FAMILIES]
    lines = ["\t".join(headings), *("\t".join(row.get(one, "") for one in headings) for row in ROWS)]
    pasted = {"name": "rodziny-2026.xlsx", "pasted": True, "by": centre.head}
    imports.start(centre.organisation, "families", "\n".join(lines).encode(), **pasted)
    _format(centre, today)


def _format(centre, today):
    described = format_actions.describe_format(
        centre.organisation, title="Bank Zmyślony, bez polskich liter", encoding="cp1250", letters="ascii",
        extension="txt", line=27, source="instrukcja banku dla klientów, wydanie zmyślone",
        by=centre.accountant,
    )  # fmt: skip
    format_actions.try_out(described, on=today, by=centre.accountant)
    format_actions.confirm_format(described, accepted=True, by=centre.head)
    format_actions.describe_format(
        centre.organisation, title="Bank Zmyślony, przelewy XML", kind="pain001", encoding="utf-8",
        letters="utf-8", extension="xml", source="rozmowa z opiekunem, do próby", by=centre.accountant,
    )  # fmt: skip
