"""The register of people and authorisations, what in it needs a look, and controls."""

import datetime
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from kladka.accounts.models import Authorisation, Control, Membership
from kladka.accounts.permissions import in_force
from kladka.ui.paging import keyset_page

from .models import Absence

ORDERS = {"data": ("-starts", "-id"), "nazwisko": ("user__name", "id")}
ROLES = dict(Membership.Role.choices)
YEAR, QUARTER = datetime.timedelta(days=365), datetime.timedelta(days=90)
FIELDS = (
    *("id", "key", "role", "starts", "ends", "ended_at", "checked_on"),
    *("user__name", "user__email", "user__position", "user__last_login", "undertaking__signed_on"),
)
AUTHORISATION = ("number", "scope", "issued_on", "issued_by", "ended_on")


def register(organisation, day, *, role="", state="", order="data", cursor="", size=50):
    """A page of memberships with the latest authorisation and `state`, as dictionaries."""
    rows = _with_state(Membership.objects.filter(organisation=organisation), day)
    if role:
        rows = rows.filter(role=role)
    if state:
        rows = rows.filter(state=state)
    return keyset_page(rows.values(*FIELDS, *_latest(), "state"), ORDERS[order], cursor, size)


def _with_state(memberships, day):
    latest = Authorisation.objects.filter(membership=OuterRef("pk")).order_by("-issued_on", "-pk")
    over = Q(ended_at__isnull=False) | Q(ends__lt=day)
    valid = Exists(in_force(Membership.objects.filter(pk=OuterRef("pk")), day))
    return memberships.annotate(
        **{f"authorisation_{name}": Subquery(latest.values(name)[:1]) for name in AUTHORISATION},
        state=Case(
            When(over, then=Value("over")),
            When(starts__gt=day, then=Value("future")),
            When(valid, then=Value("valid")),
            default=Value("lacking"),
        ),
    )


def _latest():
    return [f"authorisation_{name}" for name in AUTHORISATION]


def state_of(membership, day):
    """ "valid", "lacking" (an authorisation or undertaking), "future" or "over"."""
    found = _with_state(Membership.objects.filter(pk=membership.pk), day)
    return found.values_list("state", flat=True).get()


def unchecked(organisation, day):
    """Roles in force that nobody checked for a year."""
    held = in_force(Membership.objects.filter(organisation=organisation), day)
    old = held.annotate(since=Coalesce("checked_on", "starts")).filter(since__lt=day - YEAR)
    return [row | {"role_name": ROLES[row["role"]]} for row in old.order_by("since", "pk").values(*FIELDS)]


def not_signing_in(organisation, day):
    """Roles in force whose person has not signed in for 90 days."""
    held = in_force(Membership.objects.filter(organisation=organisation, starts__lt=day - QUARTER), day)
    quiet = held.filter(
        Q(user__last_login__isnull=True) | Q(user__last_login__date__lt=day - QUARTER)
    ).order_by(F("user__last_login").asc(nulls_first=True), "pk")
    return [row | {"role_name": ROLES[row["role"]]} for row in quiet.values(*FIELDS)]


def controls_of(organisation):
    """Controls of a centre, or those that an office holds, newest first."""
    found = Control.objects.filter(Q(centre=organisation) | Q(office=organisation))
    return found.select_related("centre", "office", "recorded_by").order_by("-starts", "-pk")


@dataclass(frozen=True)
class Working:
    """A person who leads cases in a centre: languages, the most families, who stands in while away."""

    membership: Membership
    languages: list[str]
    most: int | None
    away: Absence | None

    @property
    def user(self):
        return self.membership.user


def working_in(organisation, day):
    """Everybody who may lead cases of a centre on a day, one role each, by name; in two queries."""
    roles = (Membership.Role.CASEWORKER, Membership.Role.HEAD)
    held = in_force(Membership.objects.filter(organisation=organisation, role__in=roles), day)
    away = {one.membership_id: one for one in absences_on(organisation, day)}
    found = {}
    for one in held.select_related("user", "work").order_by("user__name", "role", "pk"):
        work = getattr(one, "work", None)
        spoken, most = (work.spoken, work.most_families) if work else ([], None)
        found.setdefault(one.user_id, Working(one, spoken, most, away.get(one.pk)))
    return list(found.values())


def absences_on(organisation, day):
    """Absences that last on a day."""
    held = Absence.objects.filter(membership__organisation=organisation, starts__lte=day, ends__gte=day)
    return held.filter(cancelled_at=None).select_related("substitute")


def absences_of(membership, day):
    """Absences of a person that have not ended, the nearest first."""
    own = Absence.objects.filter(membership=membership, ends__gte=day, cancelled_at=None)
    return own.select_related("substitute").order_by("starts", "pk")
