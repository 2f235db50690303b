"""Makes every open session older by so many seconds, as if nobody had touched the browser meanwhile.

python -m tests.browser.later SECONDS
"""

import sys

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402  the settings come first
from django.contrib.sessions.models import Session  # noqa: E402

from kladka.accounts.sessions import ACTIVE, STARTED  # noqa: E402

PROOFS = "account_authentication_methods"  # where allauth keeps them


def main(seconds):
    for key in Session.objects.values_list("session_key", flat=True):
        session = SessionStore(key)
        for name in (ACTIVE, STARTED):
            if name in session:
                session[name] -= seconds
        session[PROOFS] = [proof | {"at": proof["at"] - seconds} for proof in session.get(PROOFS, [])]
        session.save()


if __name__ == "__main__":
    main(int(sys.argv[1]))
