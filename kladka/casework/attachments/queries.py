"""Files of a case, and how much room they take."""

from datetime import timedelta

from django.db import connection
from django.db.models import Sum

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework import walls
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.cases.restrictions import Restriction
from kladka.journal.reading import noticed_list
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


EXPIRING_FIELDS = (
    *("id", "key", "kind", "valid_until", "case__id", "case__key", "case__number", "case__title"),
    "case__worker__name",
)


def expiring(user, day, *, within="", kind="", mine=False, cursor="", size=25, leaving=False):
    """A page of the documents of a user's centres that expire, the first to expire first, as dictionaries.

    `within`: days from `day` ("30", "90"), or "po" for those that are not valid any more. What somebody
    marked as done is not there: there is a newer document, or none is needed.
    """
    kept = Attachment.objects.filter(removed_at=None, valid_until__isnull=False)
    cases = Case.objects.readable_by(user).filter(organisation_id__in=centres_to_read(user))
    if mine:
        cases = cases.filter(worker=user)
    if leaving:
        cases = cases.exclude(pk__in=Restriction.objects.cases())
    open_terms = Deadline.objects.filter(kind=Deadline.VALIDITY, done_on=None, case__in=cases)
    kept = kept.filter(case__in=cases, key__in=open_terms.values("subject_key"))
    if kind:
        kept = kept.filter(kind=kind)
    if within == "po":
        kept = kept.filter(valid_until__lt=day)
    elif within:
        kept = kept.filter(valid_until__gte=day, valid_until__lte=day + timedelta(days=int(within)))
    page = keyset_page(kept.values(*EXPIRING_FIELDS), ("valid_until", "id"), cursor, size)
    shown = [row["case__key"] for row in page.rows]
    noticed_list("expiring_list", shown, organisation_id=organisation_id_of(user))
    return page
