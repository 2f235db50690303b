"""Forum and casework on hosts of their own: what belongs to one does not exist on the other."""

from django.conf import settings

FORUM = "kladka.config.forum_urls"


class ByHost:
    """Middleware. On settings.FORUM_HOST the addresses of the Forum, everywhere else those of casework.

    Cookies name no domain, so a browser never brings the session of one host to the other.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if settings.FORUM_HOST and request.get_host().partition(":")[0] == settings.FORUM_HOST:
            request.urlconf = FORUM
        return self.get_response(request)
