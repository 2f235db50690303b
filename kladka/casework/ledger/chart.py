"""Konta księgi: the chart of accounts as data, and where money comes from.

Names are those an accountant of a centre uses; the symbol of the unit's own chart is for the unit to assign.
"""

from dataclasses import dataclass
from typing import Literal

GRANT, OWN = "grant", "own"
SOURCES = ((GRANT, "dotacja wojewody"), (OWN, "środki własne"))
# ups art. 92 ust. 1 pkt 1, pkt 2 and ust. 3: what a programme costs.
PURPOSES = (
    ("cash", "świadczenia pieniężne", "ups art. 92 ust. 1 pkt 1"),
    ("health", "składki zdrowotne", "ups art. 92 ust. 1 pkt 2"),
    ("direct", "wydatki opłacane bezpośrednio", "ups art. 92 ust. 3"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `side` is that of its usual balance."""

    code: str
    title: str
    kind: Literal["money", "settlement", "cost", "funding"]
    side: Literal["debit", "credit"]


ACCOUNTS = {
    account.code: account
    for account in (
        Account("bank", "Rachunek bankowy", "money", "debit"),
        Account("desk", "Kasa", "money", "debit"),
        Account("persons", "Rozrachunki z osobami: świadczenia", "settlement", "credit"),
        Account("uncollected", "Kasa: przekazane do odbioru", "settlement", "credit"),
        Account("zus", "Rozrachunki z ZUS: składki zdrowotne", "settlement", "credit"),
        Account("payees", "Rozrachunki z odbiorcami wydatków bezpośrednich", "settlement", "credit"),
        Account("undue", "Należności z nienależnie pobranych świadczeń", "settlement", "debit"),
        *(Account(f"cost_{key}", f"Koszty: {name}", "cost", "debit") for key, name, _ in PURPOSES),
        *(Account(f"grant_{key}", f"Dotacja: {name}", "funding", "credit") for key, name, _ in PURPOSES),
        Account("own_funds", "Środki własne na program", "funding", "credit"),
    )
}
CHOICES = [(account.code, account.title) for account in ACCOUNTS.values()]
COSTS = tuple(f"cost_{key}" for key, _, _ in PURPOSES)
GRANTS = tuple(f"grant_{key}" for key, _, _ in PURPOSES)
# What was the document that is entered: (slug, Polish name).
KINDS = (
    ("list", "lista wypłat"),
    ("list_paid", "wypłata listy"),
    ("return", "zwrot przelewu"),
    ("correction", "korekta wypłaty"),
    ("recalculation", "przeliczenie decyzją"),
    ("desk_paid", "odbiór w kasie"),
    ("desk_left", "nieodebrane w kasie"),
    ("expense", "wydatek bezpośredni"),
    ("expense_paid", "zapłata wydatku bezpośredniego"),
    ("health", "składki zdrowotne"),
    ("health_paid", "zapłata składek zdrowotnych"),
    ("grant", "wpływ dotacji"),
    ("grant_back", "zwrot dotacji"),
    ("undue", "należność z nienależnie pobranego świadczenia"),
    ("undue_paid", "spłata nienależnie pobranego świadczenia"),
    ("undue_waived", "umorzenie nienależnie pobranego świadczenia"),
    ("own", "środki własne"),
    ("reversal", "storno"),
)
