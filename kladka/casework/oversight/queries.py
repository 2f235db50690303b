"""Reads of oversight: what each worker carries, terms that passed, rows that quality checks found.

A figure and the list behind it are made of the same condition (`FIGURES`), so they cannot differ.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import BooleanField, CharField, Count, Exists, ExpressionWrapper, OuterRef, Q, Value

from kladka.casework.cases.contact_queries import counting_of, with_enough_contacts
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.cases.queries import URGENT_DAYS
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.needs.flag_queries import open_flags, unread
from kladka.casework.needs.models import FlagTask
from kladka.casework.needs.permissions import note_flag
from kladka.journal.reading import noticed_list
from kladka.staff.models import Absence
from kladka.staff.queries import working_in
from kladka.ui.paging import keyset_page

from .checks import CHECKS, OPEN, found_rows
from .models import SetAside

State = Case.State
SEEN_AHEAD = timedelta(days=60)
CASE_ORDERS = {"nazwisko": ("sort_name", "id"), "termin": ("due_on", "id"), "data": ("-opened_on", "-id")}
CASE_FIELDS = (
    *("id", "key", "number", "title", "sort_name", "state", "opened_on", "aid_from", "aid_until"),
    *("tier", "due_on", "worker__name"),
)
AGES = {"tydzien": (1, 7), "miesiac": (8, 30), "dawne": (31, 100_000)}
TERM_ORDERS = {"dawne": ("day", "id"), "nowe": ("-day", "-id")}
FLAG_ORDERS = {"dawne": ("raised_on", "id"), "nowe": ("-raised_on", "-id")}
TERM_FIELDS = (
    *("id", "day", "label", "kind", "provision", "case__key", "case__number", "case__title"),
    "worker__name",
)


def figures(centre, day):
    """{code: condition on cases} of everything that is counted per worker."""
    soon = day + timedelta(days=URGENT_DAYS)
    running = Q(state=State.RUNNING, aid_from__lte=day, aid_until__gte=day)
    enough = with_enough_contacts(counting_of(centre), day)
    late = overdue(centre, day).filter(case=OuterRef("pk"))
    urgent = Q(tier=1) | Q(due_on__lte=soon)
    return {
        "open": Q(state__in=OPEN),
        "application": Q(state=State.APPLICATION),
        "programme": Q(state=State.PROGRAMME),
        "decision": Q(state=State.DECISION),
        "running": Q(state=State.RUNNING),
        "t1": Q(state__in=OPEN) & urgent,
        "t2": Q(state__in=OPEN, tier=2, due_on__gt=soon),
        "t3": Q(state__in=OPEN, tier=3, due_on__gt=soon),
        "contacts": running & ~Q(pk__in=enough),
        "overdue": Q(Exists(late)),
    }


def overdue(centre, day):
    """Open terms of cases that passed, without payments and terms to appeal, which are nobody's task."""
    terms = Deadline.objects.filter(organisation=centre, day__lt=day, done_on__isnull=True)
    return terms.filter(~Q(kind=Deadline.PAYMENT), ~Q(kind=Deadline.APPEAL)).exclude(case__state=State.ERASED)


def carried(centre, day):
    """[(Working or None, {figure: count}, next absence)] of every worker, and of cases that nobody leads.

    The last row is of cases without a worker or with one who works here no more; left out when empty.
    """
    conditions = figures(centre, day)
    counted = {code: Count("pk", filter=condition) for code, condition in conditions.items()}
    cases = Case.objects.filter(organisation=centre, state__in=OPEN).order_by()
    sums = {row.pop("worker"): row for row in cases.values("worker").annotate(**counted)}
    away = next_absences(centre, day)
    empty = dict.fromkeys(conditions, 0)
    rows = [
        (who, sums.pop(who.user.pk, empty), away.get(who.membership.pk)) for who in working_in(centre, day)
    ]
    rest = {code: sum(row[code] for row in sums.values()) for code in conditions}
    return [*rows, (None, rest, None)] if rest["open"] else rows


def next_absences(centre, day):
    """{membership id: the nearest absence that has not ended and begins within two months}."""
    rows = Absence.objects.filter(membership__organisation=centre, cancelled_at=None, ends__gte=day)
    rows = rows.filter(starts__lte=day + SEEN_AHEAD).select_related("substitute").order_by("-starts")
    return {one.membership_id: one for one in rows}


def flag_counts(centre, day):
    """Numbers alone, for those who may not read them: open red flags, unread ones, tasks that are late."""
    flags = open_flags(centre)
    tasks = FlagTask.objects.filter(flag__in=flags.values("pk"), done_on=None, day__lt=day)
    counted = flags.aggregate(open=Count("pk"), unread=Count("pk", filter=unread()))
    return counted | {"late": tasks.count()}


