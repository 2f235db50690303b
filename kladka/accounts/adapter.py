"""Where django-allauth asks us: who may sign in, what is counted, where to go, what is said and sealed."""

import base64
import logging
import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http.request import split_domain_port
from django.shortcuts import redirect
from django.urls import reverse

from kladka.vault.sealing import seal, unseal

from . import arrivals, mail, proofs, wording
from .interrupted import kept
from .passwords import DEMO

SEALED_IN = "mfa_authenticator.data"


class _SaysWhatItStopped:
    """Guesses that were not even tried leave a line in the log."""

    def validation_error(self, code, *args):
        if code == "too_many_login_attempts":
            logging.getLogger(__name__).warning("guessing was stopped")
        return super().validation_error(code, *args)


class AccountAdapter(_SaysWhatItStopped, DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **wording.ERRORS}

    def is_open_for_signup(self, request):
        """Accounts are made by the head or the administrator."""
        return False

    def authenticate(self, request, **credentials):
        """The active user with these credentials, or None: an inactive account answers like no account."""
        if credentials.get("password") == DEMO and not settings.DEMO:
            credentials["password"] = secrets.token_urlsafe()  # known to everybody, so it opens nothing
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def reauthenticate(self, user, password):
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def _get_login_attempts_cache_key(self, request, **credentials):
        # allauth counts by Host and address, and a visitor chooses the port in Host: 65 535 counters.
        return credentials["email"].lower()

    def is_reauthentication_required(self, *, app, **kwargs):
        return not proofs.is_fresh(context.request)

    def get_reauthentication_methods(self, user):
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def post_login(self, request, user, **kwargs):
        """Where to go after sign-in: first to a form that waits to be sent."""
        response = super().post_login(request, user, **kwargs)
        if kept(request):
            response = redirect("resume")
        arrivals.arrived(request, response)
        return response

    def respond_user_inactive(self, request, user):
        messages.error(request, wording.ERRORS["email_password_mismatch"])
        return redirect("account_login")

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        said = message or wording.MESSAGES.get(message_template)
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        mail.notify(user, template_prefix)


class FactorAdapter(_SaysWhatItStopped, DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **wording.ERRORS}

    def get_totp_issuer(self):
        return "Kładka"

    def encrypt(self, text):
        return base64.b64encode(seal("fields", text.encode(), place=SEALED_IN)).decode()

    def decrypt(self, encrypted_text):
        return unseal("fields", base64.b64decode(encrypted_text), place=SEALED_IN).decode()

    def can_delete_authenticator(self, authenticator):
        """The last factor stays: nobody works without one."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user, type):
        return f"Klucz dostępu {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self):
        """A passkey belongs to the host name of the page, one of settings.ALLOWED_HOSTS."""
        return {"id": split_domain_port(context.request.get_host())[0], "name": "Kładka"}
