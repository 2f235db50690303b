"""Lists of cases and deadlines. Every order has an index that serves it."""

import datetime
import functools
import itertools
import operator

from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.db.models import Count, F, Min, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from kladka.accounts.permissions import centres_to_read, money_organisation_ids, organisation_id_of
from kladka.casework.people.models import HouseholdMember, Person
from kladka.casework.people.spelling import normalise, sought
from kladka.journal.models import Entry
from kladka.journal.reading import noticed_list
from kladka.ui.paging import PreparedPages, cursor_values, keyset_page, merged, page_of, run_page
from kladka.ui.prepared import Prepared, UpTo
from kladka.vault.fields import unseal_rows
from kladka.vault.sealing import blind_index

from .models import Case, Deadline, Draft, Event
from .openings import BreakGlass
from .restrictions import Restriction

URGENT = "pilnosc"
ORDERS = {
    "data": {"-opened_on": datetime.date, "-id": int},
    "nazwisko": {"sort_name": str, "id": int},
    URGENT: {"due_on": datetime.date, "id": int},
}
PAGE = 25  # rows of a list
# What a list may be asked by, with the kinds of the values.
LOOKUPS = {"state": str, "worker": int, "due_on": datetime.date}
RELATIONS = dict(HouseholdMember.Relation.choices)
HIGHEST = 2**63 - 1
# Rows of a list are dictionaries of just these columns: half the cost of model instances in a template.
FIELDS = (
    "id",
    "key",
    "number",
    "household",
    "title",
    "sort_name",
    "state",
    "opened_on",
    "aid_from",
    "aid_until",
    "worker__name",
    "worker_id",
    "organisation_id",
    "tier",
    "tier_why",
    "due_on",
)
# A case with a deadline within so many days is of the first tier, whatever else is known of it.
URGENT_DAYS = 7


def case_list(user, *, state="", worker=None, order="data", cursor="", size=25, leaving=False):
    """A page of the cases of the centres a user reads, as dictionaries of FIELDS.

    `leaving`, here and in other lists: the rows go into a file, so restricted cases (RODO art. 18) stay out.
    """
    wanted = {"state": state, "worker": worker}
    wanted = {name: value for name, value in wanted.items() if value}
    if order == URGENT:
        return _noticed(user, _by_urgency(user, wanted, cursor, size, leaving))
    return _noticed(user, _pages(user, order, wanted, leaving)(cursor, size))


def _pages(user, order, wanted, leaving, **fixed):
    """What gives a page of cases by (cursor, size); `wanted` and `fixed`: values by lookup."""
    centres = centres_to_read(user)

    def page(cursor, size):
        if leaving or len(centres) > 1 or size > PAGE:
            cases = _of_centres(user, leaving).filter(**wanted, **fixed)
            return keyset_page(cases, tuple(ORDERS[order]), cursor, size)
        asked = _prepared(order, tuple(wanted), tuple(fixed.items()))
        return asked(cursor, size, centre=centres[0], **wanted)

    return page


@functools.cache
def _prepared(order, lookups, fixed):
    """Pages of the cases of one centre by values of these lookups; `fixed`: (lookup, value) of them all."""

    def make(centre, **wanted):
        return Case.objects.of_centres([centre]).filter(**wanted, **dict(fixed)).values(*FIELDS)

    kinds = {lookup: LOOKUPS[lookup.partition("__")[0]] for lookup in lookups}
    return PreparedPages(make, ORDERS[order], PAGE, centre=int, **kinds)


def urgent_tier(row, today):
    """1–3: the tier kept with a case, or 1 when its nearest deadline is due within a week or passed."""
    return 1 if row["due_on"] <= today + datetime.timedelta(days=URGENT_DAYS) else row["tier"]


def _by_urgency(user, wanted, cursor, size, leaving):
    """A page of cases by tier, each tier by its nearest deadline; runs of one index follow each other.

    Nothing is kept that a passing night would make untrue: which deadlines are near is asked of the day.
    """
    soon = timezone.localdate() + datetime.timedelta(days=URGENT_DAYS)
    near, later = wanted | {"due_on__lte": soon}, wanted | {"due_on__gt": soon}
    runs = ((wanted, {"tier": 1}), (near, {"tier__gt": 1}), (later, {"tier": 2}), (later, {"tier": 3}))
    return run_page([_pages(user, URGENT, run, leaving, **tier) for run, tier in runs], cursor, size)


def _noticed(user, page, **details):
    keys = [row["key"] for row in page.rows]
    noticed_list("case_list", keys, organisation_id=organisation_id_of(user), **details)
    return page


