"""Whose calendar answers at a secret address."""

from django.db import connection
from django.http import Http404

from kladka.accounts.permissions import organisation_ids
from kladka.casework import walls

from .queries import feed_at


def feed_for(token):
    """(feed, organisations whose cases its user reads today) at a secret address; otherwise there is none.

    The address stands for its user: the rows of their organisations are declared to PostgreSQL.
    """
    feed = feed_at(token)
    organisations = organisation_ids(feed.user) if feed else []
    if not organisations:
        raise Http404("Nie ma takiego kalendarza.")
    if connection.vendor == "postgresql":
        walls.declare(connection, "web", organisations=set(organisations), user=feed.user_id)
    return feed, organisations
