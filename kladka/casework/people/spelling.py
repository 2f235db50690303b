"""One spelling for searching and comparing names in Polish, other Latin, Cyrillic or Arabic letters."""

from anyascii import anyascii


def normalise(text):
    """Lower-case ASCII with single spaces: "Ołena Żuk" and "Олена Жук" → "olena zuk"."""
    return " ".join(anyascii(text).casefold().split())
