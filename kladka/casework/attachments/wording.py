"""Polish words about files: size, measure, whether they were scanned."""

from datetime import timedelta

from kladka.documents.polish import short_day
from kladka.law.polish import plural

from .models import Attachment

SOON_DAYS = 30


def size_of(attachment):
    """Size as people say it: "340 KB", "1,2 MB"."""
    if attachment.size < 1024 * 1024:
        return f"{max(1, round(attachment.size / 1024))} KB"
    return f"{attachment.size / 1024 / 1024:.1f} MB".replace(".", ",")


def measure_of(attachment):
    """Pages of a PDF, millions of pixels of a picture, "" for others."""
    if attachment.measure is None:
        return ""
    if attachment.format == "pdf":
        return f"{attachment.measure} {plural(attachment.measure, 'strona', 'strony', 'stron')}"
    return f"{attachment.measure / 1_000_000:.1f} mln punktów".replace(".", ",")


def checks_of(attachment):
    """What is known about the content, as short sentences."""
    said = [f"{'' if attachment.scanned else 'nie '}sprawdzono programem antywirusowym"]
    if attachment.signed:
        said.append("podpisany elektronicznie, zachowany bez zmian")
    return ", ".join(said)


def validity_of(valid_until, today):
    """(words, badge) about the last day of a document: "" when it does not expire."""
    if valid_until is None:
        return "", ""
    left = (valid_until - today).days
    if left < 0:
        return f"nieważny od {short_day(valid_until + timedelta(days=1))}", "red"
    return f"ważny do {short_day(valid_until)}", "yellow" if left <= SOON_DAYS else "secondary"


def row(attachment, can_remove, today):
    """A file with what its row on the page says."""
    says, badge = validity_of(attachment.valid_until, today)
    return {
        "validity": says,
        "badge": badge,
        "file": attachment,
        "size": size_of(attachment),
        "measure": measure_of(attachment),
        "checks": checks_of(attachment),
        "can_remove": not attachment.removed_at and can_remove,
    }


def expiring_row(row, today):
    """A row of the list of expiring documents with the name of its kind and the days left."""
    left, badge = (row["valid_until"] - today).days, validity_of(row["valid_until"], today)[1]
    says = f"za {left} {plural(left, 'dzień', 'dni', 'dni')}" if left else "dziś"
    says = "nieważny" if left < 0 else says
    kind = Attachment.Kind(row["kind"]).label
    return row | {"kind_name": kind, "left": says, "badge": badge}


def added(count):
    return f"Zapisano {count} {plural(count, 'plik', 'pliki', 'plików')}."
