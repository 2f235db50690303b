"""How urgent a case is: by what, in which order, and that a passing day needs no nightly job."""

import datetime
import random

import pytest
import time_machine
from django.db.models import Min

from kladka.casework.cases import actions as cases
from kladka.casework.cases import queries
from kladka.casework.cases.models import NO_DAY, Case, Deadline
from kladka.casework.needs import actions, flag_actions
from kladka.law.terms import Term
from tests.casework.cases.test_case_list import make_case

from .build import DAY, family, people_of, rate, today, waves


@pytest.fixture
def case(centre, caseworker):
    return make_case(centre, caseworker, "Olena", "Kowalczuk")


def due(case, day, kind="monitoring", key=""):
    return cases.set_deadline(case, kind, label="x", term=Term(day, day, "KPA art. 35 § 3"), subject_key=key)


def tier_of(case):
    case.refresh_from_db()
    return case.tier, case.tier_why


def test_the_tier_follows_the_newest_ratings_of_the_worker(case, caseworker):
    planned = waves(case, caseworker)
    olena = people_of(case)[0]
    rate(planned["start"], "work", 2, person=olena, by=caseworker)
    rate(planned["start"], "housing", 3, by=caseworker)
    assert tier_of(case) == (2, "work")
    rate(planned["start"], "housing", 1, by=caseworker)
    assert tier_of(case) == (1, "roofless housing work")
    rate(planned["half"], "housing", 4, by=caseworker)
    rate(planned["half"], "work", 3, person=olena, by=caseworker)
    rate(planned["half"], "work", 1, person=olena, rater="person", by=caseworker)
    assert tier_of(case) == (3, "")


def test_the_end_of_a_case_leaves_only_its_flags(case, caseworker):
    wave = waves(case, caseworker)["start"]
    rate(wave, "money", 1, by=caseworker)
    flag_actions.raise_flag(case, "begging", facts="x", on=today(), by=caseworker)
    assert tier_of(case) == (1, "flag money")
    cases.change_state(case, Case.State.ENDED, by=caseworker)
    assert tier_of(case) == (1, "flag")
    flag_actions.close_flag(case.red_flags.get(), reason="x", on=today(), by=caseworker)
    assert tier_of(case) == (3, "")


def test_a_deadline_makes_a_case_urgent_as_days_pass_and_nothing_runs_at_night(case, caseworker):
    with time_machine.travel("2026-11-02 12:00", tick=False):
        due(case, datetime.date(2026, 11, 20))
    seen = {}
    for day in ("2026-11-12", "2026-11-13", "2026-12-24"):
        with time_machine.travel(f"{day} 12:00", tick=False):
            row = queries.case_list(caseworker, order="pilnosc").rows[0]
            seen[day] = queries.urgent_tier(row, today())
    assert seen == {"2026-11-12": 3, "2026-11-13": 1, "2026-12-24": 1}


def test_payments_and_terms_to_appeal_make_no_case_urgent(case):
    due(case, today(), kind="payment")
    due(case, today(), kind="appeal")
    case.refresh_from_db()
    assert case.due_on == NO_DAY


def test_the_nearest_deadline_of_a_case_is_always_what_a_fresh_count_says(centre, caseworker):
    chance = random.Random(7)
    family = [make_case(centre, caseworker, f"Imię{n}", "Testowa") for n in range(3)]
    for step in range(60):
        case, key = chance.choice(family), str(chance.randrange(4))
        day = today() + chance.randrange(40) * DAY
        kind = chance.choice(["monitoring", "needs", "payment", "appeal"])
        act = chance.randrange(5)
        if act < 2:
            due(case, day, kind, key)
        elif act == 2:
            cases.complete_deadline(case, kind, on=today(), subject_key=key)
        elif act == 3:
            cases.complete_deadlines(centre, kind, subject_key=key, on=today())
        elif task := case.deadlines.filter(done_on=None).first():
            cases.fulfil(task, on=today(), by=caseworker)
        if step % 10 == 0:
            term = Term(day, day, "KPA art. 35 § 3")
            cases.set_deadlines(family, kind, label="x", term=term, subject_key=f"m{step}")
        open_ones = Deadline.objects.filter(done_on=None).exclude(kind__in=["payment", "appeal"])
        fresh = dict(open_ones.order_by().values_list("case").annotate(Min("day")))
        assert dict(Case.objects.values_list("pk", "due_on")) == {
            one.pk: fresh.get(one.pk, NO_DAY) for one in family
        }


def test_the_list_by_urgency_goes_through_the_tiers_page_by_page(centre, caseworker):
    wanted = []
    for number, (tier, days) in enumerate(
        [(3, 60), (1, 90), (2, 30), (3, 5), (2, None), (2, 2), (3, None), (1, 3)]
    ):
        case = make_case(centre, caseworker, f"Imię{number}", "Testowa")
        cases.rank(case, tier=tier, why="")
        if days is not None:
            due(case, today() + days * DAY)
        wanted.append(case.pk)
    order = [wanted[n] for n in (7, 1, 5, 3, 2, 4, 0, 6)]
    for size in (1, 2, 3, 4, 8, 9):
        seen, cursor = [], ""
        while True:
            page = queries.case_list(caseworker, order="pilnosc", cursor=cursor, size=size)
            assert len(page.rows) <= size
            seen += [row["id"] for row in page.rows]
            cursor = page.next
            if not cursor:
                break
        assert (size, seen) == (size, order)


@pytest.mark.parametrize("cursor", ["9.", "x.y", "1.abc", "-1.", "abc"])
def test_a_cursor_that_is_not_ours_is_refused(client, caseworker, case, cursor):
    client.force_login(caseworker)
    assert client.get("/sprawy/", {"kolejnosc": "pilnosc", "po": cursor}).status_code == 400


def test_a_family_may_be_assessed_from_an_application_on(centre, caseworker):
    wave = actions.begin(family(centre, caseworker), on=today(), by=caseworker)
    rate(wave, "housing", 2, by=caseworker)
    assert tier_of(wave.case) == (2, "housing")
