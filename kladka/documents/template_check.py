"""Whether an office's Word file may be a template: every fault with the place where a person finds it.

Macros, embedded objects and links to other files; Word's own fields that load or change with the clock;
marks that are not closed, not allowed, or name what the letter lacks; loops that would break the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from kladka.documents.own_template import (
    LOOP,
    Data,
    Forbidden,
    Scope,
    expression,
    loop,
    rows_of,
    values_of,
)

MOST_UNPACKED = 50_000_000  # bytes of all parts
MOST_TEXT = 3_000_000  # bytes of one part with text; a long letter has a tenth of it
MOST_FAULTS = 10  # told at once
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PARTS = {
    "document": "treść pisma", "header": "nagłówek strony", "footer": "stopka strony",
    "footnotes": "przypis", "endnotes": "przypis końcowy", "settings": "ustawienia",
}  # fmt: skip
_MACROS = re.compile(r"vbaProject|vbaData|activeX|customUI", re.IGNORECASE)
_OBJECTS = re.compile(r"embeddings/|oleObject", re.IGNORECASE)
_MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%-?(?P<unit>p|tr|tc|r)?\s+(?P<word>\w+)\s*(?P<rest>.*?)\s*-?%\}", re.DOTALL)
_UNITS = {"p": f"{_W}p", "tr": f"{_W}tr", "tc": f"{_W}tc", "r": f"{_W}r"}
_WORD_FIELDS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "TOC",
    "HYPERLINK", "FORMTEXT", "FORMCHECKBOX", "SYMBOL",
}  # fmt: skip
_CLOCK = {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"}


@dataclass
class _Open:
    """A loop or a condition whose end was not met yet."""

    word: str
    unit: str
    where: str
    holder: Any
    name: str = ""
    shadowed: list[Any] | None = None


@dataclass
class _Reading:
    """What one part has said so far."""

    scope: Scope
    faults: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def loops(self) -> set[str]:
        return {one.name for one in self.open if one.word == "for"}


def faults_of(content: bytes, letters: list[Data]) -> list[str]:
    """Sentences about what is wrong, each with its place; [] for a template that may be used.

    `letters` are the data of invented letters of the kind: what none of them has, no letter has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found = list(_package_faults(package)) or list(_part_faults(package, letters))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError):
        return ["To nie jest plik DOCX albo jest uszkodzony. Otwórz go w Wordzie i zapisz jeszcze raz."]
    more = len(found) - MOST_FAULTS
    return [*found[:MOST_FAULTS], *([f"I jeszcze {more} podobnych miejsc."] if more > 0 else [])]


def _package_faults(package: zipfile.ZipFile) -> Iterator[str]:
    entries = package.infolist()
    if "word/document.xml" not in package.namelist():
        yield "To nie jest plik DOCX."
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        yield "Plik rozpakowuje się do zbyt wielu danych (najwyżej 50 MB)."
    for entry in entries:
        if _MACROS.search(entry.filename):
            yield f"Plik ma makro ({entry.filename}). Zapisz go jako „Dokument programu Word (*.docx)”."
        elif _OBJECTS.search(entry.filename):
            yield f"Plik ma wstawiony obiekt ({entry.filename}). Zamień go na zwykły obraz albo tabelę."
        elif _TEXTS.fullmatch(entry.filename) and entry.file_size > MOST_TEXT:
            yield f"{_part_name(entry.filename).capitalize()}: za dużo tekstu (najwyżej 3 MB)."


def _part_faults(package: zipfile.ZipFile, letters: list[Data]) -> Iterator[str]:
    for name in package.namelist():
        if name.startswith("word/") and name.endswith(".rels"):
            tree = etree.fromstring(_read(package, name), _PARSER)
            yield from _relation_faults(tree, _part_name(name))
        elif _TEXTS.fullmatch(name):
            yield from _text_faults(etree.fromstring(_read(package, name), _PARSER), name, letters)


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """A part; what the head of the ZIP says of its size is not believed."""
    with package.open(name) as part:
        content = part.read(MOST_TEXT + 1)
    if len(content) > MOST_TEXT:
        raise zipfile.BadZipFile(name)
    return content


