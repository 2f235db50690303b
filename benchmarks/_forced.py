"""client.force_login in tests and measurements stands for a sign-in with a passkey just now.

The program itself knows nothing of it: a sign-in by form has to earn its proofs.
"""

import time

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver


@receiver(user_logged_in)
def with_a_passkey(request, user, **kwargs):
    """Put the proof in the session that force_login opens; only its bare request comes from no address."""
    if "REMOTE_ADDR" not in request.META:
        now = request.session["started_at"] = request.session["active_at"] = time.time()
        proof = {"method": "mfa", "type": "webauthn", "passwordless": True, "at": now}
        request.session["account_authentication_methods"] = [proof]
        request.session["account_authentication_methods_user"] = str(user.pk)
