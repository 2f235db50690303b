"""Months paid to a person whose aid was revoked later: what of them the law no longer leaves payable."""

import datetime
from decimal import Decimal

from kladka.casework.benefits import actions, queries
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.revocation_actions import draft_revocation
from tests.casework.programmes.build import ISSUED_ON, OLENA, SOFIJA, running

DAY = datetime.date


def test_what_was_paid_for_days_after_a_revocation_is_proposed_as_undue(centre, caseworker, accountant, head):
    programme = running(centre, caseworker, head, OLENA, SOFIJA)
    olena, sofija = [one.person for one in programme.application.people.order_by("pk")]
    set_account(programme.case, method="cash_desk", holder="x", account="", on=ISSUED_ON, by=caseworker)
    made = actions.submit(actions.prepare_list(centre, DAY(2026, 11, 1), by=accountant), by=accountant)
    actions.mark_sent(actions.approve(made, by=head), on=DAY(2026, 11, 20), by=accountant)
    assert queries.paid_after(programme, olena, DAY(2026, 11, 20)) == []
    revocation, _ = draft_revocation(
        programme, people=[olena], ground="convicted", facts="Wyrok", starts=DAY(2026, 11, 21), by=caseworker,
        execution="stated",
    )  # fmt: skip
    issue(submit(revocation, by=caseworker), head, on=DAY(2026, 11, 21))
    (found,) = queries.paid_after(programme, olena, DAY(2026, 11, 20))
    # 1175,30 ÷ 30 × 20 stays
    assert (found["paid_pln"], found["due_pln"]) == (Decimal("1175.30"), Decimal("783.53"))
    assert found["undue_pln"] == Decimal("391.77")
    assert queries.paid_after(programme, sofija, DAY(2026, 11, 20)) == []
