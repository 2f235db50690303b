"""A coordinator sees and distributes all cases of the own centre, and no money."""

import pytest

from kladka.accounts.models import Membership
from kladka.casework.cases.models import Case
from tests.casework.intake.families import filed, member
from tests.conftest import make_user

Role = Membership.Role


@pytest.fixture
def coordinator(centre):
    return make_user("Kora Rozdzielna", "koordynator@przyklad.test", centre, Role.COORDINATOR)


@pytest.fixture
def case(centre, caseworker):
    return filed(centre, caseworker, member("Olena")).case


def test_a_coordinator_gives_a_case_with_its_deadlines_to_another_worker(client, centre, coordinator, case):
    second = make_user("Anna Druga", "druga@przyklad.test", centre, Role.CASEWORKER)
    client.force_login(coordinator)
    assert client.get(case.get_absolute_url()).status_code == 200
    answer = client.post(f"{case.get_absolute_url()}realizator/", {"worker": second.pk})
    assert answer["Location"] == case.get_absolute_url()
    assert Case.objects.get().worker == second
    assert set(case.deadlines.values_list("worker", flat=True)) == {second.pk}


def test_a_case_is_given_only_to_who_works_with_families_here(client, coordinator, accountant, case):
    client.force_login(coordinator)
    assert client.post(f"{case.get_absolute_url()}realizator/", {"worker": accountant.pk}).status_code == 422


def test_a_coordinator_sees_no_payments(client, coordinator, case):
    client.force_login(coordinator)
    assert client.get("/wyplaty/").status_code == 403
    assert client.get(f"{case.get_absolute_url()}wyplaty/").status_code == 403
    assert "Wypłaty</a>" not in client.get(case.get_absolute_url()).content.decode()
    assert client.get("/").status_code == 200


def test_a_caseworker_does_not_distribute_cases(client, caseworker, case):
    client.force_login(caseworker)
    assert client.post(f"{case.get_absolute_url()}realizator/", {}).status_code == 403
