"""What was owed to who has died is in no list: it is named, and a person decides."""

import datetime

from kladka.casework.benefits.account_actions import confirm_unchanged
from kladka.casework.benefits.actions import recalculate
from kladka.casework.benefits.ledger_actions import record_return
from kladka.casework.benefits.lines import outdated
from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.changes.actions import confirm, undo
from tests.casework.benefits.build import approved_list, family
from tests.casework.changes.build import changed, proposal
from tests.casework.recalculation.build import send

DAY = datetime.date
JANUARY = DAY(2027, 1, 1)


def died(programme, number, by):
    person = programme.application.people.order_by("pk")[number].person
    change = changed(programme.case, "death", person, on=DAY(2026, 12, 20), by=by)
    return person, change


def names_and_months(payment_list):
    return {(line.person_name, line.month) for line in payment_list.payments.filter(amount_pln__gt=0)}


def test_neither_a_returned_transfer_nor_a_month_behind_of_the_dead_is_paid(
    client, centre, caseworker, head, accountant
):
    sadig = family(centre, caseworker, "Amina Sadig", "Omar Sadig")
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    bik = family(centre, caseworker, "Lena Bik", "Jan Bik", filed_on=DAY(2026, 12, 14))
    omar, omars = died(sadig, 1, caseworker)
    _, jans = died(bik, 1, caseworker)
    for change in (omars, jans):
        confirm(proposal(change, "end_coverage"), by=caseworker, chosen="month")
    record_return(
        Payment.objects.get(person=omar, payment_list__state="sent"), on=DAY(2026, 12, 22), by=accountant
    )
    confirm_unchanged(sadig.case, called_back=True, on=DAY(2026, 12, 23), by=head)
    january = recalculate(PaymentList.objects.get(month=JANUARY), by=accountant)
    assert names_and_months(january) == {
        ("Amina Sadig", JANUARY), ("Lena Bik", JANUARY), ("Lena Bik", DAY(2026, 12, 1)),
    }  # fmt: skip
    assert outdated(january) == []
    client.force_login(accountant)
    page = client.get(january.get_absolute_url()).content.decode()
    assert "Należności osób zmarłych" in page
    assert "Ta lista ich nie wypłaca: Omar Sadig." in page


def test_a_death_recorded_by_mistake_leaves_nothing_behind(centre, caseworker):
    person, change = died(family(centre, caseworker, "Amina Sadig", "Omar Sadig"), 1, caseworker)
    person.refresh_from_db()
    assert person.died_on == DAY(2026, 12, 20)
    undo(change, reason="pomylono osoby", by=caseworker)
    person.refresh_from_db()
    assert person.died_on is None
