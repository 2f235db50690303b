"""What is due: in order, under the right heading, for the right person."""

import datetime

import pytest
from django.utils import timezone

from kladka.casework.cases.actions import set_deadline
from kladka.casework.cases.models import Deadline
from kladka.journal.models import Entry
from kladka.law.terms import Term, decision_term

from .test_case_list import make_case

TODAY = timezone.localdate()


@pytest.fixture
def case(centre, caseworker):
    return make_case(centre, caseworker, "Ołena", "Kowalczuk")


def due(case, days, kind="monitoring", label="Notatka z monitorowania", key=""):
    day = TODAY + datetime.timedelta(days=days)
    term = Term(day, day, "rozporządzenie § 5 ust. 1")
    return set_deadline(case, kind, label=label, term=term, subject_key=key)


def test_deadlines_stand_under_what_is_late_today_soon_and_later(client, case, caseworker):
    for number, days in enumerate([40, -3, 0, 5]):
        due(case, days, label=f"Zadanie {days}", key=str(number))
    client.force_login(caseworker)
    groups = client.get("/").context["groups"]
    assert [(name, [row["label"] for row in rows]) for name, rows in groups] == [
        ("Po terminie", ["Zadanie -3"]),
        ("Dziś", ["Zadanie 0"]),
        ("W ciągu 7 dni", ["Zadanie 5"]),
        ("Później", ["Zadanie 40"]),
    ]


def test_a_term_to_appeal_that_passed_is_nobodys_task(client, case, caseworker):
    due(case, -1, kind="appeal", label="Ostatni dzień na odwołanie")
    client.force_login(caseworker)
    assert "Nic nie czeka" in client.get("/").content.decode()


def test_a_head_sees_the_whole_centre(client, case, head):
    due(case, 2)
    client.force_login(head)
    assert "Nic nie czeka" in client.get("/").content.decode()
    assert "Maria Testowa" in client.get("/", {"czyje": "wszystkie"}).content.decode()


def test_a_monitoring_task_is_marked_as_done_with_a_trace(client, case, caseworker):
    task = due(case, -3)
    client.force_login(caseworker)
    answer = client.post(f"/sprawy/{case.key}/termin/{task.pk}/")
    assert answer.status_code == 302
    assert Deadline.objects.get(pk=task.pk).done_on == TODAY
    assert Entry.objects.filter(act="deadline.fulfilled", actor=caseworker).count() == 1


def test_other_tasks_are_completed_by_their_own_acts_only(client, case, caseworker):
    task = due(case, -3, kind="decision")
    client.force_login(caseworker)
    assert client.post(f"/sprawy/{case.key}/termin/{task.pk}/").status_code == 404


def test_a_month_to_be_paid_is_one_task_for_all_families(client, centre, case, caseworker):
    for one in (case, make_case(centre, caseworker, "Amina", "Sadig")):
        due(one, 9, kind="payment", label="Wypłata świadczeń za grudzień 2026", key="2026-12")
    client.force_login(caseworker)
    page = client.get("/")
    assert [(row["label"], row["families"]) for row in page.context["payments"]] == [
        ("Wypłata świadczeń za grudzień 2026", 2)
    ]
    assert page.context["groups"] == []
    assert "2 rodziny" in page.content.decode()


def test_every_day_says_how_it_was_counted(client, case, caseworker):
    term = decision_term(datetime.date(2026, 3, 2))
    deadline = set_deadline(case, "decision", label="Załatwienie sprawy decyzją", term=term)
    client.force_login(caseworker)
    address = f"/sprawy/{case.key}/termin/{deadline.pk}/dlaczego/"
    for page in ("/", f"/sprawy/{case.key}/"):
        assert address in client.get(page).content.decode()
    whole, part = client.get(address), client.get(address, headers={"HX-Request": "true"})
    for answer in (whole, part):
        text = answer.content.decode()
        assert "Dzień wyliczony: <strong>2.04.2026</strong>" in text
        assert f"/sprawy/{case.key}/wniosek/dlaczego/zalatwienie/" in text
    assert "<html" in whole.content.decode() and "<html" not in part.content.decode()


def test_who_may_not_file_an_application_gets_no_button_for_it(client, caseworker, accountant):
    shown = {}
    for user in (caseworker, accountant):
        client.force_login(user)
        shown[user] = ["/wnioski/nowy/" in client.get(page).content.decode() for page in ("/", "/sprawy/")]
    assert shown == {caseworker: [True, True], accountant: [False, False]}