def _of_centres(user, leaving):
    return _leaving(Case.objects.of_centres(centres_to_read(user)), leaving).values(*FIELDS)


def _leaving(cases, leaving):
    return cases.exclude(pk__in=Restriction.objects.cases()) if leaving else cases


def search_cases(user, text, *, own=False, cursor="", size=25, leaving=False):
    """Cases whose people, number or PESEL match every word of `text`, newest first, as dictionaries.

    `own`: only the cases of this user and those that are nobody's yet. The journal keeps a keyed digest of
    what was asked: equal questions are seen to be equal, nothing else.
    """
    found = _found(user, text, own, cursor, size, leaving)
    return _noticed(user, found, query=words_digest(text))


def _found(user, text, own, cursor, size, leaving):
    cases, words = _of_centres(user, leaving), sought(text)
    if own:
        cases = cases.filter(Q(worker=user) | Q(worker__isnull=True))
    if numbered := _by_number(cases, text, centres_to_read(user)):
        cases = cases.filter(id__in=numbered)
    elif connection.vendor == "sqlite" and any(len(word) >= 3 for word, *_ in words):
        return _by_trigrams(user, words, own, cursor, size, leaving)
    else:
        for spellings in words:
            ways = (Q(search__contains=one) for one in spellings)
            cases = cases.filter(functools.reduce(operator.or_, ways))
    return keyset_page(cases, ("-id",), cursor, size)


def _by_number(cases, text, centres):
    """Ids of the cases of which this is a whole number: PESEL, held document, receipt or decision."""
    number = "".join(text.split())
    if len(number) < 5 or not any(sign.isdigit() for sign in number):
        return []
    people = Person.objects.filter(pesel_index__of=number)
    if not (number.isdigit() and len(number) == 11):
        people = Person.objects.filter(documents__number_index__of=number)
    ways = (
        {"household__members__person__in": people.values("pk")[:20]},
        {"applications__organisation__in": centres, "applications__receipt_number": text},
        {"decisions__organisation__in": centres, "decisions__number": text},
        {"case_letters__organisation__in": centres, "case_letters__number": text},
    )
    return list({pk for way in ways for pk in cases.filter(**way).values_list("id", flat=True)[:20]})


def payment_list_named(user, text):
    """Key of the payment list with this whole number in a centre whose money the user reads, else None."""
    if not any(sign.isdigit() for sign in text):
        return None
    own = {"payments__payment_list__organisation__in": money_organisation_ids(user)}
    found = Case.objects.filter(payments__payment_list__number=text, **own)
    return found.values_list("payments__payment_list__key", flat=True).first()


def words_digest(text):
    """Keyed digest of what was searched for: equal words meet, nothing can be read from it."""
    return blind_index("journal.query", normalise(text))


def _by_trigrams(user, words, own, cursor, size, leaving):
    """A page by the trigram index of SQLite."""
    long = [" OR ".join(f'"{one}"' for one in spellings) for spellings in words if len(spellings[0]) >= 3]
    short = {f"short{n}": word for n, word in enumerate(word for word, *_ in words if len(word) < 3)}
    asked = _newest_found(own, tuple(short), size, leaving)
    match = " AND ".join(f"({one})" for one in long)
    whose = {"worker": user.pk} if own else {}
    rows = asked(match=match, centres=centres_to_read(user), before=id_before(cursor), **short, **whose)
    return page_of(rows, ("-id",), cursor, size)


@functools.lru_cache(maxsize=100)  # any number of short words may be asked for
def _newest_found(own, short, size, leaving):
    """One case more than a page by the trigram index, which is read backwards and stops with the page."""

    def make(match, centres, before, worker=None, **words):
        statement = (
            "SELECT c.id FROM cases_case_search f CROSS JOIN cases_case c ON c.id = f.rowid "
            f"WHERE cases_case_search MATCH %s AND c.organisation_id IN ({_places(centres)}) "
            f"{'AND instr(c.search, %s) > 0 ' * len(words)}"
            f"{'AND (c.worker_id = %s OR c.worker_id IS NULL) ' if own else ''}"
            "AND f.rowid < %s ORDER BY f.rowid DESC LIMIT %s"
        )
        whose = [worker] if own else []
        found = RawSQL(statement, [match, *centres, *words.values(), *whose, before, size + 1])
        cases = _leaving(Case.objects.of_centres(centres).filter(id__in=found), leaving)
        return cases.order_by("-id").values(*FIELDS)[: size + 1]

    kinds = dict.fromkeys(short, str) | ({"worker": int} if own else {})
    return Prepared(make, match=str, centres=UpTo(1), before=int, **kinds)


