"""A session ends after idleness, after a working day, or when its owner or the head ends it."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout, update_session_auth_hash

from . import actions

STARTED, ACTIVE, ENDED = "started_at", "active_at", "ended"
# How often activity is written down: a session ends up to this much earlier than its limit says.
STAMP = 60


class Limits:
    """Middleware: ends a session that is idle or too old; autosave and polling do not keep it alive."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if SESSION_KEY in request.session:
            now = time.time()
            reason = _why_ended(request.session, now)
            if reason:
                end(request, reason)
            elif request.headers.get("X-Requested-With") != "fetch":
                _stamp(request.session, now)
        return self.get_response(request)


def begin(request):
    """Start the clocks of a session that has just been opened."""
    request.session[STARTED] = request.session[ACTIVE] = time.time()


def end(request, reason):
    """End the session and leave word for the sign-in page. A form on its way is kept by `interrupted`."""
    actions.forget_session(request.session.session_key)
    logout(request)
    request.session[ENDED] = reason


def renew(request):
    """Go on under a new token; the one that was sent with the proof opens nothing any more."""
    former = request.session.session_key
    request.session.cycle_key()
    actions.rename_session(former, request.session.session_key)


def remember(request):
    """List this session among those of its owner."""
    UserSession.objects.create_from_request(request)


def keep_only_this(request):
    """End every other session of the person at once."""
    actions.end_sessions(request.user)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    remember(request)


def _why_ended(session, now):
    if now - session.get(ACTIVE, now) >= settings.SESSION_IDLE:
        return "idle"
    return "day" if now - session.get(STARTED, now) >= settings.SESSION_COOKIE_AGE else ""


def _stamp(session, now):
    session.setdefault(STARTED, now)
    if now - session.get(ACTIVE, 0) >= STAMP:
        session[ACTIVE] = now
        actions.seen(session.session_key)
