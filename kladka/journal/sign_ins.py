"""Sign-ins, sign-outs, failed guesses and changes of what proves who somebody is, as the libraries tell them.

An entry stands in the chain of the organisation a user works for, or in the installation's. An e-mail address
that was tried is kept as a keyed digest.
"""

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth import signals as auth
from django.dispatch import receiver

from kladka.vault.sealing import blind_index

from .actions import record_sign_in


@receiver(auth.user_logged_in)
def signed_in(sender, request, user, **_):
    record_sign_in("sign_in.done", user)


@receiver(auth.user_logged_out)
def signed_out(sender, request, user, **_):
    if user is not None:
        record_sign_in("sign_in.ended", user)


@receiver(auth.user_login_failed)
def failed(sender, credentials, **_):
    tried = credentials.get("email") or credentials.get("username") or ""
    record_sign_in("sign_in.failed", None, account=blind_index("journal.account", str(tried).strip().lower()))


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def password_changed(sender, request, user, **_):
    record_sign_in("sign_in.password_changed", user)


@receiver(mfa.authentication_failed)
def proof_failed(sender, request, user, **_):
    record_sign_in("sign_in.proof_failed", user)


@receiver(mfa.authenticator_added)
def proof_added(sender, request, user, authenticator, **_):
    record_sign_in("sign_in.proof_added", user, proof=authenticator.type)


@receiver(mfa.authenticator_removed)
def proof_removed(sender, request, user, authenticator, **_):
    record_sign_in("sign_in.proof_removed", user, proof=authenticator.type)


@receiver(mfa.authenticator_reset)
def proof_reset(sender, request, user, authenticator, **_):
    record_sign_in("sign_in.proof_reset", user, proof=authenticator.type)
