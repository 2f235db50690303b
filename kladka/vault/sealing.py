"""AES-256-GCM values bound to their place, and keyed digests for search. Source: NIST SP 800-38D.

A sealed value is bytes: version (1), number of the key (1), nonce (12), ciphertext with its tag (16 + n).
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import keys

VERSION = 1
HEAD, NONCE = 2, 12
DIGEST = 16  # bytes of a blind index: 128 bits, no two persons meet


class NotOpened(ValueError):
    """A sealed value was changed, moved to another place, or its key is not held."""


def seal(purpose, plain, *, place):
    """Seal text or bytes for one place, e.g. "people_person.pesel.k3j…". Returns bytes."""
    number, key = keys.current(purpose)
    nonce = os.urandom(NONCE)
    body = _cipher(key).encrypt(nonce, plain.encode() if isinstance(plain, str) else plain, place.encode())
    return bytes([VERSION, number]) + nonce + body


def unseal(purpose, sealed, *, place):
    """The bytes sealed for this place. Raises NotOpened."""
    sealed = bytes(sealed)
    try:
        if sealed[0] != VERSION:
            raise NotOpened("Nieznana wersja zaszyfrowanej wartości.")
        key = keys.numbered(purpose, sealed[1])
        return _cipher(key).decrypt(sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :], place.encode())
    except (InvalidTag, KeyError, IndexError, ValueError) as error:
        raise NotOpened(f"Nie można odszyfrować wartości ({place}).") from error


@lru_cache(maxsize=64)
def _cipher(key):
    """Making a cipher costs as much as sealing a short text with it."""
    return AESGCM(key)


def key_number(sealed):
    """Number of the key a value was sealed with."""
    return bytes(sealed)[1]


def blind_index(column, value, *, number=None):
    """Keyed digest (hex, 32 signs) by which equal values of one column are found without being shown.

    An unkeyed hash of a PESEL is enumerable in minutes; without the key this one is not.
    """
    key = keys.current("index")[1] if number is None else keys.numbered("index", number)
    return hmac.new(key, f"{column}|{value}".encode(), hashlib.sha256).hexdigest()[: 2 * DIGEST]
