"""Świadczenie pieniężne: the amount per person and month, its two bounds, and a part month by days."""

from __future__ import annotations

from kladka.law.columns import Column, Table, earlier, half_up, later, percent_of, where
from kladka.law.resolver import rule

_AMOUNT = "ups art. 92 ust. 1 pkt 1; rozporządzenie § 3 ust. 1"
_BASE = "Kwota wyjściowa dla osoby samotnie gospodarującej"
_CEILING = "Najwyższa kwota na osobę za pełny miesiąc"
_FLOOR = "Najniższa kwota na osobę za pełny miesiąc"


@rule(
    "ups art. 92 ust. 1 pkt 1; ups art. 9",
    _BASE,
    "Kwotą wyjściową jest górna granica świadczenia zweryfikowana przez Radę Ministrów: {base}.",
    unit="zł",
    when=("base", "verified"),
)
def base(verified_maximum: Column) -> Column:
    """What a person living alone may get in months 1–6, by the verified maximum of the act."""
    return verified_maximum


@rule(
    "rozporządzenie § 3 ust. 1 pkt 1 lit. a",
    _BASE,
    "Kwotą wyjściową jest kwota wpisana w § 3 rozporządzenia: {base}.",
    unit="zł",
    figure="base",
    when=("base", "regulation"),
)
def base_of_regulation(regulation_base: Column) -> Column:
    """The same, by the figure written in § 3 of the regulation."""
    return regulation_base


@rule(
    "rozporządzenie § 3 ust. 1 pkt 1",
    "Stawka na osobę w rodzinie",
    "Stawka zależy od liczby osób w rodzinie i wynosi {family_share} kwoty wyjściowej na osobę.",
    unit="%",
)
def family_share(family_size: Column, share: Table) -> Column:
    """Per cent of the base per person by family size."""
    return share.at(family_size)


@rule(
    "rozporządzenie § 3 ust. 1 pkt 1",
    "Kwota na osobę według stawki",
    "{family_share} z {base} to {amount_by_share} na osobę.",
    unit="zł",
)
def amount_by_share(base: Column, family_share: Column) -> Column:
    """Amount per person in the first months, before the rate of the later ones."""
    return percent_of(base, family_share)


@rule(
    "rozporządzenie § 3 ust. 1 pkt 1 i 2",
    "Stawka w danym miesiącu programu",
    "Przez pierwsze {first_stage_months} stosuje się całą tę kwotę, później {later_percent}; "
    "w {number}. miesiącu programu jest to {stage_rate}.",
    unit="%",
)
def stage_rate(number: Column, first_stage_months: Column, later_percent: Column) -> Column:
    """100 % in the first months, the lower per cent from the month after them."""
    return where(number > first_stage_months, later_percent, 100)


@rule(
    _AMOUNT,
    "Kwota wynikająca ze stawek za pełny miesiąc",
    "Kwota według § 3 rozporządzenia wynosi {share_amount} na osobę za pełny miesiąc.",
    unit="zł",
)
def share_amount(amount_by_share: Column, stage_rate: Column) -> Column:
    """Full-month amount by the rates alone."""
    return percent_of(amount_by_share, stage_rate)


@rule(
    "ups art. 92 ust. 1 pkt 1",
    _CEILING,
    "Kwota za pełny miesiąc wynosi najwyżej {ceiling}; ustawa nie pozwala zejść poniżej "
    "{verified_minimum} na osobę.",
    unit="zł",
    when=("floor", True),
)
def ceiling(share_amount: Column, verified_minimum: Column) -> Column:
    """Full-month amount that is proposed: the rates, never below the statutory minimum."""
    return later(share_amount, verified_minimum)


@rule(
    "rozporządzenie § 3 ust. 1",
    _CEILING,
    "Kwota za pełny miesiąc wynosi najwyżej {ceiling}; dolnej granicy z ustawy nie stosuje się do stawek "
    "z § 3.",
    unit="zł",
    figure="ceiling",
    when=("floor", False),
)
def ceiling_without_floor(share_amount: Column) -> Column:
    """The same by the rates alone."""
    return share_amount


@rule(
    "ups art. 92 ust. 1 pkt 1",
    _FLOOR,
    "Program może ustalić kwotę niższą od najwyższej, nie niższą jednak niż {floor}.",
    unit="zł",
)
def floor(verified_minimum: Column, ceiling: Column) -> Column:
    """Least full-month amount a programme may set: the statutory minimum, or a ceiling below it."""
    return earlier(verified_minimum, ceiling)


@rule(
    f"{_AMOUNT}; ups art. 106 ust. 3",
    "Świadczenie pieniężne za miesiąc",
    "Za ten miesiąc przysługuje {cash}: {ceiling} ÷ {month_days} × {paid_days}.",
    unit="zł",
)
def cash(ceiling: Column, paid_days: Column, month_days: Column) -> Column:
    """Cash due for the month: the ceiling by days covered and not withheld."""
    return half_up(ceiling, paid_days, month_days)


@rule(
    f"{_AMOUNT}; ups art. 106 ust. 3",
    "Świadczenie według samych stawek",
    "Bez dolnej granicy z ustawy byłoby to {cash_by_share}.",
    unit="zł",
)
def cash_by_share(share_amount: Column, paid_days: Column, month_days: Column) -> Column:
    """Cash for the month by the rates alone, without the statutory minimum."""
    return half_up(share_amount, paid_days, month_days)
