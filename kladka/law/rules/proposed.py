"""Propozycje zmian: rules that a reform switches on by name where changed figures do not suffice."""

from __future__ import annotations

from kladka.law.columns import Column, days_between, later, percent_of
from kladka.law.resolver import rule


@rule(
    "propozycja: bez terminu na złożenie wniosku",
    "Wniosek złożony w terminie",
    "Wniosku nie wiąże termin.",
    unit="yes or no",
    figure="filed_in_time",
    when=("proposal", "no_application_term"),
)
def filed_at_any_time(filed_on: Column) -> Column:
    """Every application is in time."""
    return days_between(filed_on, filed_on) > 0


@rule(
    "propozycja: dolna granica jako część górnej",
    "Najwyższa kwota na osobę za pełny miesiąc",
    "Kwota za pełny miesiąc wynosi {ceiling}, nie mniej niż {least_percent} kwoty wyjściowej.",
    unit="zł",
    figure="ceiling",
    when=("proposal", "floor_by_base"),
)
def ceiling_with_floor_by_base(share_amount: Column, base: Column, least_percent: Column) -> Column:
    """The rates, never below a stated per cent of the base."""
    return later(share_amount, percent_of(base, least_percent))
