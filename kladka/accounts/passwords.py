"""Passwords: how they are kept, and which are too easy to guess. Source: NIST SP 800-63B-4."""

import unicodedata

from anyascii import anyascii
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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


class NotGuessable:
    """Refuses a password made mostly of what a guesser tries first: our words, the person's, repetition."""

    OURS = ("kladka", "pokaz", "haslo", "password", "qwerty", "integracja", "pcpr", "mopr", "mops")
    LEFT = 8  # letters and digits that must remain without those words
    MESSAGE = _(
        "To hasło jest złożone ze słów, które łatwo odgadnąć (nazwa programu, Twoje dane, powtórzenia). "
        "Użyj kilku innych słów."
    )

    def validate(self, password, user=None):
        rest = _plain(password)
        for word in sorted({*self.OURS, *_words_of(user)}, key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < self.LEFT or len(set(rest)) < self.LEFT / 2:
            raise ValidationError(self.MESSAGE, code="password_guessable")

    def get_help_text(self):
        return ""


def _plain(text):
    """Letters and digits alone, small, without accents."""
    return "".join(sign for sign in anyascii(text).casefold() if sign.isalnum())


def _words_of(user):
    """Words of four letters and more in the person's name, e-mail and organisations."""
    if user is None or user.pk is None:
        return []
    texts = [user.name, user.email.replace("@", " ").replace(".", " "), user.position]
    texts += user.memberships.values_list("organisation__short_name", flat=True)
    return [word for text in texts for word in map(_plain, text.split()) if len(word) > 3]
