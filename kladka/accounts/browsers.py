"""The browser a person signs in with: its name in two words, and whether the person used it before."""

from django.conf import settings

KNOWN = f"{settings.COOKIE_PREFIX}urzadzenie"
YEAR = 365 * 24 * 3600
# The first mark found in the User-Agent wins: Edge calls itself Chrome, Chrome calls itself Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "CriOS/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def named(user_agent):
    """For example "Firefox, Windows"; what is not known is left out, nothing known is "inna przeglądarka"."""
    found = [
        next((name for mark, name in marks.items() if mark in user_agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or "inna przeglądarka"


def is_new_for(user, request):
    """Has this person never signed in here? Known by a signed cookie, not by a fingerprint."""
    return str(user.pk) not in _people(request)


def remember(user, request, response):
    """Let the browser carry, signed, who has signed in with it."""
    people = [*[one for one in _people(request) if one != str(user.pk)], str(user.pk)][-20:]
    response.set_signed_cookie(KNOWN, ".".join(people), max_age=YEAR)


def _people(request):
    return request.get_signed_cookie(KNOWN, "", max_age=YEAR).split(".")
