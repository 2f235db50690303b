"""Pliki dla banku: a list of transfers in, one file with its exact total out; no Django, no clock.

``write("elixir0-cp852", sender, transfers, on=day, made_at=moment, key="LW/2026/12")``
"""

from collections.abc import Iterable
from datetime import date, datetime

from kladka.casework.benefits.bankfiles import elixir0, pain001
from kladka.casework.benefits.bankfiles.lettering import Lettering
from kladka.casework.benefits.bankfiles.profiles import PROFILES, BankProfile, profile_for
from kladka.casework.benefits.bankfiles.transfers import (
    BankFile,
    BankFileError,
    Change,
    Counted,
    EmptyList,
    Sender,
    Transfer,
    WrongAccount,
    WrongAmount,
    WrongProfile,
    WrongText,
    checked_sender,
)
from kladka.documents.document import Document, file_name

__all__ = [
    "PROFILES",
    "BankFile",
    "BankFileError",
    "BankProfile",
    "Change",
    "EmptyList",
    "Sender",
    "Transfer",
    "WrongAccount",
    "WrongAmount",
    "WrongProfile",
    "WrongText",
    "profile_for",
    "write",
]


def write(
    profile: str | BankProfile,
    sender: Sender,
    transfers: Iterable[Transfer],
    *,
    on: date,
    made_at: datetime,
    key: str,
) -> BankFile:
    """Write transfers to be executed ``on`` a day by a profile or its key; equal input gives equal bytes.

    The transfers are taken one after another; only the file itself is held whole. ``key`` is the list's
    number; ``made_at`` (only pain.001 has a place for it) the moment of export. Raises a ``BankFileError``
    for an empty list, a wrong amount, account or text, an unknown profile.
    """
    profile = profile_for(profile) if isinstance(profile, str) else profile
    own, listed = checked_sender(sender), Counted(transfers)
    lettering = Lettering(profile)
    if profile.format == "pain001":
        data = pain001.content(own, listed, on=on, made_at=made_at, key=key, lettering=lettering)
        media_type = "application/xml"
    else:
        data = elixir0.content(own, listed, on=on, profile=profile, lettering=lettering)
        media_type = "text/plain"
    document = Document.of(f"{file_name('przelewy', key)}.{profile.extension}", media_type, data)
    return BankFile(document, listed.total, listed.count, tuple(lettering.changes))
