"""Names and titles in the letters that a bank takes, cut to the lengths that it takes."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from anyascii import anyascii

from kladka.casework.benefits.bankfiles.profiles import BankProfile
from kladka.casework.benefits.bankfiles.transfers import Change, WrongText


def respelt(text: str, profile: BankProfile) -> str:
    """Return the text in the profile's letters, without its forbidden characters, blanks put together."""
    letters = "".join(_letter(char, profile.letters) for char in unicodedata.normalize("NFC", text))
    kept = "".join(" " if char in profile.forbidden else char for char in letters)
    return " ".join(kept.split())


@lru_cache(maxsize=4096)
def _letter(char: str, charset: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char).startswith("C"):
        return ""
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        # The soft sign comes as an apostrophe, which banks dislike; a picture has no spelling at all.
        return anyascii(char).replace("'", "") if anyascii(char) else " "
    return char


def wrapped(text: str, lines: int, width: int) -> list[str]:
    """Break at blanks into lines of ``width`` characters; a text that needs too many is broken anywhere."""
    found: list[str] = []
    rest = text
    while rest and len(found) < lines:
        cut = rest[: width + 1].rfind(" ") if len(rest) > width else len(rest)
        cut = cut if cut > 0 else width
        found.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    if not rest:
        return found
    solid = text[: width * lines]
    return [solid[at : at + width] for at in range(0, len(solid), width)]


@dataclass(slots=True)
class Lettering:
    """Respells fields by one profile and remembers each that the bank will see otherwise."""

    profile: BankProfile
    changes: list[Change] = field(default_factory=list)

    def lines(self, line: int, name: str, given: str, *, lines: int, needed: bool = True) -> list[str]:
        """Return at most ``lines`` lines of the profile; ``WrongText`` when needed and nothing is left."""
        text = respelt(given, self.profile)
        if needed and not any(char.isalnum() for char in text):
            raise WrongText(f"przelew {line}: pole „{name}” nie ma znaków, które przyjmie bank ({given!r}).")
        found = wrapped(text, lines, self.profile.line)
        self._note(line, name, given, " ".join(found))
        return found

    def single(self, line: int, name: str, given: str, *, longest: int, needed: bool = True) -> str:
        """Return one line of at most ``longest`` characters."""
        text = respelt(given, self.profile)
        if needed and not any(char.isalnum() for char in text):
            raise WrongText(f"przelew {line}: pole „{name}” nie ma znaków, które przyjmie bank ({given!r}).")
        self._note(line, name, given, text[:longest].strip())
        return text[:longest].strip()

    def _note(self, line: int, name: str, given: str, written: str) -> None:
        if _letters(given) != _letters(written):
            self.changes.append(Change(line, name, given, written))


def _letters(text: str) -> str:
    """Letters and digits alone: a lost comma or dash is not worth telling."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum())
