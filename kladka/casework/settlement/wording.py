"""Polish words of settlements: their sections and what comes next."""

from kladka.casework.ledger import chart
from kladka.casework.recalculation.models import AmountsFinding
from kladka.documents.polish import month_name
from kladka.law.polish import months

# Address and name of every part, in the order of an accountant's month.
SECTIONS = (
    ("", "Zgodność na dzień"),
    ("ksiega/", "Księga"),
    ("programy/", "Koszty programów"),
    ("przeliczenia/", "Do przeliczenia"),
    ("kasa/", "Kasa"),
    ("wydatki/", "Wydatki bezpośrednie"),
    ("bank/", "Wyciągi"),
    ("formaty/", "Formaty plików"),
    ("sygnaly/", "Sygnały"),
    ("dotacja/", "Dotacja"),
    ("srodki-wlasne/", "Środki własne"),
    ("rok/", "Koniec roku"),
)
KINDS, SOURCES = dict(chart.KINDS), dict(chart.SOURCES)


FINDING_KINDS = dict(AmountsFinding.Kind.choices)
FINDING_BADGES = {"money": "orange", "listed": "green", "days": "azure", "problem": "red"}


def finding_counts(counts):
    """[(code, name, how many, zł more, zł less)] of `check_queries.counts`, kinds without any left out."""
    return [(code, label, *counts[code]) for code, label in AmountsFinding.Kind.choices if code in counts]


def finding(row):
    """A row of `check_queries.findings` with what its line says besides."""
    kind = row["kind"]
    return row | {
        "name": FINDING_KINDS[kind],
        "badge": FINDING_BADGES[kind],
        "month": month_name(row["since"]),
        "months_said": months(row["months"]),
    }


def page_context(section):
    """What every page of settlements shows: its place among them."""
    return {"sections": SECTIONS, "section": section}


def sides(lines):
    """[(title of the account, debit or None, credit or None)] of (account, zł) lines."""
    return [
        (chart.ACCOUNTS[code].title, amount if amount > 0 else None, -amount if amount < 0 else None)
        for code, amount in lines
    ]


STATE_BADGES = {"matched": "green", "doubtful": "yellow", "returned": "azure", "unmatched": "secondary"}
# Why a movement was found to be what it is.
WHY = {
    "account_title": "zgadza się kwota, rachunek i tytuł",
    "account": "zgadza się kwota i rachunek, tytuł jest inny",
    "title": "zgadza się kwota i tytuł, rachunek jest inny albo go brak",
    "whole_list": "kwota całego pliku dla banku",
    "no_payment": "nie ma wysłanej wypłaty tej kwoty na ten rachunek ani z takim tytułem",
    "return": "wpływ w kwocie wypłaty, opisany jako zwrot",
    "like_return": "wpływ w kwocie wypłaty z jej rachunku",
    "came": "wpływ, który nie wygląda na zwrot wypłaty",
}
