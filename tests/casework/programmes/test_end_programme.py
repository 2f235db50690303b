"""The end of a programme: not before its last day, and afterwards the family may apply again."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.aftercare.actions import close
from kladka.casework.cases.models import Case
from kladka.casework.changes.actions import confirm
from kladka.casework.intake.models import Applicant
from kladka.casework.programmes import actions, amendment_actions
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.queries import loaded
from tests.casework.changes.build import changed, proposal
from tests.casework.programmes.build import OLENA, SOFIJA, running

DAY = datetime.date


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


def test_a_programme_ends_with_its_case_and_frees_the_family(programme, caseworker):
    actions.end(programme, on=programme.ends, by=caseworker)
    programme = Programme.objects.get(pk=programme.pk)
    assert (programme.state, programme.case.state) == (Programme.State.ENDED, Case.State.ENDED)
    assert Applicant.objects.filter(application=programme.application, active=True).count() == 0
    assert programme.case.deadlines.get(kind="programme_end").done_on == programme.ends


def test_a_programme_does_not_end_before_its_last_day(programme, caseworker):
    with pytest.raises(ValidationError, match="Program trwa do"):
        actions.end(programme, on=programme.ends - datetime.timedelta(days=1), by=caseworker)
    assert Programme.objects.get(pk=programme.pk).state == Programme.State.RUNNING


def test_the_page_refuses_an_early_end_and_keeps_the_day(client, programme, caseworker):
    client.force_login(caseworker)
    page = client.post(
        f"{programme.get_absolute_url()}zakoncz/", {"on": str(programme.starts), "reason": "independent"}
    )
    assert page.status_code == 422
    assert f'value="{programme.starts}"' in page.content.decode()


def test_with_nobody_left_a_programme_ends_on_the_last_day_of_the_last_person(centre, caseworker, head):
    alone = running(centre, caseworker, head, OLENA)
    died = DAY(2026, 12, 20)
    change = changed(alone.case, "death", alone.application.people.get().person, on=died, by=caseworker)
    confirm(proposal(change, "end_coverage"), by=caseworker, chosen="month")
    with pytest.raises(ValidationError, match="Program trwa do 31"):
        close(loaded(alone.key), on=died, reason="died", by=caseworker)
    close(loaded(alone.key), on=DAY(2026, 12, 31), reason="died", by=caseworker)
    case = Case.objects.get(pk=alone.case_id)
    assert (case.state, case.aid_until) == (Case.State.ENDED, DAY(2026, 12, 31))
    owed = case.deadlines.filter(done_on=None, kind__in=("monitoring", "farewell", "programme_end"))
    assert not owed.exists()


def test_a_draft_annex_of_an_ended_programme_may_be_given_up(programme, caseworker):
    annex = amendment_actions.draft_annex(programme, reason="other", by=caseworker, explanation="kurs")
    actions.end(programme, on=programme.ends, by=caseworker)
    amendment_actions.drop_annex(annex, by=caseworker, reason="program się skończył")
    annex.refresh_from_db()
    assert annex.state == "dropped"
