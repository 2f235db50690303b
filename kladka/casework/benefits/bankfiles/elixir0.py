"""Elixir-0: one record a line, CRLF, amounts in grosze, names and titles in lines of the profile.

Record: ``110,day,grosze,sender's bank,0,"sender's account","recipient's account","sender","recipient",0,
recipient's bank,"title","","","51","reference"``; lines inside a field are parted by ``|``.
"""

import io
from collections.abc import Iterable
from datetime import date

from kladka.casework.benefits.bankfiles.account import sort_code
from kladka.casework.benefits.bankfiles.lettering import Lettering
from kladka.casework.benefits.bankfiles.profiles import BankProfile
from kladka.casework.benefits.bankfiles.transfers import Sender, Transfer

TRANSFER = "110"  # polecenie przelewu
ORDINARY = "51"  # an ordinary transfer, neither tax nor ZUS


def content(
    sender: Sender, transfers: Iterable[Transfer], *, on: date, profile: BankProfile, lettering: Lettering
) -> bytes:
    """Return the bytes of the file; sender and transfers are checked ones."""
    payer = _party(lettering, 0, "nadawca", sender.name, sender.address)
    file = io.BytesIO()
    for line, transfer in enumerate(transfers, start=1):
        record = _record(sender, payer, transfer, line=line, on=on, lettering=lettering)
        file.write(f"{record}\r\n".encode(profile.encoding))
    return file.getvalue()


def _record(
    sender: Sender, payer: str, transfer: Transfer, *, line: int, on: date, lettering: Lettering
) -> str:
    title = lettering.lines(line, "tytuł", transfer.title, lines=lettering.profile.lines)
    longest = lettering.profile.reference
    reference = lettering.single(line, "numer", transfer.reference, longest=longest, needed=False)
    fields = (
        TRANSFER,
        f"{on:%Y%m%d}",
        str(int(transfer.amount * 100)),
        sort_code(sender.account),
        "0",
        _quoted(sender.account),
        _quoted(transfer.account),
        _quoted(payer),
        _quoted(_party(lettering, line, "odbiorca", transfer.recipient, transfer.address)),
        "0",
        sort_code(transfer.account),
        _quoted("|".join(title)),
        _quoted(""),
        _quoted(""),
        _quoted(ORDINARY),
        _quoted(reference),
    )
    return ",".join(fields)


def _party(lettering: Lettering, line: int, who: str, name: str, address: str) -> str:
    """Two lines of name and the rest of address, so that a long name never pushes the address out."""
    names = lettering.lines(line, who, name, lines=2)
    left = lettering.profile.lines - len(names)
    addresses = lettering.lines(line, f"adres: {who}", address, lines=left, needed=False) if left else []
    return "|".join(names + addresses)


def _quoted(text: str) -> str:
    return f'"{text}"'
