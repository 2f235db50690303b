"""The days a report is about: a year, a half, a quarter, a month, or any first and last day."""

from dataclasses import dataclass
from datetime import date, timedelta

from kladka.documents.polish import month_name, short_day

# (first month, how many months): the name of such a part of a year.
PARTS = {(1, 12): "rok", (1, 6): "I półrocze", (7, 6): "II półrocze"} | {
    (3 * place + 1, 3): f"{name} kwartał" for place, name in enumerate(("I", "II", "III", "IV"))
}


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both inclusive. ValueError when they are the other way round."""

    first: date
    last: date

    def __post_init__(self):
        if self.last < self.first:
            raise ValueError("Ostatni dzień okresu jest przed pierwszym.")

    @classmethod
    def of(cls, asked):
        """The span that `as_data` wrote."""
        return cls(date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"]))

    def as_data(self):
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}

    def words(self):
        """„rok 2026”, „I półrocze 2026”, „marzec 2026”, or both days."""
        first, months = self.first, self._months()
        if months == 1:
            return month_name(first)
        name = PARTS.get((first.month, months))
        return f"{name} {first.year}" if name else f"{short_day(first)}–{short_day(self.last)}"

    def _months(self):
        """How many, when these are whole months of one year; 0 otherwise."""
        whole = self.first.day == 1 and (self.last + timedelta(1)).day == 1
        return self.last.month - self.first.month + 1 if whole and self.first.year == self.last.year else 0


def year_span(year):
    """The days of a year."""
    return Span(date(year, 1, 1), date(year, 12, 31))


def parts_of_year(year):
    """The year, its halves and its quarters: what statutory reports are about."""
    found = []
    for month, months in PARTS:
        after = date(year, month + months, 1) if month + months <= 12 else date(year + 1, 1, 1)
        found.append(Span(date(year, month, 1), after - timedelta(1)))
    return found
