"""Polish words of the line and of what leaves the house: those name no family."""

from kladka.documents.polish import short_day
from kladka.documents.translated import TAGS
from kladka.law import polish

PAID, TO_PAY = "Wypłata świadczenia pieniężnego", "Termin wypłaty świadczenia pieniężnego"
PAID_BEFORE = "Świadczenie pieniężne wypłacone przed Kładką"
EXPIRES = "Kończy się ważność dokumentu ({document}): {person}. Status ochrony trwa nadal."
BIRTHDAY = "Pełnoletność: {person}"

KIND_NAMES = {
    "term": "terminy",
    "act": "czynności",
    "money": "pieniądze",
    "document": "dokumenty",
}
STATES = {
    "done": ("green", "zrobione"),
    "late": ("red", "po terminie"),
    "over": ("secondary", "minął"),
    "today": ("yellow", "dziś"),
    "ahead": ("azure", "przed nami"),
    "past": ("secondary", ""),
}

# kind of a deadline: the words for a calendar or a message, which may be read over a shoulder
OUTSIDE = {
    "decision": "załatwienie sprawy decyzją",
    "supply": "uzupełnienie wniosku",
    "certificate": "zaświadczenie",
    "appeal": "koniec terminu odwołania",
    "monitoring": "notatka z monitorowania",
    "payment": "wypłata świadczeń",
    "farewell": "rozmowa o końcu programu",
    "programme_end": "koniec programu",
    "withholding": "koniec wstrzymania",
    "revocation": "wykonanie uchylenia",
}
OTHER = "termin w sprawie"


def outside(kind):
    """What a deadline of this kind is called outside the program; its label may name somebody."""
    return OUTSIDE.get(kind, OTHER)


def reminder_text(late, near, days):
    """What a worker is told: how many terms, and nothing of any case."""
    parts = []
    if late:
        parts.append(f"po terminie: {late}")
    if near:
        parts.append(f"{in_days(days)}: {near}")
    return f"Kładka: terminy w Twoich sprawach – {', '.join(parts)}. Szczegóły po zalogowaniu."


def in_days(days):
    """When the near terms fall: „dziś”, „dziś i jutro”, „w ciągu 3 dni”."""
    return {0: "dziś", 1: "dziś i jutro"}.get(days, f"w ciągu {polish.days(days)}")


# No sworn translator has seen these; they say a day and who asks, nothing else.
VISIT = {
    "": "Przypominamy o umówionym spotkaniu: {day}. {office}.",
    "uk": "Нагадуємо про домовлену зустріч: {day}. {office}.",
    "en": "A reminder of the agreed meeting: {day}. {office}.",
    "ru": "Напоминаем о назначенной встрече: {day}. {office}.",
    "be": "Нагадваем пра прызначаную сустрэчу: {day}. {office}.",
    "ar": "نذكّركم بالموعد المتفق عليه: {day}. {office}.",
}


def visit_text(language, day, office):
    """What a person of the family is told, in Polish and in their language when it is one of ours."""
    facts = {"day": short_day(day), "office": office}
    tag = TAGS.get(language, "")
    return " ".join(VISIT[one].format(**facts) for one in dict.fromkeys(("", tag)))
