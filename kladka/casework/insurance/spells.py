"""Days on which a person is insured through a programme, and what is to be filed (art. 73 pkt 12)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kladka.casework.people.models import Person
from kladka.casework.programmes.execution import withheld_spans
from kladka.casework.programmes.models import Programme
from kladka.law.book import enacted_book
from kladka.law.neighbours import health_care_until, insurance_change_term

from .models import InsuranceFiling

Kind = InsuranceFiling.Kind
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Task:
    """What is to be filed with ZUS about a person, by which day; `filing` when it was."""

    programme: Programme
    person: Person
    kind: str
    effective_on: date
    due: date
    provision: str
    why: str
    filing: InsuranceFiling | None = None

    @property
    def care_until(self):
        """Last day of the right to health care after a deregistration (art. 67 ust. 4), else None."""
        if self.kind != Kind.DEREGISTER:
            return None
        return health_care_until(self.effective_on - ONE_DAY).day

    @property
    def subject(self):
        """Key of the deadline of this task."""
        return f"{self.person.key}-{self.kind[:1]}-{self.effective_on:%Y%m%d}"


def insured(applicant, programme):
    """Whether the status of a covered person insures through the programme (art. 66 ust. 1 pkt 27)."""
    return applicant.status.kind in enacted_book().parameter("insured_groups").at(programme.starts)


def spells_of(programme, applicant):
    """[(first, last)] of the insured days of a covered person, withheld ones and other titles taken out."""
    first = max(programme.starts, applicant.covered_from or programme.starts)
    last = min(programme.ends, applicant.covered_until or programme.ends)
    mine = [one for one in withheld_spans(programme.withholdings.all()) if one.person == applicant.person.key]
    out = [(one.starts, one.ends or programme.ends) for one in mine]
    out += [
        (one.starts, one.ends or programme.ends)
        for one in programme.case.other_titles.all()
        if one.person_id == applicant.person_id
    ]
    found = []
    for starts, ends in sorted(out):
        if starts > first:
            found.append((first, min(starts - ONE_DAY, last)))
        first = max(first, ends + ONE_DAY)
        if first > last:
            break
    if first <= last:
        found.append((first, last))
    return [(starts, ends) for starts, ends in found if starts <= ends]


def tasks_of(programme, today):
    """Everything to file about the persons of a programme that has come about by `today`, filed or not."""
    filed = {(one.person_id, one.kind, one.effective_on): one for one in programme.insurance_filings.all()}
    issued = programme.decision.issued_on if programme.decision else None
    found = []
    for applicant in programme.application.people.all():
        if not applicant.covered or not insured(applicant, programme):
            continue
        for first, last in spells_of(programme, applicant):
            known = max(first, issued or first)
            found.append(_task(programme, applicant, Kind.REGISTER, first, known, filed))
            if last < today:
                found.append(_task(programme, applicant, Kind.DEREGISTER, last + ONE_DAY, last, filed))
    # What was to be filed before a programme was carried over is in its paper file.
    since = programme.pays_from or date.min
    return [one for one in found if one.filing or since <= one.effective_on <= today]


def _task(programme, applicant, kind, effective_on, known_on, filed):
    term = insurance_change_term(known_on)
    person = applicant.person
    why = (
        "osoba jest objęta programem i nie ma innego tytułu"
        if kind == Kind.REGISTER
        else "program osoby zakończył się, pomoc wstrzymano albo jest inny tytuł"
    )
    return Task(
        programme, person, kind, effective_on, term.day, term.provision, why,
        filed.get((person.pk, kind, effective_on)),
    )  # fmt: skip
