"""Public keys of rows: random, so that an address says nothing and cannot be guessed."""

import base64
import secrets


def new_key() -> str:
    """16 lower-case characters carrying 80 random bits."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()
