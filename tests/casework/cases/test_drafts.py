"""Long texts being typed: given back to their author alone, forgotten when sent or dropped."""

import pytest
from django.utils import timezone

from kladka.casework.cases.models import Draft
from kladka.casework.cases.openings import Look
from tests.casework.cases.test_case_list import make_case
from tests.conftest import make_user

TYPED = "Matka dzwoniła dwa razy i prosi o"


@pytest.fixture
def case(centre, caseworker):
    return make_case(centre, caseworker, "Ołena", "Kowalczuk")


@pytest.fixture
def colleague(centre):
    return make_user("Marek Przykładny", "marek@pcpr.test", centre, "caseworker")


def test_the_text_of_a_reason_comes_back_to_its_author_alone(client, case, colleague, head, caseworker):
    client.force_login(colleague)
    client.post(f"/szkic/look-case:{case.key}/", {"reason": "other", "text": TYPED})
    page = client.get(f"/sprawy/{case.key}/powod/").content.decode()
    assert TYPED in page
    assert "Przywrócono niezapisany tekst." in page
    client.force_login(make_user("Anna Obca", "anna@pcpr.test", case.organisation, "caseworker"))
    assert TYPED not in client.get(f"/sprawy/{case.key}/powod/").content.decode()


def test_a_form_with_a_mistake_keeps_its_draft_and_a_saved_one_forgets_it(client, case, colleague):
    client.force_login(colleague)
    client.post(f"/szkic/look-case:{case.key}/", {"text": TYPED})
    assert client.post(f"/sprawy/{case.key}/powod/", {"text": TYPED}).status_code == 422
    assert Draft.objects.get().data == {"text": TYPED}
    client.post(f"/sprawy/{case.key}/powod/", {"reason": "other", "text": TYPED})
    assert Look.objects.get().text == TYPED
    assert not Draft.objects.exists()


def test_the_author_drops_a_draft(client, head):
    client.force_login(head)
    client.post("/szkic/request-new/", {"text": TYPED})
    assert TYPED in client.get("/rodo/zadania/nowe/").content.decode()
    client.post("/rodo/zadania/nowe/", {"text": TYPED, "odrzuc": "1"})
    assert not Draft.objects.exists()
    assert TYPED not in client.get("/rodo/zadania/nowe/").content.decode()


def test_a_draft_of_another_address_comes_back_on_the_page_with_its_form(client, head):
    client.force_login(head)
    day = timezone.localdate().isoformat()
    new = {"kind": "access", "requester": "Ołena Kowalczuk", "received_on": day}
    request = client.post("/rodo/zadania/nowe/", new).url
    key = request.split("/")[-2]
    client.post(f"/szkic/request-answer:{key}/", {"answer": TYPED, "outcome": "part"})
    assert TYPED in client.get(request).content.decode()
    client.post(f"{request}odpowiedz/", {"answer": TYPED, "outcome": "part", "on": day})
    assert not Draft.objects.exists()
