"""Random lives of a family: in whatever order things happen, every grosz is where plain arithmetic says.

A life that fails is made smaller and told in Polish sentences. `KLADKA_LIVES=2000` plays so many other lives.
"""

import datetime
import os

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .life import EVENTS, Life

LIVES = int(os.environ.get("KLADKA_LIVES", "0"))
PROFILE = {"max_examples": LIVES or 12, "derandomize": not LIVES, "database": None}
NUMBERS = st.lists(st.integers(0, 99_999), min_size=8, max_size=8)
EVENT = st.tuples(st.sampled_from(EVENTS), NUMBERS)


@pytest.fixture
def life(db):
    with time_machine.travel(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC), tick=False) as clock:
        yield Life(clock)


@settings(deadline=None, suppress_health_check=list(HealthCheck), **PROFILE)
@given(events=st.lists(EVENT, min_size=4, max_size=14))
def test_whatever_happens_in_a_life_every_grosz_is_where_plain_arithmetic_says(life, events):
    with transaction.atomic():
        life.begin()
        try:
            for name, numbers in (("pay", [0] * 8), *events):
                life.act(name, numbers)
                assert life.differences() == {}, life.told()
        except Exception as error:
            error.add_note(life.told())
            raise
        finally:
            transaction.set_rollback(True)
