"""Polish words of monitoring: the three areas, hours, states of a notice, what a duty is called."""

from dataclasses import dataclass

from kladka.law.book import enacted_book
from kladka.law.contacts import REMIND_FROM_DAY

from .models import DutyNotice, MonitoringNote

PROGRESS_BADGES = {"yes": "green", "partly": "yellow", "no": "red"}
NOTICE_BADGES = {
    "draft": ("secondary", "projekt"),
    "issued": ("azure", "wysłane"),
    "delivered": ("yellow", "czeka na wyjaśnienie"),
    "answered": ("azure", "jest wyjaśnienie"),
    "closed": ("green", "zakończone"),
}
# Below this share of the hours a worker is asked to talk about the cause; no act sets it, nothing follows.
LOW_ATTENDANCE = 60  # per cent


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the assessment with its provision."""

    title: str
    provision: str


AREAS = {
    "language": Area("Edukacja językowa", "rozporządzenie § 5 ust. 2 pkt 1"),
    "work": Area("Funkcjonowanie zawodowe", "rozporządzenie § 5 ust. 2 pkt 2"),
    "social": Area("Funkcjonowanie społeczne", "rozporządzenie § 5 ust. 2 pkt 3"),
}
PROGRESS = dict(MonitoringNote.Progress.choices)


# Languages of the standing sentences of a notice.
LANGUAGES = {
    "uk": "Українською",
    "ru": "По-русски",
    "be": "Па-беларуску",
    "en": "In English",
    "ar": "بالعربية",
}

# What a family waits for: words of the filter and of „Dziś”.
WAITS = {
    "contacts": "za mało kontaktów w tym miesiącu",
    "note": "notatka z monitorowania w ciągu 14 dni lub po terminie",
    "notice": "wezwanie czeka na wyjaśnienie lub ocenę",
}


def following_rows(found, *, whose, day):
    """[(what, how many, address)] for „Dziś”; missing contacts only once the month is far enough."""
    return [
        (WAITS[name].capitalize(), count, f"/monitorowanie/?czego={name}&czyje={whose}")
        for name, count in found.items()
        if count and (name != "contacts" or day.day >= REMIND_FROM_DAY)
    ]


def duties_of(programme):
    """{code: clause} of the duties of the foreigner in the programme's file."""
    clauses = enacted_book().programmes[programme.law_file].duties
    return {clause.code: clause for clause in clauses if clause.owed_by == "foreigner"}


def hours(value):
    """Hours as people write them: "12", "1,5"."""
    return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value}"


def initials(person):
    """ "O. K." of a person, for a school that is not to know names."""
    return " ".join(f"{part[:1]}." for part in (person.given_names, person.family_name) if part)


def notice_badge(notice):
    """(badge, words) of the state of a notice."""
    badge, words = NOTICE_BADGES[notice.state]
    return (badge, notice.get_outcome_display()) if notice.outcome else (badge, words)


OUTCOMES = DutyNotice.Outcome
