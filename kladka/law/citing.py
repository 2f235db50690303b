"""Powołania: how a decision cites a provision – in full with the journal first, shortly afterwards."""

from __future__ import annotations

from kladka.law.book import Act, Book

_GENITIVE = {"ustawa ": "ustawy ", "rozporządzenie ": "rozporządzenia "}
_SHORT = {
    "ups": "ustawy o pomocy społecznej",
    "rozporządzenie": "rozporządzenia w sprawie udzielania pomocy cudzoziemcom",
    "rozporządzenie RM": "rozporządzenia w sprawie zweryfikowanych kryteriów dochodowych",
    "KPA": "Kodeksu postępowania administracyjnego",
    "ustawa zdrowotna": "ustawy o świadczeniach opieki zdrowotnej",
    "KC": "Kodeksu cywilnego",
}


def _full(act: Act, journal: str) -> str:
    title = act.title
    for nominative, genitive in _GENITIVE.items():
        if title.startswith(nominative):
            title = genitive + title.removeprefix(nominative)
    return f"{title} ({journal})"


class Citing:
    """Cites provisions for one document; remembers which acts have been named in full."""

    def __init__(self, book: Book) -> None:
        self._book, self._named = book, set[str]()
        self._acts = sorted(book.acts, key=len, reverse=True)

    def __call__(self, provision: str, *, journal: str | None = None) -> str:
        """`art. 91 ust. 3 ustawy z dnia … (Dz.U. …)` for `ups art. 91 ust. 3`; several are joined by „oraz”.

        `journal` replaces the journal of the act, for a figure announced elsewhere. Text that names no act
        of the book is given back as it is.
        """
        units: dict[str, list[str]] = {}
        for part in provision.split(";"):
            act, unit = self._split(part.strip())
            units.setdefault(act, []).append(unit)
        return " oraz ".join(self._of_act(act, found, journal) for act, found in units.items())

    def _split(self, provision: str) -> tuple[str, str]:
        name = next((act for act in self._acts if provision.startswith(f"{act} ")), "")
        return name, provision.removeprefix(f"{name} ") if name else provision

    def _of_act(self, name: str, units: list[str], journal: str | None) -> str:
        listed = " i ".join((", ".join(units[:-1]), units[-1])) if len(units) > 1 else units[0]
        if not name:
            return listed
        key = f"{name} {journal}"
        if key in self._named and name in _SHORT:
            return f"{listed} {_SHORT[name]}"
        self._named.add(key)
        act = self._book.act(name)
        return f"{listed} {_full(act, journal or act.journal)}"
