"""Writing a Word template paragraph by paragraph: headings, lists, tables and their Jinja marks."""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

INK, QUIET = RGBColor(0x1B, 0x27, 0x33), RGBColor(0x4D, 0x5A, 0x67)
RIGHT, CENTRE = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER


class WordSheet:
    """A template in the making. In texts ``*…*`` is bold; ``{{ … }}`` and ``{% … %}`` stay for Jinja."""

    def __init__(self, *, landscape: bool = False) -> None:
        self.word = docx.Document()
        self._set_page(landscape)
        self._set_styles()

    def text(
        self, text: str, *, size: float = 0, align: WD_ALIGN_PARAGRAPH | None = None, other: bool = False
    ) -> Paragraph:
        """Add a paragraph; ``size`` in points, 0 for the usual one; ``other``: in the letter's language."""
        paragraph = self.word.add_paragraph()
        write(paragraph, text, size)
        if other:
            in_other_language(paragraph)
        if align is not None:
            paragraph.alignment = align
        return paragraph

    def heading(self, text: str, level: int) -> None:
        self.word.add_heading(text, level)

    @contextmanager
    def each(self, what: str) -> Iterator[None]:
        """Repeat what is added inside, e.g. ``each("party in parties")``."""
        self.text(f"{{%p for {what} %}}")
        yield
        self.text("{%p endfor %}")

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """Keep what is added inside only when the condition holds."""
        self.text(f"{{%p if {condition} %}}")
        yield
        self.text("{%p endif %}")

    def numbered(self, collection: str, text: str) -> None:
        """A list numbered from 1; the number is text, so that each list starts anew."""
        with self.each(f"item in {collection}"):
            self._hanging(self.text("{{ loop.index }}.\t" + text))

    def bulleted(self, collection: str, text: str = "{{ item }}") -> None:
        with self.each(f"item in {collection}"):
            self._hanging(self.text("•\t" + text))

    def paragraphs(self, collection: str, *, size: float = 0) -> None:
        with self.each(f"item in {collection}"):
            self.text("{{ item }}", size=size)

    def table(
        self,
        rows: str,
        columns: Sequence[tuple[str, str, float]],
        *,
        figures: Sequence[int] = (),
        total: Sequence[str] = (),
    ) -> None:
        """A table: ``columns`` are (heading, cell text, width in cm), ``figures`` the right-aligned ones."""
        table = self.word.add_table(rows=0, cols=len(columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _row(table, [f"*{heading}*" for heading, _, _ in columns], figures, shade=True)
        _repeat_header(table)
        _row(table, [f"{{%tr for {rows} %}}", *[""] * (len(columns) - 1)])
        _row(table, [text for _, text, _ in columns], figures)
        _row(table, ["{%tr endfor %}", *[""] * (len(columns) - 1)])
        if total:
            _row(table, [f"*{text}*" if text else "" for text in total], figures)
        for row in table.rows:
            for cell, (_, _, width) in zip(row.cells, columns, strict=True):
                cell.width = Cm(width)
        self.word.add_paragraph().paragraph_format.space_after = Pt(2)

    def pair_table(self, rows: str, headings: tuple[str, str]) -> None:
        """Two columns: Polish lines and the same lines in the letter's language, in its direction."""
        table = self.word.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _row(table, [f"*{one}*" for one in headings], shade=True)
        _repeat_header(table)
        in_other_language(table.rows[0].cells[1].paragraphs[0])
        _row(table, [f"{{%tr for row in {rows} %}}", ""])
        _row(table, ["", ""])
        polish, other = table.rows[-1].cells
        _lines(polish, "{{ l.pl }}", other=False)
        _lines(other, "{{ l.other }}", other=True)
        _row(table, ["{%tr endfor %}", ""])
        self.word.add_paragraph().paragraph_format.space_after = Pt(2)

    def beside(self, rows: str, headings: tuple[str, str], texts: tuple[str, str]) -> None:
        """Two columns of single lines: Polish, and the letter's language in its direction."""
        table = self.word.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        _row(table, [f"*{one}*" for one in headings], shade=True)
        _repeat_header(table)
        _row(table, [f"{{%tr for {rows} %}}", ""])
        _row(table, texts)
        in_other_language(table.rows[-1].cells[1].paragraphs[0])
        _row(table, ["{%tr endfor %}", ""])
        self.word.add_paragraph().paragraph_format.space_after = Pt(2)

    def signatures(self, *columns: str) -> None:
        """Room for signatures side by side; lines of one column are parted by ``|``."""
        table = self.word.add_table(rows=1, cols=max(2, len(columns)))
        places = columns if len(columns) > 1 else ("", *columns)
        for cell, text in zip(table.rows[0].cells, places, strict=True):
            lines = ["", "", "." * 50, *text.split("|")] if text else [""]
            for at, line in enumerate(lines):
                paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
                paragraph.alignment = CENTRE
                paragraph.paragraph_format.space_after = Pt(0)
                write(paragraph, line, 9.5)

    def footer(self, text: str) -> None:
        """The foot of every page: a text and "Strona x z y" as Word's own fields."""
        paragraph = self.word.sections[0].footer.paragraphs[0]
        write(paragraph, f"{text} – Strona ", 8.5)
        _field(paragraph, "PAGE")
        write(paragraph, " z ", 8.5)
        _field(paragraph, "NUMPAGES")

    def header(self, text: str) -> None:
        paragraph = self.word.sections[0].header.paragraphs[0]
        paragraph.alignment = CENTRE
        write(paragraph, text, 9)

    def content(self) -> bytes:
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def _set_page(self, landscape: bool) -> None:
        section = self.word.sections[0]
        width, height = (Cm(29.7), Cm(21.0)) if landscape else (Cm(21.0), Cm(29.7))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = Cm(2.5), Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2)

    def _set_styles(self) -> None:
        styles = self.word.styles
        for name, size, before, after in (
            ("Normal", 10.5, 0, 5),
            ("Heading 1", 15, 16, 10),
            ("Heading 2", 11.5, 12, 5),
            ("Heading 3", 10.5, 8, 3),
        ):
            style = styles[name]
            style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), INK
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for kind in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(kind), "Calibri")
        styles["Heading 1"].paragraph_format.alignment = CENTRE
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "pl-PL")
        language.set(qn("w:bidi"), "ar-SA")
        styles["Normal"].element.get_or_add_rPr().append(language)

    @staticmethod
    def _hanging(paragraph: Paragraph) -> None:
        paragraph.paragraph_format.left_indent = Cm(0.7)
        paragraph.paragraph_format.first_line_indent = Cm(-0.7)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.7))


