"""What an account has: second factors, recovery codes left, open sessions, latest sign-ins."""

import base64
import ipaddress
from collections import Counter

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http.request import split_domain_port

from kladka.vault.sealing import key_number

from . import browsers

LATEST = 10
SEALED_PARTS = ("secret", "seed")  # of the application with codes, of the recovery codes


def kinds_of_factors(user):
    """Kinds of proof set up besides the password: "webauthn", "totp", "recovery_codes"."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def factors(user):
    """{"keys": passkeys, "codes": the application or None, "codes_left": unused recovery codes or None}."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    spare = next((row.wrap() for row in rows if row.type == "recovery_codes"), None)
    return {
        "keys": [row for row in rows if row.type == "webauthn"],
        "codes": next((row for row in rows if row.type == "totp"), None),
        "codes_left": len(spare.get_unused_codes()) if spare else None,
    }


def open_sessions(user, current_key):
    """Sessions that still stand, this one first; each with the `browser` in words and `is_this`."""
    found = UserSession.objects.purge_and_list(user)
    for one in found:
        one.browser, one.is_this = browsers.named(one.user_agent), one.session_key == current_key
    return sorted(found, key=lambda one: (not one.is_this, -one.last_seen_at.timestamp()))


def latest_sign_ins(user):
    return user.sign_ins.order_by("-at", "-pk")[:LATEST]


def host_for_keys(host):
    """The host where a passkey works instead of this one, or "": passkeys belong to names, not numbers."""
    domain, port = split_domain_port(host)
    try:
        ipaddress.ip_address(domain.strip("[]"))
    except ValueError:
        return ""
    return f"localhost:{port}" if port else "localhost"


def sealed_factors():
    """{("fields", number of the key): how many secrets of second factors it seals}."""
    held = Counter()
    for data in Authenticator.objects.values_list("data", flat=True):
        held += Counter(("fields", number_of(data[part])) for part in SEALED_PARTS if part in data)
    return held


def number_of(text):
    """Number of the key of a secret, as the adapter wrote it."""
    return key_number(base64.b64decode(text))
