"""Reads for rights and retention: what is due, what waits, what a person's rows say."""

from datetime import date, datetime, time

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from kladka.casework.cases.models import Case, Event
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.people.models import Household, HouseholdMember
from kladka.journal import queries as journal
from kladka.journal import wording
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page

from .erasing import MARK
from .models import ErasureProtocol, Incident, LegalHold, RightsRequest

State = Case.State
KEPT_YEARS = 10  # of requests and incidents, from the end of the year in which they ended
CLOSED = (State.ENDED, State.REFUSED, State.UNEXAMINED)


def due_cases(organisation, today):
    """Closed cases whose period has passed and which nothing holds; `ended` is the day of the last act.

    The period is counted from the end of the year in which the case ended (JRWA), in whole years. Restricted
    data are kept: a restriction may be asked for instead of erasure (RODO art. 18 ust. 1 lit. b, c).
    """
    begun = _begun(today, organisation.retention_years)
    return closed_cases(organisation).filter(
        ~Exists(open_holds(today).filter(case=OuterRef("pk"))),
        ~Q(pk__in=Restriction.objects.cases()),
        ended__lt=begun,
        opened_on__lt=begun,  # says nothing new, and has an index
    )


def _begun(today, years):
    """The first day of the year in which a period of whole years is still running."""
    return date(today.year - years, 1, 1)


def closed_cases(organisation):
    """Closed cases of an organisation with the day on which each ended: its last act or last day of aid."""
    last = Event.objects.filter(case=OuterRef("pk")).order_by("-on", "-id").values("on")[:1]
    ended = Greatest(Coalesce(Subquery(last), F("opened_on")), Coalesce(F("aid_until"), F("opened_on")))
    cases = Case.objects.filter(organisation=organisation, state__in=CLOSED)
    return cases.annotate(ended=ended).order_by("ended", "id")


ORDERS = {"dawne": ("ended", "id"), "nowe": ("-ended", "-id"), "znak": ("number", "id")}


def to_erase(organisation, today, size, *, state="", order="dawne"):
    """Cases that are due, in a state of CLOSED or any, as the page of erasure and its file show them."""
    found = due_cases(organisation, today).order_by(*ORDERS[order])
    due = list((found.filter(state=state) if state else found)[:size])
    noticed_list("erasure", [case.key for case in due], organisation_id=organisation.pk)
    return due


def held_cases(organisation, today):
    """Holds in force with their cases."""
    held = list(open_holds(today).filter(case__organisation=organisation).select_related("case", "by"))
    noticed_list("erasure", [one.case.key for one in held], organisation_id=organisation.pk)
    return held


def old_requests(organisation, today):
    """Answered requests without a case whose period has passed; those of a case go with the case."""
    answered = RightsRequest.objects.filter(organisation=organisation, case=None)
    return answered.filter(answered_on__lt=_begun(today, KEPT_YEARS)).exclude(requester=MARK).order_by("pk")


def old_incidents(organisation, today):
    """Closed incidents whose period has passed and which still say what happened, as a list."""
    closed = Incident.objects.filter(_closed_long_ago(today), organisation=organisation).order_by("pk")
    return [one for one in closed if one.what != MARK]


def _closed_long_ago(today):
    return Q(closed_at__lt=timezone.make_aware(datetime.combine(_begun(today, KEPT_YEARS), time.min)))


def incidents_today(organisation, today):
    """(the ten open incidents found first, how many old ones wait to be erased), in one query."""
    asked = Q(closed_at=None) | _closed_long_ago(today)
    rows = Incident.objects.filter(asked, organisation=organisation).prefetch_related("steps")
    found = list(rows.order_by("found_at"))
    old = [one for one in found if one.closed_at and one.what != MARK]
    return [one for one in found if not one.closed_at][:10], len(old)


def waiting_for_head(organisation, user, today):
    """[(what waits, which rows, address)] about erasure, for „Dziś” of a head; old incidents count last."""
    proposed = ErasureProtocol.objects.filter(organisation=organisation, state=ErasureProtocol.State.PROPOSED)
    waits = (
        ("Sprawy po okresie przechowywania", due_cases(organisation, today)),
        ("Protokoły usunięcia do zatwierdzenia", proposed.exclude(proposed_by=user)),
        ("Stare żądania i incydenty do usunięcia", old_requests(organisation, today)),
    )
    return [(what, rows, "/rodo/usuwanie/") for what, rows in waits]


