"""How amounts, days and account numbers are written in Polish; the only place that writes them."""

import re
from datetime import date
from decimal import Decimal

from num2words import num2words

from kladka.law.polish import NBSP, plural

GROSZ = Decimal("0.01")

# Nominative and genitive, from January.
_MONTHS = (
    ("styczeń", "stycznia"),
    ("luty", "lutego"),
    ("marzec", "marca"),
    ("kwiecień", "kwietnia"),
    ("maj", "maja"),
    ("czerwiec", "czerwca"),
    ("lipiec", "lipca"),
    ("sierpień", "sierpnia"),
    ("wrzesień", "września"),
    ("październik", "października"),
    ("listopad", "listopada"),
    ("grudzień", "grudnia"),
)
_TIED = re.compile(
    r"(?<![^\s(„])((?:[aiouwzAIOUWZ]|art\.|ust\.|pkt|lit\.|poz\.|nr|Nr|§|Dz\.U\.|ul\.|al\.|pl\.)) (?=\S)"
)

_COUNTED = re.compile(
    rf"(\d) (r\.|zł|dni[a]?|godz\w*|mies\w*|os[oó]b\w*|{'|'.join(genitive for _, genitive in _MONTHS)})(?!\w)"
)


def whole_grosze(amount: Decimal) -> Decimal:
    """Return the amount with two decimals; ``ValueError`` when it has a part of a grosz."""
    if not amount.is_finite() or amount != amount.quantize(GROSZ):
        raise ValueError(f"kwota {amount} nie jest pełną liczbą groszy")
    return amount.quantize(GROSZ)


def zl(amount: Decimal) -> str:
    """Write an amount in zł without the unit, ``1 679,00``; groups are parted by a no-break space."""
    whole, grosze = f"{whole_grosze(amount):,.2f}".split(".")
    return f"{whole.replace(',', NBSP)},{grosze}"


def zl_in_words(amount: Decimal) -> str:
    """Write an amount in words as offices do: ``jeden tysiąc złotych 00/100``.

    Takes amounts from 0 upwards; ``ValueError`` below. ``num2words`` reads an int as grosze and leaves
    out the leading "jeden", which makes room to write another numeral before it; both are put right here.
    """
    exact = whole_grosze(amount)
    if exact < 0:
        raise ValueError("kwoty ujemnej nie zapisuje się słownie")
    whole, grosze = int(exact), int(exact % 1 * 100)
    words = re.sub(r"\b(tysiąc|milion|miliard)\b", r"jeden \1", num2words(whole, lang="pl"))
    return f"{words} {plural(whole, 'złoty', 'złote', 'złotych')} {grosze:02}/100"


def day(when: date) -> str:
    """Write a day for a sentence: ``21 listopada 2026 r.``."""
    return f"{when.day} {_MONTHS[when.month - 1][1]} {when.year} r."


def short_day(when: date) -> str:
    """Write a day for a table: ``21.11.2026``."""
    return f"{when:%d.%m.%Y}"


def period(starts: date, ends: date) -> str:
    """Write a period for a table, both days included: ``01.11.2026–30.04.2027``."""
    return f"{short_day(starts)}–{short_day(ends)}"


def month_name(when: date) -> str:
    """Name the month of a day: ``listopad 2026``."""
    return f"{_MONTHS[when.month - 1][0]} {when.year}"


def account_number(digits: str) -> str:
    """Group the 26 digits of a domestic account as on a statement: ``61 1090 1014 …``."""
    groups = [digits[:2], *(digits[at : at + 4] for at in range(2, len(digits), 4))]
    return NBSP.join(groups)


def tied(text: str) -> str:
    """Tie one-letter words and marks such as "art." to what follows, so that no line ends with them."""
    text = _TIED.sub(rf"\1{NBSP}", text)
    # A second pass: in "i w domu" both letters share the space between them.
    text = _TIED.sub(rf"\1{NBSP}", text)
    return _COUNTED.sub(rf"\1{NBSP}\2", text)
