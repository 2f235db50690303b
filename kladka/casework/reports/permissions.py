"""Who reads reports: head, coordinator (no money), accountant, an inspector during a control."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from kladka.accounts.permissions import (
    can_approve,
    can_handle_payments,
    can_read_money,
    can_supervise,
    centres_under_control,
    organisation_of,
)

from .models import ReportRun, ReportSet, YearReport


def centre_to_report(user):
    """The centre whose reports the user reads; of an inspector the one under control.

    Raises PermissionDenied.
    """
    here = organisation_of(user)
    if here is not None and (can_supervise(user, here.pk) or can_handle_payments(user, here.pk)):
        return here
    controlled = sorted(centres_under_control(user).values(), key=lambda one: one.pk)
    if controlled:
        return controlled[0]
    raise PermissionDenied(
        "Sprawozdania czytają kierownik, koordynator, księgowość i inspektor w czasie kontroli."
    )


def centre_to_write(user):
    """The centre in whose name the user reports: the head. Raises PermissionDenied."""
    centre = centre_to_report(user)
    if not can_approve(user, centre.pk):
        raise PermissionDenied("Sprawozdania i zestawy wierszy układa kierownik jednostki.")
    return centre


def may_count(user, centre):
    """The centre's own people order counts and files; an inspector reads what was counted."""
    return organisation_of(user) == centre


def centre_to_count(user):
    """The centre whose numbers the user may have counted. Raises PermissionDenied."""
    centre = centre_to_report(user)
    if not may_count(user, centre):
        raise PermissionDenied("Liczenie zleca jednostka; inspektor widzi to, co policzono.")
    return centre


def run_for(user, key):
    """A count of the centre, or a file that this user ordered. Raises Http404."""
    mine = Q(by=user) | Q(kind__in=[ReportRun.Kind.YEAR, ReportRun.Kind.SET])
    runs = ReportRun.objects.filter(mine, organisation=centre_of_things(user), key=key)
    run = runs.annotate(kept=Q(content__isnull=False)).defer("content", "figures").first()
    if run is None:
        raise Http404("Nie ma takiego zlecenia.")
    return run


def writes_reports(user, centre):
    return can_approve(user, centre.pk)


def sees_money(user, centre):
    return can_read_money(user, centre.pk)


def centre_of_things(user, way=centre_to_report):
    """The centre of a report or a set, found by `way`: to who may not have it, it does not exist. Http404."""
    try:
        return way(user)
    except PermissionDenied as error:
        raise Http404("Nie ma takiego sprawozdania.") from error


def year_report_for(user, key, way=centre_to_report):
    """A yearly report of the centre that the user reads, or writes. Raises Http404."""
    found = YearReport.objects.filter(organisation=centre_of_things(user, way), key=key)
    report = found.select_related("organisation", "finished_by").first()
    if report is None:
        raise Http404("Nie ma takiego sprawozdania.")
    return report


def set_for(centre, code, version=None):
    """The newest version of a set of rows, or one by its number. Raises Http404."""
    found = ReportSet.objects.filter(organisation=centre, code=code).order_by("-version")
    one = (found.filter(version=version) if version else found).first()
    if one is None:
        raise Http404("Nie ma takiego zestawu.")
    return one
