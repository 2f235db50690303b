"""Acts that ask once more who is there: exports, money, decisions, one's own account."""

from functools import wraps
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from . import proofs
from .interrupted import keep, kept


def step_up(view):
    """Let a view act only when the person proved who they are in the last five minutes.

    Otherwise they prove it on a page of its own: a GET goes on to where it was going, a form (POST) is kept
    and offered to be sent again. Put it under `require_POST`, above everything that reads the form.
    """

    @wraps(view)
    def checked(request, *args, **kwargs):
        if proofs.is_fresh(request):
            return view(request, *args, **kwargs)
        going = request.get_full_path()
        if request.method == "POST":
            keep(request, request.user.pk)
            going = reverse("resume") if kept(request) else "/"
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': going})}")

    return checked
