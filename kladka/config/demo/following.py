"""Contacts, a course, a note and a notice of the families whose programme runs, so that following is seen."""

from decimal import Decimal

from kladka.casework.cases.actions import add_contact
from kladka.casework.cases.models import Case
from kladka.casework.monitoring import course_actions, note_actions, notice_actions
from kladka.casework.programmes.models import Programme
from kladka.law.contacts import months_between

TOLD = (
    ("meeting", "Omówiono pracę i kurs. Pan szuka zatrudnienia w magazynie, w czwartki ma zajęcia."),
    ("phone", "Szkoła przyjęła dzieci. Brakuje zeszytów, podano adres zbiórki."),
    ("message", "Przypomniano o wizycie w przychodni; rodzina potwierdziła."),
    ("escort", "Wspólnie w urzędzie pracy: wypełniono wniosek o szkolenie."),
)


def follow(centre, today, day):
    """The first few families of a centre: the last one is behind with everything, to show what waits."""
    running = Programme.objects.filter(
        case__organisation=centre.organisation, state=Programme.State.RUNNING, starts__lte=today - 60 * day
    )
    programmes = list(running.select_related("case", "organisation").order_by("pk")[:5])
    for number, programme in enumerate(programmes):
        _contacts(programme.case, number, today, day)
    _course(centre, programmes[:3], today, day)
    if programmes:
        _note(programmes[0], day)
        _notice(programmes[-1], today, day)


def _contacts(case, number, today, day):
    """Two contacts in most months; the newest one of some families was missed."""
    present = [member.person.key for member in case.household.members.select_related("person")[:2]]
    said = {"by": case.worker, "present": present, "language": "rosyjski"}
    for month in months_between(case.aid_from, today):
        for place, on in enumerate((month + 5 * day, month + 18 * day)):
            if on <= today and (number + place) % 4:
                kind, text = TOLD[(number + place + month.month) % len(TOLD)]
                add_contact(case, kind=kind, on=on, text=text, next_on=on + 14 * day, **said)
    if number % 2:
        absent = {"missed": True, "absence": "Dziecko zachorowało", "excused": True, "text": ""}
        add_contact(case, kind="meeting", on=today - 3 * day, **said | absent)


def _course(centre, programmes, today, day):
    details = {"name": "Polski od podstaw", "school": "Szkoła Języków „Zmyślona”", "level": "A1"}
    starts, ends = today - 90 * day, today + 90 * day
    course = course_actions.save_course(
        centre.organisation, by=centre.worker, starts=starts, ends=ends, hours_planned=120, **details
    )
    for number, programme in enumerate(programmes):
        person = programme.case.household.members.order_by("pk").first().person
        consent = starts if number else None
        one = course_actions.enrol(course, programme.case, person, consent_on=consent, by=centre.worker)
        hours = [
            (one.key, month, None, Decimal(20), Decimal(18 - 6 * number), Decimal(number))
            for month in months_between(starts, today)[:-1]
        ]
        course_actions.record_attendance(course, hours, source="worker", by=centre.worker)


def _note(programme, day):
    note = note_actions.save_note(
        programme, 1, by=programme.case.worker, on=programme.starts + 80 * day, sources=[],
        observed=True, talked=True, institutions="Szkoła: dzieci chodzą regularnie.",
        language_progress="yes", language="Chodzi na kurs A1, załatwia zakupy i wizyty po polsku.",
        work_progress="partly", work="Zarejestrowana w urzędzie pracy, szuka pracy na pół etatu.",
        social_progress="yes", social="Dzieci grają w klubie, rodzina zna sąsiadów.",
        change_needed=True, change="Dodać kurs zawodowy z urzędu pracy.",
    )  # fmt: skip
    note_actions.sign_note(note, by=programme.case.worker)


def _notice(programme, today, day):
    case = Case.objects.get(pk=programme.case_id)
    person = case.household.members.order_by("pk").first().person
    notice = notice_actions.draft_notice(
        programme, person=person, duty="contact", provision="ups art. 93 ust. 1 pkt 2 lit. d",
        facts="W poprzednim miesiącu był 1 kontakt z realizatorem zamiast co najmniej 2.",
        days=14, language="uk", by=case.worker,
    )  # fmt: skip
    notice = notice_actions.send_notice(notice, on=today - 9 * day, by=case.worker)
    notice_actions.record_delivery(notice, on=today - 6 * day, by=case.worker)
