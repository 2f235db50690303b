"""Odmowa: the words for a condition that is not met, with the figures of the book on the day of filing."""

from __future__ import annotations

from datetime import date

from kladka.law.book import Book
from kladka.law.parameters import LawError, Value
from kladka.law.resolver import Rule
from kladka.law.statuses import GENITIVE

_NAMED = ("groups", "application_days")


def refusal_text(rule: Rule, law: Book, filed_on: date) -> str:
    """Why the condition is not met, in Polish: of which statuses there is none, how long the term was.

    The figures are those of the programme and the reform. Raises `LawError` for a rule that refuses nothing.
    """
    if rule.refusal is None:
        raise LawError(f"{rule.figure}: this rule refuses nothing")
    return rule.refusal.text.format(**{name: _written(law.parameter(name).at(filed_on)) for name in _NAMED})


def _written(value: Value) -> str:
    if not isinstance(value, tuple):
        return str(value)
    *others, last = (GENITIVE[status] for status in value)
    return f"{', '.join(others)} ani {last}" if others else last
