"""The answer that could not be given: a full disk or a lost database never looks like a saved form."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.defaults import server_error

LONGEST = 200_000
SECRET = {"csrfmiddlewaretoken", "password"}
NOT_TYPED = {"once"}
# What SQLite and the system say about it.
FULL = ("database or disk is full", "No space left on device", "could not extend file", "could not write")


def answer(request):
    """Django's handler500: 503 with the typed text when the database or the disk is away, else the plain 500.

    It asks the database for nothing. The form keeps its key, so sending it again has one effect.
    """
    error = sys.exc_info()[1]
    if not unavailable(error):
        return server_error(request)
    sent = request.method == "POST"
    context = {
        "heading": "Nie zapisano" if sent else "Strona chwilowo niedostępna",
        "reason": "brakuje miejsca na dysku" if disk_full(error) else "baza danych chwilowo nie odpowiada",
        "sent": sent,
    }
    page = render_to_string("unsaved.html", context | (_form(request) if sent else {}))
    return HttpResponse(page, status=503, headers={"Retry-After": "30"})


def unavailable(error):
    """Whether the error is of the place (disk, connection, lock), or came of such one; not of the program."""
    return any(_of_the_place(one) for one in _with_its_origins(error))


def _of_the_place(error):
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}
    # A missing table or column is a fault of the installation; SQLite calls it operational too.
    return isinstance(error, (OperationalError, InterfaceError)) and "no such" not in str(error)


def disk_full(error):
    """Whether space is what lacks."""
    return any(
        getattr(one, "errno", None) == errno.ENOSPC or any(words in str(one) for words in FULL)
        for one in _with_its_origins(error)
    )


def _with_its_origins(error):
    """An error and what it came of: on a full disk SQLite ends the whole transaction, and the savepoint that
    Django then wants to go back to is "no such savepoint".
    """
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _form(request):
    """The form to send again. Only a form of our own page: another site must not fill one in here."""
    own = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if not own or request.FILES or length > LONGEST or "password" in request.POST:
        return {}
    fields = [(name, values) for name, values in request.POST.lists() if name not in SECRET]
    typed = [value for name, values in fields for value in values if name not in NOT_TYPED and value.strip()]
    return {"path": request.get_full_path(), "fields": fields, "typed": typed, "token": get_token(request)}
