"""One message by e-mail or SMS, and why it did not leave."""

from django.conf import settings
from django.core.mail import send_mail

from kladka.accounts.mail import is_set_up as mail_is_set_up

from . import sms
from .models import Way

TROUBLE = 200  # longest reason that is kept


def send(way, text, *, email, phone):
    """Send `text` to one of the two, as `way` says. Returns why it was not sent, or ""."""
    try:
        if way == Way.SMS:
            sms.send(phone, text)
        elif not mail_is_set_up():
            return "Instalacja nie wysyła poczty."
        else:
            send_mail("Kładka", text, settings.DEFAULT_FROM_EMAIL, [email])
    except (sms.NotSent, OSError) as error:
        return str(error)[:TROUBLE] or type(error).__name__
    return ""
