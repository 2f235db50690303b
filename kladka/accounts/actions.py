"""Acts on accounts. Sign-ins and changed proofs are written in the journal by its own listeners."""

from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kladka.vault import keys

from .models import SignIn, User
from .queries import SEALED_PARTS, number_of

KEPT = timedelta(days=90)


@transaction.atomic
def record_sign_in(user, *, way, browser, address, new_browser):
    """Record a sign-in for its owner to see, and forget those older than 90 days."""
    now = timezone.now()
    user.sign_ins.filter(at__lt=now - KEPT).delete()
    return SignIn.objects.create(
        user=user, at=now, way=way, browser=browser, address=address, new_browser=new_browser
    )


@transaction.atomic
def end_sessions(user):
    """End all sessions of a user at once: none of them is valid at its next request."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    UserSession.objects.filter(user=user).delete()


@transaction.atomic
def forget_session(key):
    """End the session with this key."""
    UserSession.objects.filter(session_key=key).delete()
    Session.objects.filter(session_key=key).delete()


def rename_session(former, key):
    """List a session under its new key."""
    UserSession.objects.filter(session_key=former).update(session_key=key)


def seen(key):
    """Note that somebody works in this session now."""
    UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())


@transaction.atomic
def remove_factors(user):
    """Remove the second factors of who lost them; they set up new ones at the next sign-in."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)


@transaction.atomic
def reseal_factors():
    """Seal the secrets of second factors with the current key. Returns how many were older."""
    current, adapter, done = keys.current("fields")[0], get_adapter(), 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        old = [
            part for part in SEALED_PARTS if part in factor.data and number_of(factor.data[part]) != current
        ]
        for part in old:
            factor.data[part] = adapter.encrypt(adapter.decrypt(factor.data[part]))
        if old:
            factor.save(update_fields=["data"])
        done += len(old)
    return done


def rename(user, *, name):
    """Change the name that others see."""
    User.objects.filter(pk=user.pk).update(name=name)
