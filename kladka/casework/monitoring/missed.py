"""Duties that were not performed, with the facts as records show them. Nothing follows by itself."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from kladka.casework.cases.contact_queries import counting_of, months_of_contacts
from kladka.casework.programmes.obligation_queries import standings
from kladka.documents.polish import month_name, short_day
from kladka.law.polish import plural

from . import course_queries
from .models import Enrolment
from .wording import LOW_ATTENDANCE, hours


@dataclass(frozen=True, slots=True)
class Missed:
    """A duty of one person and what is known of it, as sentences in Polish."""

    person: object
    duty: str
    what: str
    provision: str
    facts: str


def missed_duties(programme, day):
    """[Missed] on a day: days that passed, months with too few contacts, hours of a course not attended."""
    clauses = {one.code: one for one in programme.obligations.all() if one.owed_by == "participant"}
    covered = [one.person for one in programme.application.people.all() if one.covered]
    found = list(_late(programme, covered, day))
    if "contact" in clauses:
        found += _contacts(programme, covered[0], clauses["contact"], day)
    if "polish_course" in clauses:
        found += _absent(programme, clauses["polish_course"], day)
    return found


def _late(programme, covered, day):
    for one in standings(programme, day):
        duty = one.obligation
        if one.late and duty.owed_by == "participant":
            lacks = f" Brakuje dowodu: {duty.get_proof_kind_display()}." if duty.proof_kind else ""
            said = f"Zobowiązanie: {duty.text}. Termin wykonania upłynął {short_day(duty.due_on)}."
            said += lacks or " Nie ma dowodu wykonania."
            who = next((person for person in covered if person.pk == duty.person_id), covered[0])
            yield Missed(who, duty.code or "other", duty.text, duty.provision, said)


def _contacts(programme, person, duty, day):
    ended = day.replace(day=1) - timedelta(days=1)
    months = months_of_contacts(programme.case, counting_of(programme.organisation), ended)
    lacking = [one for one in months if not one.enough][:3]
    if lacking:
        listed = "; ".join(f"{month_name(one.month)}: {one.counted} z {one.least}" for one in lacking)
        yield Missed(person, "contact", duty.text, duty.provision, f"Kontakty z realizatorem – {listed}.")


def _absent(programme, duty, day):
    """People who attended less than LOW_ATTENDANCE per cent in the last three months."""
    since = (day.replace(day=1) - timedelta(days=62)).replace(day=1)
    found = course_queries.sums(Q(enrolment__case=programme.case, month__range=(since, day)))
    people = {
        one.pk: one
        for one in Enrolment.objects.filter(case=programme.case).select_related("person", "course")
    }
    for pk, one in people.items():
        months = {month: part for (enrolment, month), part in sorted(found.items()) if enrolment == pk}
        share = course_queries.percent(list(months.values()))
        if share is not None and share < LOW_ATTENDANCE:
            yield Missed(one.person, "polish_course", duty.text, duty.provision, _hours(one, months, share))


def _hours(enrolment, months, share):
    listed = "; ".join(
        f"{month_name(month)}: {hours(attended)} z {hours(planned)} godz., usprawiedliwiono {hours(excused)}"
        for month, (planned, attended, excused) in months.items()
    )
    lost = sum(planned - attended - excused for planned, attended, excused in months.values())
    count = f"{hours(lost)} {plural(int(lost), 'godzina', 'godziny', 'godzin')}"
    return f"{enrolment.course}: obecność {share}% ({listed}). Nieusprawiedliwione: {count}."
