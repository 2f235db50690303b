"""What follows from a change in a family's life: provisions, days, both readings."""

import datetime

import pytest

from kladka.law.life import KINDS, Life, born_to_be_adult_by, comes_of_age, consequences, stay_over
from kladka.law.provisions import references

DAY = datetime.date
ENDS = DAY(2027, 10, 31)


def life(on, **changes):
    told = {"name": "Sofija", "on": on, "ends": ENDS, "known_on": on, "status": "refugee"} | changes
    return Life(**told)


def codes(kind, on, **changes):
    return [(one.code, one.since) for one in consequences(kind, life(on, **changes))]


def test_a_birth_asks_whether_the_running_programme_covers_the_child_and_shows_both_readings():
    first = consequences("birth", life(DAY(2026, 12, 19), covered=False, minor=True))[0]
    assert (first.code, first.provision) == ("coverage", "ups art. 91 ust. 4 i 12; ups art. 91 ust. 3")
    assert [(v.code, v.since) for v in first.variants] == [("covered", DAY(2026, 12, 1)), ("own", None)]


def test_a_child_without_a_status_is_not_covered_and_is_reported_to_the_insurance_in_seven_days():
    found = codes("birth", DAY(2026, 12, 19), covered=False, minor=True, status="")
    assert found == [("status", None), ("insure", DAY(2026, 12, 26))]


def test_a_death_ends_aid_on_its_day_and_the_family_is_smaller_from_the_next_month():
    assert codes("death", DAY(2027, 1, 14)) == [
        ("end_coverage", DAY(2027, 1, 14)),
        ("lapse", DAY(2027, 1, 14)),
        ("deregister", DAY(2027, 1, 14)),
        ("recount", DAY(2027, 2, 1)),
        ("change_decision", DAY(2027, 2, 1)),
    ]


def test_nothing_is_counted_anew_for_a_family_of_one_or_after_the_end_of_the_programme():
    assert "recount" not in dict(codes("death", DAY(2027, 1, 14), alone=True))
    assert "recount" not in dict(codes("left", DAY(2027, 10, 14)))


@pytest.mark.parametrize(
    ("began", "first"), [(DAY(2027, 1, 1), DAY(2027, 1, 31)), (DAY(2027, 2, 1), DAY(2027, 3, 3))]
)
def test_after_thirty_days_in_hospital_aid_may_be_withheld(began, first):
    assert codes("hospital", began) == [("check_stay", first), ("withhold", first)]


def test_a_lost_status_revokes_the_decision_and_the_others_get_one_of_their_own():
    found = {one.code: one.provision for one in consequences("status_lost", life(DAY(2027, 3, 5)))}
    assert found["revoke"] == "ups art. 95 ust. 4 pkt 3"
    assert found["remaining"] == "ups art. 95 ust. 4b"
    assert "remaining" not in dict(codes("status_lost", DAY(2027, 3, 5), alone=True))


def test_another_status_that_gives_aid_changes_nothing_and_one_that_does_not_is_a_loss():
    assert codes("status_given", DAY(2027, 3, 5), status="subsidiary") == [("papers", None)]
    assert ("revoke", DAY(2027, 3, 5)) in codes("status_given", DAY(2027, 3, 5), status="tolerated")


def test_arrest_suspends_and_prison_ends_the_right_of_that_person_alone():
    assert consequences("arrest", life(DAY(2027, 3, 5)))[0].provision == "ups art. 13 ust. 2"
    assert consequences("prison", life(DAY(2027, 3, 5)))[0].provision == "ups art. 13 ust. 1"
    assert [one.code for one in stay_over(life(DAY(2027, 4, 1)))] == ["resume", "insure"]


@pytest.mark.parametrize(
    ("born", "adult"),
    [
        (DAY(2009, 3, 1), DAY(2027, 3, 1)),
        (DAY(2008, 2, 29), DAY(2026, 2, 28)),
        (DAY(2008, 2, 28), DAY(2026, 2, 28)),
    ],
)
def test_the_eighteenth_birthday(born, adult):
    assert comes_of_age(born) == adult
    assert born <= born_to_be_adult_by(adult)
    assert born > born_to_be_adult_by(adult - datetime.timedelta(days=1))


def test_whether_aid_goes_on_after_eighteen_is_a_question_with_two_answers():
    first = consequences("adult", life(DAY(2027, 3, 5)))[0]
    assert [(v.code, v.since) for v in first.variants] == [("stays", None), ("ends", DAY(2027, 3, 4))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", ["refugee", ""])
def test_every_provision_named_has_its_wording(kind, status):
    for one in consequences(kind, life(DAY(2027, 3, 5), status=status)):
        assert references(one.provision)
