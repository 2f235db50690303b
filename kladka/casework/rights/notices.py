"""Draft notices about an incident: to the authority (RODO art. 33 ust. 3) and to persons (art. 34 ust. 2)."""

from django.utils import timezone

from kladka.casework.decisions.office import office_of
from kladka.documents.report import Report, Section

from .queries import affected_cases
from .record import controller

KINDS = {
    "uodo": "Zgłoszenie naruszenia ochrony danych – szkic",
    "osoby": "Zawiadomienie o naruszeniu ochrony danych – szkic",
    "csirt": "Zgłoszenie incydentu do CSIRT – szkic",
}
TO_FILL = "[do uzupełnienia]"


def report_of(incident, kind, *, on):
    """A draft with what the register knows; what it does not know is marked to be filled in."""
    return Report(
        office=office_of(incident.organisation),
        title=KINDS[kind],
        number=incident.number,
        on=on,
        opening=["Szkic do sprawdzenia i podpisania przez kierownika. Nie zawiera danych rodzin."],
        sections=_SECTIONS[kind](incident),
    )


def _authority(incident):
    cases = affected_cases(incident).count()
    return [
        Section(
            heading="Charakter naruszenia (RODO art. 33 ust. 3 lit. a)",
            paragraphs=[
                incident.what,
                f"Rodzaj: {incident.get_kind_display()}. Stwierdzono: {_moment(incident.found_at)}.",
                f"Osoby (szacunek): {incident.affected}. Sprawy według dziennika: {cases}.",
            ],
        ),
        Section(heading="Administrator i inspektor (lit. b)", paragraphs=[controller(incident.organisation)]),
        Section(heading="Możliwe konsekwencje (lit. c)", paragraphs=[_risk(incident), TO_FILL]),
        Section(heading="Środki zastosowane i proponowane (lit. d)", paragraphs=_steps(incident)),
    ]


def _persons(incident):
    return [
        Section(
            heading="Co się stało",
            paragraphs=[
                f"W dniu {_moment(incident.found_at)} stwierdziliśmy naruszenie ochrony danych.",
                TO_FILL,
            ],
        ),
        Section(heading="Z kim się skontaktować", paragraphs=[controller(incident.organisation)]),
        Section(heading="Co to może dla Państwa znaczyć", paragraphs=[TO_FILL]),
        Section(heading="Co zrobiliśmy i co mogą Państwo zrobić", paragraphs=[TO_FILL]),
    ]


def _csirt(incident):
    return [
        Section(heading="Opis incydentu", paragraphs=[incident.what, _risk(incident)]),
        Section(heading="Przebieg", paragraphs=_steps(incident)),
        Section(heading="Wpływ na usługę i przyczyna", paragraphs=[TO_FILL]),
    ]


_SECTIONS = {"uodo": _authority, "osoby": _persons, "csirt": _csirt}


def _risk(incident):
    return f"Ocena ryzyka dla osób: {incident.get_risk_display()}."


def _steps(incident):
    done = [f"{_moment(step.at)}: {step.get_kind_display()}. {step.text}" for step in incident.steps.all()]
    return done or [TO_FILL]


def _moment(at):
    return timezone.localtime(at).strftime("%d.%m.%Y, %H:%M")
