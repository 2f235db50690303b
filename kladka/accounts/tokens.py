"""Secret addresses that open one page without an account: the token is shown once, a digest of it is kept."""

import hashlib
import secrets


def new_token():
    """A token of 256 random bits, to stand in an address."""
    return secrets.token_urlsafe(32)


def digest_of(token):
    """What the database keeps of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
