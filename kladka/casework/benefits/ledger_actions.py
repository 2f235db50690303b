"""Acts that write the ledger: a sent list, a returned transfer, a correction that two people made.

The ledger is only added to. What it holds for a person and month is granted, less withheld, plus made up,
plus or less corrected, less paid, plus returned; what is above zero goes on the next list (`owed`).
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event
from kladka.casework.ledger.actions import add_up, post, summed
from kladka.documents.polish import month_name, zl
from kladka.journal.actions import record

from .entries import book_lines, entries_of, entry
from .ledger_queries import balance
from .models import LedgerEntry, Payment, PaymentList, PayoutCorrection

Kind = LedgerEntry.Kind
# Postings of a list that goes out, and the entries that each is made of.
BOOKED = {
    "list": (Kind.GRANTED, Kind.WITHHELD, Kind.MADE_UP),
    "undue_paid": (Kind.DEDUCTED,),
    "list_paid": (Kind.PAID,),
}


def enter_list(payment_list, *, by):
    """Enter every line of a list that goes out, and the list in the book. Call it in the act of sending."""
    book = {kind: {} for kind in BOOKED}
    for made in entries_of(payment_list, by=by):
        LedgerEntry.objects.bulk_create(made, batch_size=500)
        for kind, of_kind in BOOKED.items():
            add_up(book_lines([one for one in made if one.kind in of_kind]), book[kind])
    document = {"document": payment_list.key, "title": payment_list.number, "on": payment_list.sent_on}
    for kind, sums in book.items():
        post(payment_list.organisation, kind=kind, lines=summed(sums), by=by, **document)


@transaction.atomic
def record_return(payment, *, on, by):
    """Money of a sent line came back from the bank; the next list proposes it again."""
    line = Payment.objects.select_related(
        "programme", "case__organisation", "payment_list__organisation"
    ).get(pk=payment.pk)
    if line.payment_list.state != PaymentList.State.SENT or not line.amount_pln:
        raise ValidationError("Zwrot zapisuje się do wypłaty z listy wysłanej do banku.")
    if on < line.payment_list.sent_on:
        raise ValidationError({"on": "Pieniądze nie mogły wrócić przed wysłaniem listy."})
    enter_return(line, kind="return", on=on, by=by)
    _tell(line.case, "ledger.returned", "Przelew wrócił z banku", line.month, line.amount_pln, on=on, by=by)


def enter_return(line, *, kind, on, by):
    """Enter that the money of a line is back: `kind` "return" from the bank, "desk_left" from the desk.

    The next list proposes it again. Refused for a line that came back before.
    """
    back = entry(line, Kind.RETURNED, line.amount_pln, on=on, by=by)
    try:
        with transaction.atomic():
            back.save()
    except IntegrityError as error:
        raise ValidationError("Zwrot tej wypłaty już zapisano albo odebrano ją w kasie.") from error
    title = f"{line.payment_list.number}, {line.case.number}"
    organisation = line.payment_list.organisation
    post(organisation, kind=kind, document=line.key, title=title, on=on, lines=book_lines([back]), by=by)


@transaction.atomic
def propose_correction(case, *, person, month, amount, reason, by):
    """Propose to correct what a person was paid for a month; nothing changes until `confirm_correction`."""
    paid = LedgerEntry.objects.filter(case=case, person=person, month=month, kind=Kind.PAID)
    if not paid.exists():
        raise ValidationError({"month": "Korekta dotyczy miesiąca, za który tej osobie już wypłacono."})
    made = PayoutCorrection.objects.create(
        case=case, person=person, month=month, amount_pln=amount, reason=reason, by=by
    )
    details = {"month": f"{month:%Y-%m}", "amount": str(amount), "person": person.key}
    record("ledger.correction_proposed", case, by=by, organisation=case.organisation, **details)
    return made


@transaction.atomic
def confirm_correction(correction, *, by):
    """A second person confirms: the ledger changes, and an underpayment goes on the next list."""
    correction = _open(correction)
    if correction.by_id == by.pk:
        raise ValidationError("Korektę potwierdza inna osoba niż ta, która ją wpisała.")
    case, of = correction.case, (correction.person, correction.month)
    if correction.amount_pln < balance(*of, Kind.PAID, Kind.RETURNED) - balance(*of):
        raise ValidationError("Korekta jest większa niż to, co tej osobie za ten miesiąc wypłacono.")
    correction.confirmed_by, correction.confirmed_at = by, timezone.now()
    correction.save(update_fields=["confirmed_by", "confirmed_at"])
    today, title = timezone.localdate(), "Skorygowano wypłatę"
    _enter_correction(correction, on=today, by=by)
    _tell(case, "ledger.corrected", title, correction.month, correction.amount_pln, on=today, by=by)


def _enter_correction(correction, *, on, by):
    case, of = correction.case, {"person": correction.person, "month": correction.month}
    made = LedgerEntry.objects.create(
        organisation=case.organisation, case=case, kind=Kind.CORRECTED, amount_pln=correction.amount_pln,
        correction=correction, on=on, by=by, **of,
    )  # fmt: skip
    programme = Payment.objects.filter(case=case, **of).values_list("programme_id", flat=True).first()
    book = {"document": correction.key, "title": f"korekta, {case.number}", "on": on, "by": by}
    post(case.organisation, kind="correction", lines=book_lines([made], programme), **book)


@transaction.atomic
def reject_correction(correction, *, by):
    """The correction is not made; it stays on record as rejected."""
    correction = _open(correction)
    correction.rejected_by = by
    correction.save(update_fields=["rejected_by"])
    record("ledger.correction_rejected", correction.case, by=by, organisation=correction.case.organisation)


def _open(correction):
    found = PayoutCorrection.objects.select_for_update(of=("self",)).select_related(
        "case__organisation", "person"
    )
    correction = found.get(pk=correction.pk)
    if correction.confirmed_by_id or correction.rejected_by_id:
        raise ValidationError("Tę korektę ktoś już rozstrzygnął.")
    return correction


def _tell(case, act, title, month, amount, *, on, by):
    details = {"month": f"{month:%Y-%m}", "amount": str(amount)}
    record(act, case, by=by, organisation=case.organisation, **details)
    text = f"{month_name(month)}: {zl(amount)} zł"
    add_event(case, title, on=on, by=by, text=text, url=f"/sprawy/{case.key}/wyplaty/")
