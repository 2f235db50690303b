"""Letters as tagged PDF (PDF/A-2a and PDF/UA-1 asked of the compiler), the same bytes for the same data."""

import json
import threading
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import typst

from kladka.documents.document import PDF, Document
from kladka.documents.letters import Letter
from kladka.documents.polish import tied

TEMPLATES = Path(__file__).parent / "typst"
FONTS = [str(package.ROOT / "files") for package in (fontpkg_noto_sans, fontpkg_noto_sans_arabic)]

# A compiler remembers its fonts and layout between runs but serves one thread at a time.
_own = threading.local()


def render(template: str, data: dict[str, Any]) -> Document:
    """Print data by a template's name (``decision``, ``programme``, …).

    Data reach the template only as JSON, never as source. The day of the document is ``data["date"]``, not
    the clock's. ``LookupError`` for an unknown template, ``ValueError`` when the data do not fit it.
    """
    inputs = {"data": json.dumps(_tied(data), ensure_ascii=False)}
    try:
        content = _compiler(template).compile(sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"])
    except typst.TypstError as error:
        raise ValueError(f"szablon {template} nie przyjął danych: {error}") from error
    if not isinstance(content, bytes):  # pages as a list come only with picture formats
        raise TypeError("kompilator nie oddał jednego pliku PDF")
    return Document.of(f"{data['file_name']}.pdf", PDF, content)


def print_letter(letter: Letter) -> Document:
    """Print a letter by its own template."""
    return render(letter.template, letter.as_data())


def _compiler(template: str) -> typst.Compiler:
    compilers: dict[str, typst.Compiler] = _own.__dict__.setdefault("compilers", {})
    if template not in compilers:
        path = TEMPLATES / f"{template}.typ"
        if not path.is_file() or path.parent != TEMPLATES:
            raise LookupError(f"nie ma szablonu {template!r}")
        compilers[template] = typst.Compiler(
            str(path), root=str(TEMPLATES), font_paths=FONTS, ignore_system_fonts=True
        )
    return compilers[template]


def _tied(value: Any) -> Any:
    """Tie short words in every text of the data, at any depth."""
    if isinstance(value, str):
        return tied(value)
    if isinstance(value, dict):
        return {key: _tied(item) for key, item in value.items()}
    return [_tied(item) for item in value] if isinstance(value, list) else value
