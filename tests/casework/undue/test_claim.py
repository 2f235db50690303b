"""An undue benefit: claimed by a decision, deducted within the half, repaid, put in instalments, waived."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework.benefits import ledger_queries
from kladka.casework.benefits import queries as payments
from kladka.casework.benefits.actions import approve, recalculate, submit
from kladka.casework.benefits.lines import outdated
from kladka.casework.benefits.models import Deduction, LedgerEntry, Payment, PaymentList
from kladka.casework.decisions import actions as decisions
from kladka.casework.issuing.actions import issue
from kladka.casework.ledger.models import PostingLine
from kladka.casework.programmes.queries import loaded
from kladka.casework.settlement.agreement_queries import agreement
from kladka.casework.settlement.files import LISTS, figure_workbook
from kladka.casework.undue import actions, queries, relief_actions
from tests.casework.benefits.build import DAY, DECEMBER, approved_list, family
from tests.casework.recalculation.build import born, changed, left, send

from .build import ISSUED, OVERPAID, established, overpaid, proposed, relieved

JANUARY = DAY(2027, 1, 1)


@pytest.fixture(autouse=True)
def _a_day_after_the_term_for_an_appeal():
    with time_machine.travel(datetime.datetime(2027, 2, 12, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def programme(centre, caseworker, accountant, head):
    return overpaid(centre, caseworker, accountant, head)


@pytest.fixture
def claim(programme, caseworker, head):
    return established(programme, caseworker, head)


def book(account):
    """Balance of an account of the book, zł."""
    return sum(PostingLine.objects.filter(account=account).values_list("amount_pln", flat=True))


def draft(accountant):
    return recalculate(PaymentList.objects.get(state="draft"), by=accountant)


def test_what_was_paid_above_what_is_due_may_be_claimed_to_the_grosz(programme, claim):
    assert (claim.total_pln, claim.effective_on) == (OVERPAID, ISSUED)
    assert [(p.paid_pln, p.due_pln) for p in claim.parts.all()] == [(Decimal("1679.00"), Decimal("812.42"))]
    assert list(LedgerEntry.objects.order_by("pk").values_list("kind", "amount_pln"))[2:] == [
        ("recalculated", -OVERPAID),
        ("claimed", OVERPAID),
    ]
    assert ledger_queries.balance(claim.debtor, DECEMBER) == 0
    assert (book("undue"), book("cost_cash"), book("persons")) == (OVERPAID, Decimal("812.42"), 0)
    assert queries.overpaid(loaded(programme.key)) == []


def test_more_than_was_overpaid_is_not_claimed(programme, caseworker):
    name = queries.overpaid(programme)[0].name
    with pytest.raises(ValidationError, match="wypłacono o 866,58 zł więcej"):
        proposed(programme, caseworker, amounts={name: OVERPAID + Decimal("0.01")})


def test_a_mistake_of_the_office_is_no_ground(programme, caseworker):
    with pytest.raises(ValidationError, match="Sama nadpłata nim nie jest"):
        proposed(programme, caseworker, ground="mistake")


def test_ten_years_after_payment_nothing_is_claimed(programme, caseworker):
    with pytest.raises(ValidationError, match="więcej niż 10 lat"):
        proposed(programme, caseworker, on=DAY(2036, 12, 16), due_on=DAY(2037, 1, 31))


def test_an_amount_that_is_decided_is_changed_before_it_is_claimed(programme, caseworker):
    born(programme, caseworker)
    with pytest.raises(ValidationError, match="najpierw wydaj decyzję zmieniającą"):
        proposed(loaded(programme.key), caseworker)


def test_what_changed_after_the_draft_stops_the_decision(programme, caseworker, head):
    claim = proposed(programme, caseworker)
    programme.withholdings.update(ends=DAY(2026, 12, 20))
    with pytest.raises(ValidationError, match="Decyzji nie wydano"):
        issue(decisions.submit(claim.decision, by=caseworker), head, on=ISSUED)


def test_a_list_deducts_at_most_half_and_the_bank_gets_the_rest(client, claim, accountant, head):
    actions.deduct(claim, starts=JANUARY, by=accountant)
    line = draft(accountant).payments.get()
    assert (line.agreed_pln, line.deducted_pln, line.amount_pln) == (
        Decimal("1679.00"), Decimal("839.50"), Decimal("839.50"),
    )  # fmt: skip
    assert "Potrącono" in line.explanation
    assert queries.account_of(claim).left == OVERPAID
    assert queries.account_of(claim).free == OVERPAID - Decimal("839.50")
    approved = approve(submit(line.payment_list, by=accountant), by=head)
    assert payments.control(approved).agrees
    with pytest.raises(IntegrityError, match="nie zmienia się"), transaction.atomic():
        Deduction.objects.update(amount_pln=Decimal("1.00"))
    send(approved, accountant, DAY(2027, 2, 12))
    assert ledger_queries.balance(claim.debtor, JANUARY) == 0
    assert (book("undue"), book("persons")) == (OVERPAID - Decimal("839.50"), 0)
    following = draft(accountant).payments.get()
    assert following.deducted_pln == Decimal("27.08")
    send(approve(submit(following.payment_list, by=accountant), by=head), accountant, DAY(2027, 2, 12))
    assert draft(accountant).payments.get().deducted_pln == 0
    client.force_login(accountant)
    assert "Zakończ: należność spłacona" in client.get(f"/sprawy/{claim.case.key}/nienalezne/").text
    client.post(f"/sprawy/{claim.case.key}/nienalezne/{claim.key}/splacona/")
    claim.refresh_from_db()
    assert (claim.ended, book("undue")) == ("paid", 0)


def test_nothing_is_deducted_before_the_decision_is_final(programme, caseworker, head, accountant):
    claim = proposed(programme, caseworker)
    issue(decisions.submit(claim.decision, by=caseworker), head, on=ISSUED)
    claim.refresh_from_db()
    with pytest.raises(ValidationError, match="decyzja jest ostateczna"):
        actions.deduct(claim, starts=JANUARY, by=accountant)


def test_a_repayment_after_the_list_was_counted_makes_it_outdated(claim, accountant, head):
    actions.deduct(claim, starts=JANUARY, by=accountant)
    found = submit(draft(accountant), by=accountant)
    with pytest.raises(ValidationError, match="potrąci lista"):
        actions.record_repayment(claim, on=DAY(2027, 2, 1), amount=OVERPAID, way="bank", by=accountant)
    actions.stop_deducting(claim, by=accountant)
    with pytest.raises(ValidationError, match="poprzednie kwoty"):
        approve(found, by=head)


def test_what_is_repaid_in_full_ends_the_claim(claim, accountant):
    actions.record_repayment(claim, on=DAY(2027, 2, 1), amount=Decimal("800.00"), way="bank", by=accountant)
    actions.record_repayment(claim, on=DAY(2027, 2, 2), amount=Decimal("66.58"), way="desk", by=accountant)
    claim.refresh_from_db()
    assert (claim.ended, claim.ended_on) == ("paid", DAY(2027, 2, 2))
    assert book("undue") == 0
    with pytest.raises(ValidationError, match="zakończono"):
        actions.record_repayment(claim, on=DAY(2027, 2, 2), amount=Decimal("1"), way="bank", by=accountant)


def test_instalments_come_to_the_sum_and_start_the_limitation_anew(claim, caseworker, head, accountant):
    assert queries.limitation_of(claim, []).day == DAY(2030, 1, 26)
    relief = relief_actions.propose_relief(
        claim, kind="instalments", reason="Niski dochód", count=4, due_on=DAY(2027, 3, 31), by=caseworker,
        on=DAY(2027, 2, 9),
    )  # fmt: skip
    relieved(relief, caseworker, head)
    parts = [(one.due_on, one.amount_pln) for one in relief.instalments.all()]
    assert parts[0] == (DAY(2027, 3, 31), Decimal("216.64"))
    assert parts[-1] == (DAY(2027, 6, 30), Decimal("216.66"))
    assert sum(amount for _, amount in parts) == OVERPAID
    claim.refresh_from_db()
    assert claim.due_on == DAY(2027, 6, 30)
    assert queries.limitation_of(claim, claim.reliefs.all()).day == DAY(2030, 7, 1)


def test_lists_deduct_nothing_before_the_first_instalment_and_never_more_than_one(
    claim, caseworker, head, accountant
):
    actions.deduct(claim, starts=JANUARY, by=accountant)
    assert draft(accountant).payments.get().deducted_pln > 0
    relief = relief_actions.propose_relief(
        claim, kind="instalments", reason="Niski dochód", count=4, due_on=DAY(2027, 3, 31), by=caseworker,
        on=DAY(2027, 2, 9),
    )  # fmt: skip
    relieved(relief, caseworker, head)
    assert [now for _, now in outdated(PaymentList.objects.get(state="draft"))] == [Decimal("1679.00")]
    assert draft(accountant).payments.get().deducted_pln == 0
    march, monthly = DAY(2027, 3, 1), Decimal("216.64")
    with pytest.raises(ValidationError, match="najwcześniej z listy za marzec 2027"):
        actions.deduct(claim, starts=DAY(2027, 2, 1), monthly=monthly, by=accountant)
    with pytest.raises(ValidationError, match="216,64"):
        actions.deduct(claim, starts=march, by=accountant)
    actions.deduct(claim, starts=march, monthly=monthly, by=accountant)
    assert (claim.decision.deduction_order.starts, claim.decision.deduction_order.monthly_pln) == (
        march,
        monthly,
    )


def test_a_part_waived_is_no_longer_deducted_and_costs_again(claim, caseworker, head, accountant):
    actions.deduct(claim, starts=JANUARY, by=accountant)
    asked = {"kind": "waive", "reason": "Choroba", "by": caseworker, "on": DAY(2027, 2, 9)}
    relief = relief_actions.propose_relief(claim, amount=Decimal("800.00"), **asked)
    relieved(relief, caseworker, head)
    assert draft(accountant).payments.get().deducted_pln == Decimal("66.58")
    assert (book("undue"), book("cost_cash")) == (Decimal("66.58"), Decimal("1612.42"))


def test_a_claim_whose_debtor_died_is_written_off(claim, head):
    actions.write_off(claim, why="death", by=head)
    claim.refresh_from_db()
    assert (claim.ended, book("undue")) == ("death", 0)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE undue_claim SET total_pln = 1 WHERE id = %s",
        "UPDATE undue_claim SET ended_on = NULL, effective_on = '2027-01-01' WHERE id = %s",
        "UPDATE undue_claimpart SET amount_pln = 1 WHERE claim_id = %s",
        "DELETE FROM undue_claimpart WHERE claim_id = %s",
    ],
)
def test_the_database_refuses_to_change_a_claim(claim, statement):
    with pytest.raises(IntegrityError, match="nie zmienia się"), transaction.atomic():
        connection.cursor().execute(statement, [claim.pk])


def test_a_month_paid_to_somebody_whom_the_changing_decision_took_out_is_still_overpaid(
    centre, caseworker, accountant, head
):
    programme = family(centre, caseworker, "Amina Sadig", "Nur Sadig")
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    nur = programme.application.people.order_by("pk").last().person
    left(programme, nur, DAY(2026, 11, 30))
    changed(loaded(programme.key), caseworker, head, since=DECEMBER)
    (one,) = queries.overpaid(loaded(programme.key))
    assert (one.person, one.month, one.amount_pln) == (nur, DECEMBER, Decimal("1175.30"))
    assert [reason.text for reason in one.row.reasons] == ["pomoc nie obejmuje tej osoby w tym miesiącu"]
    claim = established(loaded(programme.key), caseworker, head)
    assert (claim.total_pln, book("undue")) == (Decimal("1175.30"), Decimal("1175.30"))
    assert queries.overpaid(loaded(programme.key)) == []


def test_what_is_claimed_no_more_is_a_cost_that_decisions_and_book_agree_on(
    centre, programme, claim, caseworker, head
):
    assert [one.difference for one in agreement(centre, DAY(2027, 2, 12))] == [0, 0, 0]
    part = Decimal("200.00")
    waive = relief_actions.propose_relief(claim, kind="waive", reason="x", amount=part, by=caseworker)
    relieved(waive, caseworker, head)
    actions.write_off(claim, why="barred", by=head, on=DAY(2027, 2, 12))
    paid, cost, persons = agreement(centre, DAY(2027, 2, 12))
    assert [one.difference for one in (paid, cost, persons)] == [0, 0, 0]
    assert {figure.amount for figure in cost.figures} == {Decimal("1679.00")}
    book = figure_workbook(centre, "koszt", LISTS["koszt"], DAY(2027, 2, 12))
    rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.values)
    assert [row[-1] for row in rows if "nie żąda" in str(row[2])] == [200.0, 666.58]
    assert rows[-1][-1] == 1679


def test_a_share_that_floating_point_cannot_hold_is_deducted_to_the_grosz(claim, accountant):
    actions.deduct(claim, starts=JANUARY, monthly=Decimal("454.95"), by=accountant)
    line = draft(accountant).payments.get()
    assert (line.agreed_pln, line.deducted_pln) == (Decimal("1679.00"), Decimal("454.95"))
    Payment.objects.filter(pk=line.pk).update(
        agreed_pln=Decimal("1175.30"), amount_pln=Decimal("720.35")
    )  # 1175.30 - 454.95 is a little less than 720.35 for SQLite
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=line.pk).update(amount_pln=Decimal("720.36"))