def _part_name(name: str) -> str:
    plain = re.sub(r"\d*\.xml(\.rels)?$", "", name.rpartition("/")[2])
    return _PARTS.get(plain, plain)


def _relation_faults(tree: Any, part: str) -> Iterator[str]:
    for one in tree.iter("{*}Relationship"):
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if kind == "aFChunk":
            yield f"Wzór wkleja do siebie inny plik ({target}). Miejsce: {part}."
        if one.get("TargetMode") != "External":
            continue
        if kind == "attachedTemplate":
            yield (
                f"Wzór jest połączony z szablonem {target}. W Wordzie: Deweloper, Szablon dokumentu, dołącz "
                "Normal.dotm i zapisz plik."
            )
        elif kind != "hyperlink" or not re.match(r"(https?:|mailto:)", target, re.IGNORECASE):
            yield f"Wzór wczytuje coś spoza siebie ({kind}: {target}). Miejsce: {part}."


def _text_faults(tree: Any, name: str, letters: list[Data]) -> list[str]:
    scope: Scope = {}
    for letter in letters:
        for key, value in letter.items():
            scope.setdefault(key, []).append(value)
    reading, part = _Reading(scope), _part_name(name)
    for element in tree.iter(etree.Element):
        _attributes(reading, element, part)
        if element.tag == f"{_W}p":
            text = _text_of(element)
            where = f"Miejsce: {_place(element, part)}, „{_quoted(text)}”."
            _word_fields(reading, element, where)
            _marks(reading, element, text, where)
    for one in reading.open:
        reading.faults.append(f"Brakuje końca: {{% end{one.word} %}}. {one.where}")
    return reading.faults


def _own(paragraph: Any, tag: str) -> Iterator[Any]:
    """Elements of a paragraph that do not stand in a text box inside it."""
    for element in paragraph.iterdescendants(tag):
        if next(element.iterancestors(f"{_W}p")) is paragraph:
            yield element


def _text_of(paragraph: Any) -> str:
    pieces = (one for one in _own(paragraph, "{*}*") if one.tag in {f"{_W}t", f"{_W}tab", f"{_W}br"})
    return "".join((one.text or "") if one.tag == f"{_W}t" else " " for one in pieces)


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 100 else f"{plain[:99]}…"


def _place(paragraph: Any, part: str) -> str:
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    if row is not None:
        number = len(list(row.itersiblings(f"{_W}tr", preceding=True))) + 1
        tables = len(list(row.getparent().itersiblings(f"{_W}tbl", preceding=True))) + 1
        return f"{part}, tabela {tables}, wiersz {number}"
    if next(paragraph.iterancestors(f"{_W}txbxContent"), None) is not None:
        return f"{part}, pole tekstowe"
    return part


def _word_fields(reading: _Reading, paragraph: Any, where: str) -> None:
    """Word's own fields: those that load other files or show the day of opening are refused."""
    pieces = "".join(one.text or "" for one in _own(paragraph, f"{_W}instrText"))
    simple = [one.get(f"{_W}instr", "") for one in _own(paragraph, f"{_W}fldSimple")]
    for said in [pieces, *simple]:
        code = said.split()[0].upper() if said.split() else ""
        if code in _CLOCK:
            reading.faults.append(
                f"Pole Worda {code} pokazuje dzień otwarcia pliku, a nie dzień pisma. Wpisz w jego miejsce "
                f"{{{{ place_and_day }}}}. {where}"
            )
        elif code and code not in _WORD_FIELDS:
            reading.faults.append(f"Pole Worda {code} jest niedozwolone. {where}")


def _attributes(reading: _Reading, element: Any, part: str) -> None:
    """A mark may fill in an attribute (a direction, a language) with a field of the letter itself."""
    for name, value in element.attrib.items():
        if "{{" not in value and "{%" not in value:
            continue
        where = f"Miejsce: {part}, atrybut „{etree.QName(name).localname}”."
        found = re.fullmatch(r"\{\{\s*(\w+)\s*\}\}", value)
        if found is None or found[1] not in reading.scope:
            reading.faults.append(f"Atrybut może mieć tylko jedno pole pisma: „{_quoted(value)}”. {where}")


