"""Księga prawa: every dated figure of the law with its source, the programmes, and reforms laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kladka.law.figures_file import read_entries, read_figures, read_unit
from kladka.law.located import FileError, Located, read_file, read_text, written
from kladka.law.parameters import Entry, LawError, Parameter, Source, Value
from kladka.law.programme import PROGRAMMES, ProgrammeFile, read_programmes
from kladka.law.resolver import FACTS, MONTH, RULES, figure_uses
from kladka.law.rule import Rule
from kladka.law.uses import USES

__all__ = [
    "Act",
    "Book",
    "Difference",
    "FileError",
    "LawError",
    "Reform",
    "compare",
    "enacted_book",
]

HERE = Path(__file__).parent
FIGURES = HERE / "book"
PROPOSAL = "propozycja"
_HEAD = ("title", "reason", "proposed_by")
_BOUNDS = ("verified_minimum", "verified_maximum")
_ACTS_FILE, _NOT_FIGURES = "acts.toml", {"acts.toml", "holidays.toml"}


@dataclass(frozen=True, slots=True)
class Act:
    """An act that figures and rules cite by its short name."""

    name: str
    title: str
    journal: str
    url: str
    state: Any


@dataclass(frozen=True)
class Reform:
    """A proposed change: figures from a day on, rules switched on, title, reason and who proposes it."""

    title: str
    reason: str
    proposed_by: str
    figures: dict[str, tuple[Entry, ...]]
    new_figures: dict[str, Parameter]
    rules: tuple[str, ...]
    text: str = field(repr=False, default="")

    @staticmethod
    def read(path: str | Path, book: Book | None = None) -> Reform:
        """Reads a reform file. Raises `FileError` with line and key for what the book does not know."""
        return _read_reform(read_file(Path(path)), book or enacted_book())

    @staticmethod
    def from_text(text: str, name: str = "reforma", book: Book | None = None) -> Reform:
        """The same from text, for a reform typed into a form."""
        return _read_reform(read_text(text, name), book or enacted_book())


@dataclass(frozen=True, eq=False)
class Book:
    """The law on every day: figures by name, acts cited, programmes, and rules that a reform replaced.

    A book never changes; `with_reform` and `for_programme` give a new one. Books compare by identity.
    """

    parameters: Mapping[str, Parameter]
    acts: Mapping[str, Act]
    programmes: Mapping[str, ProgrammeFile]
    replaced: frozenset[str] = frozenset()
    reforms: tuple[str, ...] = ()
    version: str = ""
    changes: tuple[Mapping[str, tuple[Entry, ...]], ...] = field(default=(), repr=False)
    _by_programme: dict[str, Book] = field(default_factory=dict, repr=False)

    @staticmethod
    def read(place: str | Path | Iterable[Path], *, programmes: Path | None = None) -> Book:
        """Reads figures from a folder, or from files of which one is `acts.toml`.

        Raises `FileError` for what cannot be law: unknown unit, act or key, dates not rising, a gap before
        first use, a missing source, a value out of range, a figure defined twice.
        """
        files = sorted(Path(place).glob("*.toml")) if isinstance(place, str | Path) else list(place)
        acts = _read_acts(files)
        parameters: dict[str, Parameter] = {}
        for path in files:
            if path.name not in _NOT_FIGURES:
                _add_figures(parameters, read_file(path), frozenset(acts))
        offered = read_programmes(programmes, frozenset(acts)) if programmes else {}
        _check_programmes(offered, parameters)
        return Book(parameters, acts, offered, version=_hash(files, programmes))

    def parameter(self, name: str) -> Parameter:
        """A figure by name. Raises `LawError` when the book has none."""
        try:
            return self.parameters[name]
        except KeyError:
            raise LawError(f"{name}: księga prawa nie zna takiej wielkości") from None

    def with_reform(self, reform: Reform) -> Book:
        """A new book in which the reform holds from its days on."""
        changed = {**self.parameters, **reform.new_figures}
        changed.update(_changed(changed, reform.figures))
        version = hashlib.sha256(f"{self.version}{reform.text}".encode()).hexdigest()[:12]
        return Book(
            changed,
            self.acts,
            self.programmes,
            self.replaced | frozenset(reform.rules),
            (*self.reforms, reform.title),
            version,
            (*self.changes, reform.figures),
        )

    def for_programme(self, name: str) -> Book:
        """The book with the figures of one programme, reforms laid over them as over the law.

        Raises `LawError` when there is no such programme.
        """
        if name not in self._by_programme:
            if name not in self.programmes:
                known = ", ".join(self.programmes)
                raise LawError(f"{name}: nie ma takiego programu; są: {known}")
            own = dict(self.programmes[name].figures)
            for figures in self.changes:
                own.update(_changed(own, figures))
            book = replace(self, parameters={**self.parameters, **own}, _by_programme={}) if own else self
            self._by_programme[name] = book
        return self._by_programme[name]

    def act(self, name: str) -> Act:
        """An act by its short name. Raises `LawError` when the book does not cite it."""
        try:
            return self.acts[name]
        except KeyError:
            raise LawError(f"{name}: księga prawa nie zna takiego aktu") from None


def _changed(
    parameters: Mapping[str, Parameter], figures: Mapping[str, tuple[Entry, ...]]
) -> dict[str, Parameter]:
    """The parameters that a reform changes, its lines in place of those from its first day on."""
    changed = {}
    for name, entries in figures.items():
        if name in parameters:
            kept = [entry for entry in parameters[name].entries if entry.since < entries[0].since]
            changed[name] = replace(parameters[name], entries=(*kept, *entries))
    return changed


@lru_cache(maxsize=1)
def enacted_book() -> Book:
    """The law in force with the programmes of `kladka/law/programmes`; every figure is read by something."""
    book = Book.read(FIGURES, programmes=PROGRAMMES)
    refuse_unused(book)
    return book


def refuse_unused(book: Book) -> None:
    """Raises `LawError` for a figure that no rule, term, act or neighbouring benefit reads."""
    used = set(figure_uses()) | set(USES)
    unused = sorted(set(book.parameters) - used)
    if unused:
        raise LawError(f"wielkości, których nic nie używa: {', '.join(unused)}")


def _read_acts(files: list[Path]) -> dict[str, Act]:
    for path in files:
        if path.name == _ACTS_FILE:
            return {raw["name"]: Act(**raw) for raw in read_file(path).data["act"]}
    raise FileError(_ACTS_FILE, None, "brak listy aktów, na które powołują się wielkości")


def _add_figures(parameters: dict[str, Parameter], file: Located, acts: frozenset[str]) -> None:
    for name, parameter in read_figures(file, acts).items():
        if name in parameters:
            raise file.error(("figure", name), f"wielkość „{name}” jest już w innym pliku")
        parameters[name] = parameter


def _check_programmes(programmes: Mapping[str, ProgrammeFile], parameters: Mapping[str, Parameter]) -> None:
    for programme in programmes.values():
        unknown = sorted({*programme.uses, *programme.figures} - set(parameters))
        if unknown:
            raise LawError(f"program {programme.name}: nieznane wielkości {', '.join(unknown)}")


def _hash(files: Iterable[Path], programmes: Path | None) -> str:
    """Twelve hex digits over figures, programmes and the source of the rules."""
    others = sorted(programmes.glob("*.toml")) if programmes else []
    digest = hashlib.sha256()
    for path in [*files, *others, *sorted((HERE / "rules").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _read_reform(file: Located, book: Book) -> Reform:
    for key in set(file.data) - {"reform", "figure"}:
        raise file.error((key,), f"nieznana część „{key}”; oczekiwano [reform] i [figure.…]")
    head = _reform_head(file)
    acts, default = frozenset(book.acts), Source(PROPOSAL, "", head["title"], "")
    figures: dict[str, tuple[Entry, ...]] = {}
    new: dict[str, Parameter] = {}
    for name, raw in _table(file, ("figure",)).items():
        place = ("figure", name)
        unit = _unit_of_change(file, name, _table(file, place), book)
        entries = read_entries(file, place, raw, unit, acts, default)
        if name in book.parameters:
            figures[name] = entries
        else:
            new[name] = Parameter(name, raw["title"], unit, entries)
    rules = _switched_rules(file, head.get("rules", []), {*book.parameters, *new})
    if not (figures or new or rules):
        raise file.error(("reform",), "reforma niczego nie zmienia: brak [figure.…] i „rules”")
    _check_bounds(file, {**book.parameters, **_changed(book.parameters, figures)}, set(figures))
    return Reform(head["title"], head["reason"], head["proposed_by"], figures, new, rules, repr(file.data))


def _table(file: Located, place: tuple[str, ...]) -> dict[str, Any]:
    """A part of the file that must be a table; empty when it is not there."""
    found: Any = file.data
    for key in place:
        found = found.get(key, {})
    if not isinstance(found, dict):
        raise file.error(place, f"oczekiwano części [{'.'.join(place)}], jest {written(found)}")
    return found


def _reform_head(file: Located) -> dict[str, Any]:
    head = _table(file, ("reform",))
    for key in _HEAD:
        if not isinstance(head.get(key), str) or not head[key].strip():
            raise file.error(("reform", key), f"w [reform] brakuje klucza „{key}” (tekst)")
    for key in set(head) - {*_HEAD, "rules"}:
        raise file.error(("reform", key), f"nieznany klucz „{key}”; oczekiwano: {', '.join(_HEAD)}, rules")
    return head


def _unit_of_change(file: Located, name: str, raw: dict[str, Any], book: Book) -> str:
    """The unit of a changed figure, or of a new one that a proposed rule reads."""
    place, known = ("figure", name), name in book.parameters
    if not known and name not in _proposed_figures():
        raise file.error(place, f"wielkości „{name}” nie ma w księdze prawa i żadna reguła jej nie czyta")
    allowed = ("values",) if known else ("title", "unit", "values")
    for key in set(raw) - set(allowed):
        raise file.error((*place, key), f"nieznany klucz „{key}”; oczekiwano: {', '.join(allowed)}")
    if known:
        return book.parameters[name].unit
    if not isinstance(raw.get("title"), str) or not raw["title"].strip():
        raise file.error((*place, "title"), "brakuje klucza „title” (tekst) nowej wielkości")
    return read_unit(file, place, raw)


def _proposals() -> dict[object, Rule]:
    """Rules that a reform may switch on, by name."""
    return {
        made.when[1]: made
        for rules in RULES.values()
        for made in rules
        if made.when and made.when[0] == "proposal"
    }


def _proposed_figures() -> set[str]:
    taken = {argument for made in _proposals().values() for argument in made.args}
    return taken - set(RULES) - FACTS - MONTH


def _switched_rules(file: Located, names: Any, figures: set[str]) -> tuple[str, ...]:
    place, known = ("reform", "rules"), _proposals()
    if not isinstance(names, list):
        raise file.error(place, f"„rules”: oczekiwano listy nazw reguł, jest {written(names)}")
    for name in names:
        if not isinstance(name, str) or name not in known:
            listed = ", ".join(sorted(map(str, known)))
            raise file.error(place, f"nieznana reguła {written(name)}; znane: {listed}")
        for missing in sorted(set(known[name].args) & _proposed_figures() - figures):
            raise file.error(place, f"reguła „{name}” potrzebuje wielkości [figure.{missing}]")
    return tuple(names)


def _check_bounds(file: Located, parameters: Mapping[str, Parameter], changed: set[str]) -> None:
    """Refuses a lower bound of the cash above the upper one on any day on which either changes."""
    if not changed & set(_BOUNDS):
        return
    low, high = (parameters[name] for name in _BOUNDS)
    for day in sorted({entry.since for entry in (*low.entries, *high.entries)}):
        if day >= max(low.entries[0].since, high.entries[0].since) and low.number(day) > high.number(day):
            name = next(name for name in _BOUNDS if name in changed)
            raise file.error(("figure", name), f"od {day} dolna granica świadczenia byłaby wyższa od górnej")


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that differs between two books on a day: values before and after (None when absent)."""

    name: str
    title: str
    unit: str
    before: Value | None
    after: Value | None
    source: Source


def compare(first: Book, second: Book, *, day: Any) -> tuple[Difference, ...]:
    """Figures that differ between two books on a day, by name."""
    found = []
    for name in sorted(set(first.parameters) | set(second.parameters)):
        before, after = _value_on(first, name, day), _value_on(second, name, day)
        if before != after:
            parameter = second.parameters.get(name) or first.parameters[name]
            source = parameter.entries[-1].source if after is None else parameter.entry(day).source
            found.append(Difference(name, parameter.title, parameter.unit, before, after, source))
    return tuple(found)


def _value_on(book: Book, name: str, day: Any) -> Value | None:
    parameter = book.parameters.get(name)
    if parameter is None or day < parameter.entries[0].since:
        return None
    return parameter.at(day)
