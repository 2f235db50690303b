"""Rodziny do testów: Hypothesis strategies for facts of any family the law may meet."""

from datetime import date

from hypothesis import strategies as st

from kladka.law.facts import GROUNDS, Facts, PersonFacts, Withheld
from kladka.law.readings import DISPUTES, Readings
from kladka.law.statuses import STATUSES

_days = st.dates(min_value=date(2019, 1, 1), max_value=date(2026, 12, 31))
_maybe = st.one_of(st.none(), _days)


@st.composite
def _person(draw, number):
    starts, ends = draw(_maybe), draw(_maybe)
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    relation = "applicant" if number == 0 else draw(st.sampled_from(["spouse", "child"]))
    return PersonFacts(
        id=f"osoba {number}",
        born=draw(st.dates(min_value=date(1950, 1, 1), max_value=date(2018, 12, 31))),
        status=draw(st.sampled_from(STATUSES)),
        relation=relation,
        decision_delivered_on=draw(_maybe),
        spouse_of_polish_citizen=draw(st.booleans()),
        covered_from=starts,
        covered_until=ends,
    )


@st.composite
def _withheld(draw, people):
    first, second = sorted((draw(_days), draw(_days)))
    return Withheld(draw(st.sampled_from(people)).id, draw(st.sampled_from(GROUNDS)), first, second)


readings = st.builds(
    Readings, **{name: st.sampled_from(list(dispute.variants)) for name, dispute in DISPUTES.items()}
)


@st.composite
def facts(draw):
    """Facts of one application with one to six people, any readings, withheld spans that may overlap."""
    people = tuple(draw(_person(number)) for number in range(draw(st.integers(1, 6))))
    filed_on = draw(_days)
    return Facts(
        filed_on=filed_on,
        people=people,
        complete_on=max(filed_on, draw(_days)),
        left_reception_centre_on=draw(_maybe),
        withheld=tuple(draw(st.lists(_withheld(people), max_size=4))),
        readings=draw(readings),
    )
