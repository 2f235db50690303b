"""„Dziś” with what waits beside the terms: data protection, changes in families."""

from django.utils import timezone
from django.views.decorators.http import require_GET

from kladka.accounts.permissions import (
    can_distribute_cases,
    can_handle_cases,
    can_read_cases,
    can_supervise,
    organisation_of,
)
from kladka.casework.cases.queries import to_supervise
from kladka.casework.cases.views import today_page
from kladka.casework.changes import queries as changes
from kladka.casework.monitoring.queries import waiting_in
from kladka.casework.monitoring.wording import following_rows
from kladka.casework.moves import queries as moves
from kladka.casework.needs.queries import flag_tasks_for, pressing_cases
from kladka.casework.needs.wording import flag_duty, urgency
from kladka.casework.programmes import withholding_queries as withholdings
from kladka.ui.counts import counted

from . import queries
from .permissions import can_lead, can_watch
from .wording import incident_duty, request_duty

# Nobody decides more by hand in a day, and counting on would read a whole centre.
MANY = 100


@require_GET
def today(request):
    """What is due, by date, with the provision."""
    organisation = organisation_of(request.user)
    duties, old = _duties(request.user, organisation)
    more = _pressing(request, organisation) | (_counts(request, organisation, old) if organisation else {})
    return today_page(request, duties=duties, **more)


def _counts(request, organisation, old):
    """What has no day, as figures that lead to lists; all of it counted by one question to the database.

    `old` incidents, whose text has to be opened to know them, come to the last row of data protection.
    """
    user, day = request.user, timezone.localdate()
    waiting = queries.waiting_for_head(organisation, user, day) if can_lead(user, organisation.pk) else []
    asked = to_supervise(organisation, day) if can_supervise(user, organisation.pk) else ()
    decide, told, followed, own = _to_decide(request, organisation, day)
    rows = [*waiting, *decide]
    numbers = counted([*(found for _, found, _ in rows), *followed.values(), *asked], MANY)
    if waiting:
        numbers[len(waiting) - 1] += old
    numbers = [f"ponad {MANY - 1}" if number >= MANY else number for number in numbers]
    said = [(what, count, url) for (what, _, url), count in zip(rows, numbers, strict=False)]
    followed = dict(zip(followed, numbers[len(rows) :], strict=False))
    whose = "moje" if own else "wszystkie"
    found = {
        "waiting": [row for row in said[: len(waiting)] if row[1]],
        "to_decide": [row for row in said[len(waiting) :] if row[1]]
        + [*told, *following_rows(followed, whose=whose, day=day)],
    }
    return found | ({"supervised": numbers[-2:]} if asked else {})


def _to_decide(request, organisation, day):
    """What a person is to decide about families: of one's own cases, or of the whole centre.

    ([(what waits, which rows, address)], the same with numbers that are known already, {what families wait
    for: their cases}, whether of one's own).
    """
    user = request.user
    if not can_read_cases(user, organisation.pk):
        return [], [], {}, False
    own = can_handle_cases(user, organisation.pk) and request.GET.get("czyje") != "wszystkie"
    worker, distributes = user if own else None, can_distribute_cases(user, organisation.pk)
    rows = [
        *moves.to_decide(user, organisation, day, distributes=distributes),
        *changes.to_decide(organisation, day, worker=worker),
    ]
    told = withholdings.to_decide(organisation, day, worker=worker)
    return rows, told, waiting_in(organisation, day, worker=worker), own


def _pressing(request, organisation):
    """Tasks of red flags for those who read them, and the most urgent cases; on the first page alone."""
    user, day = request.user, timezone.localdate()
    if organisation is None or request.GET.get("po"):
        return {}
    mine = can_handle_cases(user, organisation.pk) and request.GET.get("czyje") != "wszystkie"
    if not mine and not (can_handle_cases(user, organisation.pk) or can_supervise(user, organisation.pk)):
        return {}
    rows = pressing_cases(organisation, user if mine else None)
    words = urgency(user, rows, day)
    tasks = [flag_duty(task, day) for task in flag_tasks_for(user, organisation, day)]
    return {"flags": tasks, "pressing": [row | {"urgency": words[row["id"]]} for row in rows]}


def _duties(user, organisation):
    """(open incidents and requests as rows of „Dziś”, how many old incidents the head is to erase)."""
    if organisation is None or not can_watch(user, organisation.pk):
        return [], 0
    now, day, leads = timezone.now(), timezone.localdate(), can_lead(user, organisation.pk)
    incidents, old = queries.incidents_today(organisation, day)
    requests = queries.requests_without_case(organisation) if leads else []
    rows = [*(incident_duty(one, now) for one in incidents), *(request_duty(one, day) for one in requests)]
    return list(filter(None, rows)), old if leads else 0
