"""An undue benefit in a real browser: from what was overpaid to a claim that is paid and closed."""

import pytest

from .conftest import walked

pytestmark = pytest.mark.browser


def test_an_undue_benefit_is_claimed_deducted_within_the_half_waived_in_part_and_paid(travelled, tmp_path):
    address, day = travelled
    (told,) = walked("undue.mjs", address, tmp_path, day)
    assert told["claimed"] == told["deducted"] + told["waived"] + told["repaid"] == sum(told["plan"])
    assert told["deducted"] == told["plan"][0] <= 117530  # grosze: half of 1175,30 zł of each of two persons
    assert told["complaints"] == []
    print(f"kliknięcia: {told['clicks']}")
    assert told["clicks"] <= 40
