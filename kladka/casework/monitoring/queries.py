"""Reads of monitoring: contacts and attendance of a period, notes of a programme, the list of families."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Max, Sum

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework.cases.contact_queries import (
    counting_of,
    own_contacts,
    this_month,
    with_enough_contacts,
)
from kladka.casework.cases.models import Case, Contact, Deadline
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

from .models import Attendance, DutyNotice, Enrolment

SOON = timedelta(days=14)
ORDERS = {"nowe": ("-on", "-id"), "stare": ("on", "id")}


@dataclass(frozen=True, slots=True)
class Attended:
    """Hours of one person on one course in a period."""

    person: Person
    course: object
    planned: Decimal
    attended: Decimal
    excused: Decimal

    @property
    def percent(self):
        """Share of the planned hours, whole per cent; excused hours are left out of the plan."""
        asked = self.planned - self.excused
        return int(self.attended * 100 / asked) if asked > 0 else 100


def programme_of(case):
    """The newest programme of a case, or None."""
    found = Programme.objects.filter(case=case).order_by("-pk").first()
    if found:
        found.case, found.organisation = case, case.organisation
    return found


def contacts_between(case, starts, ends):
    """(contacts held, those nobody came to) of a period, oldest first."""
    rows = list(own_contacts().filter(case=case, on__range=(starts, ends)).order_by("on", "pk"))
    return [one for one in rows if not one.missed], [one for one in rows if one.missed]


def attendance_between(case, starts, ends):
    """[Attended] of every person of a case on every course, months that begin in the period."""
    rows = (
        Attendance.objects.filter(enrolment__case=case, month__range=(starts.replace(day=1), ends))
        .values("enrolment")
        .annotate(planned=Sum("planned"), attended=Sum("attended"), excused=Sum("excused"))
        .order_by("enrolment")
    )
    sums = {row.pop("enrolment"): row for row in rows}
    found = Enrolment.objects.filter(pk__in=sums).select_related("person", "course")
    return [Attended(person=one.person, course=one.course, **sums[one.pk]) for one in found]


def proofs_between(programme, starts, ends):
    """Proofs that came in a period and stand."""
    rows = programme.proofs.filter(came_on__range=(starts, ends), withdrawn_at=None)
    return list(rows.select_related("obligation__person"))


def contacts_page(case, *, kind="", missed=False, order="nowe", cursor="", size=25):
    """A page of the contacts and notes of a case."""
    rows = Contact.objects.filter(case=case).select_related("by")
    if kind:
        rows = rows.filter(kind=kind)
    if missed:
        rows = rows.filter(missed=True)
    return keyset_page(rows, ORDERS[order], cursor, size)


def notes_of(programme):
    """[(number, term, note or None)] of every period of a programme, in order."""
    notes = {one.number: one for one in programme.monitoring_notes.defer("pdf")}
    terms = Deadline.objects.filter(
        case=programme.case_id, kind=Deadline.MONITORING, subject_key__startswith=f"{programme.key}-"
    )
    rows = {int(term.subject_key.rpartition("-")[2]): term for term in terms}
    return [(number, rows[number], notes.get(number)) for number in sorted(rows)]


FAMILY_FIELDS = (
    "id",
    "key",
    "number",
    "title",
    "sort_name",
    "aid_from",
    "aid_until",
    "organisation_id",
    "worker__name",
)


def families(user, organisation, day, *, mine=False, waits="", cursor="", size=25, leaving=False):
    """A page of the families whose programme runs on a day, by name, with what each of them waits for.

    `waits`: "contacts", "note" or "notice" leaves those families alone.
    """
    cases = running_cases(user, day, mine=mine)
    if leaving:
        cases = cases.exclude(pk__in=Restriction.objects.cases())
    if waits:
        cases = WAITING[waits](cases, organisation, day)
    page = keyset_page(cases.values(*FAMILY_FIELDS), ("sort_name", "id"), cursor, size)
    ids = [row["id"] for row in page.rows]
    contacts = this_month(ids, counting_of(organisation), day)
    notes, last, waiting = next_notes(ids), last_contacts(ids), open_notices(ids)
    for row in page.rows:
        pk = row["id"]
        row["contacts"], row["note"] = contacts.get(pk), notes.get(pk)
        row["last"], row["notice"] = last.get(pk), waiting.get(pk)
    shown = [row["key"] for row in page.rows]
    noticed_list("monitoring_list", shown, organisation_id=organisation_id_of(user))
    return page


def running_cases(user, day, *, mine=False):
    """Cases of the centres a user reads whose programme runs on a day."""
    centres_to_read(user)  # refused, rather than an empty list
    cases = Case.objects.readable_by(user)
    cases = cases.filter(state=Case.State.RUNNING, aid_from__lte=day, aid_until__gte=day)
    return cases.filter(worker=user) if mine else cases


def too_few_contacts(cases, organisation, day):
    """Those of the cases with fewer contacts in the month of `day` than the act asks for."""
    enough = with_enough_contacts(counting_of(organisation), day)
    running = cases.filter(organisation=organisation, aid_from__lte=day, aid_until__gte=day)
    return running.exclude(pk__in=enough)


def notes_due(cases, organisation, day):
    """Those of the cases whose monitoring note is due: its term passed or runs out within two weeks."""
    terms = Deadline.objects.filter(organisation=organisation, kind=Deadline.MONITORING, done_on=None)
    return cases.filter(pk__in=terms.filter(day__lte=day + SOON).values("case"))


def notices_open(cases, organisation, day):
    """Those of the cases with a notice that went out and was not judged yet."""
    notices = DutyNotice.objects.filter(programme__organisation=organisation, outcome="")
    return cases.filter(pk__in=notices.exclude(issued_on=None).values("programme__case"))


def next_notes(cases):
    """{case id: term of the next monitoring note} for the rows of a page."""
    terms = Deadline.objects.filter(case__in=cases, kind=Deadline.MONITORING, done_on=None)
    return dict(terms.order_by("-day").values_list("case", "day"))


def last_contacts(cases):
    """{case id: day of the newest contact that took place}."""
    rows = own_contacts().filter(case__in=cases, missed=False).values("case").annotate(last=Max("on"))
    return {row["case"]: row["last"] for row in rows.order_by()}


def open_notices(cases):
    """{case id: how many notices wait for an answer or a decision}."""
    rows = DutyNotice.objects.filter(programme__case__in=cases, outcome="").values("programme__case")
    return {row["programme__case"]: row["count"] for row in rows.annotate(count=Count("pk")).order_by()}


def waiting_in(organisation, day, *, worker=None):
    """{what families wait for: their cases}, of one worker or of the whole organisation."""
    cases = Case.objects.filter(organisation=organisation, state=Case.State.RUNNING)
    if worker:
        cases = cases.filter(worker=worker)
    return {name: which(cases, organisation, day) for name, which in WAITING.items()}


WAITING = {"contacts": too_few_contacts, "note": notes_due, "notice": notices_open}
