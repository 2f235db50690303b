"""Runs the rules over blocks of whole households, or over one family with everything kept for its trace.

`evaluate` takes columns of equal length, one row a person, rows of a household next to each other:

| column | type | meaning | when absent |
|---|---|---|---|
| `household` | int, rising | rows of one family | needed, unless `family_size` is given |
| `status` | int8, place in STATUSES | kind of stay | needed |
| `filed_on` | day | application filed | needed |
| `complete_on` | day | documents complete | day of filing |
| `left_reception_centre_on` | day or ALWAYS | left the reception centre | never there |
| `decision_delivered_on` | day or NEVER | status decision delivered | unknown, in time |
| `covered_from`, `covered_until` | day or ALWAYS, NEVER | person joins, leaves | the whole term |
| `withheld_from`, `withheld_until` | day or NEVER, or a list of such columns | withheld time | none |
| `relation`, `born` | int8, place in RELATIONS; day | adult children are left out | nobody is |
| `home`, `home_from`, `home_until` | lists of int8, days or NEVER | who lives apart, when | nobody does |
| `spouse_of_polish_citizen` | bool | exclusion before 30.05.2021 | nobody is |

A day is int32 since 1970-01-01 (as in Polars and Arrow); `ALWAYS` and `NEVER` (no date) are in `columns`,
STATUSES and RELATIONS in `statuses`.
Any rule may be given as a column instead (say `family_size`), which then stands in its place; a plain int
or bool stands for a column that is the same for everybody. Households are never split between blocks; sums
of blocks are then sums of the whole, whatever the size of the blocks and the number of threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from kladka.law.book import Book, enacted_book
from kladka.law.columns import (
    ALWAYS,
    NEVER,
    Column,
    first_day_of,
    last_day_of,
    month_number,
)
from kladka.law.readings import Readings
from kladka.law.resolver import Plan, Step, make_plan, run

FIGURES = ("cash", "health")
MONTH_FIGURES = ("month", "month_first", "month_last", "month_days")
_ABSENT: dict[str, Any] = {
    "complete_on": ALWAYS,
    "left_reception_centre_on": ALWAYS,
    "decision_delivered_on": NEVER,
    "covered_from": ALWAYS,
    "covered_until": NEVER,
}
SPELLS = ("withheld_from", "withheld_until", "home", "home_from", "home_until")
"""What a person may have several of: lists of columns; one column stands for a list of one."""
_STANDING = {
    "relation": ("within_application", True),
    "spouse_of_polish_citizen": ("not_excluded_as_spouse", True),
    "withheld_from": ("withheld_days", 0),
    "home": ("home_of_month", 0),
}


def blocks(household: Column, rows: int = 32_768) -> Iterator[slice]:
    """Slices of about so many rows that never split a household; 32,768 rows fit most caches."""
    start, length = 0, len(household)
    while start < length:
        stop = min(start + rows, length)
        if stop < length:  # up to the end of the household that the cut would split
            stop = int(np.searchsorted(household, household[stop - 1], side="right"))
        yield slice(start, stop)
        start = stop


def prepare(columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns with those that are absent filled in; raises `ValueError` when a needed one is missing."""
    for name in ("status", "filed_on"):
        if name not in columns:
            raise ValueError(f"column {name} is missing")
    given = {**_ABSENT, **columns}
    for name, (figure, value) in _STANDING.items():
        if name not in columns:
            given.setdefault(figure, value)
    if "withheld_from" not in columns:
        given["withheld_from"] = given["withheld_until"] = ()
    for name in SPELLS:
        if getattr(given.get(name), "ndim", 2) == 1:
            given[name] = (given[name],)
    return given


def evaluate(
    columns: Mapping[str, Any],
    months: Iterable[date],
    book: Book | None = None,
    readings: Readings = Readings(),
    figures: Sequence[str] = FIGURES,
) -> dict[str, Column]:
    """The wanted figures for every person: `(months, persons)`, or `(persons,)` where no month matters.

    `months` are any days of the calendar months asked for; money is grosz. `book` is the book of the
    programme (`book.for_programme(name)`), the law in force by default. Any rule may be asked for by name:
    `covered`, `family_size`, `paid_days`, `has_status`, `filed_in_time` … Raises `LawError` where the book
    has no figure for a day, `ValueError` for a missing column or households that do not lie together.
    """
    given = prepare(columns)
    plan = make_plan(tuple(figures), frozenset(given), readings, book or enacted_book())
    values = run(plan.once, given)
    persons = len(given["status"])
    numbers = [month_number(month) for month in months]
    monthly = {step.key for step in plan.monthly}
    found: dict[str, Column] = {}
    for figure in figures:
        if figure not in monthly:
            found[figure] = np.broadcast_to(values[figure], (persons,))
    wanted = [figure for figure in figures if figure in monthly]
    if wanted:
        found.update(_by_month(plan, values, numbers, wanted, persons, book or enacted_book()))
    return found


def _by_month(
    plan: Plan, values: dict[str, Any], months: list[int], wanted: list[str], persons: int, book: Book
) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for place, month in enumerate(months):
        context = month_context(book, plan.by_month, (month,))
        steps = run(plan.monthly, {**values, **context})
        for figure in wanted:
            if figure not in found:
                found[figure] = np.empty((len(months), persons), dtype=np.asarray(steps[figure]).dtype)
            found[figure][place] = steps[figure]
    return found


@lru_cache(maxsize=2048)
def month_context(
    book: Book, by_month: tuple[tuple[str, str], ...], months: tuple[int, ...]
) -> dict[str, Any]:
    """The months and the figures of the book read in them: ints for one month, else `(months, 1)`."""
    firsts = first_day_of(np.array(months, dtype=np.int32))
    lasts = last_day_of(np.array(months, dtype=np.int32))
    if len(months) == 1:
        first, last = int(firsts[0]), int(lasts[0])
        context: dict[str, Any] = dict(
            zip(MONTH_FIGURES, (months[0], first, last, last - first + 1), strict=True)
        )
    else:
        shaped = [np.array(months, dtype=np.int32), firsts, lasts, lasts - firsts + 1]
        context = {name: values[:, None] for name, values in zip(MONTH_FIGURES, shaped, strict=True)}
    for key, name in by_month:
        context[key] = book.parameter(name).over(context["month_first"])
    return context


def family(
    columns: Mapping[str, Any], book: Book, readings: Readings, figures: Sequence[str]
) -> tuple[Plan, tuple[int, ...], dict[str, Any]]:
    """Every figure of one family over its own months, kept for the trace: plan, months, values by key.

    The months run from the first one to the last of the longest term; none when nobody is eligible.
    """
    given = prepare(columns)
    plan = make_plan(tuple(figures), frozenset(given), readings, book)
    values = run(plan.once, given)
    if not values["eligible"].any():
        return plan, (), values
    first = int(values["first_month"])
    months = tuple(range(first, first + int(np.max(values["term_months"]))))
    values.update(month_context(book, plan.by_month, months))
    return plan, months, run(plan.monthly, values)


def value_for(values: Mapping[str, Any], key: str, month: int, person: int) -> Any:
    """The value of a figure in the given month and for the given person, whatever its shape."""
    value = values[key]
    dimensions = getattr(value, "ndim", 0)
    if dimensions == 0:
        return value
    if dimensions == 1:
        return value[person].item()
    return value[month if value.shape[0] > 1 else 0, person if value.shape[1] > 1 else 0].item()


def steps_of(plan: Plan) -> tuple[Step, ...]:
    """The computations that are rules, in order."""
    return tuple(step for step in (*plan.once, *plan.monthly) if step.rule)
