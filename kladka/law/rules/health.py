"""Składka zdrowotna: 9 % of the highest permanent benefit, for refugees and subsidiary protection."""

from __future__ import annotations

from kladka.law.columns import Column, Table, percent_of, where
from kladka.law.resolver import rule


@rule(
    "ustawa zdrowotna art. 66 ust. 1 pkt 27 i ust. 2",
    "Ubezpieczenie zdrowotne z tytułu programu",
    "Ubezpieczenie z tytułu programu daje: {insured_groups}. Członek "
    "rodziny osoby ubezpieczonej jest z tego tytułu zwolniony: za zgłoszonego składki się nie opłaca.",
    unit="yes or no",
)
def insured(status: Column, insured_groups: Table) -> Column:
    """The person is insured through the programme; holders of a family permit must check their own title."""
    return insured_groups.at(status)


@rule(
    "ustawa zdrowotna art. 79 ust. 1; ustawa zdrowotna art. 81 ust. 8 pkt 8",
    "Składka zdrowotna za miesiąc",
    "Składka to {health_percent} najwyższego zasiłku stałego ({permanent_benefit_maximum}): "
    "{health_contribution}.",
    unit="zł",
)
def health_contribution(permanent_benefit_maximum: Column, health_percent: Column) -> Column:
    """Contribution for one person and month; it is not divided by days."""
    return percent_of(permanent_benefit_maximum, health_percent)


@rule(
    "ups art. 92 ust. 1 pkt 2; ustawa zdrowotna art. 73 pkt 12; ustawa zdrowotna art. 79 ust. 2",
    "Składka zdrowotna do opłacenia",
    "Za ten miesiąc opłaca się składkę zdrowotną: {health}.",
    unit="zł",
)
def health(insured: Column, paid_days: Column, health_contribution: Column) -> Column:
    """Contribution due: whole when at least one day is covered and not withheld, otherwise none."""
    return where(insured & (paid_days > 0), health_contribution, 0)
