"""A second centre, whose people must see nothing of the first."""

import pytest

from kladka.accounts.models import Membership, Organisation
from tests.conftest import make_user


@pytest.fixture
def stranger(db):
    other = Organisation.objects.create(
        kind=Organisation.Kind.CITY_CENTRE, name="Ośrodek w Nowej Rudawie", short_name="MOPR Nowa Rudawa"
    )
    return make_user("Ewa Obca", "obca@przyklad.test", other, Membership.Role.HEAD)
