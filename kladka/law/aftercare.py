"""Czas po programie: no act orders it; the days are ours and say so.

NIK found in 2015 that nobody follows families after the programme, so that its effect cannot be judged
(nik.gov.pl, „NIK o systemie pomocy społecznej dla uchodźców”).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kladka.law.holidays import next_working_day
from kladka.law.terms import Term, months_later

CHECK_MONTHS: Final = (3, 6, 12)
LINK_DAYS: Final = 42
CALL_DAYS: Final = 2
PRACTICE: Final = "zalecenie NIK z 2015 r.; nie wynika z przepisu"


def check_day(ended_on: date, months: int) -> Term:
    """The day of a check so many months after the last day of aid, moved off days off."""
    raw = months_later(ended_on, months)
    return Term(raw, next_working_day(raw), PRACTICE)


def call_day(asked_on: date) -> Term:
    """By when a family that asked for it, or that is in trouble, is called."""
    raw = asked_on + timedelta(days=CALL_DAYS)
    return Term(raw, next_working_day(raw), PRACTICE)
