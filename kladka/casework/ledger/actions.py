"""Acts of the book: enter a document, close a year, open it again."""

from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kladka.accounts.models import Organisation
from kladka.casework.programmes.many import in_parts
from kladka.journal.actions import record

from . import chart
from .models import BookYear, Posting, PostingLine

ZERO = Decimal("0.00")


class Line(NamedTuple):
    """What goes to one account, zł: debit above zero, credit below; a cost names programme and month."""

    account: str
    amount: Decimal
    programme_id: int | None = None
    month: object = None


@transaction.atomic
def post(organisation, *, kind, document, title, on, lines, by, source=chart.GRANT):
    """Enter one document in the book, once. Call it in the transaction of the act that makes the document.

    `kind` is one of `chart.KINDS`, `document` the key of the row it comes from (with the kind it is unique in
    an organisation), `title` what an accountant finds it by, without names of persons (e.g. the number of a
    list); `on` the day of the event. `lines` are `Line`s with accounts of `chart.ACCOUNTS`; lines of the same
    account, programme and month are put together, those that come to zero left out. `source` is whose money
    it is: a document paid from two sources is two postings, told apart by `document`.

    Returns the Posting; None when every line comes to zero. The same document with the same lines again
    returns the posting that stands. Raises ValidationError when the lines do not sum to zero, when the
    document stands with other lines, when the year of `on` is closed; ValueError for an unknown account.
    """
    sums = _summed(lines)
    if sum(sums.values(), ZERO):
        raise ValidationError("Strony Wn i Ma zapisu się różnią. Nic nie zostało zapisane.")
    found = Posting.objects.filter(organisation=organisation, kind=kind, document=document).first()
    if found:
        return _same(found, sums, on)
    if not sums:
        return None
    posting = Posting.objects.create(
        organisation=organisation, number=_next(organisation, on.year), year=on.year, on=on, kind=kind,
        document=document, title=title, source=source, by=by,
    )  # fmt: skip
    made = (
        PostingLine(
            posting=posting, account=account, programme_id=programme_id, month=month, amount_pln=amount
        )
        for (account, programme_id, month), amount in sums.items()
    )
    for part in in_parts(made):
        PostingLine.objects.bulk_create(part)
    return posting


def _summed(lines):
    """{(account, programme id, month): zł that is not zero}."""
    sums = add_up(lines, {})
    return {place: amount.quantize(ZERO) for place, amount in sums.items() if amount}


def add_up(lines, sums):
    """Add `Line`s to {(account, programme id, month): zł}, which is returned."""
    for account, amount, programme_id, month in lines:
        if account not in chart.ACCOUNTS:
            raise ValueError(f"nie ma konta {account!r}")
        place = account, programme_id, month
        sums[place] = sums.get(place, ZERO) + amount
    return sums


def summed(sums):
    """The `Line`s of what `add_up` gave, for a document too long to hold all its lines."""
    return (Line(account, amount, programme, month) for (account, programme, month), amount in sums.items())


def _same(posting, sums, on):
    """The posting that stands, when it says the same."""
    lines = posting.lines.values_list("account", "programme_id", "month", "amount_pln")
    if posting.on != on or {line[:3]: line[3] for line in lines} != sums:
        raise ValidationError(
            f"Dokument {posting.title} jest już w księdze z innymi kwotami lub dniem "
            f"({posting.full_number}). Zmienia się go stornem i nowym zapisem."
        )
    return posting


def _next(organisation, year):
    """The next number of a year; refused in a closed one. Writers of one organisation wait for each other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if BookYear.objects.filter(organisation=organisation, year=year, reopened_at=None).exists():
        raise ValidationError(
            f"Rok {year} jest zamknięty w księdze. Kierownik może go otworzyć ponownie z podaniem powodu. "
            "Nic nie zostało zapisane."
        )
    last = Posting.objects.filter(organisation=organisation, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def reverse(posting, *, on, by):
    """Storno: enter the opposite of a posting. A document is reversed once."""
    lines = [
        Line(line.account, -line.amount_pln, line.programme_id, line.month) for line in posting.lines.all()
    ]
    return post(
        posting.organisation, kind="reversal", document=posting.key, title=f"storno {posting.full_number}",
        on=on, lines=lines, by=by, source=posting.source,
    )  # fmt: skip


@transaction.atomic
def close_year(organisation, year, *, by):
    """Zamknięcie roku: from now on nothing is posted into it."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if year >= timezone.localdate().year:
        raise ValidationError(f"Rok {year} jeszcze trwa. Zamyka się rok, który minął.")
    if BookYear.objects.filter(organisation=organisation, year=year, reopened_at=None).exists():
        raise ValidationError(f"Rok {year} jest już zamknięty.")
    closed = BookYear.objects.create(organisation=organisation, year=year, closed_by=by)
    record("book.closed", closed, by=by, organisation=organisation, year=year)
    return closed


@transaction.atomic
def reopen_year(closed, *, reason, by):
    """Open a closed year again, with a reason that stays on record."""
    closed = BookYear.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=closed.pk)
    if closed.reopened_at:
        raise ValidationError("Ten rok ktoś już otworzył ponownie.")
    closed.reopened_by, closed.reopened_at, closed.reason = by, timezone.now(), reason
    closed.save(update_fields=["reopened_by", "reopened_at", "reason"])
    record("book.reopened", closed, by=by, organisation=closed.organisation, reason=reason, year=closed.year)
