"""A print in Polish and in the family's language, row beside row; Polish alone when no language is asked for.

The Polish column is binding and the print says so. What has no translation stays Polish in the other column
and is marked. The same letter in large print.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from kladka.documents import sentences
from kladka.documents.letters import frame
from kladka.documents.parts import Data, Office, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a row: the Polish words and the same in the other language, "" when there is none."""

    pl: str
    other: str = ""
    strong: bool = False
    small: bool = False

    def as_data(self, tag: str) -> Data:
        return {
            "pl": self.pl,
            "other": self.other if tag else "",
            "plain": bool(tag) and not self.other,
            "strong": self.strong,
            "small": self.small,
        }


Row = tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its rows."""

    heading: Line
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs and in what capacity (a code of the sentences)."""

    name: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySideLetter:
    """The programme or an annex; `title` is a code of the sentences, `language` a tag or ""."""

    template: ClassVar[str] = "side_by_side"

    office: Office
    title: str
    number: str
    on: date
    reader: Party
    sections: tuple[Section, ...]
    signatures: tuple[Signing, ...]
    language: str = ""
    large: bool = False
    draft: bool = False

    def as_data(self) -> Data:
        tag = self.language
        title = f"{sentences.polish(self.title)} {self.number}"
        # The clause on personal data stands in the language of the print, whoever else reads it.
        reader = replace(self.reader, language=tag) if tag else None
        return {
            **frame(
                self.office, title=title, number=self.number, on=self.on, draft=self.draft, reader=reader
            ),
            "file_name": _file_name(self.title, self.number, tag, large=self.large),
            "large": self.large,
            "language": tag,
            "rtl": "1" if tag in sentences.RIGHT_TO_LEFT else "0",
            "heading": sentences.polish(self.title),
            "heading_too": sentences.in_language(tag, self.title) if tag else "",
            "columns": [sentences.polish("column"), sentences.in_language(tag, "column") if tag else ""],
            "notice": self.notice(),
            "untranslated": sentences.in_language(tag, "untranslated") if tag else "",
            **self.body(),
        }

    def body(self) -> Data:
        """The sections with their rows, and who signs."""
        tag = self.language
        sections = [
            {
                "heading": one.heading.as_data(tag),
                "rows": [[line.as_data(tag) for line in r] for r in one.rows],
            }
            for one in self.sections
        ]
        signatures = [
            {
                "name": one.name,
                "caption": sentences.polish(one.caption),
                "caption_too": sentences.in_language(tag, one.caption) if tag else "",
            }
            for one in self.signatures
        ]
        return {"sections": sections, "signatures": signatures}

    def notice(self) -> list[Data]:
        """That Polish prevails and, until somebody reviewed it, that nobody checked the translation."""
        if not self.language:
            return []
        codes = ["binding", *([] if sentences.reviewed(self.language) else ["not_reviewed"])]
        return [{"pl": sentences.polish(x), "other": sentences.in_language(self.language, x)} for x in codes]


def _file_name(title: str, number: str, tag: str, *, large: bool) -> str:
    parts = ("aneks" if "annex" in title else "program", number.replace("/", "-"), tag, large and "duzy-druk")
    return "-".join(part for part in parts if part)
