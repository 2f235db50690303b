"""Acts that write the ledger: a sent list, a returned transfer, a correction that two people made.

The ledger is only added to. What it holds for a person and month is granted, less withheld, plus or less
corrected, less paid, plus returned; what is above zero goes on the next list (`owed`).
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event
from kladka.documents.polish import month_name, zl
from kladka.journal.actions import record

from .ledger_queries import balance
from .models import LedgerEntry, Payment, PaymentList, PayoutCorrection

Kind = LedgerEntry.Kind


def enter_list(payment_list, *, by):
    """Enter every line of a list that goes out: granted, withheld, paid. Call it in the act that sends it."""
    entries = []
    for line in payment_list.payments.select_related("programme"):
        if line.attempt == 1:
            entries.append(_entry(line, Kind.GRANTED, line.agreed_pln, by))
            entries.append(_entry(line, Kind.WITHHELD, line.amount_pln - line.agreed_pln, by))
        entries.append(_entry(line, Kind.PAID, -line.amount_pln, by))
    LedgerEntry.objects.bulk_create([one for one in entries if one.amount_pln], batch_size=500)


def _entry(line, kind, amount, by):
    return LedgerEntry(
        organisation_id=line.programme.organisation_id,
        case_id=line.case_id,
        person_id=line.person_id,
        month=line.month,
        kind=kind,
        amount_pln=amount,
        payment=line,
        decision_id=line.programme.decision_id,
        by=by,
    )


@transaction.atomic
def record_return(payment, *, on, by):
    """Money of a sent line came back from the bank; the next list proposes it again."""
    line = Payment.objects.select_related("programme", "case__organisation", "payment_list").get(
        pk=payment.pk
    )
    if line.payment_list.state != PaymentList.State.SENT or not line.amount_pln:
        raise ValidationError("Zwrot zapisuje się do wypłaty z listy wysłanej do banku.")
    if on < line.payment_list.sent_on:
        raise ValidationError({"on": "Pieniądze nie mogły wrócić przed wysłaniem listy."})
    try:
        with transaction.atomic():
            _entry(line, Kind.RETURNED, line.amount_pln, by).save()
    except IntegrityError as error:
        raise ValidationError("Zwrot tej wypłaty już zapisano.") from error
    _tell(line.case, "ledger.returned", "Przelew wrócił z banku", line.month, line.amount_pln, on=on, by=by)


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
    LedgerEntry.objects.create(
        organisation=case.organisation,
        case=case,
        person=correction.person,
        month=correction.month,
        kind=Kind.CORRECTED,
        amount_pln=correction.amount_pln,
        correction=correction,
        by=by,
    )
    today, title = timezone.localdate(), "Skorygowano wypłatę"
    _tell(case, "ledger.corrected", title, correction.month, correction.amount_pln, on=today, by=by)


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
