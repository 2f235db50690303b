"""Sessions in the database, as Django keeps them; the one of each request is read by a prepared query."""

import datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from kladka.ui.prepared import Prepared

_open = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key=str,
    now=datetime.datetime,
)


class SessionStore(db.SessionStore):
    """Reads as Django's own does; a key that opens nothing is forgotten."""

    def _get_session_from_db(self):
        found = _open(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
