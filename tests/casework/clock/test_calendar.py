"""Terms in a calendar program: a file or a subscription at a secret address, neither names a family."""

import datetime

import pytest
import vobject

from kladka.accounts.models import Membership
from kladka.casework.cases.actions import complete_deadline, set_deadline
from kladka.casework.clock.actions import open_feed
from kladka.casework.clock.models import CalendarFeed
from kladka.journal.models import Entry
from kladka.law.terms import Term
from tests.casework.programmes.build import OLENA, running
from tests.conftest import make_user


@pytest.fixture
def case(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA).case


def events(content):
    """{summary: event} as an independent reader reads the file."""
    return {one.summary.value: one for one in vobject.readOne(content.decode()).vevent_list}


def term(day):
    return Term(day, day, "KPA art. 35 § 3")


def test_the_file_of_a_case_holds_open_terms_with_their_provision(client, case, caseworker):
    client.force_login(caseworker)
    answer = client.get(f"/sprawy/{case.key}/os/terminy.ics")
    found = events(answer.content)
    end = found[f"koniec programu ({case.number})"]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (end.dtstart.value, end.dtend.value) == (datetime.date(2027, 10, 31), datetime.date(2027, 11, 1))
    assert end.description.value == "ups art. 92 ust. 1"
    assert end.url.value.endswith(f"/sprawy/{case.key}/")


def test_no_name_of_the_family_is_in_a_calendar(client, case, caseworker):
    set_deadline(
        case, "withholding", label="Ostatni dzień: Olena Kowalczuk", term=term(datetime.date(2027, 1, 5))
    )
    client.force_login(caseworker)
    content = client.get(f"/sprawy/{case.key}/os/terminy.ics").content.decode()
    assert "koniec wstrzymania" in content
    assert "Kowalczuk" not in content


def test_a_term_that_moved_keeps_its_uid_and_counts_up(client, case, caseworker):
    client.force_login(caseworker)
    address, summary = f"/sprawy/{case.key}/os/terminy.ics", f"załatwienie sprawy decyzją ({case.number})"
    set_deadline(case, "decision", label="x", term=term(datetime.date(2027, 1, 5)))
    before = events(client.get(address).content)[summary]
    set_deadline(case, "decision", label="x", term=term(datetime.date(2027, 2, 5)))
    after = events(client.get(address).content)[summary]
    assert (before.uid.value, before.sequence.value) == (after.uid.value, "0")
    assert (after.sequence.value, after.dtstart.value) == ("1", datetime.date(2027, 2, 5))


@pytest.fixture
def token(caseworker, centre):
    return open_feed(caseworker, organisation=centre)


def asked(client, token):
    return client.get(f"/kalendarz/{token}.ics")


def test_the_subscription_answers_without_a_sign_in_and_drops_what_was_done(client, case, token):
    summary = f"koniec programu ({case.number})"
    assert summary in events(asked(client, token).content)
    complete_deadline(
        case, "programme_end", on=datetime.date(2026, 12, 1), subject_key=case.programmes.get().key
    )
    assert summary not in events(asked(client, token).content)


def test_the_journal_says_once_a_day_that_it_was_read(client, case, token):
    for _ in range(3):
        asked(client, token)
    assert Entry.objects.filter(act="calendar.read").count() == 1


def test_the_address_itself_is_not_kept(token):
    kept = CalendarFeed.objects.get()
    assert token not in str(vars(kept))
    assert len(kept.digest) == 64


def test_a_revoked_a_replaced_and_a_wrong_address_answer_alike(client, case, caseworker, centre, token):
    newer = open_feed(caseworker, organisation=centre)
    client.force_login(caseworker)
    client.post("/przypomnienia/kalendarz/uniewaznij/")
    client.logout()
    assert [asked(client, one).status_code for one in (token, newer, "x")] == [404, 404, 404]


def test_who_lost_the_role_gets_nothing_more(client, case, caseworker, token):
    Membership.objects.filter(user=caseworker).update(ends=datetime.date(2021, 1, 1))
    assert asked(client, token).status_code == 404


def test_it_holds_own_cases_only(client, case, centre):
    other = make_user("Inny Realizator", "inny@przyklad.test", centre, Membership.Role.CASEWORKER)
    content = asked(client, open_feed(other, organisation=centre)).content.decode()
    assert case.number not in content


def test_the_address_is_shown_once(client, caseworker):
    client.force_login(caseworker)
    shown = client.post("/przypomnienia/kalendarz/", follow=True).content.decode()
    address = shown.split('value="http://testserver')[1].split('"')[0]
    assert client.get(address).status_code == 200
    assert client.get("/przypomnienia/kalendarz/nowy/").status_code == 302
