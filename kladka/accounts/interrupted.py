"""A form sent after the session ended waits until its author signs in again; nothing typed is lost."""

import base64
import json

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import HttpResponse

from kladka.vault.sealing import NotOpened, seal, unseal

from .session_store import SessionStore

KEPT = "interrupted"
# Who worked in this browser last: what one person typed is never shown to the next.
LAST = f"{settings.COOKIE_PREFIX}kto"
DAY = 24 * 3600
LONGEST = 200_000
SECRET = {"csrfmiddlewaretoken", "password", "oldpassword", "password1", "code", "credential"}


class SignedIn(LoginRequiredMiddleware):
    """Sends a stranger to sign in, and keeps the form that the stranger was sending."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if (
            answer is None
            and request.method == "POST"
            and (request.session.get(KEPT) or {}).get("path") == request.path
        ):
            forget(request)  # sent again; from here on the page itself keeps what was typed
        return answer

    def handle_no_permission(self, request, view_func):
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=401)
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        keep(request, request.get_signed_cookie(LAST, "", max_age=7 * DAY))
        return redirect_to_login("/")

    def process_response(self, request, response):
        """Remember in a signed cookie who signed in."""
        user = getattr(request, "user", None)
        known = request.COOKIES.get(LAST, "").partition(":")[0]
        # A user nobody asked for is not read from the database for this.
        if user is not None and "_auth_user_id" in request.session and known != str(user.pk):
            response.set_signed_cookie(LAST, user.pk, max_age=7 * DAY)
        return response


def keep(request, user):
    """Keep the form for the user with this key, given as text. What was typed lies sealed in the session."""
    request.form_kept = True  # so that its key, kept with it, stays free
    if int(request.META.get("CONTENT_LENGTH") or 0) <= LONGEST and not request.FILES:
        fields = [(name, values) for name, values in request.POST.lists() if name not in SECRET]
        sealed = seal("fields", json.dumps(fields), place=_place(user, request.path))
        text = base64.b64encode(sealed).decode()
        request.session[KEPT] = {"path": request.path, "sealed": text, "user": str(user)}


def kept(request):
    """{"path", "fields"} of the form that waits for this user, or None. Another person's is forgotten."""
    found = request.session.get(KEPT)
    if not found:
        return None
    try:
        if found["user"] != str(request.user.pk):
            raise NotOpened
        sealed = base64.b64decode(found["sealed"])
        fields = unseal("fields", sealed, place=_place(found["user"], found["path"]))
    except NotOpened:  # also when its key was destroyed meanwhile
        forget(request)
        return None
    return {"path": found["path"], "fields": json.loads(fields)}


def _place(user, path):
    return f"{KEPT}.{user}.{path}"


def forget(request):
    request.session.pop(KEPT, None)


def forget_forms_about(keys):
    """Drop from every session a kept form whose address holds one of these keys: their data were erased."""
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        path = (session.get(KEPT) or {}).get("path", "")
        if any(one in path for one in keys):
            del session[KEPT]
            session.save()
