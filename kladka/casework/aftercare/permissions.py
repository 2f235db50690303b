"""Who sees the end of a programme and the checks after it; whom a secret address lets answer."""

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from kladka.accounts.tokens import digest_of
from kladka.casework import walls
from kladka.casework.cases.permissions import can_write, case_for
from kladka.casework.programmes.models import Programme

from .models import AfterCheck, AfterConsent, AfterLink, Successor
from .queries import programme_of

ONLY_WORKERS = "Koniec programu prowadzi realizator programu albo kierownik."


def case_to_handle(user, key):
    """The case, for who may write in it."""
    case = case_for(user, key)
    if not can_write(user, case):
        raise PermissionDenied(ONLY_WORKERS)
    return case


def programme_to_close(user, key, *states):
    """(case, begun programme) for who may write; Http404 when it is not in one of these states."""
    case = case_to_handle(user, key)
    programme = programme_of(case)
    if programme is None or programme.state not in (states or Programme.State.values):
        raise Http404("Program nie jest w tym stanie.")
    programme.case = case
    return case, programme


def successor_of(programme, key):
    return _one(Successor.objects.filter(programme=programme, key=key))


def open_check_of(case, key):
    return _one(AfterCheck.objects.filter(case=case, key=key, answered_at=None, closed_on=None))


def consent_in(case):
    return _one(AfterConsent.objects.filter(case=case, withdrawn_on=None))


def check_by_link(token, today):
    """The check that this address asks about, while it is good; Http404 for any other address.

    The address stands for one case: its rows, as shared ones, are declared to PostgreSQL.
    """
    link = _one(AfterLink.objects.filter(digest=digest_of(token), until__gte=today, used_at=None))
    if connection.vendor == "postgresql":
        walls.declare(connection, "web", shared_cases={link.case_id})
    live = {"answered_at": None, "closed_on": None, "consent__withdrawn_on": None}
    return _one(AfterCheck.objects.filter(key=link.check_key, **live))


def _one(found):
    if (one := found.first()) is None:
        raise Http404("Nie ma takiej strony.")
    return one
