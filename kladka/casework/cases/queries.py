"""Lists of cases and deadlines. Every order has an index that serves it."""

from django.db import connection
from django.db.models import Count, F, Q
from django.db.models.expressions import RawSQL

from kladka.casework.people.models import HouseholdMember, Person
from kladka.casework.people.spelling import normalise
from kladka.ui.paging import keyset_page

from .models import Case, Deadline, Draft

ORDERS = {
    "data": ("-opened_on", "-id"),
    "nazwisko": ("sort_name", "id"),
}
RELATIONS = dict(HouseholdMember.Relation.choices)
# Rows of a list are dictionaries of just these columns: half the cost of model instances in a template.
FIELDS = (
    "id",
    "key",
    "number",
    "title",
    "sort_name",
    "state",
    "opened_on",
    "aid_from",
    "aid_until",
    "worker__name",
)


def case_list(user, *, state="", worker=None, order="data", cursor="", size=25):
    """A page of the cases a user may see, as dictionaries of FIELDS."""
    cases = Case.objects.visible_to(user).values(*FIELDS)
    if state:
        cases = cases.filter(state=state)
    if worker:
        cases = cases.filter(worker_id=worker)
    return keyset_page(cases, ORDERS[order], cursor, size)


def search_cases(user, text, *, cursor="", size=25):
    """Cases whose people, number or PESEL match every word of `text`, newest first, as dictionaries."""
    cases = Case.objects.visible_to(user).values(*FIELDS)
    return keyset_page(cases.filter(_matches(text)), ("-id",), cursor, size)


def _matches(text):
    digits = text.replace(" ", "")
    if digits.isdigit() and len(digits) == 11:
        people = Person.objects.filter(pesel=digits).values("memberships__household_id")
        return Q(household_id__in=people)
    words = normalise(text).replace('"', " ").split()
    long = [word for word in words if len(word) >= 3]
    condition = Q()
    for word in words if connection.vendor == "postgresql" else [w for w in words if len(w) < 3]:
        condition &= Q(search__contains=word)
    if long and connection.vendor == "sqlite":
        # The trigram index answers "contains" without reading the table.
        match = " ".join(f'"{word}"' for word in long)
        found = RawSQL("SELECT rowid FROM cases_case_search WHERE cases_case_search MATCH %s", [match])
        condition &= Q(id__in=found)
    return condition


def _awaited(day):
    """Open deadlines without the terms to appeal that passed: those are nobody's task any more."""
    return Deadline.objects.filter(done_on=None).exclude(kind=Deadline.APPEAL, day__lt=day)


def next_deadlines(case_ids, day):
    """{case id: (day, label)} of the nearest open deadline, for the rows of one page, in one query."""
    deadlines = _awaited(day).filter(case_id__in=case_ids).order_by("-day", "-id")
    return {case: (day, label) for case, day, label in deadlines.values_list("case_id", "day", "label")}


DEADLINE_FIELDS = (
    "id",
    "day",
    "label",
    "provision",
    "case__key",
    "case__title",
    "case__number",
    "worker__name",
)


def open_deadlines(organisation, day, *, worker=None, cursor="", size=50):
    """Open deadlines in their order: of one worker, or of the whole organisation; payments stand apart."""
    deadlines = _awaited(day).exclude(kind=Deadline.PAYMENT).values(*DEADLINE_FIELDS)
    deadlines = deadlines.filter(worker=worker) if worker else deadlines.filter(organisation=organisation)
    return keyset_page(deadlines, ("day", "id"), cursor, size)


def payment_deadlines(organisation):
    """A row for each month to be paid, with how many families wait: a list is one task for all of them."""
    open_ones = Deadline.objects.filter(organisation=organisation, kind=Deadline.PAYMENT, done_on=None)
    rows = open_ones.values("day", "label", "provision").annotate(families=Count("case"))
    return list(rows.order_by("day"))


def deadlines_of(case):
    """Deadlines of a case, open ones first, as dictionaries."""
    fields = ("id", "kind", "day", "raw_day", "label", "provision", "done_on")
    return case.deadlines.order_by(F("done_on").asc(nulls_first=True), "day").values(*fields)[:12]


def timeline_of(case):
    """The newest lines of the timeline, as dictionaries."""
    return case.events.order_by("-on", "-id").values("on", "title", "text", "url", "by__name")[:20]


def family_of(case):
    """Members of the household with the words for what they are to the applicant, as dictionaries."""
    names = ("given_names", "family_name", "original_name", "born", "citizenship")
    found = case.household.members.order_by("pk").values("relation", *(f"person__{n}" for n in names))
    return [row | {"relation": RELATIONS[row["relation"]]} for row in found]


def draft_of(user, form):
    """What the user had typed in a form and not saved, or an empty dict."""
    return Draft.objects.filter(user=user, form=form).values_list("data", flat=True).first() or {}