def _places(values):
    return ", ".join(["%s"] * len(values))


def id_before(cursor):
    """The id a page of the newest first begins after; above every id on the first page."""
    try:
        return min(int(cursor_values(cursor, ("-id",))[0]), HIGHEST) if cursor else HIGHEST
    except ValueError as error:
        raise SuspiciousOperation("Nieprawidłowy wskaźnik strony.") from error


def _awaited(day):
    """Open deadlines without the terms to appeal that passed: those are nobody's task any more."""
    return Deadline.objects.filter(done_on=None).exclude(kind=Deadline.APPEAL, day__lt=day)


def next_deadlines(case_ids, day):
    """{case id: (day, label)} of the nearest open deadline, for the rows of one page, in one query."""
    rows = _next(cases=case_ids, day=day)
    return {row["case_id"]: (row["day"], row["label"]) for row in rows}


_next = Prepared(
    lambda cases, day: (
        _awaited(day).filter(case_id__in=cases).order_by("-day", "-id").values("case_id", "day", "label")
    ),
    cases=UpTo(PAGE),
    day=datetime.date,
)


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
    whose = {"worker": worker} if worker else {"organisation": organisation}
    rows, order = Deadline.objects.filter(done_on=None, **whose).values(*DEADLINE_FIELDS), ("day", "id")
    # Two queries, each served by an index: old terms to appeal and payments lie in neither.
    tasks = rows.exclude(kind=Deadline.PAYMENT).exclude(kind=Deadline.APPEAL)
    appeals = rows.filter(kind=Deadline.APPEAL, day__gte=day)
    page = merged([keyset_page(found, order, cursor, size) for found in (tasks, appeals)], order, size)
    noticed_list("today", [row["case__key"] for row in page.rows], organisation_id=organisation.pk)
    return page


def to_supervise(organisation, day):
    """Requests for emergency access that wait; alarms about many opened cases today."""
    asked = BreakGlass.objects.filter(case__organisation=organisation, approved_at=None, refused_at=None)
    alarms = Entry.objects.filter(organisation=organisation, kind=Entry.Kind.ALARM, act="looks.many")
    return asked, alarms.filter(at__date=day)


def payment_deadlines(organisation):
    """A row for each month to be paid, with how many families wait: a list is one task for all of them."""
    open_ones = Deadline.objects.filter(organisation=organisation, kind=Deadline.PAYMENT, done_on=None)
    said = {"label": Min("label"), "provision": Min("provision")}  # the same for every family of a day
    return list(open_ones.order_by("day").values("day").annotate(families=Count("pk"), **said))


def deadlines_of(case):
    """Deadlines of a case, open ones first, as dictionaries."""
    return _deadlines(case=case.pk)


_deadlines = Prepared(
    lambda case: (
        Deadline.objects.filter(case=case)
        .order_by(F("done_on").asc(nulls_first=True), "day")
        .values("id", "kind", "day", "raw_day", "label", "provision", "done_on")[:12]
    ),
    case=int,
)


def timeline_of(case):
    """The newest lines of the timeline, as dictionaries."""
    return unseal_rows(_events(case=case.pk), Event, "text")


_events = Prepared(
    lambda case: (
        Event.objects.filter(case=case)
        .order_by("-on", "-id")
        .values("key", "on", "title", "text", "url", "by__name")[:20]
    ),
    case=int,
)


def family_of(case):
    """Members of the household with the words for what they are to the applicant, as dictionaries."""
    return [row | {"relation": RELATIONS[row["relation"]]} for row in _family(household=case.household_id)]


NAMES = ("key", "given_names", "family_name", "original_name", "born", "citizenship")
_family = Prepared(
    lambda household: (
        HouseholdMember.objects.filter(household=household)
        .order_by("pk")
        .values("relation", "ends", *(f"person__{name}" for name in NAMES))
    ),
    household=int,
)


def subjects_of(case):
    """Keys under which the journal knows a case: its own, those of its people, papers and contacts."""
    people = case.household.members.values_list("person__key", flat=True)
    papers = [one.values_list("key", flat=True) for one in (case.applications, case.decisions, case.contacts)]
    programmes = case.programmes.values_list("key", flat=True)
    return [case.key, *people, *itertools.chain(*papers), *programmes]


def draft_of(user, form):
    """What the user had typed in a form and not saved, or an empty dict."""
    drafts = _drafts(user=user.pk, form=form)
    return drafts[0].data if drafts else {}


_drafts = Prepared(lambda user, form: Draft.objects.filter(user=user, form=form), user=int, form=str)
