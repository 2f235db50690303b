"""Acts on the grant: ask for it, record that it came, settle a period, return what was not used."""

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import next_number
from kladka.casework.ledger import chart
from kladka.casework.ledger.actions import Line, post
from kladka.journal.actions import record

from . import grant_queries
from .models import GrantReceipt, GrantRequest, GrantRequestLine, GrantSettlement

DAY = datetime.timedelta(days=1)


def month_after(day):
    """The first day of the month after that of `day`."""
    return (day.replace(day=28) + 4 * DAY).replace(day=1)


@transaction.atomic
def request_grant(organisation, *, starts, ends, direct, by):
    """Draw up a request for the months from that of `starts` to that of `ends`; `direct` is zł for ust. 3."""
    starts, ends = starts.replace(day=1), month_after(ends) - DAY
    needed = grant_queries.needed(organisation, starts, ends)
    if not needed and not direct:
        raise ValidationError("W tych miesiącach żaden zaakceptowany program nie ma uzgodnionych kwot.")
    request = GrantRequest.objects.create(
        organisation=organisation,
        number=next_number(organisation, "ZD", timezone.localdate()),
        starts=starts,
        ends=ends,
        cash_pln=sum(row["cash"] for row in needed),
        health_pln=sum(row["health"] for row in needed),
        direct_pln=direct,
        by=by,
    )
    GrantRequestLine.objects.bulk_create(
        GrantRequestLine(
            request=request, programme_id=row["programme"], people=row["people"], cash_pln=row["cash"],
            health_pln=row["health"],
        )
        for row in needed
    )  # fmt: skip
    record("grant.requested", request, by=by, organisation=organisation, total=str(request.total_pln))
    return request


@transaction.atomic
def approve_request(request, *, by):
    """Another person than the author approves a request."""
    request = GrantRequest.objects.select_for_update().get(pk=request.pk)
    _approve(request, by, "Zapotrzebowanie")
    record("grant.request_approved", request, by=by, organisation=request.organisation)


def _approve(thing, by, name):
    if thing.approved_by_id:
        raise ValidationError(f"{name} jest już zatwierdzone.")
    if thing.by_id == by.pk:
        raise ValidationError(f"{name} zatwierdza inna osoba niż ta, która je sporządziła.")
    thing.approved_by, thing.approved_at = by, timezone.now()
    thing.save(update_fields=["approved_by", "approved_at"])


@transaction.atomic
def send_request(request, *, on, by):
    """Mark an approved request as sent to the voivode."""
    request = GrantRequest.objects.select_for_update().get(pk=request.pk)
    if not request.approved_by_id or request.sent_on:
        raise ValidationError("Wysyła się zapotrzebowanie zatwierdzone, raz.")
    request.sent_on = on
    request.save(update_fields=["sent_on"])
    record("grant.request_sent", request, by=by, organisation=request.organisation, on=str(on))


@transaction.atomic
def receive_grant(organisation, *, on, document, amounts, request=None, by):
    """Record and post money that came; `amounts` are {"cash" | "health" | "direct": zł}."""
    total = sum(amounts.values())
    if total <= 0:
        raise ValidationError("Podaj, ile wpłynęło na co najmniej jeden cel.")
    try:
        with transaction.atomic():
            receipt = GrantReceipt.objects.create(
                organisation=organisation, on=on, document=document, request=request, by=by,
                **{f"{purpose}_pln": amount for purpose, amount in amounts.items()},
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError("Ten wpływ jest już zapisany: ten sam dzień i dokument.") from error
    lines = [Line(f"grant_{purpose}", -amount) for purpose, amount in amounts.items()]
    book = {"document": receipt.key, "title": document, "on": on}
    post(organisation, kind="grant", lines=[Line("bank", total), *lines], by=by, **book)
    record("grant.received", receipt, by=by, organisation=organisation, total=str(total))
    return receipt


@transaction.atomic
def settle_grant(organisation, *, starts, ends, final, by):
    """Draw up the settlement of a period from the book; `final` is that of a year.

    One that is not approved yet is drawn up again under its number.
    """
    of = {"organisation": organisation, "starts": starts, "ends": ends}
    settlement = GrantSettlement.objects.select_for_update().filter(**of).first()
    if settlement and settlement.approved_by_id:
        raise ValidationError("Ten okres jest już rozliczony.")
    if settlement is None:
        settlement = GrantSettlement(**of, number=next_number(organisation, "RD", timezone.localdate()))
    for name, value in {**_sums(organisation, starts, ends), "final": final, "by": by}.items():
        setattr(settlement, name, value)
    settlement.save()
    record("grant.settled", settlement, by=by, organisation=organisation, left=str(settlement.left_pln))
    return settlement


def _sums(organisation, starts, ends):
    """{field: zł} of a settlement by the book as it is now."""
    before = grant_queries.balance(organisation, until=starts - DAY)
    within = grant_queries.balance(organisation, since=starts, until=ends)
    return {
        "opening_pln": before["received"] - sum(before[key] for key, _, _ in chart.PURPOSES),
        "received_pln": within["received"],
        **{f"opening_{key}_pln": before[f"received_{key}"] - before[key] for key in ("health", "direct")},
        **{f"received_{key}_pln": within[f"received_{key}"] for key in ("health", "direct")},
        **{f"used_{key}_pln": within[key] for key, _, _ in chart.PURPOSES},
    }


@transaction.atomic
def approve_settlement(settlement, *, due_on, basis, by):
    """The head approves another person's settlement and writes down by when, and why, the rest is due."""
    settlement = GrantSettlement.objects.select_for_update().get(pk=settlement.pk)
    if due_on and not basis:
        raise ValidationError({"basis": "Podaj podstawę terminu: przepis albo pismo wojewody."})
    sums = _sums(settlement.organisation, settlement.starts, settlement.ends)
    if any(getattr(settlement, name) != value for name, value in sums.items()):
        raise ValidationError(
            "Po sporządzeniu rozliczenia księga się zmieniła. Sporządź je jeszcze raz za ten sam okres: "
            "numer zostanie. Rozliczenia nie zatwierdzono."
        )
    settlement.return_due_on, settlement.return_basis = due_on, basis
    settlement.save(update_fields=["return_due_on", "return_basis"])
    _approve(settlement, by, "Rozliczenie")
    record("grant.settlement_approved", settlement, by=by, organisation=settlement.organisation)


@transaction.atomic
def return_grant(settlement, *, on, by):
    """Record that what was left of a yearly settlement went back to the voivode, and post it by purpose."""
    settlement = GrantSettlement.objects.select_for_update().get(pk=settlement.pk)
    if not settlement.final or not settlement.approved_by_id or settlement.returned_on:
        raise ValidationError("Zwrot zapisuje się do rocznego, zatwierdzonego rozliczenia, raz.")
    left = settlement.to_return_pln
    if left <= 0:
        raise ValidationError("Z tego rozliczenia nic nie zostało do zwrotu.")
    settlement.returned_on = on
    settlement.save(update_fields=["returned_on"])
    book = {"document": settlement.key, "title": settlement.number, "on": on}
    lines = [Line(f"grant_{one.key}", one.left) for one in settlement.purposes if one.left > 0]
    lines.append(Line("bank", -left))
    post(settlement.organisation, kind="grant_back", lines=lines, by=by, **book)
    record("grant.returned", settlement, by=by, organisation=settlement.organisation, total=str(left))
