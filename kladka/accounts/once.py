"""One form, one effect: a key in every form, kept in the same transaction as what the form did.

A double click, a retry after a lost answer and the Back button send the same key again; the answer that was
given is then given once more and nothing is done. Another text under a used key is refused and shown.
"""

import hashlib
import json
import re
from datetime import timedelta

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kladka.vault.sealing import blind_index

from .interrupted import SECRET
from .models import OnceKey

FIELD = "once"
KEPT = timedelta(hours=48)
KEY = re.compile(r"[a-z0-9]{16,64}")
NOT_TYPED = SECRET | {FIELD}


def repeatable(view):
    """Mark a view whose POST may come any number of times: it makes no money and no event of a case."""
    view.repeatable = True
    return view


class Once:
    """Middleware, the last in the list: the view runs inside the transaction that keeps its key."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or _may_repeat(view):
            return None
        key = request.POST.get(FIELD, "")
        if not KEY.fullmatch(key):
            return _refused(request, "missing", status=422)
        with transaction.atomic():
            if earlier := _take(request, key):
                return _again(request, earlier)
            answer = view(request, *args, **kwargs)
            _settle(request, key, answer)
            return answer


def _may_repeat(view):
    """Pages for strangers and those of the sign-in library have no case behind them."""
    stranger = not getattr(view, "login_required", True)
    return stranger or getattr(view, "repeatable", False) or view.__module__.startswith("allauth.")


def _take(request, key):
    """Take the key, the first statement of the transaction; the earlier taker if there was one, else None.

    A second request waits here until the first has committed: for the lock on SQLite, for the unique index on
    PostgreSQL.
    """
    mine = OnceKey(key=key, user=request.user, path=request.path[:200], fingerprint=_fingerprint(request))
    try:
        with transaction.atomic():
            mine.save()
    except IntegrityError:
        return OnceKey.objects.get(key=key)
    return None


def _settle(request, key, answer):
    """Keep the key with a redirect, which says that something was done; release it with any other answer.

    What a refusing view wrote stays: an alarm in the journal must outlive the refusal. Exceptions and answers
    from 500 on undo everything. A form kept for a new sign-in was not sent yet.
    """
    if answer.status_code >= 500:
        transaction.set_rollback(True)
        return
    taken = OnceKey.objects.filter(key=key)
    if 300 <= answer.status_code < 400 and not getattr(request, "form_kept", False):
        taken.update(status=answer.status_code, location=answer.get("Location", ""))
    else:
        taken.delete()


def _again(request, earlier):
    same = (earlier.user_id, earlier.path, earlier.fingerprint)
    if same != (request.user.pk, request.path[:200], _fingerprint(request)):
        return _refused(request, "used", status=409)
    messages.info(request, "Ten formularz przyszedł drugi raz. Zapisano go tylko raz.")
    return HttpResponse(status=earlier.status, headers={"Location": earlier.location})


def _refused(request, problem, *, status):
    fields = [(name, values) for name, values in request.POST.lists() if name not in NOT_TYPED]
    context = {"problem": problem, "path": request.path, "fields": fields, "files": bool(request.FILES)}
    return render(request, "accounts/once.html", context, status=status)


def _fingerprint(request):
    """A keyed digest of what was typed and attached: equal forms meet, nothing can be read from it."""
    typed = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_TYPED)
    files = sorted((name, [_digest(one) for one in sent]) for name, sent in request.FILES.lists())
    return blind_index("accounts_oncekey.fingerprint", json.dumps([request.path, typed, files]))


def _digest(file):
    whole = hashlib.sha256()
    for chunk in file.chunks():
        whole.update(chunk)
    file.seek(0)
    return whole.hexdigest()


def clear_old(now=None):
    """Forget keys older than two days; nobody sends such a form again. Returns how many."""
    return OnceKey.objects.filter(at__lt=(now or timezone.now()) - KEPT).delete()[0]
