"""What a family is asked after its programme: eight questions with ready answers, none of them a must.

Own wording; the areas are those of the assessment of needs, so that both can be laid side by side.
The answers are kept by code, a code is never renamed. Codes in URGENT ask the worker to call.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Question:
    """A question: code, area of needs, text, answers as (code, text)."""

    code: str
    domain: str
    text: str
    answers: tuple


REFUSED = ("refused", _("Wolę nie odpowiadać"))
UNKNOWN = ("unknown", _("Nie wiem"))
YES, NO = ("yes", _("Tak")), ("no", _("Nie"))

QUESTIONS = (
    Question(
        "home", "housing", _("Gdzie Państwo teraz mieszkają?"),
        (
            ("contract", _("W mieszkaniu na umowę")), ("with_others", _("U kogoś, bez umowy")),
            ("centre", _("W ośrodku lub schronisku")), ("none", _("Nie mamy gdzie mieszkać")),
            ("abroad", _("Poza Polską")), REFUSED,
        ),
    ),
    Question(
        "home_stays", "housing", _("Czy za trzy miesiące nadal będzie można tam mieszkać?"),
        (YES, NO, UNKNOWN, REFUSED),
    ),
    Question(
        "work", "work", _("Czy ktoś z dorosłych pracuje?"),
        (
            ("contract", _("Tak, na umowę")), ("no_contract", _("Tak, bez umowy")),
            ("looking", _("Nie, szukamy pracy")), ("unable", _("Nie, teraz nikt nie może pracować")), REFUSED,
        ),
    ),
    Question(
        "money", "money", _("Czy pieniędzy starcza na jedzenie, czynsz i leki?"),
        (YES, ("sometimes", _("Czasem brakuje")), NO, REFUSED),
    ),
    Question(
        "polish", "language", _("Czy dorośli załatwią prostą sprawę po polsku?"),
        (("alone", _("Tak, sami")), ("with_help", _("Z pomocą")), NO, REFUSED),
    ),
    Question(
        "school", "children", _("Czy dzieci w wieku szkolnym chodzą do szkoły?"),
        (YES, ("some", _("Nie wszystkie")), NO, ("none", _("Nie mamy dzieci w tym wieku")), REFUSED),
    ),
    Question(
        "doctor", "health", _("Czy mają Państwo ubezpieczenie zdrowotne i lekarza?"),
        (YES, ("some", _("Nie wszyscy")), NO, UNKNOWN, REFUSED),
    ),
    Question("call", "social", _("Czy mamy zadzwonić?"), (YES, NO)),
)  # fmt: skip
URGENT = {("home", "none"), ("money", "no"), ("call", "yes")}


def asks_for_call(answers):
    """Whether any answer asks the worker to call."""
    return bool(URGENT & set(answers.items()))


def shown(answers):
    """[(question, the words of its answer or None)] of kept answers, in the order of the questions."""
    return [(one, dict(one.answers).get(answers.get(one.code))) for one in QUESTIONS]
