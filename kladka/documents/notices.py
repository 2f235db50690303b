"""Zdania wezwania do wyjaśnienia, in Polish and in the family's language; no translator reviewed them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "notices"
UNREVIEWED = "Tłumaczenie robocze, nie sprawdził go tłumacz. Obowiązuje tekst polski."


@cache
def sentences(tag: str) -> dict[str, Any]:
    """The sentences of one language by their names; {} when there are none in it."""
    path = FOLDER / f"{tag}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def side_by_side(tag: str, *, days: int) -> list[list[str]]:
    """[[Polish, translated or ""]] of the standing sentences, in their order."""
    polish, other = sentences("pl"), sentences(tag)
    return [[text.format(days=days), other.get(name, "").format(days=days)] for name, text in polish.items()]
