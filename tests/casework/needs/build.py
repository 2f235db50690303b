"""A family with an assessment, made by the acts of the office."""

import datetime

from django.utils import timezone

from kladka.casework.needs import actions
from tests.casework.intake.families import filed, member

DAY = datetime.timedelta(days=1)


def today():
    return timezone.localdate()


def family(centre, worker, *people, **changes):
    """The case of a refugee (and of whom else is named) whose application was filed."""
    return filed(centre, worker, *(people or (member("Olena"),)), **changes).case


def people_of(case):
    return [one.person for one in case.household.members.order_by("pk")]


def rate(wave, code, value, *, by, person=None, rater="worker", **more):
    """A rating by the anchor of that value; `value` may be an answer without one ("refused")."""
    if isinstance(value, str):
        return actions.rate(wave, code, person=person, rater=rater, answer=value, by=by, **more)
    anchor = more.pop("anchor", value if rater == "worker" else None)
    return actions.rate(
        wave, code, person=person, rater=rater, answer="rated", value=value, anchor=anchor, by=by, **more
    )


def waves(case, by, *, months=12):
    """The planned waves of a programme that began half a year ago, by kind."""
    starts = today() - 200 * DAY
    actions.plan_waves(case, starts=starts, ends=starts + 364 * DAY, by=by)
    return {one.kind: one for one in case.waves.select_related("case")}
