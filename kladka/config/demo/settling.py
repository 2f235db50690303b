"""Settlements in the demo: the grant, the desk, a returned transfer, a bill and a statement of the bank."""

import datetime
from decimal import Decimal

from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.benefits.transfers import title_of
from kladka.casework.programmes.models import Programme
from kladka.casework.settlement import expense_actions, grant_actions, statement_actions
from kladka.casework.settlement.desk_actions import settle_desk
from kladka.casework.settlement.models import StatementLine

LANDLORD = "27114020040000300201355387"
DAY = datetime.timedelta(days=1)


def settle(centre):
    """A grant received, the last list met by a statement with one return, a bill paid, cash collected."""
    lists = PaymentList.objects.filter(organisation=centre.organisation, state="sent").order_by("month")
    first, last = lists.first(), lists.last()
    if first is None or first == last:
        return
    _grant(centre, first, last)
    _bill(centre, last.sent_on)
    _statement(centre, last)
    desk = Payment.objects.filter(payment_list__in=lists, method="cash_desk", amount_pln__gt=0, desk=None)
    collected = list(desk.exclude(payment_list=last).order_by("pk").values_list("pk", flat=True))
    if collected:
        by = {"state": "collected", "by": centre.accountant}
        settle_desk(centre.organisation, collected, on=last.sent_on, **by)


def _grant(centre, first, last):
    """Asked for the months that were paid, received in one sum on the day of the first list."""
    office, by = centre.organisation, centre.accountant
    asked = grant_actions.request_grant(
        office, starts=first.month, ends=last.month, direct=Decimal(2000), by=by
    )
    grant_actions.approve_request(asked, by=centre.head)
    grant_actions.send_request(asked, on=first.sent_on, by=by)
    amounts = {"cash": asked.cash_pln, "health": asked.health_pln, "direct": asked.direct_pln}
    grant_actions.receive_grant(
        office, on=first.sent_on, document="WB 31/1", amounts=amounts, request=asked, by=by
    )
    ends = grant_actions.month_after(first.month) - DAY
    settled = grant_actions.settle_grant(office, starts=first.month, ends=ends, final=False, by=by)
    grant_actions.approve_settlement(settled, due_on=None, basis="", by=centre.head)


def _bill(centre, on):
    programme = (
        Programme.objects.filter(organisation=centre.organisation, state="running").order_by("pk").first()
    )
    bill = expense_actions.propose_expense(
        programme, month=on.replace(day=1), purpose="czynsz za pokój", payee="Zarząd Budynków Zmyślonych",
        account=LANDLORD, invoice="FV 17/11", amount_pln=Decimal("840.50"), agreed_on=on,
        by=centre.accountant,
    )  # fmt: skip
    expense_actions.approve_expense(bill, on=on, by=centre.head)
    profile = centre.organisation.bank_profile
    expense_actions.pay_expenses(centre.organisation, [bill], on=on, profile=profile, by=centre.accountant)


def _statement(centre, last):
    """MT940 of the day of the last list: its transfers, the bill, one transfer that came back."""
    lines = list(last.payments.filter(method="transfer", amount_pln__gt=0).select_related("case", "person"))
    moves = [
        ("D", one.amount_pln, one.account, title_of(one.month, one.person_name, one.case.number), one.holder)
        for one in lines
    ]
    moves.append(("D", Decimal("840.50"), LANDLORD, "FV 17/11", "Zarząd Budynków Zmyślonych"))
    moves.append(("C", lines[0].amount_pln, lines[0].account, f"Zwrot: {moves[0][3]}", "Bank"))
    text = mt940(centre.organisation.account, last.sent_on, Decimal("250000.00"), moves)
    made, _ = statement_actions.read_statement(
        centre.organisation, name="wyciag.sta", content=text.encode(), by=centre.accountant
    )
    sure = made.lines.filter(state=StatementLine.State.MATCHED).values_list("key", flat=True)
    statement_actions.confirm_lines(made, list(sure), by=centre.accountant)


def mt940(account, on, opening, moves):
    """A statement of one day from (side, zł, account, title, name)."""
    lines, closing = [], opening
    for side, amount, other, title, name in moves:
        closing += amount if side == "C" else -amount
        parts = [title[at : at + 35] for at in range(0, len(title), 35)][:6]
        told = "".join(f"~{20 + at}{part}" for at, part in enumerate(parts))
        lines.append(f":61:{on:%y%m%d}{side}{_comma(amount)}N051NONREF")
        lines.append(f":86:020~00PRZELEW{told}~32{name}~38{other}")
    return "\n".join(
        [
            ":20:WYCIAG", f":25:{account}", ":28C:00031", f":60F:C{on:%y%m%d}PLN{_comma(opening)}", *lines,
            f":62F:C{on:%y%m%d}PLN{_comma(closing)}",
        ]
    )  # fmt: skip


def _comma(amount):
    return f"{amount:.2f}".replace(".", ",")
