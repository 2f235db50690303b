"""Polish words of settlements: their sections and what comes next."""

from kladka.casework.ledger import chart

# Address and name of every part, in the order of an accountant's month.
SECTIONS = (
    ("", "Zgodność na dzień"),
    ("ksiega/", "Księga"),
    ("programy/", "Koszty programów"),
    ("kasa/", "Kasa"),
    ("wydatki/", "Wydatki bezpośrednie"),
    ("bank/", "Wyciągi"),
    ("formaty/", "Formaty plików"),
    ("sygnaly/", "Sygnały"),
    ("dotacja/", "Dotacja"),
    ("rok/", "Koniec roku"),
)
KINDS, SOURCES = dict(chart.KINDS), dict(chart.SOURCES)


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
