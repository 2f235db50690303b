"""Księga prawa: every dated figure of the law with its source, the programmes, and reforms laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from kladka.law.figures_file import read_entries, read_figures
from kladka.law.located import FileError, Located, read_file, read_text
from kladka.law.parameters import Entry, LawError, Parameter, Source, Value
from kladka.law.programme import PROGRAMMES, ProgrammeFile, read_programmes
from kladka.law.resolver import RULES, figure_uses
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
        changed = dict(self.parameters)
        changed.update(reform.new_figures)
        for name, entries in reform.figures.items():
            kept = [entry for entry in self.parameter(name).entries if entry.since < entries[0].since]
            changed[name] = replace(self.parameter(name), entries=(*kept, *entries))
        version = hashlib.sha256(f"{self.version}{reform.text}".encode()).hexdigest()[:12]
        return Book(
            changed,
            self.acts,
            self.programmes,
            self.replaced | frozenset(reform.rules),
            (*self.reforms, reform.title),
            version,
        )

    def for_programme(self, name: str) -> Book:
        """The book with the figures of one programme. Raises `LawError` when there is no such programme."""
        if name not in self._by_programme:
            if name not in self.programmes:
                known = ", ".join(self.programmes)
                raise LawError(f"{name}: nie ma takiego programu; są: {known}")
            own = self.programmes[name].figures
            book = replace(self, parameters={**self.parameters, **own}, _by_programme={}) if own else self
            self._by_programme[name] = book
        return self._by_programme[name]

    def act(self, name: str) -> Act:
        """An act by its short name. Raises `LawError` when the book does not cite it."""
        try:
            return self.acts[name]
        except KeyError:
            raise LawError(f"{name}: księga prawa nie zna takiego aktu") from None


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
    head = file.data.get("reform", {})
    for key in ("title", "reason", "proposed_by"):
        if not isinstance(head.get(key), str) or not head[key].strip():
            raise file.error(("reform",), f"w [reform] brakuje klucza „{key}” (tekst)")
    for key in set(file.data) - {"reform", "figure"}:
        raise file.error((key,), f"nieznana część „{key}”; oczekiwano [reform] i [figure.…]")
    acts, default = frozenset(book.acts), Source(PROPOSAL, "", head["title"], "")
    figures: dict[str, tuple[Entry, ...]] = {}
    new: dict[str, Parameter] = {}
    for name, raw in file.data.get("figure", {}).items():
        unit = book.parameters[name].unit if name in book.parameters else raw.get("unit")
        if name not in book.parameters and (name not in figure_uses() or "title" not in raw or unit is None):
            raise file.error(
                ("figure", name), f"wielkości „{name}” nie ma w księdze prawa i żadna reguła jej nie czyta"
            )
        entries = read_entries(file, ("figure", name), raw, unit, acts, default)
        if name in book.parameters:
            figures[name] = entries
        else:
            new[name] = Parameter(name, raw["title"], unit, entries)
    rules = _switched_rules(file, head.get("rules", []))
    if not (figures or new or rules):
        raise file.error(("reform",), "reforma niczego nie zmienia: brak [figure.…] i „rules”")
    return Reform(head["title"], head["reason"], head["proposed_by"], figures, new, rules, repr(file.data))


def _switched_rules(file: Located, names: Any) -> tuple[str, ...]:
    known = {
        made.when[1] for rules in RULES.values() for made in rules if made.when and made.when[0] == "proposal"
    }
    for name in names:
        if name not in known:
            listed = ", ".join(sorted(map(str, known)))
            raise file.error(("reform", "rules"), f"nieznana reguła „{name}”; znane: {listed}")
    return tuple(names)


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
