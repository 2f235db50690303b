"""After a revocation from a day that was paid already, the others get the difference of those months."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.benefits.actions import recalculate
from kladka.casework.benefits.models import LedgerEntry, PaymentList
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.revocation_actions import draft_revocation
from kladka.casework.settlement.agreement_queries import agreement
from tests.casework.benefits.build import DAY, DECEMBER, approved_list, family

from .build import send

ISSUED = DAY(2027, 1, 8)


def revoked(programme, worker):
    """Drafts of the revocation for the spouse from December on and of the decision for the others."""
    spouse = programme.application.people.order_by("pk")[1].person
    return draft_revocation(
        loaded(programme.key), people=[spouse], ground="convicted", starts=DECEMBER, facts="x",
        execution="stated", by=worker,
    )  # fmt: skip


def test_the_others_get_on_the_next_list_what_the_paid_month_is_due_more(
    centre, caseworker, accountant, head
):
    programme = family(centre, caseworker, "Amina Sadig", "Omar Sadig", "Nur Sadig")
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    for decision in revoked(programme, caseworker):
        issue(submit(decision, by=caseworker), head, on=ISSUED)
    # Two of three stay: 1175,30 less 1007,40, for each of them.
    entered = LedgerEntry.objects.filter(kind="recalculated").values_list("amount_pln", flat=True)
    assert list(entered) == [Decimal("167.90")] * 2
    draft = recalculate(PaymentList.objects.get(state="draft"), by=accountant)
    again = draft.payments.filter(month=DECEMBER).order_by("pk")
    assert [(one.person.given_names, one.amount_pln) for one in again] == [
        ("Amina", Decimal("167.90")), ("Nur", Decimal("167.90")),
    ]  # fmt: skip
    for on in (DAY(2026, 12, 20), ISSUED):
        assert [one.difference for one in agreement(centre, on)] == [0, 0, 0]


def test_it_is_not_issued_while_an_approved_list_waits_with_the_former_amounts(
    centre, caseworker, accountant, head
):
    programme = family(centre, caseworker, "Amina Sadig", "Omar Sadig", "Nur Sadig")
    approved_list(centre, accountant, head)
    revocation, others = revoked(programme, caseworker)
    issue(submit(revocation, by=caseworker), head, on=ISSUED)
    with pytest.raises(ValidationError, match="czeka na wysłanie"):
        issue(submit(others, by=caseworker), head, on=ISSUED)