def _marks(reading: _Reading, paragraph: Any, text: str, where: str) -> None:
    if any(sign in _MARK.sub("", text) for sign in ("{{", "}}", "{%", "%}", "{#", "#}")):
        reading.faults.append(f"Znacznik nie jest zamknięty w jednym akapicie. {where}")
    for mark in _MARK.findall(text):
        try:
            if mark.startswith("{{"):
                _field(reading, mark)
            elif mark.startswith("{%"):
                _statement(reading, paragraph, mark, text, where)
        except Forbidden as error:
            said = str(error)
            reading.faults.append(f"„{_quoted(mark)}”: {said}. {where}")


def _field(reading: _Reading, mark: str) -> None:
    if re.match(r"\{\{-?(p|tr|tc|r)\s", mark):
        raise Forbidden("pole nie ma litery po nawiasie: {{ nazwa }}")
    values_of(expression(mark[2:-2].strip("-").strip()), reading.scope)


def _statement(reading: _Reading, paragraph: Any, mark: str, text: str, where: str) -> None:
    found = _STATEMENT.fullmatch(mark)
    if found is None:
        raise Forbidden("tego znacznika nie da się odczytać")
    unit, word, rest = found["unit"] or "", found["word"], found["rest"]
    if unit == "p" and text.strip() != mark.strip():
        raise Forbidden("tekst obok tego znacznika zniknie; postaw go w osobnym akapicie")
    holder = _holder(paragraph, unit)
    if word == "for":
        _enter_loop(reading, _Open(word, unit, where, holder), rest)
    elif word == "if":
        values_of(expression(rest), reading.scope)
        reading.open.append(_Open(word, unit, where, holder))
    elif word in {"elif", "else", "endif", "endfor"}:
        _go_on(reading, word, unit, holder)
        if word == "elif":
            values_of(expression(rest), reading.scope)
    else:
        raise Forbidden(f"wzór nie może używać znacznika „{word}”")


def _holder(paragraph: Any, unit: str) -> Any:
    """What both ends of a loop have to stand in: the paragraph, or what holds its paragraph, row or cell."""
    if unit in {"", "r"}:
        return paragraph
    element = paragraph if unit == "p" else next(paragraph.iterancestors(_UNITS[unit]), None)
    if element is None:
        raise Forbidden(f"„{{%{unit} … %}}” może stać tylko w tabeli")
    return element.getparent()


def _enter_loop(reading: _Reading, opened: _Open, rest: str) -> None:
    outer = reading.loops()
    opened.name = rest.split(maxsplit=1)[0] if rest.split() else ""
    opened.shadowed = reading.scope.get(opened.name)
    reading.open.append(opened)
    rows: list[Any] = []
    try:
        found = loop(f"for {rest}")
        rows = rows_of(found, reading.scope, outer)
    finally:
        reading.scope[opened.name] = rows
        reading.scope["loop"] = [dict.fromkeys(LOOP, "1")]
    if found.test is not None:
        values_of(found.test, reading.scope)


def _go_on(reading: _Reading, word: str, unit: str, holder: Any) -> None:
    """An "else" or an end: it belongs to what was opened last, and stands in the same place."""
    last = reading.open[-1] if reading.open else None
    if last is None or word not in {"else", f"end{last.word}", "elif" if last.word == "if" else ""}:
        raise Forbidden("nie wiadomo, do którego „for” albo „if” należy")
    if last.unit != unit or last.holder is not holder:
        began = last.where.removeprefix("Miejsce: ").rstrip(".")
        raise Forbidden(
            f"początek ({began}) i koniec stoją w różnych częściach "
            "pliku; postaw oba w osobnych akapitach jako {%p … %} albo w osobnych wierszach jako {%tr … %}"
        )
    if word.startswith("end"):
        reading.open.pop()
        if last.word == "for":
            _leave_loop(reading, last)


def _leave_loop(reading: _Reading, left: _Open) -> None:
    del reading.scope[left.name]
    if left.shadowed is not None:
        reading.scope[left.name] = left.shadowed
    if not reading.loops():
        reading.scope.pop("loop", None)
