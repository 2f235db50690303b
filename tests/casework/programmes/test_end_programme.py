"""The end of a programme: not before its last day, and afterwards the family may apply again."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.cases.models import Case
from kladka.casework.intake.models import Applicant
from kladka.casework.programmes import actions
from kladka.casework.programmes.models import Programme
from tests.casework.programmes.build import OLENA, SOFIJA, running


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
