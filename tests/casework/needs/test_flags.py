"""Red flags open their statutory tasks, stand apart from everything else, and are read by few."""

import copy
import datetime
import tomllib

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kladka.accounts.models import Membership
from kladka.casework.cases.models import Event
from kladka.casework.needs import flag_actions
from kladka.casework.needs import flags as module
from kladka.casework.needs.flags import FlagsError, kinds, read_kinds
from kladka.casework.needs.models import FlagTask, RedFlag
from kladka.casework.needs.permissions import sees_flags
from kladka.casework.needs.queries import flag_tasks_for
from kladka.journal.models import Entry
from kladka.law.provisions import provision, references
from tests.conftest import make_user

from .build import DAY, family, people_of, rate, today, waves

Role = Membership.Role
MONDAY = datetime.date(2026, 11, 16)


@pytest.fixture
def case(centre, caseworker):
    return family(centre, caseworker)


def raised(case, by, kind="domestic_violence", on=MONDAY):
    return flag_actions.raise_flag(
        case, kind, facts="Kanarek z siniakiem", on=on, by=by, person=people_of(case)[0]
    )


def due(flag):
    return {task.code: task.day for task in flag.tasks.all()}


def test_domestic_violence_opens_form_a_today_and_the_hand_over_within_five_working_days(case, caseworker):
    flag = raised(case, caseworker)
    assert due(flag) == {
        "form_a": MONDAY, "form_b": MONDAY, "report": MONDAY, "hand_over": datetime.date(2026, 11, 23),
    }  # fmt: skip


def test_the_hand_over_is_counted_from_the_day_on_which_form_a_was_filled(case, caseworker):
    flag = raised(case, caseworker)
    form = next(task for task in flag.tasks.all() if task.code == "form_a")
    flag_actions.do_task(form, on=MONDAY + 2 * DAY, note="W obecności pani O.", by=caseworker)
    assert due(flag)["hand_over"] == datetime.date(2026, 11, 25)
    with pytest.raises(ValidationError, match="To zadanie wykonano"):
        flag_actions.do_task(form, on=MONDAY + 3 * DAY, note="", by=caseworker)


def test_a_child_without_a_guardian_goes_to_the_court_the_same_day_even_on_a_saturday(case, caseworker):
    saturday = datetime.date(2026, 11, 21)
    flag = raised(case, caseworker, "child_without_guardian", saturday)
    assert due(flag) == {"court": saturday, "foster": saturday}


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_opens_a_task_and_every_provision_it_names_is_kept(case, caseworker, kind):
    flag = raised(case, caseworker, kind)
    assert list(due(flag)) == [task.code for task in kinds()[kind].tasks]
    for task in kinds()[kind].tasks:
        assert all(provision(str(ref)).text for ref in references(task.provision))
        assert not task.phone or task.who
    assert all(provision(str(ref)).text for ref in references(kinds()[kind].about))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"term": "soon"}, "nieznany termin"),
        ({"starts": "nothing"}, "nieznany termin"),
        ({"taste": 1}, "taste"),
    ],
)
def test_a_file_of_flags_that_does_not_hold_together_is_refused(change, said):
    data = copy.deepcopy(tomllib.loads((module.HERE / "flags.toml").read_text(encoding="utf-8")))
    data["kind"][0]["tasks"][0] |= change
    with pytest.raises(FlagsError, match=said):
        read_kinds(data)


def test_a_flag_is_closed_with_a_reason_and_the_case_is_less_urgent(case, caseworker):
    flag = raised(case, caseworker)
    case.refresh_from_db()
    assert (case.tier, case.tier_why) == (1, "flag")
    with pytest.raises(ValidationError, match="już otwarta"):
        raised(case, caseworker)
    flag_actions.close_flag(flag, reason="Sprawca wyprowadzony nakazem Policji", on=today(), by=caseworker)
    case.refresh_from_db()
    assert (case.tier, case.tier_why) == (3, "")
    raised(case, caseworker)
    assert RedFlag.objects.count() == 2


def test_no_rating_raises_a_flag(case, caseworker):
    wave = waves(case, caseworker)["start"]
    olena = people_of(case)[0]
    rate(wave, "safety", 1, person=olena, by=caseworker)
    rate(wave, "children", 1, by=caseworker)
    rate(wave, "health", 1, person=olena, by=caseworker)
    assert RedFlag.objects.count() == 0


def test_nothing_of_a_flag_stands_on_the_timeline_among_deadlines_or_unsealed(case, caseworker):
    before = (Event.objects.count(), case.deadlines.count())
    flag = raised(case, caseworker)
    flag_actions.do_task(flag.tasks.first(), on=today(), note="Kanarek w notatce", by=caseworker)
    flag_actions.close_flag(flag, reason="Kanarek bezpieczny", on=today(), by=caseworker)
    assert (Event.objects.count(), case.deadlines.count()) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, facts, reason FROM needs_redflag")
        cursor.execute("SELECT kind, facts, reason FROM needs_redflag")
        held = [bytes(value) for value in cursor.fetchone()]
    assert all(b"Kanarek" not in value and b"violence" not in value for value in held)
    assert not Entry.objects.filter(act__startswith="flag", subject_key=case.key).exists()


@pytest.fixture
def others(centre):
    return {
        role: make_user(f"Inna {role}", f"{role}@tu.test", centre, role)
        for role in (Role.CASEWORKER, Role.ACCOUNTANT, Role.COORDINATOR)
    }


def test_flags_are_read_by_the_worker_of_the_case_the_head_and_who_is_named(case, caseworker, head, others):
    assert sees_flags(caseworker, case)
    assert sees_flags(head, case)
    assert [role for role, user in others.items() if sees_flags(user, case)] == []
    reader = flag_actions.name_reader(case, others[Role.CASEWORKER], by=head)
    assert sees_flags(others[Role.CASEWORKER], case)
    with pytest.raises(ValidationError, match="już widzi"):
        flag_actions.name_reader(case, others[Role.CASEWORKER], by=head)
    flag_actions.remove_reader(reader, by=head)
    assert not sees_flags(others[Role.CASEWORKER], case)


def test_who_no_longer_has_the_case_no_longer_reads_its_flags(case, caseworker, others):
    case.worker = others[Role.CASEWORKER]
    assert not sees_flags(caseworker, case)


def test_open_tasks_come_to_those_who_read_the_flag(centre, case, caseworker, head, others):
    raised(case, caseworker, on=today())
    assert len(flag_tasks_for(caseworker, centre, today())) == 4
    assert len(flag_tasks_for(head, centre, today())) == 4
    assert [len(flag_tasks_for(user, centre, today())) for user in others.values()] == [0, 0, 0]
    flag_actions.name_reader(case, others[Role.CASEWORKER], by=head)
    assert len(flag_tasks_for(others[Role.CASEWORKER], centre, today())) == 4
    FlagTask.objects.update(done_on=today())
    assert flag_tasks_for(caseworker, centre, today()) == []
