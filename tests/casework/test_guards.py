"""What the database refuses to whoever writes to it: every guard, by plain SQL, on both engines."""

import re

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from kladka.casework import guards
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import export_bank_file, mark_sent, prepare_list
from kladka.casework.benefits.models import PaymentList
from kladka.casework.decisions.models import Decision
from kladka.casework.issuing.actions import issue
from tests.casework.benefits.build import DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family
from tests.casework.programmes.build import ISSUED_ON, submitted


def sql(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.fixture
def approved(centre, caseworker, accountant, head):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    return approved_list(centre, accountant, head)


@pytest.fixture
def sent(approved, accountant):
    export_bank_file(approved, profile="elixir0-cp852", on=DAY(2026, 12, 15), by=accountant)
    mark_sent(approved, on=DAY(2026, 12, 15), by=accountant)
    return PaymentList.objects.get(pk=approved.pk)


@pytest.fixture
def issued(centre, caseworker, head):
    return issue(submitted(centre, caseworker), head, on=ISSUED_ON)


LINE = (
    "UPDATE benefits_payment SET amount_pln = 1 WHERE payment_list_id = %s",
    "UPDATE benefits_payment SET account = '27114020040000300201355387' WHERE payment_list_id = %s",
    "UPDATE benefits_payment SET holder = 'Kto Inny' WHERE payment_list_id = %s",
    "UPDATE benefits_payment SET person_name = 'Kto Inny' WHERE payment_list_id = %s",
    "DELETE FROM benefits_payment WHERE payment_list_id = %s",
    "UPDATE benefits_paymentlist SET total_pln = 1 WHERE id = %s",
    "UPDATE benefits_paymentlist SET sha256 = 'x' WHERE id = %s",
    "UPDATE benefits_paymentlist SET state = 'submitted' WHERE id = %s",
    "DELETE FROM benefits_paymentlist WHERE id = %s",
    "DELETE FROM benefits_paidmonth WHERE payment_id IN "
    "(SELECT id FROM benefits_payment WHERE payment_list_id = %s)",
    "UPDATE benefits_paidmonth SET month = '2027-01-01' WHERE payment_id IN "
    "(SELECT id FROM benefits_payment WHERE payment_list_id = %s)",
)


@pytest.mark.parametrize("statement", LINE)
def test_nothing_of_an_approved_list_changes(approved, statement):
    with pytest.raises(IntegrityError, match="nie zmienia się"):
        sql(statement, approved.pk)


@pytest.mark.parametrize(
    "statement",
    [
        *LINE,
        "UPDATE benefits_paymentlist SET state = 'draft' WHERE id = %s",
        "UPDATE benefits_bankfile SET total_pln = 1 WHERE payment_list_id = %s",
        "UPDATE benefits_bankfile SET content = 'x' WHERE payment_list_id = %s",
        "DELETE FROM benefits_bankfile WHERE payment_list_id = %s",
    ],
)
def test_nothing_of_a_sent_list_changes(sent, statement):
    with pytest.raises(IntegrityError, match="nie zmienia się"):
        sql(statement, sent.pk)


def test_a_line_is_not_added_to_an_approved_list(approved, centre, caseworker):
    family(centre, caseworker, "Amina Sadig")
    other = prepare_list(centre, DAY(2027, 1, 1), by=caseworker)
    with pytest.raises(IntegrityError, match="nie zmienia się"):
        sql(
            "UPDATE benefits_payment SET payment_list_id = %s WHERE payment_list_id = %s",
            approved.pk,
            other.pk,
        )


def test_a_bank_file_comes_from_an_approved_list_alone(sent, accountant):
    draft = PaymentList.objects.get(state="draft")
    with pytest.raises(IntegrityError, match="z zatwierdzonej listy"):
        sql(
            "INSERT INTO benefits_bankfile (payment_list_id, profile, name, total_pln, count, sha256, "
            "content, exported_at, exported_by_id) VALUES (%s, 'x', 'x', 1, 1, 'x', '', '2026-12-15', %s)",
            draft.pk,
            accountant.pk,
        )


def test_erasure_after_the_retention_period_may_empty_who_was_paid_and_nothing_else(sent):
    sql(
        "UPDATE benefits_payment SET holder = NULL, account = NULL, person_name = 'usunięto', "
        "sort_name = '', explanation = NULL WHERE payment_list_id = %s",
        sent.pk,
    )
    sql("UPDATE benefits_bankfile SET content = NULL WHERE payment_list_id = %s", sent.pk)


@pytest.mark.parametrize("by", ["prepared_by", "submitted_by"])
def test_the_author_of_a_list_is_refused_by_the_database(centre, caseworker, accountant, head, by):
    family(centre, caseworker, "Amina Sadig")
    draft = prepare_list(centre, DECEMBER, by=accountant)
    sql("UPDATE benefits_paymentlist SET submitted_by_id = %s WHERE id = %s", head.pk, draft.pk)
    author = {"prepared_by": accountant, "submitted_by": head}[by]
    with pytest.raises(IntegrityError, match="payment_list_"):
        sql(
            "UPDATE benefits_paymentlist SET state = 'approved', approved_by_id = %s, sha256 = 'x' "
            "WHERE id = %s",
            author.pk,
            draft.pk,
        )


def test_a_changed_account_is_confirmed_by_another_person_after_a_call(approved, caseworker, head):
    case = approved.payments.first().case
    sql("UPDATE benefits_payoutaccount SET ended_on = '2026-12-20' WHERE case_id = %s", case.pk)
    new = (
        "INSERT INTO benefits_payoutaccount (key, case_id, method, holder, account, since, by_id, "
        "created_at, needs_confirmation, called_back, confirmed_by_id, confirmed_at) "
        "VALUES ('k', %s, 'transfer', 'x', %s, '2026-12-20', %s, '2026-12-20', {}, {}, %s, '2026-12-20')"
    )
    for flags, confirmed_by, refusal in (
        (("FALSE", "FALSE"), None, "potwierdza druga osoba"),
        (("TRUE", "TRUE"), caseworker.pk, "payout_account_four_eyes"),
        (("TRUE", "FALSE"), head.pk, "payout_account_called_back"),
    ):
        with pytest.raises(IntegrityError, match=refusal):
            sql(new.format(*flags), case.pk, OTHER_ACCOUNT, caseworker.pk, confirmed_by)
    sql(new.format("TRUE", "TRUE"), case.pk, OTHER_ACCOUNT, caseworker.pk, head.pk)


@pytest.mark.parametrize(
    "change", ["account = '27114020040000300201355387'", "holder = 'x'", "by_id = by_id + 1"]
)
def test_an_account_is_not_corrected_in_its_row(centre, caseworker, change):
    case = family(centre, caseworker, "Amina Sadig").case
    with pytest.raises(IntegrityError, match="zapisuje się nowy"):
        sql(f"UPDATE benefits_payoutaccount SET {change} WHERE case_id = %s", case.pk)
    with pytest.raises(IntegrityError, match="zapisuje się nowy"):
        sql("DELETE FROM benefits_payoutaccount WHERE case_id = %s", case.pk)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions_decision SET grounds = 'Inne.' WHERE id = %s",
        "UPDATE decisions_decision SET content = '{\"x\": 1}' WHERE id = %s",
        "UPDATE decisions_decision SET number = 'D.9' WHERE id = %s",
        "UPDATE decisions_decision SET sha256 = '' WHERE id = %s",
        "UPDATE decisions_decision SET state = 'draft' WHERE id = %s",
        "DELETE FROM decisions_decision WHERE id = %s",
        "UPDATE decisions_decisionfile SET content = '' WHERE decision_id = %s",
        "DELETE FROM decisions_decisionfile WHERE decision_id = %s",
    ],
)
def test_nothing_of_an_issued_decision_changes(issued, statement):
    with pytest.raises(IntegrityError, match="nie zmienia się"):
        sql(statement, issued.pk)


