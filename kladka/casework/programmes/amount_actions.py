"""Acts on the amounts of a draft: agreed between the bounds, counted again, by another reading of the law."""

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.accounts.models import Organisation
from kladka.law import acts
from kladka.law.readings import Readings

from . import drafting, queries
from .models import AgreedAmount, Programme
from .steps import done, locked, note

State = Programme.State


@transaction.atomic
def agree_amounts(programme, amounts, *, by):
    """Set amounts. `amounts` maps AgreedAmount.pk to (zł, reason); bounds and reasons are checked by row.

    Raises ValidationError with a dict {pk: message} for rows that break a bound or lack a reason.
    """
    programme = locked(programme, State.DRAFT)
    rows = list(AgreedAmount.objects.filter(programme=programme, pk__in=amounts))
    wrong = {}
    for row in rows:
        row.amount_pln, row.reason = amounts[row.pk]
        if message := _wrong_amount(row):
            wrong[str(row.pk)] = message
    if wrong:
        raise ValidationError(wrong)
    # Not bulk_update, which would write the reasons as they were typed.
    changed = ["amount_pln", "reason"]
    AgreedAmount.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=changed)
    note("programme.amounts", programme, by=by, rows=len(rows))


def _wrong_amount(row):
    """What is wrong with a row (code "reason" when only the reason is missing), or None."""
    bounds = [queries.grosze(value) for value in (row.amount_pln, row.floor_pln, row.ceiling_pln)]
    outcome = acts.amount_between(*bounds)
    if not outcome.allowed:
        return ValidationError(outcome.reasons[0].text, code=outcome.reasons[0].code)
    if row.amount_pln == row.ceiling_pln:
        row.reason = ""
    elif not row.reason:
        return ValidationError("Kwota niższa od najwyższej wymaga podania powodu.", code="reason")
    return None


@transaction.atomic
def choose_readings(programme, *, base, floor, by, for_centre=False):
    """Use these readings of the disputed points in a draft, and for the centre's next programmes if asked.

    The bounds are counted again; a lower amount stays with its reason while it lies between the new ones.
    """
    programme = locked(programme, State.DRAFT)
    readings = Readings(base=base, floor=floor)
    programme.base_reading, programme.floor_reading = base, floor
    _count(programme, readings)
    if for_centre:
        Organisation.objects.filter(pk=programme.organisation_id).update(
            base_reading=base, floor_reading=floor
        )
    note("programme.readings", programme, by=by, base=base, floor=floor, for_centre=for_centre)


@transaction.atomic
def recount(programme, *, by):
    """Count period and amounts of a draft again, after the coverage or the law book changed.

    A lower amount stays with its reason while it lies between the new bounds.
    """
    programme = locked(programme, State.DRAFT)
    before = sum(amount.amount_pln for amount in programme.amounts.all())
    _count(programme, queries.readings_of(programme))
    done("programme.recounted", programme, "Policzono kwoty programu od nowa", by=by, before=str(before))


def _count(programme, readings):
    """Write the period and the amounts that the law gives now."""
    explanation = queries.explanation_of(programme, readings=readings)
    kept = {(amount.person_id, amount.month): amount for amount in programme.amounts.all()}
    programme.starts, programme.ends = drafting.period(explanation)
    programme.book_version = explanation.book
    programme.save(update_fields=["starts", "ends", "base_reading", "floor_reading", "book_version"])
    programme.amounts.all().delete()
    AgreedAmount.objects.bulk_create(drafting.amounts(programme, explanation, kept))
