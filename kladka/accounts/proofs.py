"""What proved, in this session, who the person is, and when it was last shown.

allauth keeps the records in the session: {"method": "password" | "mfa" | …, "at": seconds since 1970, …}.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings

# How long a proof is good for an act that asks for a fresh one.
FRESH = 5 * 60
ONE_CLICK = "demo"
LOOPBACK = {"127.0.0.1", "::1"}
# Whoever comes through a proxy is not at this computer, whatever the last address says.
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")


def one_click_allowed(request):
    """One-click sign-in exists in the demo alone, and for a browser on the same machine alone."""
    from_here = request.META.get("REMOTE_ADDR") in LOOPBACK
    return settings.DEMO and from_here and not any(name in request.META for name in FORWARDED)


def show(request, method, **details):
    """Remember that the person signed in has just proved who they are by this method."""
    record_authentication(request, request.user, method, **details)


def take(request, form):
    """Remember what a valid form has proved; forms of second factors do it themselves."""
    form.save() if hasattr(form, "save") else show(request, "password")


def shown(request):
    """Proofs that count for this request, the oldest first; one click counts only where it is allowed."""
    records = get_authentication_records(request, request.user)
    return [one for one in records if one["method"] != ONE_CLICK or one_click_allowed(request)]


def is_fresh(request):
    """Was a proof shown in the last five minutes?"""
    found = shown(request)
    return bool(found) and time.time() - found[-1]["at"] < FRESH


def way(request):
    """How this session was opened, as a value of SignIn.Way."""
    last = shown(request)[-1]
    if last["method"] != "mfa":
        return "one_click" if last["method"] == ONE_CLICK else "password"
    if last["type"] == "webauthn":
        return "passkey" if last.get("passwordless") else "password_key"
    return "recovery_code" if last["type"] == "recovery_codes" else "password_code"


def by_one_click(request):
    return any(one["method"] == ONE_CLICK for one in shown(request))


def has_second_factor(request):
    """Was this session opened with a passkey, a code, or (in the demo) one click?"""
    return any(one["method"] in {"mfa", ONE_CLICK} for one in shown(request))
