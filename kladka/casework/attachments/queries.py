"""Files of a case, and how much room they take."""

from django.db import connection
from django.db.models import Sum

from kladka.casework import walls
from kladka.ui.paging import keyset_page
from kladka.uploads import store

from .models import Attachment


def attachments_of(case, cursor="", size=25):
    """A page of the files of a case, newest first; removed ones stand among them."""
    rows = Attachment.objects.filter(case=case).select_related("added_by", "removed_by")
    return keyset_page(rows, ("-id",), cursor, size)


def bytes_of(**where):
    """Bytes that the files of a case or of an organisation take."""
    kept = Attachment.objects.filter(removed_at=None, **where)
    return kept.aggregate(total=Sum("size"))["total"] or 0


def strays_and_lost():
    """({file that no row names: when it was written, seconds since 1970}, names in rows that have no file).

    Raises RuntimeError where rows of some organisations cannot be seen: their files would look like strays.
    """
    if not walls.sees_all(connection):
        raise RuntimeError("Plików bez wierszy szuka polecenie, które widzi wszystkie jednostki.")
    written = store.written()  # first: a row that comes later finds its file among them
    named = set(Attachment.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    strays = {name: at for name, at in written.items() if name not in named}
    return strays, [name for name in named - written.keys() if not store.lies(name)]
