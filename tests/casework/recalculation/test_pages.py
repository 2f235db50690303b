"""The page of a recalculation: months with reasons and sums, and the proposal of a decision."""

import pytest

from kladka.casework.decisions.models import Decision
from kladka.casework.recalculation.models import Recalculation
from tests.casework.benefits.build import family
from tests.conftest import gave_reason

from .build import born


@pytest.fixture
def programme(centre, caseworker):
    return family(centre, caseworker, "Amina Sadig")


def plain(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_nothing_to_recalculate_says_so(client, programme, caseworker):
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{programme.case.key}/przeliczenie/")
    assert "Kwoty są takie, jak wynika z prawa" in plain(page)


def test_the_worker_sees_why_and_proposes_a_decision(
    client, programme, caseworker, accountant, django_assert_max_num_queries
):
    born(programme, caseworker)
    address = f"/sprawy/{programme.case.key}/przeliczenie/"
    client.force_login(caseworker)
    client.get(address)
    with django_assert_max_num_queries(26):
        page = plain(client.get(address))
    assert "1 679,00 → 1 175,30 zł" in page
    assert "▼ mniej" in page
    assert "od 1.12.2026 rodzina liczy 2 osoby (dotąd 1)" in page
    typed = {"since": "2026-12-01", "ground": "benefit", "reason": "Urodziło się dziecko"}
    refused = client.post(f"{address}decyzja/", typed)
    assert refused.status_code == 422
    assert "nie jest zmianą na korzyść" in plain(refused)
    answer = client.post(f"{address}decyzja/", typed | {"ground": "personal"})
    decision = Decision.objects.get(kind="change")
    assert answer.url == decision.get_absolute_url()
    assert Recalculation.objects.get().amounts.count() == 18
    assert "Projekt decyzji zmieniającej" in plain(client.get(address))
    client.force_login(accountant)
    gave_reason(accountant, programme.case)
    assert "Przygotuj projekt decyzji" not in plain(client.get(address))
    assert client.post(f"{address}decyzja/", typed).status_code == 403
