"""Independent readers of what we print: words of a PDF and of a DOCX, whatever the line breaks."""

import io
import shutil
import subprocess

import docx
import pytest
from docx.table import Table

from kladka.documents.document import Document


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
