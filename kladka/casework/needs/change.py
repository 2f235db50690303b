"""Zmiana w obszarze: when a difference between waves may be called a change at all."""

RELIABLE = 2
STEADY = 1


def reliable_change(values):
    """Steps from the first rating to the last when the change is reliable, 0 when it is not.

    `values`: the ratings (1–5) of one domain, one person and one rater in the order of the waves held, None
    where a wave has none. Reliable is a difference of at least two steps, or of at least one in the same
    direction at two successive waves. None: fewer than two ratings, so nothing can be said.
    """
    rated = [place for place, value in enumerate(values) if value is not None]
    if len(rated) < 2:
        return None
    first, last = rated[0], rated[-1]
    change = values[last] - values[first]
    if abs(change) >= RELIABLE:
        return change
    before = values[last - 1] if last - 1 > first else None
    steady = before is not None and (before - values[first]) * change > 0
    return change if abs(change) >= STEADY and steady else 0
