"""Polish words for the states of a check."""

from .models import Way

BADGES = {
    "czeka": "azure",
    "po terminie": "red",
    "wysłane": "yellow",
    "odpowiedź": "green",
    "bez odpowiedzi": "secondary",
}
WAYS = dict(Way.choices)


def _says(answered_at, closed_on, sent_at, late):
    if answered_at:
        return "odpowiedź"
    if closed_on:
        return "bez odpowiedzi"
    if late:
        return "po terminie"
    return "wysłane" if sent_at else "czeka"


def state_of(check):
    """(word, colour) for a check on the page of its case."""
    says = _says(check.answered_at, check.closed_on, check.sent_at, late=False)
    return says, BADGES[says]


def shown_row(row, today):
    """A row of the list (dictionary of queries.FIELDS) with the words for its state and way."""
    late = row["due_on"] < today and not row["sent_at"]
    says = _says(row["answered_at"], row["closed_on"], row["sent_at"], late)
    return row | {"says": says, "badge": BADGES[says], "way": WAYS[row["consent__way"]]}