def open_holds(today):
    return LegalHold.objects.filter(Q(ends=None) | Q(ends__gte=today), starts__lte=today)


def looks_of(case, people):
    """(when, who, what, on what basis or why) of each entry about a case or these persons, in words."""
    found = journal.looks_at([case.key, *(person.key for person in people)])
    return [
        (
            timezone.localtime(row["at"]).strftime("%d.%m.%Y %H:%M"),
            row["actor__name"] or "program",
            f"{wording.KINDS[row['kind']]}: {wording.act(row['act'])}",
            journal.why(row) or wording.basis(row["basis"]),
        )
        for row in found.order_by("at", "id")
    ]


REQUEST_FIELDS = (
    "id",
    "key",
    "kind",
    "requester",
    "received_on",
    "due_on",
    "extended_on",
    "outcome",
    "answered_on",
    "case__key",
)


def open_requests(organisation):
    """The ten requests whose terms come first, as dictionaries of REQUEST_FIELDS."""
    waiting = RightsRequest.objects.filter(organisation=organisation, outcome="")
    return _noticed(list(waiting.order_by("due_on", "id").values(*REQUEST_FIELDS)[:10]), organisation)


def requests_without_case(organisation):
    """The ten requests that stand among the terms of no case and whose own terms come first."""
    waiting = RightsRequest.objects.filter(organisation=organisation, outcome="", case=None)
    return waiting.only("key", "kind", "due_on").order_by("due_on", "id")[:10]


def request_list(organisation, cursor="", size=25, leaving=False):
    """A page of all requests, the newest first, as dictionaries of REQUEST_FIELDS."""
    rows = RightsRequest.objects.filter(organisation=organisation).values(*REQUEST_FIELDS)
    if leaving:
        rows = rows.filter(Q(case=None) | ~Q(case__in=Restriction.objects.cases()))
    page = keyset_page(rows, ("-id",), cursor, size)
    _noticed(page.rows, organisation)
    return page


def _noticed(rows, organisation):
    """The same rows; a request without a case is noticed by its own key."""
    shown = [row["case__key"] or row["key"] for row in rows]
    noticed_list("request_list", shown, organisation_id=organisation.pk)
    return rows


def protocol_list(organisation, cursor="", size=25):
    """A page of protocols with the number of their cases, the newest first."""
    rows = ErasureProtocol.objects.filter(organisation=organisation).annotate(cases=Count("lines"))
    return keyset_page(rows.select_related("proposed_by", "approved_by"), ("-id",), cursor, size)


def incident_list(organisation, cursor="", size=25):
    """A page of incidents with their steps, the newest first."""
    rows = Incident.objects.filter(organisation=organisation).prefetch_related("steps")
    return keyset_page(rows, ("-id",), cursor, size)


def open_incidents(organisation):
    """Incidents that are not closed, with their steps."""
    rows = Incident.objects.filter(organisation=organisation, closed_at=None)
    return rows.prefetch_related("steps").order_by("found_at")


def affected_cases(incident):
    """Cases whose data one account saw or changed while an incident lasted, as dictionaries, by the journal.

    Without an account every look in that time counts; without an end, until now.
    """
    since = incident.happened_from or incident.found_at
    until = incident.happened_to or timezone.now()
    found = journal.affected(since, until, incident.actor_id)
    keys, people = found.get("case", ()), found.get("person", ())
    households = Household.objects.filter(members__person__key__in=people)
    cases = Case.objects.filter(Q(key__in=keys) | Q(household__in=households))
    return cases.filter(organisation=incident.organisation).order_by("sort_name", "id").distinct()


def affected_people(incident):
    """Persons of the affected cases: (case number, name, born, telephone, e-mail, address, language)."""
    members = HouseholdMember.objects.filter(household__cases__in=affected_cases(incident))
    found = members.select_related("person", "household").order_by("household_id", "pk").distinct()
    cases = list(affected_cases(incident).values_list("household_id", "number", "key"))
    numbers = {household: number for household, number, _ in cases}
    noticed_list("incident", [key for *_, key in cases], organisation_id=incident.organisation_id)
    for member in found:
        person, home = member.person, member.household
        address = ", ".join(part for part in (home.address, home.town) if part)
        yield (
            numbers[home.pk], person.full_name, person.born, person.phone, person.email, address,
            person.language,
        )  # fmt: skip


def requests_of(case):
    """Requests about a case, the newest first."""
    return RightsRequest.objects.filter(case=case).order_by("-received_on", "-id")
