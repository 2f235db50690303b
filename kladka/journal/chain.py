"""What the MAC of an entry covers, written the same by Python and by both databases.

mac = HMAC-SHA-256(key, mac of the entry before | text of every column but the id). The text holds the chain
and the number in it, so a row fits one place only. The key is derived from the numbered key "journal" of
`kladka.vault`; the number stands in the row, so that entries stay verifiable after a new key is added.
"""

import hashlib
import hmac
from functools import cache

from kladka.vault import keys

from .models import details_text

# Stands in no stored value (`text` refuses it), so a text can be cut into columns in one way only.
SEPARATOR = "\x1f"
COLUMNS = 14


def text(entry):
    """The columns of an unsaved entry as one text. Raises ValueError when a value holds the separator."""
    columns = (
        entry.organisation_id,
        entry.seq,
        # Microseconds and UTC, whatever the database makes of them.
        entry.at.strftime("%Y-%m-%d %H:%M:%S.%f"),
        entry.actor_id,
        entry.kind,
        entry.act,
        entry.subject,
        entry.subject_key,
        entry.basis,
        entry.address,
        details_text(entry.details),
        entry.shown,
        entry.reason.hex(),
        entry.key_number,
    )
    joined = SEPARATOR.join("" if value is None else str(value) for value in columns)
    if joined.count(SEPARATOR) != COLUMNS - 1:
        raise ValueError("Wpis w dzienniku zawiera znak, którym rozdziela się kolumny.")
    return joined


def text_in(vendor):
    """SQL that makes the same text from a stored row, on "sqlite" or "postgresql"."""
    sqlite = vendor == "sqlite"
    at = "substr(at || '.000000', 1, 26)"
    reason = "lower(hex(reason))"
    if not sqlite:
        at = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        reason = "encode(reason, 'hex')"
    columns = (
        *("coalesce(CAST(organisation_id AS text), '')", "CAST(seq AS text)", at),
        *("coalesce(CAST(actor_id AS text), '')", "kind", "act", "subject", "subject_key"),
        *("basis", "address", "details", "shown", reason, "CAST(key_number AS text)"),
    )
    separator = f"char({ord(SEPARATOR)})" if sqlite else f"chr({ord(SEPARATOR)})"
    return f" || {separator} || ".join(columns)


def mac(before, row_text, key):
    """The MAC (64 hex digits) of a row by the MAC before it ("" for the first) and a key of `chain_key`."""
    inner, outer = (padded.copy() for padded in _padded(key))
    inner.update(f"{before}{SEPARATOR}{row_text}".encode())
    outer.update(inner.digest())
    return outer.hexdigest()


@cache
def _padded(key):
    """HMAC (RFC 2104) begun with a key: a copy of these costs half of `hmac.digest`, a million times."""
    block = key.ljust(hashlib.sha256().block_size, b"\0")
    return [hashlib.sha256(bytes(byte ^ pad for byte in block)) for pad in (0x36, 0x5C)]


def chain_key(number):
    """The key of the chain with this number. Raises KeyError when it is not held."""
    return _derived(keys.numbered("journal", number))


@cache
def _derived(key):
    # Reasons are sealed with the same numbered key; the chain has one of its own.
    return hmac.digest(key, b"kladka.journal.chain", "sha256")
