"""Recording a contact: saved whole or not at all, and nothing typed is lost."""

import datetime

import pytest
from django.utils import timezone

from kladka.casework.cases.models import Contact, Draft
from tests.conftest import gave_reason

from .test_case_list import make_case


@pytest.fixture
def case(centre, caseworker):
    return make_case(centre, caseworker, "Ołena", "Kowalczuk")


def typed(**changes):
    return {"kind": "phone", "on": "2026-03-05", "text": "Umówiono wizytę w szkole."} | changes


def test_a_contact_is_recorded_with_its_line_on_the_timeline(client, case, caseworker):
    client.force_login(caseworker)
    answer = client.post(f"/sprawy/{case.key}/kontakt/", typed(next_on="2026-03-12"))
    assert answer.status_code == 302
    contact = Contact.objects.get()
    assert (contact.kind, contact.on, contact.next_on, contact.by) == (
        "phone",
        datetime.date(2026, 3, 5),
        datetime.date(2026, 3, 12),
        caseworker,
    )
    assert case.events.filter(title="Rozmowa telefoniczna").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"on": "jutro"}, "Podaj datę, na przykład 21.11.2026."),
        ({"on": "2100-01-01"}, "Ta data nie może być w przyszłości."),
        ({"next_on": "2026-03-01"}, "Następny kontakt nie może być wcześniejszy niż ten."),
        ({"text": ""}, "To pole jest wymagane."),
    ],
)
def test_a_wrong_field_is_named_and_what_was_typed_stays(client, case, caseworker, changes, message):
    client.force_login(caseworker)
    page = client.post(f"/sprawy/{case.key}/kontakt/", typed(**changes, interpreter="Iryna B."))
    assert page.status_code == 422
    assert message in page.content.decode()
    assert 'value="Iryna B."' in page.content.decode()
    assert Contact.objects.count() == 0


def test_a_draft_is_kept_offered_again_and_forgotten_after_saving(client, case, caseworker):
    client.force_login(caseworker)
    client.post(f"/szkic/contact-new:{case.key}/", {"text": "zaczęte zdanie", "kind": "home"})
    assert "zaczęte zdanie" in client.get(f"/sprawy/{case.key}/").content.decode()
    client.post(f"/sprawy/{case.key}/kontakt/", typed())
    assert Draft.objects.count() == 0


def test_accounting_reads_a_case_and_does_not_write_in_it(client, case, accountant):
    client.force_login(accountant)
    gave_reason(accountant, case)
    page = client.get(f"/sprawy/{case.key}/")
    assert page.status_code == 200
    assert "Zapisz kontakt" not in page.content.decode()
    assert client.post(f"/sprawy/{case.key}/kontakt/", typed()).status_code == 403


def test_a_case_of_another_centre_does_not_exist(client, case, caseworker):
    caseworker.memberships.update(ends=timezone.localdate() - datetime.timedelta(days=1))
    client.force_login(caseworker)
    assert client.get(f"/sprawy/{case.key}/").status_code == 404
    assert client.post(f"/sprawy/{case.key}/kontakt/", typed()).status_code == 404
