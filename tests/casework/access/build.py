"""A foundation with a partner, and a case shared with it."""

import datetime

from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.casework.access import actions
from tests.conftest import make_user

DAY = datetime.timedelta(days=1)


def today():
    return timezone.localdate()


def foundation():
    found, _ = Organisation.objects.get_or_create(kind="ngo", name="Fundacja Most", short_name="Most")
    return found


def partner(email="partner@most.test"):
    return make_user("Piotr Partnerski", email, foundation(), Membership.Role.PARTNER)


def shared(case, by, *, to=None, **changes):
    """A case shared (with the foundation) with the narrowest scope, for ten days, by statute."""
    details = {
        "basis": "statutory", "purpose": "nauka języka", "starts": today(), "ends": today() + 10 * DAY,
    } | changes  # fmt: skip
    return actions.share_case(case, to or foundation(), by=by, **details)
