"""Recording a contact: saved whole or not at all, and nothing typed is lost."""

import datetime
import re

import pytest
from django.utils import timezone

from kladka.casework.cases.actions import add_contact
from kladka.casework.cases.contact_queries import months_of_contacts
from kladka.casework.cases.models import Case, Contact, Draft
from kladka.law.contacts import Counting
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


def last_time(case, by, **changes):
    person = case.household.members.get().person
    told = {"kind": "meeting", "on": datetime.date(2026, 3, 2), "text": "x", "present": [person.key]}
    return add_contact(case, by=by, **{**told, "language": "ukraiński", "interpreter": "Iryna B.", **changes})


def test_a_new_contact_begins_as_the_last_one_was(client, case, caseworker):
    earlier = last_time(case, caseworker)
    client.force_login(caseworker)
    page = client.get(f"/sprawy/{case.key}/kontakt/").content.decode()
    assert 'value="Iryna B."' in page
    assert 'value="ukraiński"' in page
    for chosen in ("meeting", earlier.present[0]):
        assert f'value="{chosen}"' in page
    client.post(f"/sprawy/{case.key}/kontakt/", typed(present=earlier.present, language="ukraiński"))
    newest = Contact.objects.latest("pk")
    assert (newest.present, newest.language) == (earlier.present, "ukraiński")


def test_people_of_another_family_cannot_be_said_to_have_been_there(client, centre, case, caseworker):
    other = make_case(centre, caseworker, "Amina", "Sadig").household.members.get().person
    client.force_login(caseworker)
    assert client.post(f"/sprawy/{case.key}/kontakt/", typed(present=[other.key])).status_code == 422
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("button", "following"),
    [("week", (2026, 3, 12)), ("fortnight", (2026, 3, 19)), ("month", (2026, 4, 7)), ("", None)],
)
def test_a_button_says_when_the_next_contact_is(client, case, caseworker, button, following):
    """5 April 2026 is Easter Sunday, so a month later the office works on the 7th."""
    client.force_login(caseworker)
    client.post(f"/sprawy/{case.key}/kontakt/", typed(next_in=button))
    assert Contact.objects.get().next_on == (following and datetime.date(*following))


def test_a_day_that_was_announced_has_to_be_given(client, case, caseworker):
    client.force_login(caseworker)
    page = client.post(f"/sprawy/{case.key}/kontakt/", typed(next_in="day"))
    assert page.status_code == 422
    assert "Podaj dzień następnego kontaktu." in page.content.decode()


@pytest.mark.parametrize(("said", "excused"), [("tak", True), ("nie", False), ("", None)])
def test_nobody_came_is_recorded_with_the_reason_and_whether_it_excuses(
    client, case, caseworker, said, excused
):
    client.force_login(caseworker)
    absent = {"missed": "on", "absence": "Chore dziecko", "excused": said, "text": ""}
    assert client.post(f"/sprawy/{case.key}/kontakt/", typed(**absent)).status_code == 302
    contact = Contact.objects.get()
    assert (contact.missed, contact.absence, contact.excused) == (True, "Chore dziecko", excused)
    assert case.events.filter(title="Nieobecność: rozmowa telefoniczna", text__isnull=False).exists()


def test_a_reason_of_absence_is_not_kept_for_a_meeting_that_took_place(client, case, caseworker):
    client.force_login(caseworker)
    client.post(f"/sprawy/{case.key}/kontakt/", typed(absence="Chore dziecko", excused="nie"))
    contact = Contact.objects.get()
    assert (contact.absence, contact.excused) == ("", None)


def test_contacts_are_counted_by_month_without_notes_and_partners(case, caseworker):
    case.aid_from, case.aid_until = datetime.date(2026, 2, 1), datetime.date(2027, 1, 31)
    day = datetime.date(2026, 3, 9)
    for kind in ("meeting", "message", "note"):
        last_time(case, caseworker, kind=kind, on=day)
    last_time(case, caseworker, on=day, missed=True)
    months = months_of_contacts(case, Counting(), datetime.date(2026, 4, 20))
    assert [(one.month.month, one.counted, one.enough) for one in months] == [
        (4, 0, False), (3, 2, True), (2, 0, False),
    ]  # fmt: skip
    assert sorted(count for _, count in months[1].other) == [1, 3]


def test_the_list_of_cases_says_where_contacts_of_this_month_are_missing(client, case, caseworker):
    today = timezone.localdate()
    Case.objects.filter(pk=case.pk).update(aid_from=today.replace(day=1), aid_until=today)
    last_time(case, caseworker, on=today)
    client.force_login(caseworker)
    assert '<span class="deadline-late">1 z 2</span>' in client.get("/sprawy/").content.decode()
    last_time(case, caseworker, on=today)
    assert "<span>2 z 2</span>" in client.get("/sprawy/").content.decode()


def test_who_was_there_comes_back_with_a_draft(client, case, caseworker):
    person = case.household.members.get().person
    client.force_login(caseworker)
    client.post(f"/szkic/contact-new:{case.key}/", {"text": "zaczęte", "present": person.key})
    page = client.get(f"/sprawy/{case.key}/kontakt/").content.decode()
    assert re.search(f'value="{person.key}"[^>]*checked', page)
