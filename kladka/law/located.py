"""Reads a TOML file and remembers on which line each key stands, so that a refusal can name the line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_ENTRY = re.compile(r"^\s*\[\[\s*([^\[\]]+?)\s*\]\]\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-\.\"]+)\s*=")

Place = tuple[str | int, ...]


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
        """Line of the key, or of the nearest table around it; None when it is nowhere."""
        while place:
            if place in self.lines:
                return self.lines[place]
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


def read_text(text: str, name: str) -> Located:
    """Parses TOML text. Raises `FileError` with the line when it is no TOML."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"line (\d+)", str(problem))
        raise FileError(
            name, int(found[1]) if found else None, f"to nie jest plik TOML ({problem})"
        ) from None
    return Located(name, data, _lines_of(text))


def read_file(path: Path) -> Located:
    """Reads a TOML file. Raises `FileError` when it is missing, not UTF-8 or no TOML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileError(str(path), None, "nie ma takiego pliku") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise FileError(str(path), None, f"pliku nie da się odczytać jako tekst UTF-8 ({problem})") from None
    return read_text(text, str(path))
