"""The line of a case: past and future days in their order, with provision and last lawful day."""

import datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from kladka.casework.clock.line import line_of, past_and_ahead
from kladka.casework.monitoring import notice_actions as notices
from kladka.casework.needs.actions import take_task
from kladka.casework.needs.domains import domains
from kladka.law.provisions import provision, references
from tests.casework.monitoring.build import drafted_notice
from tests.casework.programmes.build import OLENA, SOFIJA, running, withheld
from tests.conftest import JOURNAL

DAY = datetime.date
TODAY = DAY(2026, 12, 1)


@pytest.fixture
def case(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA).case


def found(line, title):
    return [one for one in line if one.title.startswith(title)]


def test_the_days_of_the_programme_follow_from_the_law(case):
    line = line_of(case, TODAY)
    shown = {one.title: (one.day, one.provision) for one in line if one.kind == "term"}
    assert shown["Pierwszy dzień pomocy"] == (DAY(2026, 11, 1), "ups art. 91 ust. 9 i 10")
    assert shown["Świadczenie pieniężne: 90% dotychczasowej najwyższej kwoty"] == (
        DAY(2027, 5, 1),
        "rozporządzenie § 3 ust. 1 pkt 2",
    )
    assert shown["Ostatni dzień pomocy"] == (DAY(2027, 10, 31), "ups art. 92 ust. 1")
    assert shown["Rozmowa o końcu programu: co ustanie i kto przejmie"][0] == DAY(2027, 9, 1)
    care = "Ostatni dzień prawa do świadczeń zdrowotnych, jeżeli nie ma innego tytułu"
    assert shown[care] == (DAY(2027, 11, 30), "ustawa zdrowotna art. 67 ust. 4")


def test_every_month_has_its_last_day_of_payment_and_the_sum_that_was_agreed(case):
    months = found(line_of(case, TODAY), "Termin wypłaty")
    assert len(months) == 12
    # Two persons at 70 % of 1679 zł; 15 November 2026 is a Sunday, paid on the Friday before.
    assert (months[0].day, months[0].raw_day) == (DAY(2026, 11, 13), DAY(2026, 11, 15))
    assert (months[0].amount, months[11].amount) == (Decimal("2350.60"), Decimal("2115.54"))


def test_a_month_that_no_list_paid_is_late_and_stays_ahead(case):
    later = DAY(2027, 1, 20)
    _, ahead, _ = past_and_ahead(line_of(case, later), later, ("money",))
    assert [(one.day, one.state(later)) for one in ahead][:4] == [
        (DAY(2026, 11, 13), "late"),
        (DAY(2026, 12, 15), "late"),
        (DAY(2027, 1, 15), "late"),
        (DAY(2027, 2, 15), "ahead"),
    ]


def test_days_are_in_order_and_late_terms_stay_ahead(case):
    line = line_of(case, TODAY)
    assert [one.day for one in line] == sorted(one.day for one in line)
    later = DAY(2027, 2, 2)
    past, ahead, hidden = past_and_ahead(line_of(case, later), later, ("term", "act"))
    late = [one.title for one in ahead if one.state(later) == "late"]
    assert late == ["Ocena potrzeb: początek programu", "Notatka z monitorowania nr 1"]
    assert all(one.day < later for one in past)
    assert hidden == 0


def test_only_the_newest_of_a_long_past_are_shown_until_asked(case, caseworker):
    for number in range(40):
        case.events.create(on=DAY(2026, 11, 2), title=f"Czynność {number}", by=caseworker)
    line = line_of(case, TODAY)
    past, _, hidden = past_and_ahead(line, TODAY)
    whole, _, none = past_and_ahead(line, TODAY, whole=True)
    assert (len(past), len(whole), none) == (30, 30 + hidden, 0)


def test_a_document_that_runs_out_and_a_birthday_are_on_the_line(case):
    person = case.household.members.get(relation="child").person
    person.born = DAY(2009, 1, 15)
    person.save()
    person.documents.create(kind="residence_card", expires_on=DAY(2027, 3, 1))
    line = line_of(case, TODAY)
    assert [one.day for one in found(line, "Pełnoletność")] == [DAY(2027, 1, 15)]
    assert [(one.day, one.kind) for one in found(line, "Kończy się ważność")] == [
        (DAY(2027, 3, 1), "document")
    ]


def test_the_page_tells_past_from_future_and_filters(client, case, caseworker):
    client.force_login(caseworker)
    with time_machine.travel("2026-12-01 10:00+01:00"):
        client.force_login(caseworker)
        page = client.get(f"/sprawy/{case.key}/os/").content.decode()
        money = client.get(f"/sprawy/{case.key}/os/", {"rodzaj": "money"}).content.decode()
    assert (
        page.index("Rozpoczęto program") < page.index("Dziś, 1.12.2026") < page.index("Ostatni dzień pomocy")
    )
    assert "Termin wypłaty" in money
    assert "Rozpoczęto program" not in money


def test_a_page_of_a_long_line_asks_few_questions(client, case, caseworker, django_assert_max_num_queries):
    for number in range(200):
        case.events.create(on=DAY(2026, 11, 2), title=f"Czynność {number}", by=caseworker)
    client.force_login(caseworker)
    client.get(f"/sprawy/{case.key}/os/")
    with django_assert_max_num_queries(9 + JOURNAL):
        client.get(f"/sprawy/{case.key}/os/?calosc=1")


def test_the_workbook_holds_the_whole_line(client, case, caseworker):
    client.force_login(caseworker)
    answer = client.get(f"/sprawy/{case.key}/os/os.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    titles = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert titles.count("Termin wypłaty świadczenia pieniężnego") == 12
    assert "Rozpoczęto program" in titles


def test_every_term_names_a_provision_that_is_kept_or_says_that_none_sets_it(case, caseworker, head):
    programme = case.programmes.get()
    withheld(programme, caseworker, head)
    olena = case.household.members.get(relation="applicant").person
    notice = notices.send_notice(
        drafted_notice(programme, olena, caseworker), on=DAY(2026, 11, 20), by=caseworker
    )
    notices.record_delivery(notice, on=DAY(2026, 11, 23), by=caseworker)
    take_task(case, domains()["work"], 0, person=olena, by=caseworker)
    terms = [one for one in line_of(case, TODAY) if one.kind in ("term", "money")]
    assert len({one.title for one in terms}) > 20
    said = {one.provision for one in terms}
    named = {text for text in said if references(text)}
    assert len(named) > 8
    assert all(provision(str(one)).text for text in named for one in references(text))
    assert {text.partition(",")[0] for text in said - named} <= {"dobra praktyka"}
    # A day that the calendar moved is shown as the last lawful one, with the day it was counted to.
    assert {(one.title[:14], one.raw_day, one.day) for one in terms if one.raw_day} >= {
        ("Termin wypłaty", DAY(2026, 11, 15), DAY(2026, 11, 13)),
    }  # fmt: skip
