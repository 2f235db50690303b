"""Independent readers of what we print: words of a PDF and of a DOCX, whatever the line breaks."""

import io
import re
import shutil
import subprocess
import tempfile

import docx
import pytest
from docx.table import Table

from kladka.documents.document import Document

OUTSIDE = -1  # of every row


def one_line(text: str) -> str:
    """The text with every run of blanks (no-break ones too) as one space."""
    return " ".join(text.split())


def pdf_words(document: Document) -> str:
    """All words of a PDF, read by pdftotext; skips where poppler-utils is not installed."""
    if shutil.which("pdftotext") is None:
        pytest.skip("brak pdftotext (pakiet poppler-utils)")
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"],
        input=document.content,
        capture_output=True,
        check=True,
    )
    return one_line(done.stdout.decode())


def pdf_rows(content: bytes) -> list[list[list[str]]]:
    """Rows of the tables of a tagged PDF, cells as lists of paragraphs, by its structure (pdfinfo)."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("brak pdfinfo (pakiet poppler-utils)")
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        done = subprocess.run(
            ["pdfinfo", "-struct-text", "-enc", "UTF-8", file.name], capture_output=True, check=True
        )
    rows: list[list[list[str]]] = []
    depth = OUTSIDE  # how far the row that is being read is indented
    for indented in done.stdout.decode(errors="replace").splitlines():
        line = indented.strip()
        at = len(indented) - len(indented.lstrip())
        if line == "TR":
            depth = at
            rows.append([])
        elif at <= depth:
            depth = OUTSIDE
        elif depth == OUTSIDE:
            continue
        elif re.match(r"T[DH]\b", line):
            rows[-1].append([])
        elif rows[-1] and line.startswith("P (block)"):
            rows[-1][-1].append("")
        elif rows[-1] and line.startswith('"'):
            rows[-1][-1] = rows[-1][-1] or [""]
            rows[-1][-1][-1] += line[1:-1]
    return [[[one_line(text) for text in cell] for cell in row] for row in rows]


def pdf_boxes(content: bytes) -> list[list[tuple[float, int, str]]]:
    """Words of every page of a PDF: (left edge, top edge in whole points, word), read by pdftotext."""
    if shutil.which("pdftotext") is None:
        pytest.skip("brak pdftotext (pakiet poppler-utils)")
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    word = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<')
    pages = done.stdout.decode().split("<page ")[1:]
    return [[(float(x), round(float(y)), text) for x, y, text in word.findall(page)] for page in pages]


def docx_words(document: Document) -> str:
    """All words of a DOCX in reading order, tables included."""
    found = []
    for block in docx.Document(io.BytesIO(document.content)).iter_inner_content():
        if isinstance(block, Table):
            found += [cell.text for row in block.rows for cell in row.cells]
        else:
            found.append(block.text)
    return one_line("\n".join(found))


def texts_of(value: object) -> list[str]:
    """Every text at any depth of a letter's data."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts_of(item)]
    return [text for item in value for text in texts_of(item)] if isinstance(value, list) else []


def printed_texts(data: dict[str, object]) -> list[str]:
    """The texts of a letter that a reader must find on paper (all but names of files and languages)."""
    hidden = {"file_name", "kind", "language", "title", "draft"}

    def without_hidden(value: object) -> object:
        if isinstance(value, dict):
            return {key: without_hidden(item) for key, item in value.items() if key not in hidden}
        return [without_hidden(item) for item in value] if isinstance(value, list) else value

    return [one_line(text) for text in texts_of(without_hidden(data))]
