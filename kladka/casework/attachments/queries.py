"""Files of a case, and how much room they take."""

from django.db.models import Sum

from kladka.ui.paging import keyset_page

from .models import Attachment


def attachments_of(case, cursor="", size=25):
    """A page of the files of a case, newest first; removed ones stand among them."""
    rows = Attachment.objects.filter(case=case).select_related("added_by", "removed_by")
    return keyset_page(rows, ("-id",), cursor, size)


def bytes_of(**where):
    """Bytes that the files of a case or of an organisation take."""
    kept = Attachment.objects.filter(removed_at=None, **where)
    return kept.aggregate(total=Sum("size"))["total"] or 0
