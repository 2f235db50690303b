"""Declares to PostgreSQL, at each request, whose rows its user may see, and forgets it at its end."""

from django.db import DatabaseError, connection

from kladka.accounts.permissions import centres_under_control, memberships_of, partner_organisation_ids
from kladka.casework import walls
from kladka.casework.cases.openings import BreakGlass, Share


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
    """The own organisations, centres under control, cases shared today, own drafts; a stranger: nothing."""
    if not user.is_authenticated:
        walls.declare(connection, "web")
        return
    organisations = {m.organisation_id for m in memberships_of(user)} | set(centres_under_control(user))
    own = {"organisations": organisations, "user": user.pk}
    walls.declare(connection, "web", **own)
    if offices := partner_organisation_ids(user):
        shares = Share.objects.filter(organisation__in=offices)
        known = set(shares.values_list("case", flat=True))
        walls.declare(connection, "web", known_cases=known, **own)  # to see which of them are restricted
        glass = BreakGlass.objects.open_to(user).filter(case__in=known, opens=BreakGlass.Opens.CASE)
        open_now = {*shares.live().values_list("case", flat=True), *glass.values_list("case", flat=True)}
        walls.declare(connection, "web", shared_cases=open_now, known_cases=known, **own)


def _forget():
    try:
        walls.forget(connection)
    except DatabaseError:  # a connection that broke carries nothing over to the next request
        if not connection.in_atomic_block:
            connection.close()
