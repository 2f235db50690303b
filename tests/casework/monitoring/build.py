"""Notes, courses and notices of a running programme, made by the acts of the office."""

import datetime

from kladka.casework.monitoring.course_actions import enrol, make_link, save_course
from kladka.casework.monitoring.note_actions import save_note, sign_note
from kladka.casework.monitoring.notice_actions import draft_notice

ASSESSED = {
    "observed": True,
    "talked": True,
    "institutions": "",
    "language_progress": "yes",
    "language": "Uczy się chętnie.",
    "work_progress": "partly",
    "work": "Szuka pracy.",
    "social_progress": "yes",
    "social": "Dzieci mają kolegów.",
    "change_needed": False,
    "change": "",
}


def signed_note(programme, by, *, on, number=1, **changes):
    """A note of a period, signed."""
    note = save_note(programme, number, by=by, on=on, sources=[], **ASSESSED | changes)
    return sign_note(note, by=by)


def course(centre, by, **changes):
    """A course that has begun."""
    days = {"starts": datetime.date(2026, 9, 1), "ends": datetime.date(2027, 6, 30)}
    return save_course(centre, by=by, **{"name": "Polski A1", "school": "Szkoła Zmyślona", **days, **changes})


def on_a_course(case, by, *, consent=True):
    """(the first person of a case on a course, a link for its school)."""
    found = course(case.organisation, by)
    person = case.household.members.order_by("pk").first().person
    day = datetime.date(2026, 9, 1) if consent else None
    link, _ = make_link(found, expires_on=datetime.date(2030, 1, 1), initials=False, by=by)
    return enrol(found, case, person, consent_on=day, by=by), link


def drafted_notice(programme, person, by, **changes):
    """A draft of a notice about contacts."""
    about = {"duty": "contact", "provision": "ups art. 93 ust. 1 pkt 2 lit. d", "facts": "1 z 2 kontaktów."}
    return draft_notice(programme, person=person, by=by, **about | {"days": 14, "language": "uk"} | changes)
