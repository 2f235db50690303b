"""Themes of goals: the domains of needs and, where a goal has no one domain, social functioning as a whole.

Safety is no theme: the programme is signed by the whole family, and what is told of violence is not.
"""

from kladka.casework.needs.domains import domains

AREAS = {
    "language": "nauka języka polskiego",
    "work": "funkcjonowanie zawodowe",
    "social": "funkcjonowanie społeczne",
}
THEMES = {one.code: one.name for one in domains().values() if not one.restricted} | {
    "society": "funkcjonowanie społeczne"
}


def area_of(theme):
    """The area of monitoring (rozporządzenie § 5) of a theme: a key of AREAS."""
    return theme if theme in ("language", "work") else "social"
