"""The way out for text messages: none unless the installation names one.

A gateway is a class with `send(number, text)`, made without arguments, named in KLADKA_SMS_GATEWAY. It
returns nothing when the message was taken and raises NotSent with a reason in Polish otherwise. What is given
to it names no family and no case; still, the number of a person goes to whoever runs the gateway.
"""

import json
import urllib.error
import urllib.request
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

TIMEOUT_SECONDS = 15


class NotSent(Exception):
    """The message was not taken; the text says why, in Polish."""


class HttpGateway:
    """POST of {"to": …, "text": …} as JSON to KLADKA_SMS_URL, with KLADKA_SMS_TOKEN as bearer."""

    def send(self, number, text):
        request = urllib.request.Request(
            settings.SMS_URL,
            data=json.dumps({"to": number, "text": text}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_TOKEN}"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
                pass
        except urllib.error.HTTPError as error:
            raise NotSent(f"Bramka SMS odmówiła (kod {error.code}).") from error
        except OSError as error:
            raise NotSent("Bramka SMS nie odpowiada.") from error


@cache
def _made(name):
    return import_string(name)()


def is_set_up():
    return bool(settings.SMS_GATEWAY)


def send(number, text):
    """Send one message by the gateway of the installation. Raises NotSent."""
    if not is_set_up():
        raise NotSent("Instalacja nie ma bramki SMS.")
    _made(settings.SMS_GATEWAY).send(number, text)