def write(paragraph: Paragraph, text: str, size: float = 0) -> None:
    """Add text to a paragraph, bold between asterisks."""
    for at, part in enumerate(re.split(r"\*", text)):
        if not part:
            continue
        run = paragraph.add_run(part)
        run.bold = at % 2 == 1 or None
        if size:
            run.font.size = Pt(size)
            run.font.color.rgb = QUIET if size < 9 else INK


def _row(table: Table, texts: Sequence[str], figures: Sequence[int] = (), *, shade: bool = False) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx is typed but for this
    for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        if at in figures:
            paragraph.alignment = RIGHT
        write(paragraph, text, 9.5)
        if shade:
            _shade(cell)


def _lines(cell: _Cell, text: str, *, other: bool) -> None:
    """One paragraph a line; what has no translation stays Polish, left to right, and is marked."""
    write(cell.paragraphs[0], "{%p for l in row %}")
    if other:
        write(cell.add_paragraph(), "{%p if l.plain %}")
        write(cell.add_paragraph(), "{{ l.pl }} ({{ untranslated }})", 9.5)
        write(cell.add_paragraph(), "{%p else %}")
    paragraph = cell.add_paragraph()
    write(paragraph, text, 9.5)
    if other:
        in_other_language(paragraph)
        write(cell.add_paragraph(), "{%p endif %}")
    write(cell.add_paragraph(), "{%p endfor %}")


def in_other_language(paragraph: Paragraph) -> None:
    """Mark a paragraph with the language and direction of the letter, which the data fill in."""
    direction = OxmlElement("w:bidi")
    direction.set(qn("w:val"), "{{ rtl }}")
    paragraph._p.get_or_add_pPr().append(direction)
    for run in paragraph.runs:
        marks = run._r.get_or_add_rPr()
        rtl, language = OxmlElement("w:rtl"), OxmlElement("w:lang")
        rtl.set(qn("w:val"), "{{ rtl }}")
        language.set(qn("w:val"), "{{ language }}")
        language.set(qn("w:bidi"), "{{ language }}")
        marks.append(rtl)
        marks.append(language)


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EEF2F6")):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _repeat_header(table: Table) -> None:
    """Mark the first row as a header: repeated on each page, told to screen readers."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
