"""What every page's frame needs to know."""

from django.conf import settings

from .permissions import can_watch_data, organisation_of

THEME = f"{settings.COOKIE_PREFIX}theme"


def page(request):
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    organisation = organisation_of(user) if signed_in else None
    return {
        "organisation": organisation,
        "watches_data": organisation is not None and can_watch_data(user, organisation.pk),
        "theme": request.COOKIES.get(THEME, "auto"),
        "demo": settings.DEMO,
    }
