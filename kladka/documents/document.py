"""A finished file: its name, kind, bytes and fingerprint."""

import hashlib
import re
from dataclasses import dataclass

from anyascii import anyascii

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ICS = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """One file as issued; ``sha256`` is the lower-case hexadecimal digest of ``content``."""

    name: str
    media_type: str
    content: bytes
    sha256: str

    @classmethod
    def of(cls, name: str, media_type: str, content: bytes) -> "Document":
        """Make a document and take its fingerprint."""
        return cls(name, media_type, content, hashlib.sha256(content).hexdigest())


def file_name(*words: str) -> str:
    """Return a name safe on every disk and in every header: ASCII letters, digits, dots, dashes."""
    plain = anyascii("-".join(word for word in words if word))
    return re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.")[:120] or "dokument"
