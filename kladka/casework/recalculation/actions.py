"""Acts of recalculation: propose a changing decision, and let it take effect when it is issued.

An act that may not be done raises ValidationError with a Polish message (by field where one is to blame) and
changes nothing.
"""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from kladka.casework.benefits.due_actions import check_nothing_waits, enter_recalculated
from kladka.casework.cases.actions import change_state, end_deadlines, refuse_restricted
from kladka.casework.cases.models import Deadline
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.programmes.drafting import period
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.casework.programmes.steps import done, due_changed, locked
from kladka.casework.programmes.term_actions import set_terms
from kladka.documents.polish import month_name, short_day, zl
from kladka.law.changing import may_change

from . import content, queries
from .models import RecalculatedAmount, Recalculation
from .wording import because

State = Programme.State
Ground = Recalculation.Ground


@transaction.atomic
def propose(
    programme, *, reason, since, by, ground=Ground.BENEFIT, consented_on=None, readings=None, on=None
):
    """Draft the decision that changes the amounts from the month of `since` on; returns the Recalculation.

    What the amounts become follows from the facts in the database, so the change of life is recorded first
    (a new `Applicant`, `covered_until`, a withholding …, then `programmes.steps.due_changed`); a preview
    before that is `queries.compared(facts=…)`. `reason` is what changed, in the words of the worker; it opens
    the grounds. `ground` is one of `kladka.law.changing.CHANGE_GROUNDS` (ups art. 106 ust. 5), `consented_on`
    the day of consent where that is the ground, `readings` a `kladka.law.readings.Readings` where the change
    is another reading of the law.

    Nothing changes until the decision is issued. Raises ValidationError when no decided amount changes, when
    the ground does not carry a change to the detriment, when a draft of such a decision is open already.
    """
    programme = locked(programme, State.RUNNING, State.ENDED)
    refuse_restricted(programme.case)
    readings = readings or queries.readings_of(programme)
    since = since.replace(day=1)
    comparison = queries.compared(programme, readings=readings, since=since)
    _check(comparison, ground, consented_on)
    said = {"reason": reason, "ground": ground, "consented_on": consented_on}
    made = Recalculation(programme=programme, since=since, base_reading=readings.base, by=by, **said)
    made.organisation, made.case = programme.organisation, programme.case
    made.floor_reading, made.book_version = readings.floor, comparison.explanation.book
    made.decision = decisions.prepare(
        programme.case,
        Decision.Kind.CHANGE,
        content=content.content(comparison, since=comparison.since, key=made.key),
        grounds=content.grounds(comparison, **said),
        by=by,
        on=on,
    )
    made.save()
    kept = {(one.person_id, one.month): one for one in programme.amounts.all()}
    RecalculatedAmount.objects.bulk_create(_amount(made, row, kept) for row in comparison.changed)
    text = f"od miesiąca {month_name(comparison.since)}"
    title = "Przeliczono kwoty programu"
    done("recalculation.proposed", programme, title, by=by, on=on, text=text, key=made.key)
    return made


def _check(comparison, ground, consented_on):
    if not comparison.amounts_changed:
        raise ValidationError(
            "Od tego miesiąca uzgodnione kwoty są takie, jak wynika z prawa i faktów sprawy; nie ma czego "
            "zmieniać decyzją."
        )
    outcome = may_change(ground, to_detriment=comparison.to_detriment, consented=consented_on is not None)
    if not outcome.allowed:
        field = "consented_on" if outcome.reasons[0].code == "consent_needed" else "ground"
        raise ValidationError({field: outcome.reasons[0].text})


def _amount(made, row, kept):
    old, now = kept.get((row.person.pk, row.month)), row.difference.now
    return RecalculatedAmount(
        recalculation=made,
        person=row.person,
        month=row.month,
        number=now.number if now else old.number,
        old_pln=old and old.amount_pln,
        old_floor_pln=old and old.floor_pln,
        old_ceiling_pln=old and old.ceiling_pln,
        old_reason=old.reason if old else "",
        new_pln=row.new_pln,
        new_floor_pln=now and queries.zlote(now.floor),
        new_ceiling_pln=now and queries.zlote(now.ceiling),
        new_health_pln=now and queries.zlote(now.health),
        old_due_pln=row.old_due_pln,
        new_due_pln=row.new_due_pln,
        because=because(row),
    )


