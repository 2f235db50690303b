"""An act that asks for nothing, carried out from a button of a page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect


def act_on(request, found, *, allowed, act, done, page, then=None):
    """Carry out `act(found, by=…)` for who may, say `done` and go to `then` or to what was acted on.

    `allowed(user, found)`; `page(request, found, problem=…)` is the page again with why it was not done.
    """
    if not allowed(request.user, found):
        raise PermissionDenied
    try:
        act(found, by=request.user)
    except ValidationError as error:
        return page(request, found, problem=error.messages)
    messages.success(request, done)
    return redirect(then or found)
