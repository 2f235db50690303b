"""Reads figures of the law from a TOML file, and refuses what is not fit to be applied to people."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from kladka.law.located import Located, Place, written
from kladka.law.parameters import STATUS_WORDS, UNITS, Entry, Parameter, Source, read_value

ARTICLE = re.compile(
    r"^(art\. \d+[a-z]*(\^\d+\^)?|§ \d+[a-z]*)( (ust\.|§) \d+[a-z]*)?"
    r"( pkt \d+[a-z]*)?( lit\. [a-z]+)?( zd\. \d)?$"
)
_FIGURE_KEYS = {"title", "unit", "needed_from", "valid_until", "values"}
_ENTRY_KEYS = {"since", "value", "source", "status", "note"}


def _known_keys(file: Located, place: Place, table: dict[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise file.error((*place, key), f"nieznany klucz „{key}”; oczekiwano: {', '.join(sorted(known))}")


def _day(file: Located, place: Place, raw: object) -> date:
    if type(raw) is not date:
        raise file.error(place, f"„{place[-1]}”: oczekiwano daty rrrr-mm-dd, jest {written(raw)}")
    return raw


def _text(file: Located, place: Place, raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise file.error(place, f"„{place[-1]}”: oczekiwano tekstu")
    return raw


def _source(file: Located, place: Place, raw: object, acts: frozenset[str]) -> Source:
    if not isinstance(raw, dict) or set(raw) != {"act", "article", "journal", "url"}:
        raise file.error(place, "brak źródła: oczekiwano source = { act, article, journal, url }")
    parts = {key: _text(file, (*place, key), raw[key]) for key in raw}
    if parts["act"] not in acts:
        raise file.error(place, f"nieznany akt „{parts['act']}”; znane: {', '.join(sorted(acts))}")
    if not ARTICLE.match(parts["article"]):
        raise file.error(
            place, f"niezrozumiały przepis „{parts['article']}”, oczekiwano np. „art. 92 ust. 1 pkt 1”"
        )
    return Source(**parts)


def _entry(
    file: Located, place: Place, raw: Any, unit: str, acts: frozenset[str], default: Source | None
) -> Entry:
    if not isinstance(raw, dict):
        raise file.error(place, f"oczekiwano wpisu z kluczami since i value, jest {written(raw)}")
    _known_keys(file, place, raw, _ENTRY_KEYS)
    note = _text(file, (*place, "note"), raw["note"]) if "note" in raw else ""
    if default is not None and "source" not in raw:
        source = default
    else:
        source = _source(file, (*place, "source"), raw.get("source"), acts)
    status = raw.get("status", "proposed" if default else None)
    allowed = ("proposed",) if default else STATUS_WORDS
    if status not in allowed:
        raise file.error((*place, "status"), f"„status”: oczekiwano jednego z: {', '.join(allowed)}")
    try:
        value = read_value(raw.get("value"), unit)
    except ValueError as problem:
        raise file.error((*place, "value"), f"„value”: {problem}") from None
    return Entry(_day(file, (*place, "since"), raw.get("since")), value, source, str(status), note)


def _rising(file: Located, place: Place, entries: tuple[Entry, ...]) -> None:
    for number, (earlier, later) in enumerate(pairwise(entries), start=1):
        if later.since <= earlier.since:
            raise file.error((*place, "values", number, "since"), "daty „since” muszą rosnąć")


def read_entries(
    file: Located, place: Place, raw: Any, unit: str, acts: frozenset[str], default: Source | None = None
) -> tuple[Entry, ...]:
    """The dated values of one figure. `default` is the source of a proposal that names none.

    Raises `FileError` for dates that do not rise, a missing source, an unknown act, a value out of range.
    """
    values = raw.get("values") if isinstance(raw, dict) else None
    if not isinstance(values, list) or not values:
        raise file.error(place, f"„{place[-1]}”: brak wartości; oczekiwano [[…values]]")
    entries = tuple(
        _entry(file, (*place, "values", number), value, unit, acts, default)
        for number, value in enumerate(values)
    )
    _rising(file, place, entries)
    return entries


def read_unit(file: Located, place: Place, raw: dict[str, Any]) -> str:
    """The unit of a figure. Raises `FileError` for one that the book does not know."""
    unit = raw.get("unit")
    if not isinstance(unit, str) or unit not in UNITS:
        raise file.error((*place, "unit"), f"nieznana jednostka {written(unit)}; znane: {', '.join(UNITS)}")
    return unit


def read_figure(file: Located, place: Place, raw: Any, acts: frozenset[str]) -> Parameter:
    """One figure with its unit and dated values.

    Raises `FileError` for an unknown unit or key, a gap before first use, and what `read_entries` refuses.
    """
    _known_keys(file, place, raw, _FIGURE_KEYS)
    unit = read_unit(file, place, raw)
    title = _text(file, (*place, "title"), raw.get("title"))
    entries = read_entries(file, place, raw, unit, acts)
    needed = _day(file, (*place, "needed_from"), raw.get("needed_from"))
    if entries[0].since > needed:
        raise file.error(
            (*place, "needed_from"),
            f"luka: wielkość jest potrzebna od {needed}, a pierwsza wartość obowiązuje od {entries[0].since}",
        )
    valid_until = raw.get("valid_until")
    if valid_until is not None:
        _day(file, (*place, "valid_until"), valid_until)
    return Parameter(str(place[-1]), title, unit, entries, valid_until)


def read_figures(file: Located, acts: frozenset[str]) -> dict[str, Parameter]:
    """All figures of a file, by name."""
    figures = file.data.get("figure", {})
    return {name: read_figure(file, ("figure", name), raw, acts) for name, raw in figures.items()}
