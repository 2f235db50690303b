"""Signing in by the pages, as a person with a password, an application with codes and recovery codes."""

import base64
import hashlib
import hmac
import struct
import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

PASSWORD = "haslo-do-testow-1"
SECRET = base64.b32encode(b"tajemnica-testowa-20").decode()


def code_now(secret=SECRET, at=None):
    """The six digits an application shows (RFC 6238), counted without the library under test."""
    counter = struct.pack(">Q", int(at or time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def with_codes(user):
    """Give a user the application with codes and a set of recovery codes."""
    Authenticator.objects.create(user=user, type="totp", data={"secret": get_adapter().encrypt(SECRET)})
    return RecoveryCodes.activate(user)


def spare_code(user):
    """The next recovery code that was not used yet."""
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]


def give_password(client, user, password=PASSWORD):
    return client.post("/konto/zaloguj/", {"login": user.email, "password": password})


def sign_in(client, user):
    """Both steps; the factors are set up when there are none."""
    if not Authenticator.objects.filter(user=user).exists():
        with_codes(user)
    give_password(client, user)
    return client.post("/konto/zaloguj/drugi-krok/", {"code": spare_code(user)})
