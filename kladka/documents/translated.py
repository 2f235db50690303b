"""Klauzula informacyjna in the reader's language, printed beside the Polish one, which prevails."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "clauses"
# The languages of the public pages, by the name a person's language is kept under.
TAGS = {"angielski": "en", "arabski": "ar", "białoruski": "be", "rosyjski": "ru", "ukraiński": "uk"}


@cache
def clause_file(tag: str) -> dict[str, Any]:
    """The texts of one language (see clauses/README.md)."""
    return tomllib.loads((FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))


def privacy_clause(
    tag: str, centre: str, address: str, *, inspector: str = "", years: int = 0
) -> dict[str, Any]:
    """{"language", "rtl", "title", "paragraphs"} of the clause, or {} when there is none in this language.

    `years`: how long a case is kept; 0 when the list of files says so.
    """
    if tag not in TAGS.values():
        return {}
    text = clause_file(tag)
    officer = text["inspector"].format(inspector=inspector) if inspector else ""
    period = text["years"].format(years=years) if years else text["listed"]
    said = {"centre": centre, "address": address, "inspector": officer, "period": period}
    paragraphs = [" ".join(one.format(**said).split()) for one in text["paragraphs"]]
    return {"language": tag, "rtl": tag == "ar", "title": text["title"], "paragraphs": paragraphs}
