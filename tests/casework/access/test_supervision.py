"""The head sees who opened many cases in an hour, the reasons given, and a sample to check."""

import pytest

from kladka.accounts.models import Membership
from kladka.casework.access import actions
from kladka.casework.cases.openings import Look
from tests.casework.intake.families import filed, member
from tests.conftest import gave_reason, make_user


@pytest.fixture
def colleague(centre):
    return make_user("Anna Druga", "druga@przyklad.test", centre, Membership.Role.CASEWORKER)


@pytest.fixture
def case(centre, caseworker):
    return filed(centre, caseworker, member("Olena")).case


def test_reasons_are_listed_filtered_exported_and_marked_as_checked(client, case, colleague, head):
    look = gave_reason(colleague, case)
    client.force_login(head)
    assert [one.key for one in client.get("/nadzor/").context["sample"]] == [look.key]
    assert client.get("/nadzor/", {"powod": "duplicate"}).context["page"].rows == []
    assert client.get("/nadzor/wglady.xlsx").status_code == 200
    assert client.post(f"/nadzor/wglad/{look.key}/sprawdzone/")["Location"] == "/nadzor/"
    page = client.get("/nadzor/", {"sprawdzone": "tak"}).context
    assert ([one.key for one in page["page"].rows], list(page["sample"])) == ([look.key], [])
    assert Look.objects.get().checked_by == head


def test_an_hour_with_more_cases_than_the_threshold_is_shown(client, centre, caseworker, head):
    centre.looks_per_hour = 2
    centre.save()
    given = ["Olena", "Maria", "Natalia"]
    cases = [filed(centre, caseworker, member(name, family=f"{name}ko")).case for name in given]
    client.force_login(caseworker)
    for case in cases[:2] * 2:
        client.get(case.get_absolute_url())
    client.force_login(head)
    assert client.get("/nadzor/").context["busy"] == []
    client.force_login(caseworker)
    client.get(cases[2].get_absolute_url())
    client.force_login(head)
    busy = client.get("/nadzor/").context["busy"]
    assert [alarm.actor for alarm in actions.raise_alarms()] == [caseworker]
    assert actions.raise_alarms() == []
    assert "więcej spraw w ciągu godziny niż zwykle (1)" in client.get("/").content.decode()
    assert [(row["actor__name"], row["cases"]) for row in busy] == [("Maria Testowa", 3)]


def test_supervision_is_for_the_head_and_the_coordinator(client, caseworker, accountant):
    for user in (caseworker, accountant):
        client.force_login(user)
        assert client.get("/nadzor/").status_code == 403
