"""Putting a row of a quality check aside until a day, and back on the list."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.models import Case
from kladka.journal.actions import record

from .models import SetAside

LONGEST_DAYS = 366


@transaction.atomic
def set_aside(check, row, case_id, *, organisation, reason, until, by):
    """Take a row off the list of a check until the end of a day. Raises ValidationError for a wrong day."""
    today = timezone.localdate()
    if not today <= until or (until - today).days > LONGEST_DAYS:
        raise ValidationError("Podaj dzień od dziś do roku naprzód: potem wynik wróci na listę.")
    case = Case.objects.get(organisation=organisation, pk=case_id)
    same = {"organisation": organisation, "check_code": check.code, "row": row, "case": case}
    now = timezone.now()
    SetAside.objects.select_for_update().filter(ended_at=None, **same).update(ended_at=now)
    found = SetAside.objects.create(reason=reason, until=until, by=by, **same)
    said = {"check": check.code, "case": case.key, "until": until.isoformat()}
    record("quality.set_aside", found, by=by, organisation=organisation, **said)
    return found


@transaction.atomic
def bring_back(found, *, by):
    """Put a row back on the list of its check before its day."""
    found = SetAside.objects.select_for_update().select_related("organisation").get(pk=found.pk)
    if found.ended_at is None:
        found.ended_at = timezone.now()
        found.save(update_fields=["ended_at"])
        record("quality.brought_back", found, by=by, organisation=found.organisation, check=found.check_code)
    return found
