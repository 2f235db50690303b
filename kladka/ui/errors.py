"""Answers to a request that Django itself refuses: wrong, or too large."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.shortcuts import render
from django.views.defaults import bad_request

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def wrong_request(request, exception):
    """handler400. What is too large is said to be so (413)."""
    if isinstance(exception, TOO_LARGE):
        return render(None, "413.html", status=413)
    return bad_request(request, exception)
