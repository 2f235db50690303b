"""A second centre, whose people must see nothing of the first."""

import pytest

from kladka.accounts.models import Membership, Organisation
from tests.conftest import make_user


@pytest.fixture
def other_centre(db):
    return Organisation.objects.create(
        kind=Organisation.Kind.CITY_CENTRE,
        name="Miejski Ośrodek Pomocy Rodzinie w Nowej Rudawie",
        short_name="MOPR Nowa Rudawa",
        authority="Prezydent Nowej Rudawy",
        address="ul. Krótka 1, 00-900 Nowa Rudawa",
        town="Nowa Rudawa",
        voivodeship="mazowieckie",
        voivode="Wojewoda Mazowiecki",
        appeal_board="Samorządowe Kolegium Odwoławcze w Warszawie",
    )


@pytest.fixture
def stranger(other_centre):
    return make_user("Ewa Obca", "obca@przyklad.test", other_centre, Membership.Role.CASEWORKER)
