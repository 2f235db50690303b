"""Reads of changes: those of a case, open proposals of a centre, who turns eighteen soon."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.intake.models import Applicant
from kladka.journal.reading import noticed_list
from kladka.law import life
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import LifeChange, Proposal

AHEAD = timedelta(days=90)
ORDERS = {"nowe": ("-id",), "dawne": ("id",)}
FIELDS = (
    *("id", "key", "code", "text", "provision", "since", "state", "change__kind", "change__on"),
    *("case__key", "case__number", "case__title", "case__worker__name"),
)


def changes_of(case):
    """Changes of a case with their proposals, the newest first."""
    found = case.life_changes.select_related("person", "by", "undone_by", "proof")
    return found.prefetch_related("proposals__decided_by").order_by("-on", "-id")


def proposal_list(user, *, state="", kind="", mine=False, order="nowe", cursor="", size=25, leaving=False):
    """A page of proposals of the user's centres, as dictionaries of FIELDS."""
    rows = Proposal.objects.filter(organisation_id__in=centres_to_read(user)).values(*FIELDS)
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(change__kind=kind)
    if mine:
        rows = rows.filter(case__worker=user)
    rows = rows.exclude(case__state=Case.State.ERASED)
    if leaving:
        rows = rows.exclude(case__in=Restriction.objects.cases())
    page = keyset_page(rows, ORDERS[order], cursor, size)
    unseal_rows(page.rows, Proposal, "text")
    noticed_list(
        "proposal_list", [r["case__key"] for r in page.rows], organisation_id=organisation_id_of(user)
    )
    return page


def to_decide(organisation, day, *, worker=None):
    """[(what waits, which rows, address)] for „Dziś” of one worker or of the whole centre."""
    waiting = Proposal.objects.filter(organisation=organisation, state=Proposal.State.OPEN)
    waiting = waiting.filter(case__worker=worker) if worker else waiting
    adults = _of_age_soon(day, organisations=[organisation.pk], worker=worker)
    address = f"/zmiany/{'?moje=on' if worker else ''}"
    return [
        ("Propozycje po zmianach w rodzinach", waiting, address),
        ("Kończą 18 lat w ciągu 90 dni", adults, address),
    ]


def coming_of_age(day, **which):
    """Covered persons of running programmes who turn eighteen by `until` and of whom nothing is recorded.

    Dictionaries in the order of birth: person, born, case, worker; `adult_on` is the birthday.
    """
    shown = ("person__key", "person__given_names", "person__family_name", "person__born", *_CASE)
    found = _of_age_soon(day, **which).order_by("person__born", "id").values(*shown)[:50]
    return [row | {"adult_on": life.comes_of_age(row["person__born"])} for row in found]


def _of_age_soon(day, *, organisations=None, worker=None, case=None, until=None):
    until = until or day + AHEAD
    known = LifeChange.objects.filter(person=OuterRef("person"), kind=LifeChange.Kind.ADULT, undone_at=None)
    youngest = life.born_to_be_adult_by(until)
    rows = Applicant.objects.filter(
        Q(covered_until=None) | Q(covered_until__gte=day),
        ~Exists(known),
        covered=True,
        active=True,
        relation="child",
        person__born__lte=youngest,
        application__case__state=Case.State.RUNNING,
    )
    if organisations is not None:
        rows = rows.filter(application__organisation__in=organisations)
    if worker:
        rows = rows.filter(application__case__worker=worker)
    if case:
        rows = rows.filter(application__case=case)
    return rows


_CASE = tuple(
    f"application__case__{name}" for name in ("key", "number", "title", "aid_until", "worker__name")
)


def turning_adult(user):
    """The same for every centre the user reads, noticed as a list."""
    rows = coming_of_age(timezone.localdate(), organisations=centres_to_read(user))
    shown = [row["application__case__key"] for row in rows]
    noticed_list("coming_of_age", shown, organisation_id=organisation_id_of(user))
    return rows
