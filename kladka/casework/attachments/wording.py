"""Polish words about files: size, measure, whether they were scanned."""

from kladka.law.polish import plural


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


def row(attachment, can_remove):
    """A file with what its row on the page says."""
    return {
        "file": attachment,
        "size": size_of(attachment),
        "measure": measure_of(attachment),
        "checks": checks_of(attachment),
        "can_remove": can_remove,
    }


def added(count):
    return f"Zapisano {count} {plural(count, 'plik', 'pliki', 'plików')}."
