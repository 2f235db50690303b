"""A workbook from a person → sheets of typed cells. Formulas are never counted; what was saved is read."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from lxml import etree

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20, 50_000, 200, 2_000_000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of one part
DAMAGED = "Tego arkusza nie da się odczytać. Otwórz go, zapisz jeszcze raz jako XLSX i wyślij ponownie."
_TOO_MUCH = (
    f"W tym pliku jest więcej, niż czytamy naraz: najwyżej {MOST_SHEETS} arkuszy, a w arkuszu "
    f"{MOST_ROWS} wierszy i {MOST_COLUMNS} kolumn. Podziel plik i wyślij części."
)
_DAYS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}  # formats built into the program
_HOURS = {*range(18, 22), 45, 46, 47}
# Of a format: texts, colours, languages; "[h]" stays, it shows hours.
_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_WRITTEN_SIGN = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes a sign that XML cannot hold
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Unreadable(ValueError):
    """A sentence for the person who sent the file: what is wrong with it and what to do."""


class FormulaError(str):
    """What stands in a cell whose formula failed: "#N/A", "#DIV/0!"."""


Cell = str | int | float | date | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet: row n of the program is `rows[n - 1]`; an empty cell is None, ends are cut off."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def rows(content: bytes) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook that `kladka.uploads` accepted, hidden and filtered rows included.

    A whole number is int, a day is date (hours with it are left out), an hour is text "09:30", a failed
    formula is FormulaError. Raises Unreadable with a sentence for the person who sent the file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _Workbook(packed).sheets()
    except Unreadable:
        raise
    except Exception as error:  # decoders of hostile input raise anything
        raise Unreadable(DAMAGED) from error


class _Workbook:
    """Parts of an opened workbook: where they are, its strings and which of its formats show a day."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.packed = packed
        self.parts = {
            relation.get("Id", ""): (relation.get("Type", "").rpartition("/")[2], _place(relation))
            for relation in self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        }
        book = etree.fromstring(self._content("xl/workbook.xml"), _parser())
        self.listed = [
            sheet for sheet in book.iter("{*}sheet") if not sheet.get("state", "").endswith("idden")
        ]
        since_1904 = any(one.get("date1904") in {"1", "true"} for one in book.iter("{*}workbookPr"))
        self.first_day = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        self.strings = [_text(string) for string in self._elements_of("sharedStrings", "si")]
        self.shown = self._shown()

    def sheets(self) -> tuple[Sheet, ...]:
        if len(self.listed) > MOST_SHEETS:
            raise Unreadable(_TOO_MUCH)
        read, left = [], MOST_CELLS
        for sheet in self.listed:
            identity = next(value for name, value in sheet.attrib.items() if str(name).endswith("}id"))
            kind, place = self.parts[str(identity)]
            if kind == "worksheet":  # a chart may stand on a sheet of its own
                listed = self._rows(place, left)
                left -= sum(map(len, listed))
                read.append(Sheet(sheet.get("name", ""), tuple(listed)))
        return tuple(read)

    def _rows(self, place: str, most: int) -> list[tuple[Cell, ...]]:
        listed: list[tuple[Cell, ...]] = []
        at = 0
        for row in self._elements(place, "row"):
            at = int(row.get("r") or at + 1)
            cells = self._cells(row)
            if not cells:
                continue
            most -= len(cells)
            if not len(listed) < at <= MOST_ROWS or most < 0:
                raise Unreadable(_TOO_MUCH if at > MOST_ROWS or most < 0 else DAMAGED)
            listed.extend([()] * (at - 1 - len(listed)))
            listed.append(cells)
        return listed

    def _cells(self, row: etree._Element) -> tuple[Cell, ...]:
        """Values of a row up to the last one that is not empty."""
        cells: list[Cell] = []
        at = 0
        for element in row.iterchildren(row.tag[:-3] + "c"):
            reference = _REFERENCE.fullmatch(element.get("r") or "")
            at = _column(reference[1]) if reference else at + 1
            value = self._value(element)
            if value is None or value == "":
                continue
            if at > MOST_COLUMNS:
                raise Unreadable(_TOO_MUCH)
            cells.extend([None] * (at - len(cells)))
            cells[at - 1] = value
        return tuple(cells)

    def _value(self, cell: etree._Element) -> Cell:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        text = cell.findtext(cell.tag[:-1] + "v")
        if not text:
            return None
        if kind == "s":
            return self.strings[int(text)]
        if kind == "n":
            return self._number(text, int(cell.get("s") or 0))
        return _OTHER_KINDS.get(kind, _unescaped)(text)

    def _number(self, text: str, style: int) -> Cell:
        number = float(text)
        if not abs(number) < 1e300:  # what is no number, and what is without end
            raise Unreadable(DAMAGED)
        shown = self.shown[style] if style < len(self.shown) else ""
        if shown == "day" and 0 < number < 2_900_000:
            before_the_false_leap_day = number < 60 and self.first_day.year == 1899
            return self.first_day + timedelta(days=int(number) + before_the_false_leap_day)
        if shown == "hour" and 0 <= number < 1:
            minutes = round(number * 24 * 60)
            return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
        return int(number) if number.is_integer() and abs(number) < 2**53 else number

    def _shown(self) -> list[str]:
        """Of each style of a cell: "day", "hour" or "" for other numbers."""
        codes = {
            int(one.get("numFmtId", 0)): one.get("formatCode", "")
            for one in self._elements_of("styles", "numFmt")
        }
        styles = (
            style for cells in self._elements_of("styles", "cellXfs") for style in cells.iterchildren("{*}xf")
        )
        return [_shows(int(style.get("numFmtId") or 0), codes) for style in styles]

    def _elements_of(self, kind: str, name: str) -> Iterator[etree._Element]:
        for part_kind, place in self.parts.values():
            if part_kind == kind:
                yield from self._elements(place, name)

    def _elements(self, place: str, name: str) -> Iterator[etree._Element]:
        """Elements of this name one after another; each is forgotten when the next is asked for."""
        source = io.BytesIO(self._content(place))
        found = etree.iterparse(
            source, tag=f"{{*}}{name}", resolve_entities=False, no_network=True, load_dtd=False
        )
        for _event, element in found:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del cast(etree._Element, element.getparent())[0]

    def _content(self, place: str) -> bytes:
        with self.packed.open(place) as part:
            content = part.read(MOST_UNPACKED + 1)
        if len(content) > MOST_UNPACKED:
            raise Unreadable(_TOO_MUCH)
        return content


_OTHER_KINDS: dict[str, Callable[[str], Cell]] = {
    "b": lambda text: text.strip() in {"1", "true"},
    "d": lambda text: date.fromisoformat(text[:10]),
    "e": FormulaError,
}


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _place(relation: etree._Element) -> str:
    """The name in the package: targets are relative to xl/, or to the root when they begin with "/"."""
    return posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")


def _text(element: etree._Element) -> str:
    """All the pieces of a rich text, without how it is read aloud (rPh, Japanese)."""
    pieces = (
        piece.text or ""
        for piece in element.iter("{*}t")
        if not str(cast(etree._Element, piece.getparent()).tag).endswith("}rPh")
    )
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _WRITTEN_SIGN.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    """ "A" is 1, "AA" is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _shows(number: int, codes: dict[int, str]) -> str:
    code = codes.get(number)
    if code is None:
        return "day" if number in _DAYS else "hour" if number in _HOURS else ""
    signs = set(_UNSHOWN.sub("", code).split(";")[0].lower())
    if "general" in code.lower() or not signs & set("ymdhs"):
        return ""
    return "day" if signs & set("yd") or not signs & set("hs") else "hour"
