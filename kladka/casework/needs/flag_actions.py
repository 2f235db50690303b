"""Acts of red flags: raising with its tasks, doing a task, closing, naming who reads.

What is shown to everybody who opens the case (timeline, deadlines, search, lists, files) says nothing of a
flag; the tier of the case says that it is urgent.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.documents.polish import short_day
from kladka.journal.actions import record

from .flags import kinds
from .models import FlagReader, FlagTask, RedFlag
from .tier_actions import refresh_tier


@transaction.atomic
def raise_flag(case, kind, *, facts, on, by, person=None):
    """Raise a red flag and open its tasks, with terms counted from this day. Raises ValidationError."""
    open_ones = RedFlag.objects.filter(case=case, person=person, closed_on=None)
    if any(flag.kind == kind for flag in open_ones):
        raise ValidationError(
            {"kind": "Taka flaga tej osoby jest już otwarta: dopisz do niej zadanie lub uwagę."}
        )
    flag = RedFlag.objects.create(
        case=case, person=person, kind=kind, facts=facts, raised_on=on, raised_by=by
    )
    for task in kinds()[kind].tasks:
        FlagTask.objects.create(flag=flag, code=task.code, day=task.last_day(on))
    record("flag.raised", flag, by=by, organisation=case.organisation)
    refresh_tier(case)
    return flag


@transaction.atomic
def do_task(task, *, on, note, by):
    """Record that a task was done; a term that runs from it is counted anew from this day."""
    flag = task.flag
    if task.done_on:
        raise ValidationError(f"To zadanie wykonano {short_day(task.done_on)}.")
    if on < flag.raised_on:
        raise ValidationError({"on": f"Flagę zapisano {short_day(flag.raised_on)}."})
    task.done_on, task.note, task.done_by = on, note, by
    task.save()
    for later in kinds()[flag.kind].tasks:
        if later.starts == task.code:
            for waiting in flag.tasks.filter(done_on=None):
                if waiting.code == later.code:
                    waiting.day = later.last_day(on)
                    waiting.save(update_fields=["day"])
    record("flag.task_done", flag, by=by, organisation=flag.case.organisation, task=task.key)
    return task


@transaction.atomic
def close_flag(flag, *, reason, on, by):
    """Close a red flag with a reason, once every task is done or the reason says why it is not needed."""
    flag = RedFlag.objects.select_for_update(of=("self",)).select_related("case").get(pk=flag.pk)
    if flag.closed_on:
        raise ValidationError("Ta flaga jest już zamknięta.")
    if on < flag.raised_on:
        raise ValidationError({"on": f"Flagę zapisano {short_day(flag.raised_on)}."})
    flag.closed_on, flag.reason, flag.closed_by = on, reason, by
    flag.save()
    record("flag.closed", flag, by=by, organisation=flag.case.organisation)
    refresh_tier(flag.case)
    return flag


@transaction.atomic
def name_reader(case, user, *, by):
    """Name one more person who reads the flags of a case. Raises ValidationError."""
    reader = FlagReader(case=case, user=user, by=by)
    reader.full_clean()
    reader.save()
    record("flag.reader_named", reader, by=by, organisation=case.organisation, user=user.pk)
    return reader


@transaction.atomic
def remove_reader(reader, *, by):
    """Take a person off the list of those who read the flags."""
    reader.removed_at = timezone.now()
    reader.save(update_fields=["removed_at"])
    centre = reader.case.organisation
    record("flag.reader_removed", reader, by=by, organisation=centre, user=reader.user_id)
