"""A list marked as sent: deadlines closed, families' timelines, the next month by itself."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kladka.casework import guards
from kladka.casework.benefits.actions import (
    ListChanged,
    approve,
    export_bank_file,
    mark_sent,
    prepare_list,
    recalculate,
    submit,
)
from kladka.casework.benefits.models import BankFile, Payment, PaymentList
from kladka.casework.cases.models import Deadline, Event

from .build import DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family, tamper

PAY_DAY = DAY(2026, 12, 15)


@pytest.fixture
def approved(centre, caseworker, accountant, head):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    return approved_list(centre, accountant, head)


def sent(approved, accountant):
    export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    return mark_sent(approved, on=PAY_DAY, by=accountant)


def test_a_sent_list_is_followed_by_the_draft_of_the_next_month(approved, accountant):
    following, _ = sent(approved, accountant)
    approved.refresh_from_db()
    assert (approved.state, approved.sent_on) == ("sent", PAY_DAY)
    assert (following.month, following.state, following.people, following.prepared_by) == (
        DAY(2027, 1, 1),
        "draft",
        2,
        accountant,
    )


def test_the_deadline_of_the_month_is_closed_and_that_of_the_next_one_is_open(approved, accountant):
    sent(approved, accountant)
    deadlines = Deadline.objects.filter(kind="payment").order_by("day")
    assert [(d.subject_key, d.day, d.done_on) for d in deadlines] == [
        ("2026-12", DAY(2026, 12, 15), PAY_DAY),
        ("2027-01", DAY(2027, 1, 15), None),
    ]


def test_the_family_sees_the_payment_on_its_timeline_as_one_sum(approved, accountant):
    sent(approved, accountant)
    event = Event.objects.get(title="Wypłata za grudzień 2026")
    assert (event.text, event.on) == (f"2\u00a0350,60 zł, lista {approved.number}", PAY_DAY)


def test_the_last_month_of_the_programmes_is_followed_by_no_list(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig")
    last = approved_list(centre, accountant, head, DAY(2027, 8, 1))
    following, why_not = sent(last, accountant)
    assert following is None
    assert "nie trwa żaden program" in why_not
    assert PaymentList.objects.get().state == "sent"


def test_a_list_with_transfers_is_not_sent_before_its_file_was_taken(approved, accountant):
    with pytest.raises(ValidationError, match="Najpierw pobierz plik"):
        mark_sent(approved, on=PAY_DAY, by=accountant)


def test_a_list_paid_at_the_desk_alone_needs_no_file(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig", account="")
    approved = approved_list(centre, accountant, head)
    following, _ = mark_sent(approved, on=PAY_DAY, by=accountant)
    assert following.month == DAY(2027, 1, 1)


def test_a_list_changed_after_its_file_was_taken_is_not_sent(approved, accountant):
    export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    with guards.lifted(connection):
        tamper(Payment.objects.all(), account=OTHER_ACCOUNT)
    with pytest.raises(ListChanged):
        mark_sent(approved, on=PAY_DAY, by=accountant)
    assert PaymentList.objects.get().state == "approved"


def test_a_file_with_another_sum_than_the_list_stops_the_sending(approved, accountant):
    export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    with guards.lifted(connection):
        BankFile.objects.update(total_pln=Decimal("1.00"))
    with pytest.raises(ValidationError, match="się różnią"):
        mark_sent(approved, on=PAY_DAY, by=accountant)


def test_a_sent_list_is_not_sent_again(approved, accountant):
    sent(approved, accountant)
    with pytest.raises(ValidationError, match="wysłana"):
        mark_sent(approved, on=PAY_DAY, by=accountant)


def test_the_database_asks_for_the_day_of_sending(approved):
    with pytest.raises(IntegrityError, match="payment_list_sent_on_a_day"), transaction.atomic():
        PaymentList.objects.filter(pk=approved.pk).update(state="sent", sent_on=None)


def test_a_list_of_the_next_month_that_stands_already_is_left_alone(centre, approved, accountant):
    january = prepare_list(centre, DAY(2027, 1, 1), by=accountant)
    following, why_not = sent(approved, accountant)
    assert following is None
    assert "już istnieje" in why_not
    assert PaymentList.objects.get(month=DAY(2027, 1, 1)) == january


def reads_of_sending(prepared, accountant, head):
    approved = approve(submit(prepared, by=accountant), by=head)
    export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    with CaptureQueriesContext(connection) as captured:
        following, _ = mark_sent(approved, on=PAY_DAY, by=accountant)
    return following, len([query for query in captured if query["sql"].startswith("SELECT")])


def test_sending_reads_as_often_for_one_family_as_for_forty(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig")
    january, few = reads_of_sending(prepare_list(centre, DECEMBER, by=accountant), accountant, head)
    for number in range(39):
        family(centre, caseworker, f"Imię{number} Testowa", f"Jan{number} Testowy", filed_on=DAY(2027, 1, 4))
    february, many = reads_of_sending(recalculate(january, by=accountant), accountant, head)
    assert february.people == 79
    assert many == few


def test_the_sums_of_a_long_list_agree_to_the_grosz(centre, caseworker, accountant, head):
    for number in range(40):
        family(centre, caseworker, f"Imię{number} Testowa", f"Jan{number} Testowy")
    following, _ = sent(approved_list(centre, accountant, head), accountant)
    assert following.total_pln == 80 * Decimal("1175.30")
