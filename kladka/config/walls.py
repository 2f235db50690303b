"""Declares to PostgreSQL, at each request, whose rows its user may see, and forgets it at its end."""

from django.db import DatabaseError, connection

from kladka.accounts.permissions import centres_under_control, memberships_of
from kladka.casework import walls


class Walls:
    """Middleware, after sign-in. Declared at the start whatever was left before; forgotten at the end."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if connection.vendor != "postgresql":
            return self.get_response(request)
        try:
            declare_for(request.user)
            return self.get_response(request)
        finally:
            _forget()


def declare_for(user):
    """A user sees the own organisations, centres under control and own drafts; a stranger nothing.

    Cases that other organisations share are named by their keys: `walls.declare(…, shared_cases=ids)`.
    """
    if not user.is_authenticated:
        walls.declare(connection, "web")
        return
    organisations = {m.organisation_id for m in memberships_of(user)} | set(centres_under_control(user))
    walls.declare(connection, "web", organisations=organisations, user=user.pk)


def _forget():
    try:
        walls.forget(connection)
    except DatabaseError:  # a connection that broke carries nothing over to the next request
        if not connection.in_atomic_block:
            connection.close()
