"""Reads of applications: facts for the law, terms, what is missing, whom it covers, lists."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.people.models import ProtectionStatus
from kladka.journal.reading import noticed_list
from kladka.law import acts, terms
from kladka.law.facts import Facts, PersonFacts
from kladka.law.readings import Readings
from kladka.ui.paging import keyset_page

from .homes import apart
from .models import Annex, Applicant, Application

ORDERS = {"data": ("-filed_on", "-id"), "najstarsze": ("filed_on", "id")}
# Slug of a declaration in kladka.law.acts → field of Application.
DECLARATIONS = {
    "voivodeship": "declares_residence",
    "no_other_application": "declares_no_other",
    "readiness": "declares_readiness",
}


# Rows of the list are dictionaries of just these columns, and of `delivered_on`, from which the term runs.
FIELDS = (
    *("id", "receipt_number", "state", "filed_on", "complete_on", *DECLARATIONS.values()),
    *("case_id", "case__key", "case__number", "case__title", "case__worker__name"),
)


def application_list(user, *, state="", order="data", cursor="", size=25, leaving=False):
    """A page of the applications a user may see, as dictionaries."""
    applicant = Applicant.objects.filter(application=OuterRef("pk"), relation="applicant")
    delivered_on = Subquery(applicant.values("status__delivered_on")[:1])
    applications = Application.objects.filter(organisation_id__in=centres_to_read(user))
    if state:
        applications = applications.filter(state=state)
    applications = applications.exclude(case__state=Case.State.ERASED)
    if leaving:
        applications = applications.exclude(case__in=Restriction.objects.cases())
    rows = applications.values(*FIELDS, delivered_on=delivered_on)
    page = keyset_page(rows, ORDERS[order], cursor, size)
    shown = [row["case__key"] for row in page.rows]
    noticed_list("application_list", shown, organisation_id=organisation_id_of(user))
    return page


def missing_counts(rows):
    """{application id: number of annexes and declarations still missing} of unfinished rows, in one query."""
    counts = Counter({row["id"]: _undeclared(row) for row in rows if unfinished(row["state"])})
    if not counts:
        return counts
    annexes = Annex.objects.filter(applicant__application__in=list(counts), received_on=None)
    by_application = annexes.exclude(applicant__covered=False).values_list("applicant__application")
    return counts + Counter(dict(by_application.annotate(Count("pk"))))


def _undeclared(row):
    return sum(not row[field] for field in DECLARATIONS.values())


def decision_deadlines(cases):
    """{case id: open deadline of the decision as a dictionary} of cases by id, in one query."""
    found = Deadline.objects.filter(case_id__in=cases, kind="decision", done_on=None)
    return {row["case_id"]: row for row in found.values("case_id", "day", "raw_day", "provision")}


def people_of(application):
    """The persons named in an application with status and annexes, the applicant first."""
    return list(
        application.people.select_related("person", "status").prefetch_related("annexes").order_by("pk")
    )


def active_application_of(person):
    """The application that covers a person now (being examined, or its programme runs), or None."""
    found = Applicant.objects.filter(person=person, active=True).select_related("application__case").first()
    return found and found.application


def readings_of(organisation):
    """The readings of the disputed points that the centre chose."""
    return Readings(base=organisation.base_reading, floor=organisation.floor_reading)


def facts_of(application, *, readings=None, withheld=()):
    """Facts for the law: the covered persons, or everybody named until somebody confirmed the coverage."""
    people = application.people.all()
    if "people" not in getattr(application, "_prefetched_objects_cache", {}):
        people = people.select_related("person", "status").order_by("pk")
    return facts_for(application, considered(application, people), readings=readings, withheld=withheld)


def considered(application, people):
    """Of the persons named: the covered ones once somebody confirmed it, until then everybody."""
    confirmed = application.coverage_confirmed_by_id
    return [one for one in people if one.covered] if confirmed else list(people)


def facts_for(application, people, *, readings=None, withheld=()):
    """Facts for the law about the given persons (Applicant) of an application."""
    return Facts(
        filed_on=application.filed_on,
        complete_on=application.complete_on,
        left_reception_centre_on=application.left_reception_centre_on,
        readings=readings or readings_of(application.organisation),
        withheld=tuple(withheld),
        people=tuple(_person_facts(one) for one in people),
        apart=tuple(spell for one in people for spell in apart(one)),
    )


def _person_facts(applicant):
    return PersonFacts(
        id=applicant.person.key,
        born=applicant.person.born,
        status=applicant.status.kind,
        relation=applicant.relation,
        decision_delivered_on=applicant.status.delivered_on,
        spouse_of_polish_citizen=applicant.spouse_of_polish_citizen,
        covered_from=applicant.covered_from,
        covered_until=applicant.covered_until,
    )


@dataclass(frozen=True)
class Clock:
    """The term for the application counted to one day: day `number` of `length`, `left` days to its end."""

    delivered_on: date
    counted_on: date
    term: terms.Term
    number: int
    length: int
    left: int

    @property
    def late(self):
        return self.left < 0

    @property
    def shown(self):
        """How much of the bar is full: 0 to `length`."""
        return max(0, min(self.number, self.length))

    @property
    def over(self):
        """Days passed since the last day of the term."""
        return -self.left


def clock(delivered_on, counted_on):
    """The sixty days from the delivery of the decision to `counted_on` (ups art. 91 ust. 3), or None."""
    if delivered_on is None:
        return None
    term = terms.application_term(delivered_on)
    return Clock(
        delivered_on=delivered_on,
        counted_on=counted_on,
        term=term,
        number=(counted_on - delivered_on).days,
        length=(term.raw_day - delivered_on).days,
        left=(term.day - counted_on).days,
    )


@dataclass(frozen=True)
class Item:
    """A declaration or annex of an application, and whether it came."""

    name: str  # name of the field in forms: "declares_readiness" or "annex-17"
    label: str
    provision: str
    who: str  # full name, or "" for a declaration
    received: bool
    received_on: date | None
    annex: int | None = None  # primary key of the annex


def items_of(application, people):
    """Everything the application needs by kind of status (ups art. 91 ust. 5–8), in the order of the act."""
    items = []
    for annex in declarations_on(application.filed_on):
        field = DECLARATIONS[annex.code]
        came = getattr(application, field)
        on = application.declared_on if came else None
        items.append(Item(field, annex.label, annex.provision, "", came, on))
    for applicant in people:
        if applicant.covered is not False:
            items += [_annex_item(annex, applicant) for annex in applicant.annexes.all()]
    return items


def declarations_on(day):
    """The declarations an application needs on a day, whatever the status (ups art. 91 ust. 5)."""
    for kind in ProtectionStatus.Kind.values:
        found = [annex for annex in acts.annexes_required(kind, day) if annex.kind == "declaration"]
        if found:
            return found
    return []


def _annex_item(annex, applicant):
    return Item(
        name=f"annex-{annex.pk}",
        label=annex.label,
        provision=annex.provision,
        who=applicant.person.full_name,
        received=annex.received_on is not None,
        received_on=annex.received_on,
        annex=annex.pk,
    )


def missing_of(application, people=None):
    """What has not come yet."""
    people = people_of(application) if people is None else people
    return [item for item in items_of(application, people) if not item.received]


def coverage_of(application, people):
    """[(applicant, proposal of the law)] for everybody named (ups art. 91 ust. 1, 4 and 12)."""
    plain = [_without_span(one) for one in people]
    facts = facts_for(application, plain)
    return list(zip(people, acts.coverage_proposal(facts), strict=True))


def _without_span(applicant):
    """The proposal looks at the person, not at the days somebody set for them."""
    return Applicant(
        person=applicant.person,
        status=applicant.status,
        relation=applicant.relation,
        spouse_of_polish_citizen=applicant.spouse_of_polish_citizen,
    )


def letters_of(application):
    """The letters to supply, the newest first."""
    return list(application.supply_letters.order_by("-pk"))


def unfinished(state):
    """Whether an application in this state is still being examined."""
    return state in {Application.State.FILED, Application.State.SUPPLEMENT, Application.State.COMPLETE}


def refusal_prepared(application):
    """Whether a refusal is being prepared in the case."""
    return application.case.decisions.filter(kind="refuse", state__in=["draft", "submitted"]).exists()