def flag_page(centre, *, which="", worker="", order="dawne", cursor="", size=25):
    """A page of open red flags, each noted under its own key; `which` "unread": by the worker of the case."""
    flags = open_flags(centre).select_related("case__worker", "person")
    if which == "unread":
        flags = flags.filter(unread())
    if worker:
        flags = flags.filter(case__worker=None if worker == "none" else int(worker))
    flags = flags.annotate(unread=ExpressionWrapper(unread(), BooleanField()))
    page = keyset_page(flags, FLAG_ORDERS[order], cursor, size)
    # Named as another list of the same page: the looks of a case do not tell that it has a flag.
    noticed_list("caseload", [one.case.key for one in page.rows], organisation_id=centre.pk)
    for one in page.rows:
        note_flag(one, one.case)
    return page


def cases_behind(centre, day, *, figure, worker="", order="nazwisko", cursor="", size=25, leaving=False):
    """A page of the cases that a figure counts; `worker`: a primary key, "none" (nobody here), "" for all."""
    cases = Case.objects.filter(figures(centre, day)[figure], organisation=centre, state__in=OPEN)
    if worker == "none":
        here = [who.user.pk for who in working_in(centre, day)]
        cases = cases.filter(Q(worker=None) | ~Q(worker__in=here))
    elif worker:
        cases = cases.filter(worker=int(worker))
    if leaving:
        cases = cases.exclude(pk__in=Restriction.objects.cases())
    page = keyset_page(cases.values(*CASE_FIELDS), CASE_ORDERS[order], cursor, size)
    noticed_list("caseload", [row["key"] for row in page.rows], organisation_id=centre.pk)
    return page


def overdue_page(
    centre, day, *, worker="", kind="", age="", order="dawne", cursor="", size=50, leaving=False
):
    """A page of terms that passed, over the whole centre."""
    rows = overdue(centre, day)
    if worker:
        rows = rows.filter(worker=None if worker == "none" else int(worker))
    if kind:
        rows = rows.filter(kind=kind)
    if age:
        least, most = AGES[age]
        rows = rows.filter(day__range=(day - timedelta(days=most), day - timedelta(days=least)))
    if leaving:
        rows = rows.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(rows.values(*TERM_FIELDS), TERM_ORDERS[order], cursor, size)
    noticed_list("overdue", [row["case__key"] for row in page.rows], organisation_id=centre.pk)
    return page


def overdue_kinds(centre, day):
    """{kind: how many} of the terms that passed."""
    rows = overdue(centre, day).order_by().values("kind").annotate(found=Count("pk"))
    return dict(rows.values_list("kind", "found"))


def shown(one, centre, day):
    """Rows of a check without those that are put aside today."""
    aside = SetAside.objects.filter(
        organisation=centre, check_code=one.code, until__gte=day, ended_at=None,
        row=OuterRef("pk"), case=OuterRef("of_case"),
    )  # fmt: skip
    return found_rows(one, centre, day).filter(~Exists(aside))


def check_counts(centre, day, *, worker=""):
    """{code of a check: how many rows}, of one worker's cases or of all; every check in one query."""
    parts = []
    for one in CHECKS.values():
        rows = shown(one, centre, day)
        if worker:
            rows = rows.filter(of_worker=int(worker))
        code = rows.annotate(check_code=Value(one.code, output_field=CharField()))
        parts.append(code.values("check_code").annotate(found=Count("pk")).values_list("check_code", "found"))
    counted = defaultdict(int, parts[0].union(*parts[1:], all=True))
    return {code: counted[code] for code in CHECKS}


def check_page(one, centre, day, *, worker="", order="dawne", cursor="", size=25, leaving=False):
    """A page of the rows of one check as dictionaries."""
    rows = shown(one, centre, day)
    if worker:
        rows = rows.filter(of_worker=int(worker))
    if leaving:
        rows = rows.exclude(of_case__in=Restriction.objects.cases())
    fields = ["id", "since_day", "of_case", "case_key", "case_number", "case_title", "worker_name"]
    fields += ["given", "family"] if one.about else []
    by = ("since_day", "id") if order == "dawne" else ("-since_day", "-id")
    page = keyset_page(rows.values(*fields), by, cursor, size)
    noticed_list("quality", [row["case_key"] for row in page.rows], organisation_id=centre.pk)
    return page


def row_of(one, centre, day, row, case_key):
    """One row of a check as a dictionary, or None: it was mended meanwhile."""
    found = shown(one, centre, day).filter(pk=row, case_key=case_key)
    return found.values("id", "of_case", "case_key", "case_number", "case_title", "since_day").first()


def set_aside_rows(one, centre, day):
    """What is put aside of a check today, the newest first (at most 50)."""
    rows = SetAside.objects.filter(organisation=centre, check_code=one.code, until__gte=day, ended_at=None)
    rows = list(rows.exclude(case__state=State.ERASED).select_related("case", "by").order_by("-id")[:50])
    noticed_list("quality", [row.case.key for row in rows], organisation_id=centre.pk)
    return rows
