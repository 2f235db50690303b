"""Acts on payments that nobody collects: withhold and clarify, end the withholding (ups art. 106a)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import add_event
from kladka.journal.actions import record

from .holds import PaymentHold

EXPIRED = "Decyzja przyznająca pomoc wygasła (ups art. 106a ust. 3); listy wypłat jej nie wykonują."


@transaction.atomic
def hold_payment(case, *, on, reason, by):
    """Withhold payment to a family from day `on` and begin to clarify why it does not collect (ust. 1)."""
    if PaymentHold.objects.filter(case=case, ended_on=None).exists():
        raise ValidationError("Wypłatę tej rodzinie już wstrzymano.")
    hold = PaymentHold.objects.create(case=case, starts=on, reason=reason, by=by)
    record("payment_hold.opened", hold, by=by, organisation=case.organisation, on=str(on))
    text = (
        "Nieodebrane przez dwa kolejne miesiące; wszczęto postępowanie wyjaśniające (ups art. 106a ust. 1)."
    )
    _tell(case, "Wstrzymano wypłatę", text, on=on, by=by)
    return hold


@transaction.atomic
def end_hold(hold, *, on, outcome, explanation, by):
    """End a hold: explained (the next list pays for its time, ust. 2) or the decision expired (ust. 3)."""
    hold = PaymentHold.objects.select_for_update(of=("self",)).select_related("case__organisation").get(
        pk=hold.pk
    )  # fmt: skip
    if hold.ended_on:
        raise ValidationError("To wstrzymanie ktoś już zakończył.")
    if on < hold.starts:
        raise ValidationError({"on": "Koniec nie może być przed początkiem wstrzymania."})
    hold.ended_on, hold.outcome, hold.explanation, hold.ended_by = on, outcome, explanation, by
    hold.save(update_fields=["ended_on", "outcome", "explanation", "ended_by"])
    record("payment_hold.ended", hold, by=by, organisation=hold.case.organisation, outcome=outcome)
    text = EXPIRED if outcome == PaymentHold.Outcome.EXPIRED else hold.get_outcome_display()
    _tell(hold.case, "Zakończono wstrzymanie wypłaty", text, on=on, by=by)


def _tell(case, title, text, *, on, by):
    add_event(case, title, on=on, by=by, text=text, url=f"/sprawy/{case.key}/wyplaty/")
