"""Reads a TOML file and remembers on which line each key stands, so that a refusal can name the line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, Final

_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_ENTRY = re.compile(r"^\s*\[\[\s*([^\[\]]+?)\s*\]\]\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-\.\"]+)\s*=")

Place = tuple[str | int, ...]

LARGEST: Final = 512 * 1024
"""Bytes of the largest file that is read; a case, a reform or a part of the law book is far smaller."""
LONGEST: Final = 5_000
"""Characters of the longest line: a key of a hundred thousand parts would keep the parser for minutes."""

# Beginnings of what tomllib says, and what is said to people.
_WRONG: Final = {
    "Invalid value": "nie wiadomo, co to za wartość: tekst pisze się w cudzysłowie, liczbę, datę rrrr-mm-dd"
    " oraz true i false bez cudzysłowu",
    "Invalid date": "takiego dnia nie ma w kalendarzu",
    "Cannot overwrite": "ten klucz stoi drugi raz w tej samej części",
    "Duplicate inline": "ten klucz stoi drugi raz w tej samej części",
    "Cannot declare": "ta część stoi już wyżej",
    "Cannot mutate": "ta część stoi już wyżej",
    "Cannot redefine": "ta część stoi już wyżej",
    "Expected '='": "po kluczu oczekiwano znaku =",
    "Expected ']": "brakuje zamykającego nawiasu ]",
    "Expected newline": "po wartości oczekiwano końca wiersza",
    "Illegal character": "niedozwolony znak; tekst w cudzysłowie kończy się w tym samym wierszu",
    "Unterminated": "brakuje zamykającego cudzysłowu",
    "Unclosed array": "brakuje zamykającego nawiasu ]",
    "Unclosed inline": "brakuje zamykającego nawiasu }",
    "Invalid statement": "oczekiwano klucza ze znakiem = albo części w nawiasach [ ]",
    "Unescaped": "znak \\ w cudzysłowie pisze się podwójnie",
}


class FileError(ValueError):
    """A file that cannot be used; the message says file, line, key and what was expected (Polish)."""

    def __init__(self, name: str, line: int | None, message: str) -> None:
        self.name, self.line = name, line
        place = f"{name}, wiersz {line}" if line else name
        super().__init__(f"{place}: {message}")


@dataclass(frozen=True)
class Located:
    """The content of a TOML file and the line of every key written in the plain style of our files."""

    name: str
    data: dict[str, Any]
    lines: dict[Place, int]

    def line(self, place: Place) -> int | None:
        """Line of the key, of the first key inside it, or of the nearest table around it; None if nowhere."""
        while place:
            if place in self.lines:
                return self.lines[place]
            inside = [line for known, line in self.lines.items() if known[: len(place)] == place]
            if inside:
                return min(inside)
            place = place[:-1]
        return None

    def error(self, place: Place, message: str) -> FileError:
        """The refusal for one key."""
        return FileError(self.name, self.line(place), message)


def _parts(text: str) -> list[str]:
    return [part.strip().strip('"') for part in text.split(".")]


def _lines_of(text: str) -> dict[Place, int]:
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    here: Place = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if entry := _ENTRY.match(line):
            place: Place = tuple(_parts(entry[1]))
            counts[place] = counts.get(place, -1) + 1
            here = (*place, counts[place])
            lines.setdefault(here, number)
        elif table := _TABLE.match(line):
            here = tuple(_parts(table[1]))
            lines.setdefault(here, number)
        elif key := _KEY.match(line):
            lines.setdefault((*here, *_parts(key[1])), number)
    return lines


def written(value: object) -> str:
    """A value as it may stand in the file, cut short when long: for "… is …" in a refusal."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, date | time):
        text = value.isoformat()
    else:
        text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _refused(name: str, text: str, problem: ValueError) -> FileError:
    said = str(problem)
    found = re.search(r"line (\d+)", said)
    line = int(found[1]) if found else len(text.splitlines()) or None
    why = next(
        (ours for begins, ours in _WRONG.items() if said.startswith(begins)), "zapis nie jest poprawny"
    )
    return FileError(name, line, f"to nie jest plik TOML ({why})")


def read_text(text: str, name: str) -> Located:
    """Parses TOML text. Raises `FileError` with the line when it is no TOML or a line is too long."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST:
            raise FileError(name, number, f"wiersz jest za długi; oczekiwano najwyżej {LONGEST} znaków")
    try:
        data = tomllib.loads(text)
    except ValueError as problem:  # besides TOMLDecodeError: a whole number of thousands of digits
        raise _refused(name, text, problem) from None
    except RecursionError:
        raise FileError(name, None, "to nie jest plik TOML (za wiele nawiasów w nawiasach)") from None
    return Located(name, data, _lines_of(text))


def read_file(path: Path) -> Located:
    """Reads a TOML file. Raises `FileError` when it is missing, too large, not UTF-8 or no TOML."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        text = content[:LARGEST].decode("utf-8-sig") if len(content) <= LARGEST else None
    except FileNotFoundError:
        raise FileError(str(path), None, "nie ma takiego pliku") from None
    except IsADirectoryError:
        raise FileError(str(path), None, "to jest katalog, a oczekiwano pliku TOML") from None
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise FileError(str(path), line, "pliku nie da się odczytać jako tekst UTF-8") from None
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or problem
        raise FileError(str(path), None, f"pliku nie da się odczytać ({why})") from None
    if text is None:
        most = LARGEST // 1024
        raise FileError(str(path), None, f"plik jest za duży; oczekiwano najwyżej {most} kB")
    return read_text(text.replace("\r\n", "\n"), str(path))
