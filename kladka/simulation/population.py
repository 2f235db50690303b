"""Ludność syntetyczna: households with statuses, ages and dates, without names or PESEL.

Households are drawn in cells of fixed size, each cell from a stream of its own (version, seed, cell): the
same seed and version give the same people, whoever asks for how many and in what blocks. The calibrating
figures and their sources stand in kladka.simulation.calibration.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kladka.law.statuses import RELATIONS, STATUSES
from kladka.simulation import calibration as known
from kladka.simulation.calibration import OFFICE, Mix, draw

VERSION: Final = 1
CELL: Final = 16_384
LARGEST: Final = 7
YEAR_DAYS: Final = 365.2425

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

STATUS_TYPE: Final = pl.Enum(STATUSES)
RELATION_TYPE: Final = pl.Enum(RELATIONS)
NEVER: Final = np.iinfo(np.int32).min

SCHEMA: Final = pl.Schema(
    {
        "household": pl.Int64(),
        "person": pl.Int64(),
        "status": STATUS_TYPE,
        "born": pl.Date(),
        "decision_delivered_on": pl.Date(),
        "filed_on": pl.Date(),
        "left_reception_centre_on": pl.Date(),
        "ends_on": pl.Date(),
        "withheld_from": pl.Date(),
        "withheld_until": pl.Date(),
        "relation": RELATION_TYPE,
        "spouse_of_polish_citizen": pl.Boolean(),
    }
)


@dataclass(frozen=True)
class _Homes:
    """One cell of households; arrays of shape (CELL,) or (CELL, LARGEST)."""

    status: Ints
    size: Ints
    form: Ints
    present: Flags
    adult: Flags


def population(persons: int, seed: int, *, year: int = 2026, mix: Mix = OFFICE) -> Iterator[pl.DataFrame]:
    """Frames of whole households, `persons` rows in all, numbered from 1; the last one may be cut short.

    `year` is the calendar year that the dates are laid around: protection granted from the year before to
    its end, temporary protection in a wave that begins in its February. Raises ValueError when persons is
    negative.
    """
    if persons < 0:
        raise ValueError("persons must not be negative")
    made, cell = 0, 0
    while made < persons:
        frame = _cell(seed, cell, date(year, 1, 1), mix, first_person=made + 1)
        frame = frame.head(persons - made)
        made += frame.height
        cell += 1
        yield frame


def _cell(seed: int, cell: int, new_year: date, mix: Mix, *, first_person: int) -> pl.DataFrame:
    stream = np.random.Generator(np.random.PCG64([VERSION, seed, cell]))
    homes = _homes(stream, mix)
    origin = (new_year - date(1970, 1, 1)).days
    columns = {"born": origin - np.ceil(_ages(stream, homes) * YEAR_DAYS).astype(np.int64)}
    columns |= _paper(stream, homes, origin)
    household = np.repeat(np.arange(CELL) + cell * CELL + 1, homes.size)
    status = np.repeat(homes.status, homes.size)
    shown = {
        name: _dates(np.broadcast_to(values, homes.present.shape)[homes.present])
        for name, values in columns.items()
    }
    frame = pl.DataFrame(
        {
            "household": household,
            "person": np.arange(first_person, first_person + household.size),
            "status": pl.Series(status.astype(np.uint8)).cat.to(STATUS_TYPE),
            **shown,
            "relation": pl.Series(_relations(homes)[homes.present]).cat.to(RELATION_TYPE),
            "spouse_of_polish_citizen": _spouses_of_citizens(stream, homes)[homes.present],
        }
    )
    return frame.select(SCHEMA.names()).cast(SCHEMA)


def _dates(days: Ints) -> pl.Series:
    """Days since 1970 as dates; NEVER becomes null."""
    series = pl.Series(days.astype(np.int32))
    return series.set(series == NEVER, None).cast(pl.Date)


def _homes(stream: np.random.Generator, mix: Mix) -> _Homes:
    status = draw(stream.random(CELL), mix.shares)
    temporary = status == STATUSES.index("temporary_protection")
    large = ~temporary & (stream.random(CELL) < known.SHARE_LARGE)
    chance = stream.random(CELL)
    size = 1 + np.select(
        [temporary, large],
        [draw(chance, known.SIZES_TEMPORARY), draw(chance, known.SIZES_LARGE)],
        draw(chance, known.SIZES_PROTECTION),
    )
    form = _forms(stream.random(CELL), size, temporary)
    place = np.arange(LARGEST)
    adult = place < np.asarray(known.ADULTS)[form][:, None]
    return _Homes(status, size, form, place < size[:, None], adult)


def _forms(chance: Floats, size: Ints, temporary: Flags) -> Ints:
    form = np.zeros(CELL, np.int64)
    for row in range(4):
        here = np.minimum(size, 4) == row + 1
        form[here & temporary] = draw(chance[here & temporary], known.FORMS_TEMPORARY[row])
        form[here & ~temporary] = draw(chance[here & ~temporary], known.FORMS_PROTECTION[row])
    return form


def _relations(homes: _Homes) -> NDArray[np.uint8]:
    """Codes of RELATIONS. Grandparents, adult siblings and minors alone apply for themselves."""
    spouse = _is_form(homes.form, _WITH_SPOUSE)[:, None] & (np.arange(LARGEST) == 1)
    child = _is_form(homes.form, _WITH_CHILDREN)[:, None] & ~homes.adult
    codes = {name: RELATIONS.index(name) for name in RELATIONS}
    answer = np.select([child, spouse], [codes["child"], codes["spouse"]], codes["applicant"])
    return answer.astype(np.uint8)


_WITH_SPOUSE: Final = ("couple", "couple_children", "three_generations")
_WITH_CHILDREN: Final = (
    "mother_children",
    "couple_children",
    "mother_grandmother_children",
    "three_generations",
)


def _is_form(form: Ints, names: tuple[str, ...]) -> Flags:
    return np.isin(form, [known.FAMILY_FORMS.index(name) for name in names])


def _ages(stream: np.random.Generator, homes: _Homes) -> Floats:
    """Age in years on 1 January of the year, shape (CELL, LARGEST): adults first, children eldest first."""
    children = homes.size - homes.adult.sum(axis=1).clip(max=homes.size)
    low, high = known.SIBLING_GAP
    spacing = low + (high - low) * stream.random((CELL, LARGEST))
    place = np.arange(LARGEST) - homes.adult.sum(axis=1)[:, None]
    spacing[(place < 1) | (place >= children[:, None])] = 0
    since_eldest = np.cumsum(spacing, axis=1)
    room = np.maximum(17.9 - since_eldest[:, -1], 0.5)
    eldest = np.minimum(since_eldest[:, -1] + stream.random(CELL) * room, 17.9)
    child_age = np.maximum(eldest[:, None] - since_eldest, 0.1)
    adult_age = _adult_ages(stream, eldest, children > 0, _is_form(homes.form, _WITH_SPOUSE))
    return np.where(homes.adult, adult_age, child_age)


def _adult_ages(stream: np.random.Generator, eldest: Floats, has_children: Flags, couple: Flags) -> Floats:
    bands = np.asarray([band for band, _ in known.ADULT_AGES] + [known.OLDEST])
    band = draw(stream.random(CELL), tuple(share for _, share in known.ADULT_AGES))
    alone = bands[band] + stream.random(CELL) * (bands[band + 1] - bands[band])
    gap = np.clip(_normal(stream.random((CELL, 2)), *known.PARENT_GAP), 16, 45)
    parent = np.where(has_children, np.maximum(eldest + gap[:, 0], 18), alone)
    partner = np.clip(_normal(stream.random(CELL), 0, 3) + parent, 18, known.OLDEST)
    grandparent = np.minimum(parent + gap[:, 1], known.OLDEST)
    ages = np.repeat(grandparent[:, None], LARGEST, axis=1)
    ages[:, 0], ages[:, 1] = parent, np.where(couple, partner, grandparent)
    return ages


_QUANTILES: Final = np.asarray([NormalDist().inv_cdf((step + 0.5) / 2048) for step in range(2048)])


def _normal(chance: Floats, mean: float, deviation: float) -> Floats:
    """Normal numbers from uniform ones by a table of quantiles, cut at 3.5 deviations."""
    return mean + deviation * _QUANTILES[(chance * _QUANTILES.size).astype(np.int64)]


def _days(chance: Floats, least: int, most: int) -> Ints:
    """Whole days, even between least and most inclusive."""
    return least + (chance * (most - least + 1)).astype(np.int64)


def _paper(stream: np.random.Generator, homes: _Homes, origin: int) -> dict[str, Ints]:
    """Days since 1970 of every act on paper, NEVER where there was none; (CELL, LARGEST) or (CELL, 1)."""
    home, member = stream.random((12, CELL)), stream.random((5, CELL, LARGEST))
    granted = _granted(home[0], home[1], homes.status, origin)
    later = np.zeros((CELL, LARGEST), np.int64)
    joined = (member[0] < known.SHARE_MEMBER_JOINED_LATER) & (np.arange(LARGEST) > 0)
    later[joined] = _days(member[1], 30, 240)[joined]
    late = home[2] < known.SHARE_LATE
    delay = np.where(late, _days(home[3], 61, 200), (home[3] ** 2 * 60).astype(np.int64))
    delivered = granted[:, None] + later
    filed = delivered + delay[:, None]
    left = np.where(home[4] < known.SHARE_FROM_RECEPTION_CENTRE, granted + _days(home[5], -30, 120), NEVER)
    ends = _ends(home[6], home[7], granted + delay, member[2], member[3])
    ends = np.where(ends > filed, ends, NEVER)
    starts, until = _withheld(member[4], home[8], home[9], filed)
    nobody = (homes.status == STATUSES.index("none"))[:, None]
    unfiled = nobody | (home[10] < known.SHARE_NEVER_APPLIED)[:, None]
    return {
        "decision_delivered_on": np.where(nobody, NEVER, delivered),
        "filed_on": np.where(unfiled, NEVER, filed),
        "left_reception_centre_on": np.where(unfiled, NEVER, left[:, None]),
        "ends_on": np.where(unfiled, NEVER, ends),
        "withheld_from": np.where(unfiled, NEVER, starts),
        "withheld_until": np.where(unfiled, NEVER, until),
    }


def _granted(month_chance: Floats, day_chance: Floats, status: Ints, origin: int) -> Ints:
    """Day of delivery of the decision: even over two years, temporary protection as the wave of 2022."""
    even = origin - 365 + _days(month_chance, 0, 700)
    month = 1 + draw(month_chance, known.ARRIVALS_FROM_FEBRUARY)
    wave = origin + (month * 30.4).astype(np.int64) + _days(day_chance, 0, 29)
    return np.where(status == STATUSES.index("temporary_protection"), wave, even)


def _ends(broken: Floats, when: Floats, filed: Ints, left: Floats, day: Floats) -> Ints:
    """Last day of aid where it was broken off, for the household or for one member; both within a year."""
    whole = np.where(broken < known.SHARE_BROKEN_OFF, filed + _days(when, 20, 360), NEVER)
    one = (left < known.SHARE_MEMBER_LEFT_EARLY) & (whole == NEVER)[:, None]
    return np.where(one, filed[:, None] + _days(day, 20, 360), whole[:, None])


def _withheld(member: Floats, when: Floats, length: Floats, filed: Ints) -> tuple[Ints, Ints]:
    """First and last day withheld: mostly up to 30 days (art. 95 ust. 1 pkt 1–2), a fifth of them open."""
    chosen = member < known.SHARE_WITHHELD
    starts = filed + _days(when, 10, 300)[:, None]
    until = starts + _days(length, 4, 29)[:, None]
    open_ended = length < 0.2
    return np.where(chosen, starts, NEVER), np.where(chosen & ~open_ended[:, None], until, NEVER)


def _spouses_of_citizens(stream: np.random.Generator, homes: _Homes) -> Flags:
    """Adults alone who are married to a Polish citizen (matters only to applications before 30.05.2021)."""
    chosen = (stream.random(CELL) < known.SHARE_SPOUSE_OF_POLISH_CITIZEN) & (homes.form == 0)
    answer: Flags = chosen[:, None] & (np.arange(LARGEST) == 0)
    return answer
