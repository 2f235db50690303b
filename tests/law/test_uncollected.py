"""Art. 106a ust. 3: every condition is needed, and each one missing has its own provision."""

import datetime

import pytest

from kladka.law.uncollected import may_expire

DAY = datetime.date
WHOLE = {
    "withheld": True, "interview_failed": True, "summons_delivered_on": DAY(2027, 1, 4),
    "appear_by": DAY(2027, 1, 18), "absent": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code", "provision"),
    [
        ({}, "may_expire", "ups art. 106a ust. 3"),
        ({"withheld": False}, "not_withheld", "ups art. 106a ust. 1"),
        ({"interview_failed": False}, "interview_possible", "ups art. 106a ust. 3"),
        ({"summons_delivered_on": None}, "no_summons", "ups art. 106a ust. 3"),
        ({"appear_by": DAY(2027, 1, 4)}, "term_before_delivery", "ups art. 106a ust. 3"),
        ({"appear_by": DAY(2027, 1, 19)}, "term_runs", "ups art. 106a ust. 3"),
        ({"absent": False}, "explained", "ups art. 106a ust. 2"),
    ],
)
def test_a_grant_expires_only_when_nothing_is_missing(changed, code, provision):
    outcome = may_expire(DAY(2027, 1, 19), **(WHOLE | changed))
    assert (outcome.allowed, outcome.reasons[0].code, outcome.reasons[0].provision) == (
        code == "may_expire", code, provision,
    )  # fmt: skip