@transaction.atomic
def take_effect(decision, *, by, on):
    """The changing decision is issued: its amounts are those of the programme, and the ledger what is due.

    Refused when the facts, the law book or the ledger no longer give what the draft says, and while an
    approved list with the former amounts waits to be sent.
    """
    made = Recalculation.objects.select_for_update(of=("self",)).get(decision=decision)
    programme = locked(made.programme, State.RUNNING, State.ENDED)
    readings = replace(queries.readings_of(programme), base=made.base_reading, floor=made.floor_reading)
    comparison = queries.compared(programme, readings=readings, since=made.since)
    _check_same(made, comparison)
    check_nothing_waits(programme, {row.month for row in comparison.changed})
    before = programme.starts, programme.ends
    _replace(programme, made, comparison)
    moved = before != (programme.starts, programme.ends)
    if moved:
        _move(programme, on=on, by=by)
    changes = {(row.person.pk, row.month): row.change_pln for row in comparison.changed if row.settled}
    enter_recalculated(programme, changes, decision=decision, on=on, by=by)
    made.effective_on = on
    made.save(update_fields=["effective_on"])
    more, less = comparison.underpaid_pln + comparison.arrears_pln, comparison.overpaid_pln
    text = f"decyzja {decision.number}; wyrównanie {zl(more)} zł, nadpłata {zl(less)} zł"
    if moved:
        text += f"; program od {short_day(programme.starts)} do {short_day(programme.ends)}"
    done(
        "recalculation.effective",
        programme,
        "Zmieniono kwoty programu",
        by=by,
        on=on,
        text=text,
        key=made.key,
    )


def _move(programme, *, on, by):
    """The programme runs on other days now: those of the case and every term that is open move with it."""
    span = {"aid_from": programme.starts, "aid_until": programme.ends}
    change_state(programme.case, programme.case.state, by=by, **span)
    set_terms(programme, by=by)
    end_deadlines(programme.case, Q(kind=Deadline.MONITORING, day__gt=programme.ends), on=on)


def _check_same(made, comparison):
    stored = {
        (one.person_id, one.month): (one.old_pln, one.new_pln, one.old_due_pln, one.new_due_pln)
        for one in made.amounts.all()
    }
    now = {
        (row.person.pk, row.month): (row.old_pln, row.new_pln, row.old_due_pln, row.new_due_pln)
        for row in comparison.changed
    }
    if stored != now:
        raise ValidationError(
            "Po przygotowaniu projektu zmieniły się fakty sprawy, wypłaty albo księga prawa: kwoty są już "
            "inne. Zwróć projekt do poprawy, wycofaj go i przelicz program jeszcze raz. Decyzji nie wydano."
        )


def _replace(programme, made, comparison):
    """Put the new amounts in place of the old ones, which stay in RecalculatedAmount."""
    kept = {(one.person_id, one.month): one for one in programme.amounts.all()}
    rows, gone = [], []
    for row in comparison.rows:
        old, now = kept.get((row.person.pk, row.month)), row.difference.now
        if now is None:
            gone.append(old.pk)
        else:
            rows.append(_renewed(programme, row, old, now))
    programme.amounts.filter(pk__in=gone).delete()
    for amount in rows:
        amount.save()
    programme.base_reading, programme.floor_reading = made.base_reading, made.floor_reading
    programme.book_version = made.book_version
    if programme.state == State.RUNNING:
        programme.starts, programme.ends = _days(programme, made, comparison)
    programme.save(update_fields=["base_reading", "floor_reading", "book_version", "starts", "ends"])
    due_changed(programme)


def _days(programme, made, comparison):
    """(first day, last day) of the programme now; the first stays where the decision begins after it."""
    if not comparison.explanation.months:
        return programme.starts, programme.ends
    starts, ends = period(comparison.explanation)
    return (starts if made.since <= min(starts, programme.starts) else programme.starts), ends


def _renewed(programme, row, old, now):
    amount = old or AgreedAmount(programme=programme, person=row.person, month=row.month)
    amount.number, amount.amount_pln = now.number, row.new_pln
    amount.floor_pln, amount.ceiling_pln = queries.zlote(now.floor), queries.zlote(now.ceiling)
    amount.health_pln = queries.zlote(now.health)
    amount.reason = amount.reason if now.lower else ""
    amount.as_granted = False  # this decision stands in its place
    return amount
