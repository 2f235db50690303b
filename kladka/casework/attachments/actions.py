"""Changes of the files of a case: added, removed, forgotten with the case."""

import functools
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event, complete_deadline, set_deadline
from kladka.casework.cases.models import Case, Deadline
from kladka.documents.polish import short_day
from kladka.journal.actions import record
from kladka.law.terms import Term
from kladka.uploads import store

from .models import Attachment
from .queries import bytes_of, strays_and_lost

STRAY_AFTER = timedelta(days=1)
# How long before a document loses validity somebody asks for the next one.
REMINDED_BEFORE = timedelta(days=30)
PRACTICE = "dobra praktyka"


@transaction.atomic
def attach(case, file, *, kind, by, valid_until=None):
    """Keep a file (kladka.uploads.accepting.Accepted) in a case; with a day of expiry it reminds of itself.

    ValidationError when there is no room.
    """
    Case.objects.select_for_update().get(pk=case.pk)  # two at once do not both take the last room
    _check_room(case, len(file.content))
    attachment = Attachment(
        case=case,
        kind=kind,
        name=file.name,
        format=file.kind,
        size=len(file.content),
        measure=file.measure,
        sha256=file.sha256,
        signed=file.signed,
        scanned=file.scanned,
        valid_until=valid_until,
        added_by=by,
    )
    attachment.stored_as = store.keep(file.content, attachment.place)
    try:
        attachment.save()
        details = {"case": case.key, "kind": kind, "size": attachment.size, "sha256": attachment.sha256}
        record("attachment.added", attachment, by=by, organisation=case.organisation, **details)
        add_event(case, "Dodano załącznik", on=timezone.localdate(), by=by, text=_said(attachment))
        _remind(attachment)
    except BaseException:
        store.remove(attachment.stored_as)  # no row will ever name it
        raise
    return attachment


@transaction.atomic
def set_validity(attachment, valid_until, *, by):
    """Say until when a document is valid, or with None that it does not expire; the reminder follows."""
    attachment.valid_until = valid_until
    attachment.save(update_fields=["valid_until"])
    case, until = attachment.case, valid_until.isoformat() if valid_until else ""
    record(
        "attachment.validity", attachment, by=by, organisation=case.organisation, case=case.key, until=until
    )
    _remind(attachment)


def _remind(attachment):
    """A task 30 days before the last day; none for what does not expire."""
    case, last = attachment.case, attachment.valid_until
    if last is None:
        _forget_reminder(attachment)
        return
    day = last - REMINDED_BEFORE
    label = f"Kończy się ważność: {attachment.get_kind_display()}, ważny do {short_day(last)}"
    set_deadline(
        case, Deadline.VALIDITY, label=label, term=Term(day, day, PRACTICE), subject_key=attachment.key
    )


def _forget_reminder(attachment):
    complete_deadline(attachment.case, Deadline.VALIDITY, on=timezone.localdate(), subject_key=attachment.key)


@transaction.atomic
def remove(attachment, *, by):
    """Remove a file for good; its row stays and says who removed it and when."""
    stored_as = attachment.stored_as
    attachment.removed_at, attachment.removed_by, attachment.stored_as = timezone.now(), by, ""
    attachment.save(update_fields=["removed_at", "removed_by", "stored_as"])
    case = attachment.case
    record("attachment.removed", attachment, by=by, organisation=case.organisation, case=case.key)
    add_event(case, "Usunięto załącznik", on=timezone.localdate(), by=by, text=_said(attachment))
    _forget_reminder(attachment)
    transaction.on_commit(functools.partial(store.remove, stored_as))


def forget_files(case):
    """Remove the contents of all files of a case whose rows are being erased in this transaction."""
    for stored_as in (
        Attachment.objects.filter(case=case).exclude(stored_as="").values_list("stored_as", flat=True)
    ):
        transaction.on_commit(functools.partial(store.remove, stored_as))


def remove_strays(now=None):
    """Remove files that no row names: their transaction was rolled back or its server killed.

    Younger than STRAY_AFTER they may belong to a transaction that still runs. Returns how many went.
    """
    before = ((now or timezone.now()) - STRAY_AFTER).timestamp()
    strays = [name for name, at in strays_and_lost()[0].items() if at < before]
    for name in strays:
        store.remove(name)
    return len(strays)


def _check_room(case, size):
    if bytes_of(case=case) + size > settings.FILES_PER_CASE:
        raise ValidationError(f"Załączniki sprawy zajęłyby więcej niż {_megabytes(settings.FILES_PER_CASE)}.")
    if bytes_of(case__organisation=case.organisation_id) + size > settings.FILES_PER_ORGANISATION:
        raise ValidationError(
            f"Pliki jednostki zajęłyby więcej niż {_megabytes(settings.FILES_PER_ORGANISATION)}. "
            "Zgłoś to osobie, która opiekuje się systemem."
        )


def _megabytes(size):
    return f"{size // 1024 // 1024} MB"


def _said(attachment):
    """The timeline says what kind of document it was; the name, which may hold a name, stays sealed."""
    return f"{attachment.get_kind_display()} ({attachment.format.upper()})"
