"""Parameters of the addresses of payments, insurance and settlement, by the name of the address."""

import dataclasses
import datetime
import hashlib

from django.utils import timezone

from kladka.casework.anomalies.actions import explain
from kladka.casework.anomalies.finding import found_in
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.format_actions import describe_format
from kladka.casework.benefits.models import BankFormat, PaymentHold
from kladka.casework.insurance.actions import record_other_title
from kladka.casework.insurance.list_actions import prepare as prepare_contributions
from kladka.casework.insurance.list_actions import submit as submit_contributions
from kladka.casework.insurance.queries import case_tasks
from kladka.casework.ledger.models import BookYear
from kladka.casework.settlement.expense_actions import propose_expense
from kladka.casework.settlement.format_forms import FormatForm
from kladka.casework.settlement.grant_actions import request_grant, settle_grant
from kladka.casework.settlement.models import ExpenseFile
from kladka.casework.settlement.statement_actions import read_statement
from tests.casework.programmes.build import (
    SENT_ON,
)

DECEMBER = {"starts": datetime.date(2026, 12, 1), "ends": datetime.date(2026, 12, 31)}


def money(world):
    tails = (
        "xlsx",
        "pdf",
        "recalculate",
        "withdraw",
        "submit",
        "send-back",
        "approve",
        "bank-file",
        "sent",
    )
    key = {"key": world.list.key}
    why = key | {"person": world.person.key, "month": "2026-12"}
    lists = {f"payment-list-{tail}": key for tail in tails} | {"payment-list": key, "payment-why": why}
    return lists | {"payment-list-file": key | {"file": 1}}


def payouts(world):
    held = world.sent.case  # not of the family whose list waits for approval
    hold = PaymentHold.objects.create(case=held, starts=SENT_ON, reason="x", by=world.head)
    of_hold = {"key": held.key, "hold": hold.key}
    expense = propose_expense(
        world.run, month=datetime.date(2026, 12, 1), purpose="x", payee="x", invoice="x", amount_pln=1,
        account="61109010140000071219812874", agreed_on=SENT_ON, by=world.accountant,
    )  # fmt: skip
    file = ExpenseFile.objects.create(
        organisation=world.centre, profile="x", name="x", total_pln=1, count=1, on=SENT_ON, content=b"x",
        sha256=hashlib.sha256(b"x").hexdigest(), by=world.accountant,
    )  # fmt: skip
    return {
        "payment-hold": {"key": world.run.case.key},
        "payment-hold-end": of_hold,
        "expiry": of_hold,
        "expiry-carry-out": of_hold,
        "expense-file": {"key": file.key},
        "expense-approve": {"key": expense.key},
        "expense-reject": {"key": expense.key},
    }


def insurance(world):
    made = prepare_contributions(world.centre, datetime.date(2026, 11, 1), by=world.accountant)
    key = {"key": submit_contributions(made, by=world.accountant).key}
    tails = [
        "xlsx",
        "pdf",
        "recalculate",
        "withdraw",
        "submit",
        "send-back",
        "approve",
        "sent",
        "paid",
        "correct",
    ]
    case = world.run.case
    title = record_other_title(
        case, person=world.person, kind="work", starts=datetime.date(2027, 3, 1), by=world.worker
    )
    task = case_tasks(world.run, datetime.date(2026, 11, 30))[0]
    of_case = ["case-insurance", "other-title-new", "insurance-dependant"]
    return (
        {f"contribution-list-{tail}": key for tail in tails}
        | {"contribution-list": key}
        | {name: {"key": case.key} for name in of_case}
        | {"other-title-end": {"key": case.key, "title": title.key}}
        | {"insurance-filing": {"key": case.key, "subject": task.subject}}
    )


def anomalies(world):
    """Two families are paid to one account; one more signal is explained."""
    paid = {"method": "transfer", "holder": "x", "account": world.centre.account}
    for case in (world.applied.case, world.sent.case):
        set_account(case, on=SENT_ON, by=world.worker, **paid)
    today = timezone.localdate()
    found = found_in(world.centre, today)[0]
    explained = {"organisation": world.centre, "reason": "x", "until": today, "by": world.head}
    [row, *_] = explain(dataclasses.replace(found, mark="0" * 32), **explained)
    return {"anomaly-explain": {"mark": found.mark}, "anomaly-bring-back": {"key": row.key}}


def formats(world):
    """A format that waits for the bank's answer and for a second person."""
    described = {name: field.default for name, field in _described() if field.has_default()}
    made = describe_format(world.centre, title="BS", source="x", by=world.accountant, **described)
    return {f"bank-format-{tail}": {"key": made.key} for tail in ("try", "confirm", "retire")}


def _described():
    return [(field.name, field) for field in BankFormat._meta.fields if field.name in FormatForm.base_fields]


def settlement(world):
    closed = BookYear.objects.create(organisation=world.centre, year=2024, closed_by=world.head)
    asked = request_grant(world.centre, **DECEMBER, direct=0, by=world.accountant)
    settled = settle_grant(world.centre, **DECEMBER, final=False, by=world.accountant)
    asked_for, one = {"key": asked.key}, {"key": settled.key}
    of_grant = {f"grant-request{tail}": asked_for for tail in ("", "-approve", "-sent")} | {
        f"grant-settlement{tail}": one for tail in ("", "-print", "-approve", "-returned")
    }
    of_grant["grant-request-file"] = asked_for | {"form": "pdf"}
    csv = "Data;Kwota;Tytuł\n2026-12-15;-1,00;x\n".encode()
    statement, _ = read_statement(world.centre, name="x.csv", content=csv, by=world.accountant)
    of_bank = {f"statement{tail}": {"key": statement.key} for tail in ("", "-columns", "-confirm", "-export")}
    return (
        of_grant
        | of_bank
        | payouts(world)
        | anomalies(world)
        | formats(world)
        | {
            "settlement-programme": {"key": world.run.key},
            "settlement-year-reopen": {"key": closed.key},
        }
    )
