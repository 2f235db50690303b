"""A refusal goes through the same pages; its approval refuses the application and closes the case."""

import pytest

from kladka.casework.decisions.actions import submit
from kladka.casework.intake.actions import draft_refusal
from kladka.casework.issuing.actions import issue
from tests.casework.intake.families import FILED_ON, filed, member
from tests.casework.programmes.build import ISSUED_ON


@pytest.fixture
def decision(centre, caseworker):
    application = filed(centre, caseworker, member(kind="humanitarian"))
    return draft_refusal(
        application, reason="Rodzina została o tym poinformowana.", on=FILED_ON, by=caseworker
    )


def test_the_page_of_a_refusal_has_grounds_instruction_and_no_amounts(client, decision, caseworker):
    client.force_login(caseworker)
    page = client.get(f"/decyzje/{decision.key}/").content.decode()
    assert "odmawiam" in page and "Rodzina została o tym poinformowana." in page
    assert "Samorządowego Kolegium Odwoławczego w Łodzi" in page
    assert "Kwoty decyzji" not in page


def test_approval_refuses_the_application_and_frees_its_people(decision, caseworker, head):
    issue(submit(decision, by=caseworker), head, on=ISSUED_ON)
    decision.refresh_from_db()
    application = decision.case.applications.get()
    assert (decision.state, application.state, decision.case.state) == ("issued", "refused", "refused")
    assert application.people.filter(active=True).count() == 0
    assert decision.files.count() == 2
