"""Language of a page: Polish in the office; a visitor who has not signed in may choose another."""

from django.conf import settings
from django.utils import translation

ASKED = "jezyk"
COOKIE = f"{settings.COOKIE_PREFIX}{ASKED}"
KNOWN = dict(settings.LANGUAGES)


class ChosenLanguage:
    """Middleware. `?jezyk=uk` chooses and is remembered in a cookie; signed-in pages stay Polish."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.GET.get(ASKED)
        language = chosen if chosen in KNOWN else request.COOKIES.get(COOKIE)
        if request.user.is_authenticated or language not in KNOWN:
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if chosen in KNOWN:
            response.set_cookie(COOKIE, chosen, max_age=365 * 24 * 3600)
        return response
