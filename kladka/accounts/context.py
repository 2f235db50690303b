"""What every page's frame needs to know."""

from django.conf import settings

from . import permissions

THEME = f"{settings.COOKIE_PREFIX}theme"


def on_forum_host(request):
    """Whether this is the host of the Forum, the only one with addresses of its own."""
    return getattr(request, "urlconf", None) is not None


def page(request):
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    forum = on_forum_host(request)  # nothing of casework may be offered there
    organisation = permissions.organisation_of(user) if signed_in and not forum else None
    return {
        "organisation": organisation,
        "forum": forum,
        "may": permissions.may(user) if signed_in and not forum else {},
        "theme": request.COOKIES.get(THEME, "auto"),
        "demo": settings.DEMO,
    }
