"""Rodzaje czerwonych flag: which danger opens which tasks, by when, with which institution and telephone.

Read once from `flags.toml`. The terms themselves are counted in `kladka.law.terms`.
"""

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kladka.law.terms import at_once, blue_card_term

HERE = Path(__file__).parent
AT_ONCE, BLUE_CARD = "at_once", "blue_card"


class FlagsError(ValueError):
    """The file of flags does not hold together; the message names the kind and the task."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a flag asks to be done. `term`: AT_ONCE, BLUE_CARD or a number of days that no statute sets.

    `starts`: the task from whose doing the term is counted.
    """

    code: str
    label: str
    term: str | int
    who: str = ""
    phone: str = ""
    provision: str = ""
    starts: str = ""

    def last_day(self, day):
        """The last day for the task when its term runs from `day`."""
        if self.term == AT_ONCE:
            return at_once(day, provision=self.provision).day
        if self.term == BLUE_CARD:
            return blue_card_term(day).day
        return day + datetime.timedelta(days=self.term)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of danger with what one must know first."""

    code: str
    name: str
    about: str
    tasks: tuple[Task, ...]

    def task(self, code):
        """The task with this code. Raises KeyError."""
        return {one.code: one for one in self.tasks}[code]


@cache
def kinds():
    """{code: Kind} in the order of the file. Raises FlagsError."""
    return read_kinds(tomllib.loads((HERE / "flags.toml").read_text(encoding="utf-8")))


def read_kinds(data):
    """The kinds of a parsed file. Raises FlagsError for anything that does not hold together."""
    found = {}
    for row in data["kind"]:
        try:
            kind = Kind(**{**row, "tasks": tuple(Task(**task) for task in row["tasks"])})
        except (TypeError, KeyError) as error:
            raise FlagsError(f"{row.get('code', '?')}: {error}") from error
        _check(kind, found)
        found[kind.code] = kind
    return found


def _check(kind, earlier):
    codes = [task.code for task in kind.tasks]
    if not codes or len(set(codes)) < len(codes) or kind.code in earlier:
        raise FlagsError(f"{kind.code}: zadań nie ma albo kod się powtarza")
    for task in kind.tasks:
        timed = task.term in (AT_ONCE, BLUE_CARD) or (isinstance(task.term, int) and task.term >= 0)
        if not timed or (task.starts and task.starts not in codes):
            raise FlagsError(f"{kind.code}, {task.code}: nieznany termin albo zadanie, od którego biegnie")
