"""Sentences of the programme in Polish and in the languages of families, one file a language (`phrases`).

A Polish text is looked up whole: only what stands word for word in `phrases/pl.toml` has a translation, so
that a text somebody typed is never paired with a translation of other words.
"""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from kladka.documents import polish as spelling
from kladka.documents.translated import TAGS

FOLDER = Path(__file__).parent / "phrases"
RIGHT_TO_LEFT = {"ar"}
LANGUAGES = tuple(sorted(TAGS.values()))
# Names of the languages as a person's language is kept, by tag.
NAMES = {tag: name for name, tag in TAGS.items()} | {"pl": "polski"}


@cache
def _file(tag: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))


@cache
def _codes() -> dict[str, str]:
    """{Polish sentence: its code}."""
    return {text: code for code, text in _file("pl")["sentences"].items()}


def polish(code: str, **values: str) -> str:
    """The Polish sentence with this code. Raises KeyError."""
    return in_language("pl", code, **values)


def in_language(tag: str, code: str, **values: str) -> str:
    """The sentence with this code in a language, its places filled in. Raises KeyError."""
    text: str = _file(tag)["sentences"][code]
    return text.format(**values) if values else text


def translated(tag: str, text: str) -> str:
    """The translation of a Polish text that is one of the sentences, or "" (also for no language)."""
    code = _codes().get(text) if tag else None
    return in_language(tag, code) if code else ""


def reviewed(tag: str) -> str:
    """Who checked the translations of a language and when; "" when nobody has."""
    return str(_file(tag)["reviewed"])


def day_in(tag: str, day: date) -> str:
    """A day as it is written in a language."""
    if tag == "pl":
        return spelling.day(day)
    return str(format_date(day, "long", locale=tag)).replace("\u202f", "\u00a0")
