"""Explaining a signal, so that it leaves the list until a day, and putting it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.journal.actions import record

from .models import ExplainedAnomaly

LONGEST_DAYS = 366


@transaction.atomic
def explain(anomaly, *, organisation, reason, until, by):
    """Put a signal aside until the end of a day, with what explains it. Raises ValidationError by the day."""
    today = timezone.localdate()
    if not today <= until or (until - today).days > LONGEST_DAYS:
        raise ValidationError({"until": "Podaj dzień od dziś do roku naprzód: potem sygnał wróci."})
    same = {"organisation": organisation, "mark": anomaly.mark}
    ExplainedAnomaly.objects.select_for_update().filter(ended_at=None, **same).update(ended_at=timezone.now())
    rows = [
        ExplainedAnomaly(kind=anomaly.kind, case_id=case, reason=reason, until=until, by=by, **same)
        for case in anomaly.cases
    ]
    ExplainedAnomaly.objects.bulk_create(rows)
    said = {"kind": anomaly.kind, "cases": [one["key"] for one in anomaly.cases.values()]}
    record("anomaly.explained", rows[0], by=by, organisation=organisation, until=until.isoformat(), **said)
    return rows


@transaction.atomic
def bring_back(explained, *, by):
    """Put a signal back on the list before its day, for every case it concerns."""
    rows = ExplainedAnomaly.objects.select_for_update().filter(
        organisation=explained.organisation_id, mark=explained.mark, ended_at=None
    )
    if rows.update(ended_at=timezone.now()):
        office = explained.organisation
        record("anomaly.brought_back", explained, by=by, organisation=office, kind=explained.kind)
