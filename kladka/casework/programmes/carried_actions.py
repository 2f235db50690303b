"""Acts that bring a programme in that was under way before this system, and months paid before.

Its decision stands as it was issued; nothing here judges it. An act that may not be done raises
ValidationError with a Polish message and changes nothing.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.cases.actions import change_state, complete_deadline, set_deadline
from kladka.casework.cases.models import Case
from kladka.documents.polish import short_day
from kladka.law import acts
from kladka.law.terms import Term

from .carried import amounts_of, law_beside
from .drafting import programme_from
from .models import AgreedAmount, Programme, Withholding
from .steps import done, due_changed, locked
from .term_actions import set_terms

State = Programme.State
FACTS = "Przeniesiono z ewidencji sprzed Kładki; ustalenia są w aktach papierowych."


@transaction.atomic
def carry_over(application, decision, granted, *, realizator, by, on, accepted_on=None, reference=""):
    """Bring a running programme in as its decision granted it (carried.Granted); nobody agreed it here."""
    explanation, law = law_beside(application, _covered(application), granted)
    readings = explanation.readings
    programme = programme_from(application, explanation, readings=readings, realizator=realizator)
    programme.state, programme.decision = State.RUNNING, decision
    programme.accepted_on, programme.voivode_reference = accepted_on, reference
    _write(programme, granted, law, by=by)
    due_changed(programme)
    text = f"decyzja {decision.number} z {short_day(decision.issued_on)}, wydał: {decision.issuer}"
    title = "Przeniesiono do Kładki program w toku"
    done("programme.carried", programme, title, by=by, on=on, text=text)
    return programme


@transaction.atomic
def correct(programme, granted, *, realizator, by, on, accepted_on=None, reference=""):
    """Correct what was brought in of a programme before our first list paid by it."""
    programme = locked(programme, State.RUNNING)
    if not correctable(programme):
        raise ValidationError("Z tego programu Kładka już płaciła albo go zmieniono; popraw go w sprawie.")
    _, law = law_beside(programme.application, _covered(programme.application), granted)
    programme.amounts.all().delete()
    for one in programme.withholdings.all():
        complete_deadline(programme.case, "withholding", on=on, subject_key=one.key)
        one.delete()
    programme.realizator, programme.accepted_on = realizator, accepted_on
    programme.voivode_reference = reference
    _write(programme, granted, law, by=by)
    due_changed(programme)
    done("programme.carried_corrected", programme, "Poprawiono przeniesiony program", by=by, on=on)
    return programme


def correctable(programme):
    """Whether nothing has been built on what was brought in: no payment, no decision, no annex of ours."""
    paid = programme.payments.exclude(payment_list__state="draft").exists()
    decided = programme.case.decisions.exclude(pk=programme.decision_id).filter(issued_on__isnull=False)
    return not (paid or decided.exists() or programme.amendments.exists())


@transaction.atomic
def mark_paid_before(case, person, month, *, paid=True):
    """A month of a person was paid outside this system: our lists leave it out. Returns its amount or None.

    Nothing happens when one of our own lists pays the month already.
    """
    amounts = AgreedAmount.objects.filter(programme__case=case, person=person, month=month)
    amount = amounts.select_related("programme").first()
    if amount is None or amount.paid_before == paid:
        return amount
    if amount.programme.payments.filter(person=person, month=month).exclude(payment_list__state="draft"):
        return amount
    amount.paid_before = paid
    amount.save(update_fields=["paid_before"])
    due_changed(amount.programme)
    return amount


def _covered(application):
    people = application.people.select_related("person", "status").order_by("pk")
    return [one for one in people if one.covered]


def _write(programme, granted, law, *, by):
    """The days, the amounts, the withheld time and the terms of a programme brought in."""
    programme.starts, programme.ends, programme.pays_from = granted.starts, granted.ends, granted.pays_from
    programme.save()
    decision = programme.decision
    reason = f"tak przyznano decyzją {decision.number} z {short_day(decision.issued_on)}"
    AgreedAmount.objects.bulk_create(amounts_of(programme, granted, law, reason))
    for spell in granted.withheld:
        _withhold(programme, spell, by=by)
    span = {"aid_from": programme.starts, "aid_until": programme.ends}
    change_state(programme.case, Case.State.RUNNING, by=by, **span)
    set_terms(programme, by=by)


def _withhold(programme, spell, *, by):
    """Withheld time as it was decided before; who has aid again had it from the day after."""
    resumed_on = spell.ends and spell.ends + timedelta(days=1)
    made = Withholding.objects.create(
        programme=programme, person_id=spell.person_id, ground=spell.ground, facts=FACTS,
        starts=spell.starts, ends=spell.ends, resumed_on=resumed_on, by=by,
    )  # fmt: skip
    last = acts.last_day_of_withholding(spell.ground, spell.starts) if spell.ends is None else None
    if last:
        term = Term(last, last, acts.GROUNDS[spell.ground].provision)
        label = "Ostatni dzień, do którego można wstrzymać pomoc"
        set_deadline(programme.case, "withholding", label=label, term=term, subject_key=made.key)
