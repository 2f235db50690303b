"""Passwords: how they are kept."""

import unicodedata

from django.contrib.auth.hashers import Argon2PasswordHasher

# Password of the accounts that the demo makes. Outside the demo it opens nothing.
DEMO = "kladka-pokaz-2026"


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 19 MiB, 2 passes, 1 lane (the least OWASP names); letters composed (NFC) first."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password, salt):
        return super().encode(unicodedata.normalize("NFC", password), salt)

    def verify(self, password, encoded):
        return super().verify(unicodedata.normalize("NFC", password), encoded)
