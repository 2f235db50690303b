"""The book: balanced, once a document, never changed, closed years take nothing; it agrees with payments."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from kladka.casework.benefits.actions import export_bank_file, mark_sent
from kladka.casework.benefits.ledger_actions import confirm_correction, propose_correction, record_return
from kladka.casework.benefits.models import LedgerEntry, Payment
from kladka.casework.ledger.actions import Line, close_year, post, reopen_year, reverse
from kladka.casework.ledger.models import BookYear, Posting, PostingLine
from tests.casework.benefits.build import approved_list, family

DAY = datetime.date
TEN = Decimal("10.00")
GRANT = [Line("bank", TEN), Line("grant_cash", -TEN)]


def received(centre, by, *, lines=GRANT, document="x", on=DAY(2026, 12, 3)):
    return post(centre, kind="grant", document=document, title="transza 1", on=on, lines=lines, by=by)


def balances():
    """{account: zł}"""
    sums = PostingLine.objects.values_list("account").annotate(sum=Sum("amount_pln")).order_by("account")
    return {account: round(amount, 2) for account, amount in sums}


@pytest.fixture
def paid(centre, caseworker, accountant, head):
    """A sent list of December: one transfer of 1679,00 zł and one paid at the desk."""
    family(centre, caseworker, "Amina Sadig")
    family(centre, caseworker, "Yusuf Rahimi", account="")
    approved = approved_list(centre, accountant, head)
    export_bank_file(approved, profile="elixir0-cp852", on=DAY(2026, 12, 15), by=accountant)
    mark_sent(approved, on=DAY(2026, 12, 15), by=accountant)
    return Payment.objects.get(method="transfer", payment_list=approved)


def test_a_document_is_posted_once_with_a_number_of_its_year(centre, accountant):
    first = received(centre, accountant)
    assert received(centre, accountant) == first
    assert (first.full_number, Posting.objects.count()) == ("PK/1/2026", 1)
    assert received(centre, accountant, document="y").full_number == "PK/2/2026"
    assert received(centre, accountant, document="z", on=DAY(2027, 1, 2)).full_number == "PK/1/2027"


def test_the_same_document_with_other_amounts_or_another_day_is_refused(centre, accountant):
    received(centre, accountant)
    other = [Line("bank", TEN + 1), Line("grant_cash", -TEN - 1)]
    with pytest.raises(ValidationError, match="z innymi kwotami"):
        received(centre, accountant, lines=other)
    with pytest.raises(ValidationError, match="lub dniem"):
        received(centre, accountant, on=DAY(2026, 12, 4))


def test_sides_that_differ_by_a_grosz_are_refused_and_nothing_is_no_posting(centre, accountant):
    with pytest.raises(ValidationError, match="się różnią"):
        received(centre, accountant, lines=[Line("bank", TEN), Line("grant_cash", -TEN + Decimal("0.01"))])
    with pytest.raises(ValueError, match="nie ma konta"):
        received(centre, accountant, lines=[Line("bonk", TEN), Line("grant_cash", -TEN)])
    assert received(centre, accountant, lines=[Line("bank", TEN), Line("bank", -TEN)]) is None
    assert not Posting.objects.exists()


def test_a_storno_is_the_opposite_and_stands_once(centre, accountant):
    first = received(centre, accountant)
    back = reverse(first, on=DAY(2026, 12, 9), by=accountant)
    assert reverse(first, on=DAY(2026, 12, 9), by=accountant) == back
    assert balances() == {"bank": 0, "grant_cash": 0}


def test_a_closed_year_takes_nothing_until_it_is_opened_with_a_reason(centre, accountant, head):
    closed = close_year(centre, 2024, by=head)
    with pytest.raises(ValidationError, match="Rok 2024 jest zamknięty"):
        received(centre, accountant, on=DAY(2024, 12, 31))
    with pytest.raises(IntegrityError, match="zamknięty w księdze"), transaction.atomic():
        Posting.objects.create(
            organisation=centre, number=1, year=2024, on=DAY(2024, 12, 31), kind="grant", document="x",
            title="x", by=accountant,
        )  # fmt: skip
    with pytest.raises(ValidationError, match="już zamknięty"):
        close_year(centre, 2024, by=head)
    reopen_year(closed, reason="Wpłynął spóźniony zwrot z banku.", by=head)
    assert received(centre, accountant, on=DAY(2024, 12, 31)).number == 1
    close_year(centre, 2024, by=head)
    assert BookYear.objects.filter(reopened_at=None).count() == 1


def test_the_year_that_runs_is_not_closed(centre, head):
    with pytest.raises(ValidationError, match="jeszcze trwa"):
        close_year(centre, datetime.datetime.now(datetime.UTC).year + 1, by=head)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_posting SET title = 'y'",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_postingline SET amount_pln = 1",
        "DELETE FROM ledger_postingline",
    ],
)
def test_the_database_refuses_to_change_the_book(centre, accountant, statement):
    received(centre, accountant)
    with pytest.raises(IntegrityError, match="robi się storno"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_sent_list_is_a_cost_of_its_programmes_and_leaves_the_bank(paid):
    assert balances() == {
        "bank": Decimal("-3358.00"),
        "cost_cash": Decimal("3358.00"),
        "desk": Decimal("1679.00"),
        "persons": 0,
        "uncollected": Decimal("-1679.00"),
    }
    costs = PostingLine.objects.filter(account="cost_cash")
    assert set(costs.values_list("programme", "month")) == {
        (one.programme_id, one.month) for one in Payment.objects.filter(month=paid.month)
    }


def test_returns_and_corrections_are_in_the_book_as_in_the_ledger_of_payments(paid, accountant, head):
    record_return(paid, on=DAY(2026, 12, 18), by=accountant)
    made = propose_correction(
        paid.case, person=paid.person, month=paid.month, amount=TEN, reason="Pomyłka.", by=accountant
    )
    confirm_correction(made, by=head)
    owed = LedgerEntry.objects.aggregate(sum=Sum("amount_pln"))["sum"]
    assert round(owed, 2) == Decimal("1689.00") == -balances()["persons"]
    assert balances()["cost_cash"] == Decimal("3368.00")
    assert Posting.objects.get(kind="return").on == DAY(2026, 12, 18)
