"""The one-time link by which a person sets a password: a new account, or a forgotten password.

It carries a token over the account's password, e-mail and last sign-in, so it works once and for 24 hours
(settings.PASSWORD_RESET_TIMEOUT). A second factor stays as it is.
"""

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse


def password_link(user, base):
    """The whole address; `base` is scheme and host, for example "https://kladka.powiat.test"."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
    return base.rstrip("/") + address
