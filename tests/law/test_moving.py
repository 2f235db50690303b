"""Art. 94: proofs by ground, both readings of the month of the move, whom to notify."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kladka.law.acts import MOVES
from kladka.law.moving import asked_for, left_without_leave, notices, shares
from kladka.law.provisions import references

DAY = datetime.date
STARTS, ENDS = DAY(2026, 5, 1), DAY(2027, 4, 30)


def test_both_readings_of_a_move_in_the_eighth_month():
    found = [
        (s.reading, s.old_until, s.new_from, s.months_used, s.months_left)
        for s in shares(STARTS, ENDS, DAY(2026, 12, 11))
    ]
    assert found == [
        ("old", DAY(2026, 12, 31), DAY(2027, 1, 1), 8, 4),
        ("new", DAY(2026, 11, 30), DAY(2026, 12, 1), 7, 5),
    ]


def test_a_move_in_the_last_month_may_leave_nothing_and_in_the_first_everything():
    old, new = shares(STARTS, ENDS, DAY(2027, 4, 30))
    assert (old.new_from, old.months_left, new.months_left) == (None, 0, 1)
    old, new = shares(STARTS, ENDS, DAY(2026, 5, 2))
    assert (new.old_until, new.months_used, new.months_left) == (None, 0, 12)


@given(st.dates(STARTS, ENDS))
def test_no_month_is_paid_twice_and_none_is_left_out(day):
    for one in shares(STARTS, ENDS, day):
        assert one.months_used + one.months_left == 12
        if one.old_until and one.new_from:
            assert one.new_from - one.old_until == datetime.timedelta(days=1)


def test_a_move_outside_the_programme_is_no_move():
    with pytest.raises(ValueError, match="poza czasem programu"):
        shares(STARTS, ENDS, DAY(2027, 5, 1))


@pytest.mark.parametrize("ground", MOVES)
def test_every_ground_asks_for_a_declaration_and_a_proof_with_a_provision_that_has_its_wording(ground):
    asked = asked_for(ground)
    assert [one.code for one in asked] == ["declaration", "proof"]
    assert all(references(one.provision) for one in asked)


def test_within_the_voivodeship_one_voivode_is_told_and_beyond_it_both():
    assert [one.code for one in notices("county")] == ["new_authority", "voivode"]
    assert [one.code for one in notices("voivodeship")] == ["new_authority", "voivode", "new_voivode"]
    assert {one.provision for one in notices("voivodeship")} == {"ups art. 94 ust. 8"}


def test_leaving_without_leave_warns_before_it_is_a_resignation():
    text, provision = left_without_leave(DAY(2027, 1, 5))
    assert "Najpierw zapytaj" in text
    assert references(provision)
