"""What kind of file it is, by its content; the file as it is kept. The only door for files from outside."""

import hashlib
from dataclasses import dataclass

import puremagic

from . import antivirus, office, pdf, pictures
from .names import extension, safe_name
from .refusal import Refused

LARGEST = 20 * 1024 * 1024  # bytes
# extension: (kind, how its content begins)
KINDS = {
    "pdf": ("pdf", b"%PDF-"),
    "jpg": ("jpg", b"\xff\xd8\xff"),
    "jpeg": ("jpg", b"\xff\xd8\xff"),
    "png": ("png", b"\x89PNG\r\n\x1a\n"),
    "webp": ("webp", b"RIFF"),
    "docx": ("docx", b"PK\x03\x04"),
    "xlsx": ("xlsx", b"PK\x03\x04"),
    "odt": ("odt", b"PK\x03\x04"),
    "txt": ("txt", b""),
}
MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}
TAKEN = "PDF, JPG, PNG, WebP, DOCX, ODT, XLSX lub TXT"
DAMAGED = "Tego pliku nie da się odczytać: jest uszkodzony albo niepełny. Zapisz go jeszcze raz i wyślij."


@dataclass(frozen=True)
class Accepted:
    """A file ready to be kept: `measure` is pages of a PDF or pixels of a picture, None for others."""

    name: str
    kind: str
    content: bytes
    sha256: str
    measure: int | None
    signed: bool
    scanned: bool


def accept(name, content):
    """The file of this name made safe. Raises Refused with a sentence for the person who sent it."""
    kind = _kind(name, content)
    scanned = antivirus.scanned(content)
    try:
        made, measure, kind, signed = _made(kind, content)
    except Refused:
        raise
    except Exception as error:  # decoders of hostile input raise anything
        raise Refused(DAMAGED) from error
    if len(made) > 2 * LARGEST:
        raise Refused(_too_large())
    digest = hashlib.sha256(made).hexdigest()
    return Accepted(safe_name(name, kind), kind, made, digest, measure, signed, scanned)


def _kind(name, content):
    if not content:
        raise Refused("Ten plik jest pusty.")
    if len(content) > LARGEST:
        raise Refused(_too_large())
    ending = extension(name)
    if ending not in KINDS:
        heic = " Zdjęcie z iPhone’a zapisz jako JPG." if ending in {"heic", "heif"} else ""
        raise Refused(f"Takich plików nie przyjmujemy. Wyślij {TAKEN}.{heic}")
    kind, start = KINDS[ending]
    begins = start in content[:1024] if kind == "pdf" else content.startswith(start)
    if not begins or (kind == "webp" and content[8:12] != b"WEBP"):
        raise Refused(
            f"Treść tego pliku to nie {ending.upper()}{_looks_like(content)}. Sprawdź, który to plik."
        )
    return kind


def _looks_like(content):
    try:
        return f", lecz {puremagic.from_string(content).lstrip('.').upper()}"
    except (puremagic.PureError, ValueError):
        return ""


def _made(kind, content):
    """(content, measure, kind, signed) as it is kept."""
    if kind == "pdf":
        made, pages, signed = pdf.cleaned(content)
        return made, pages, "pdf", signed
    if kind in {"jpg", "png", "webp"}:
        target = "JPEG" if kind == "jpg" else "PNG"
        source = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[kind]
        made, pixels = pictures.rewritten(content, source, target)
        return made, pixels, "jpg" if kind == "jpg" else "png", False
    if kind == "txt":
        return _text(content), None, "txt", False
    return office.cleaned(content, MAIN_PART[kind]), None, kind, False


def _text(content):
    """UTF-8, or the code page of Polish Windows; no control signs but the ends of lines."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1250", errors="replace")
    if any(ord(sign) < 32 and sign not in "\r\n\t\f" for sign in text):
        raise Refused("Ten plik nie jest zwykłym tekstem. Zapisz go jako PDF i wyślij ponownie.")
    return text.encode()


def _too_large():
    return f"Ten plik jest za duży: najwyżej {LARGEST // 1024 // 1024} MB. Zmniejsz go albo podziel."
