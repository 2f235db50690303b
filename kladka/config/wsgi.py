"""Entry for the web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kladka.config.settings")
_django = get_wsgi_application()


def application(environ, start_response):
    """Answer a request."""
    return _django(environ, start_response)


# Python keeps frames in pieces of 16 kB and gives the last one back to the system as soon as it is empty: a
# loop that happens to stand at the edge of a piece pays for a new one at each call, five times the call. A
# frame that asks for more than a request needs makes the piece big enough to hold every frame above it.
_ROOM = 70_000  # words
application.__code__ = application.__code__.replace(co_stacksize=_ROOM)
