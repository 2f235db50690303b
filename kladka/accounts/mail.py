"""Letters of the account: a link to set a password, word of a change. Never a name or a word of a case.

They leave in the background, so that a page answers as quickly for an unknown address as for a known one.
"""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from .links import password_link
from .models import User
from .wording import LETTERS


def is_set_up():
    return bool(settings.EMAIL_HOST)


def notify(user, what, **facts):
    """Send word of `what` (a key of wording.LETTERS), when there is a post to send it by."""
    if is_set_up() and what in LETTERS:
        send_notice.enqueue(user.pk, what, {"at": timezone.localtime().strftime("%d.%m.%Y %H:%M"), **facts})


def ask_for_link(email, base):
    """Send the link to whoever has this address; the caller does not learn whether anybody has."""
    if is_set_up():
        send_link.enqueue(email, base)


@task
def send_notice(user, what, facts):
    subject, text = LETTERS[what]
    _send(User.objects.get(pk=user), subject, "notice", {"text": text.format(**facts)})


@task
def send_link(email, base):
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user:
        _send(user, "Kładka: ustaw hasło", "link", {"link": password_link(user, base)})


def _send(user, subject, template, context):
    text = render_to_string(f"accounts/mail/{template}.txt", context)
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
