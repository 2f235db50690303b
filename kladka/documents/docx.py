"""Letters as DOCX that an office corrects in Word; the same data and texts as the PDF."""

import io
import zipfile
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from kladka.documents import word_templates
from kladka.documents.document import DOCX, Document
from kladka.documents.letters import Letter
from kladka.documents.own_template import Forbidden, OwnEnvironment

# An office's own template: far above any letter, far below what would fill the memory.
MAX_TEMPLATE_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 50_000_000
# ZIP cannot say "no time"; its first day keeps the bytes the same for the same data.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class TemplateFault(ValueError):
    """An office's Word template cannot be used; the message says why, in Polish."""


class _Remembering(SandboxedEnvironment):
    """A sandbox that compiles each part of a template once; half of the time of a letter went there."""

    def from_string(self, source: Any, *rest: Any, **more: Any) -> Template:
        return _compiled(source) if isinstance(source, str) else super().from_string(source, *rest, **more)


_ENVIRONMENT = _Remembering(autoescape=True, undefined=StrictUndefined)


@lru_cache(maxsize=128)
def _compiled(source: str) -> Template:
    return SandboxedEnvironment.from_string(_ENVIRONMENT, source)


def render(template: str, data: dict[str, Any], *, own: bytes | None = None) -> Document:
    """Fill a Word template with data; ``own`` is an office's template in place of the built-in one.

    ``LookupError`` for an unknown built-in template, ``TemplateFault`` when the office's one is no DOCX, is
    too large, or uses what no template may. What the data do not have is empty in it: that its fields exist
    is known since it was taken in (kladka.documents.template_check).
    """
    source = _built_in(template) if own is None else _checked(own)
    try:
        word = DocxTemplate(io.BytesIO(source))
        word.render(data, jinja_env=_ENVIRONMENT if own is None else OwnEnvironment())
    except (TemplateError, Forbidden) as error:
        raise TemplateFault(f"Szablon Word zawiera błąd: {error}") from error
    except Exception as error:
        if own is None:
            raise
        raise TemplateFault("Szablonu Word nie da się wypełnić. Zapisz go w Wordzie jeszcze raz.") from error
    _describe(word, data)
    out = io.BytesIO()
    word.save(out)
    return Document.of(f"{data['file_name']}.docx", DOCX, _without_clock(out.getvalue()))


def print_letter(letter: Letter, *, own: bytes | None = None) -> Document:
    """Print a letter by its own template or by the office's."""
    return render(letter.template, letter.as_data(), own=own)


@cache
def _built_in(template: str) -> bytes:
    return word_templates.build(template)


def _checked(own: bytes) -> bytes:
    if len(own) > MAX_TEMPLATE_BYTES:
        raise TemplateFault("Szablon Word jest za duży (najwyżej 5 MB).")
    try:
        with zipfile.ZipFile(io.BytesIO(own)) as package:
            names = set(package.namelist())
            unpacked = sum(entry.file_size for entry in package.infolist())
    except zipfile.BadZipFile as error:
        raise TemplateFault("To nie jest plik DOCX.") from error
    if "word/document.xml" not in names:
        raise TemplateFault("To nie jest plik DOCX.")
    if unpacked > MAX_UNPACKED_BYTES or any("vbaProject" in name for name in names):
        raise TemplateFault("Szablon Word zawiera makra albo zbyt wiele treści.")
    return own


def _describe(word: DocxTemplate, data: dict[str, Any]) -> None:
    """Write title, author, language and the letter's own day into the file's properties."""
    # Not get_docx(): after rendering it would load the bare template again.
    properties = word.docx.core_properties
    properties.title, properties.author = data["title"], data["office"]["centre"]
    properties.language = "pl-PL"
    properties.created = properties.modified = datetime(*data["date"])
    properties.last_modified_by = ""
    properties.revision = 1


def _without_clock(content: bytes) -> bytes:
    """Pack the same parts again with one fixed time, so that equal letters have equal fingerprints."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
