"""Bank profiles: what each kind of import takes, as data, with since when and from where we know it.

Elixir-0 has no public page of record. The layout follows descriptions that banks publish for their clients
(PLI of Alior, docplayer 28038982; e25 and PBSbank24, docplayer 57356747 and 71590683). Before first use
a centre lets its bank read a file with one transfer; a bank that wants something else gets its own profile.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kladka.casework.benefits.bankfiles.transfers import WrongProfile

# Inside a field these make an import rejected or shift the columns (e25, PBSbank24; experience with PLI).
FORBIDDEN = '",|:;&@$'


@dataclass(frozen=True, slots=True, kw_only=True)
class BankProfile:
    """How one kind of file is written.

    ``encoding`` is that of the file; ``letters`` is the character set that names may use, everything else is
    transliterated; ``extension`` without the dot; ``title`` for people. A name and a title have ``lines``
    lines of ``line`` characters, the sender's own ``reference`` so many (0: the bank takes none).
    """

    key: str
    title: str
    format: Literal["elixir0", "pain001"]
    encoding: str
    letters: str
    extension: str
    since: date
    source: str
    forbidden: str = FORBIDDEN
    line: int = 35
    lines: int = 4
    reference: int = 35


_PLI = "opis PLI Alior Banku (docplayer 28038982); układ do sprawdzenia z bankiem"
_COOPERATIVE = "opisy e25 i PBSbank24 (docplayer 57356747, 71590683)"
_READ_ON = date(2026, 11, 21)

PROFILES = {
    profile.key: profile
    for profile in (
        BankProfile(
            key="elixir0-cp852",
            title="Elixir-0, kodowanie CP852 (najczęstsze: ING, Alior, PKO)",
            format="elixir0",
            encoding="cp852",
            letters="cp852",
            extension="pli",
            since=_READ_ON,
            source=_PLI,
        ),
        BankProfile(
            key="elixir0-cp1250",
            title="Elixir-0, kodowanie Windows-1250",
            format="elixir0",
            encoding="cp1250",
            letters="cp1250",
            extension="pli",
            since=_READ_ON,
            source=_COOPERATIVE,
        ),
        BankProfile(
            key="elixir0-iso",
            title="Elixir-0, kodowanie ISO-8859-2 (banki spółdzielcze)",
            format="elixir0",
            encoding="iso8859_2",
            letters="iso8859_2",
            extension="txt",
            since=_READ_ON,
            source=_COOPERATIVE,
        ),
        BankProfile(
            key="elixir0-utf8",
            title="Elixir-0, kodowanie UTF-8",
            format="elixir0",
            encoding="utf-8",
            letters="iso8859_2",
            extension="txt",
            since=_READ_ON,
            source=_COOPERATIVE,
        ),
        BankProfile(
            key="pain001",
            title="ISO 20022 pain.001.001.09 (XML)",
            format="pain001",
            encoding="utf-8",
            letters="iso8859_2",
            extension="xml",
            since=_READ_ON,
            source="schemat pain.001.001.09 ISO 20022",
        ),
    )
}


def profile_for(key: str) -> BankProfile:
    """Return a profile by its key; ``WrongProfile`` names those that exist."""
    try:
        return PROFILES[key]
    except KeyError:
        raise WrongProfile(f"Nie ma profilu banku „{key}”. Są: {', '.join(sorted(PROFILES))}.") from None
