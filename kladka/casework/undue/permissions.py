"""Who may propose a claim or a relief, record repayments, end a claim. Decisions are approved by the head."""

from django.http import Http404

from kladka.accounts import permissions as accounts

from .models import Claim


def claim_of(case, key):
    """The claim of a case that was loaded for the user."""
    claim = Claim.objects.filter(case=case, key=key).first()
    if claim is None:
        raise Http404("Nie ma takiej należności.")
    return claim


def can_propose(user, case):
    """Whoever works with the family, or pays it."""
    return accounts.can_handle_cases(user, case.organisation_id) or can_collect(user, case)


def can_collect(user, case):
    """Record repayments and order deductions: accounting and the head."""
    return accounts.can_handle_payments(user, case.organisation_id)


def can_write_off(user, case):
    """End a claim without payment: the head."""
    return accounts.can_approve(user, case.organisation_id)
