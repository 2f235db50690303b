"""Osobne gospodarstwa: spells apart as the law reads them, and as the row of a person keeps them."""

from datetime import date

from kladka.law.facts import Apart


def apart(applicant):
    """Spells in which the person lives apart, in the order of their days."""
    return [
        Apart(applicant.person.key, home, date.fromisoformat(starts), ends and date.fromisoformat(ends))
        for home, starts, ends in applicant.homes
    ]


def away(applicant):
    """The spell apart that has not ended, or None."""
    *_, last = apart(applicant) or [None]
    return last if last and last.ends is None else None


def written(spells):
    """Spells in their order as `Applicant.homes` keeps them."""
    return [[one.home, one.starts.isoformat(), one.ends and one.ends.isoformat()] for one in spells]
