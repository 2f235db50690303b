"""Who may open, add and remove a file of a case. Whoever sees the case sees its files."""

from django.http import Http404
from django.utils import timezone

from kladka.accounts.permissions import can_approve
from kladka.casework.cases.permissions import can_write, case_for
from kladka.journal.reading import noticed

from .models import Attachment


def attachment_for(user, key, attachment):
    """The file with this key in the case with that one; removed ones are not there any more."""
    case = case_for(user, key)
    try:
        found = Attachment.objects.select_related("added_by").get(case=case, key=attachment, removed_at=None)
    except Attachment.DoesNotExist as error:
        raise Http404("Nie ma takiego załącznika.") from error
    found.case = case
    noticed("attachment", found.key, organisation_id=case.organisation_id)
    return found


def can_add(user, case):
    return can_write(user, case)


def can_remove(user, attachment):
    """Who added it, on the same day; later the head."""
    case = attachment.case
    mine = attachment.added_by_id == user.pk and _today(attachment.added_at) and can_write(user, case)
    return mine or can_approve(user, case.organisation_id)


def _today(moment):
    return timezone.localdate(moment) == timezone.localdate()
