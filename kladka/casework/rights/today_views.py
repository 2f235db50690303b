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
from kladka.casework.cases.views import today_page
from kladka.casework.changes import queries as changes
from kladka.casework.monitoring.queries import waiting_in
from kladka.casework.monitoring.wording import following_rows
from kladka.casework.moves import queries as moves
from kladka.casework.needs.queries import flag_tasks_for, pressing_cases
from kladka.casework.needs.wording import flag_duty, urgency
from kladka.casework.programmes import withholding_queries as withholdings

from . import queries
from .permissions import can_lead, can_watch
from .wording import incident_duty, request_duty


@require_GET
def today(request):
    """What is due, by date, with the provision."""
    organisation = organisation_of(request.user)
    waiting = _waiting(request.user, organisation)
    to_decide = _to_decide(request, organisation)
    duties, pressing = _duties(request.user, organisation), _pressing(request, organisation)
    return today_page(request, duties=duties, waiting=waiting, to_decide=to_decide, **pressing)


def _to_decide(request, organisation):
    """What a person is to decide about families: of one's own cases, or of the whole centre."""
    if organisation is None or not can_read_cases(request.user, organisation.pk):
        return []
    own = can_handle_cases(request.user, organisation.pk) and request.GET.get("czyje") != "wszystkie"
    worker, day = request.user if own else None, timezone.localdate()
    followed = waiting_in(organisation, day, worker=worker)
    distributes = can_distribute_cases(request.user, organisation.pk)
    return [
        *moves.to_decide(request.user, organisation, day, distributes=distributes),
        *changes.to_decide(organisation, day, worker=worker),
        *withholdings.to_decide(organisation, day, worker=worker),
        *following_rows(followed, whose="moje" if own else "wszystkie", day=day),
    ]


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


def _waiting(user, organisation):
    if organisation is None or not can_lead(user, organisation.pk):
        return []
    return queries.waiting_for_head(organisation, user, timezone.localdate())


def _duties(user, organisation):
    if organisation is None or not can_watch(user, organisation.pk):
        return []
    now, day = timezone.now(), timezone.localdate()
    incidents = [incident_duty(one, now) for one in queries.open_incidents(organisation)[:10]]
    requests = queries.requests_without_case(organisation) if can_lead(user, organisation.pk) else []
    return [*filter(None, incidents), *(request_duty(one, day) for one in requests)]