def test_whoever_worked_on_a_decision_is_refused_by_the_database(centre, caseworker, head):
    """Also who only passed it on: the row names the author and the last editor alone."""
    decision = submitted(centre, caseworker)
    Decision.objects.filter(pk=decision.pk).update(prepared_by=head)
    with pytest.raises(IntegrityError, match="inna osoba niż te"):
        sql(
            "UPDATE decisions_decision SET state = 'issued', number = 'D.1', issued_on = '2026-11-20', "
            "approved_by_id = %s WHERE id = %s",
            caseworker.pk,
            decision.pk,
        )


def test_every_guard_stands_after_all_migrations(db):
    expected = {f"{guards.PREFIX}{guard.name}" for guard in guards.GUARDS}
    assert expected <= {name for name, _ in guards.standing(connection)}


@pytest.mark.django_db(transaction=True)
def test_guards_stand_again_after_a_migration_took_them_away():
    before = set(guards.standing(connection))
    guards.remove(connection)
    assert guards.standing(connection) == []
    call_command("migrate", verbosity=0)
    assert set(guards.standing(connection)) == before


def test_messages_hold_no_quotes_that_would_break_the_statement():
    assert [guard.name for guard in guards.GUARDS if re.search(r"['%]", guard.message)] == []


def test_tables_of_guards_exist(db):
    tables = set(connection.introspection.table_names())
    assert {guard.table for guard in guards.GUARDS} <= tables


def test_a_family_paid_for_the_first_time_needs_nobody_to_confirm(centre, caseworker):
    case = family(centre, caseworker, "Amina Sadig", account=None).case
    made = set_account(
        case, method="transfer", holder="Amina Sadig", account=OTHER_ACCOUNT, on=DECEMBER, by=caseworker
    )
    assert not made.waits
