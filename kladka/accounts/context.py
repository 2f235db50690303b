"""What every page's frame needs to know."""

from django.conf import settings

from . import permissions

THEME = f"{settings.COOKIE_PREFIX}theme"


def page(request):
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    # Only the host of the Forum has addresses of its own; none of casework may be offered there.
    forum = getattr(request, "urlconf", None) is not None
    organisation = permissions.organisation_of(user) if signed_in and not forum else None
    return {
        "organisation": organisation,
        "forum": forum,
        "watches_data": organisation is not None and permissions.can_watch_data(user, organisation.pk),
        "may": permissions.may(user) if signed_in and not forum else {},
        "theme": request.COOKIES.get(THEME, "auto"),
        "demo": settings.DEMO,
    }
