"""Writing the journal, in the same transaction as the act: what cannot be recorded is not done."""

import datetime
from contextvars import ContextVar

from django.db import DatabaseError, connection, transaction

from kladka.accounts.permissions import organisation_id_of
from kladka.ui.prepared import Prepared, PreparedInsert
from kladka.vault import keys
from kladka.vault.sealing import seal

from . import chain
from .models import Entry

Kind = Entry.Kind
# First of the two numbers of PostgreSQL's advisory lock; the second is the organisation.
LOCK = 0x6A6F75
# Name of the address that is being answered; "" in a command and in background work.
ADDRESS = ContextVar("address", default="")


class NotRecorded(RuntimeError):
    """The database took no entry. No act may take this for a refusal of its own and go on."""


def record(act, subject, *, by, organisation, reason="", basis="", **details):
    """Record that `by` did `act` on `subject` (a model instance with a `key`). Details: keys and figures.

    What a person typed goes into `reason`, which is sealed; `basis` is what entitled them, when it is not
    their place in the organisation.
    """
    return _written(Kind.ACT, act, subject, by, organisation, reason=reason, basis=basis, details=details)


def record_alarm(act, subject, *, by, organisation, **details):
    """Record something that must not happen and that somebody has to look at."""
    return _written(Kind.ALARM, act, subject, by, organisation, details=details)


def record_sign_in(act, user, **details):
    """Record a sign-in, a failed one (`user` None) or a change of what proves who somebody is."""
    about = {"subject": "user", "subject_key": str(user.pk)} if user else {}
    organisation = organisation_id_of(user) if user else None
    append([made(Kind.SIGN_IN, act, by=user, organisation_id=organisation, details=details, **about)])


def _written(kind, act, subject, by, organisation, **columns):
    about = {"subject": subject._meta.model_name, "subject_key": subject.key}
    entry = made(kind, act, by=by, organisation_id=organisation and organisation.pk, **about, **columns)
    append([entry])
    return entry


def made(kind, act, *, by, organisation_id, subject="", subject_key="", **columns):
    """An entry that stands in no chain yet. `reason` is plain here and sealed in the chain."""
    given = {"basis": "", "details": {}, "shown": "", "reason": "", **columns}
    return Entry(
        organisation_id=organisation_id,
        actor_id=by and by.pk,
        kind=kind,
        act=act,
        subject=subject,
        subject_key=subject_key,
        address=ADDRESS.get(),
        **given,
    )


@transaction.atomic(savepoint=False)
def append(entries):
    """Put entries at the end of the chains of their organisations, in this transaction or one of its own.

    Raises NotRecorded; then the transaction is lost.
    """
    by_chain = {}
    for entry in entries:
        by_chain.setdefault(entry.organisation_id, []).append(entry)
    for organisation_id in sorted(by_chain, key=lambda pk: pk or 0):  # one order: two writers never cross
        _chain(by_chain[organisation_id], *_head(organisation_id))
    try:
        _add(entries)
    except DatabaseError as error:
        raise NotRecorded("Nie udało się zapisać wpisu w dzienniku.") from error


def _chain(entries, seq, mac):
    """Give entries of one organisation their places after the head (seq, mac)."""
    number, _ = keys.current("journal")
    key = chain.chain_key(number)
    for place, entry in enumerate(entries, seq + 1):
        entry.seq, entry.key_number = place, number
        entry.at = datetime.datetime.now(datetime.UTC)
        entry.reason = seal("journal", entry.reason, place=entry.place) if entry.reason else b""
        mac = entry.mac = chain.mac(mac, chain.text(entry), key)


def _head(organisation_id):
    """(seq, mac) of the last entry of a chain, which nobody else can continue until this transaction ends."""
    if connection.vendor == "postgresql":
        # A statement of its own: what the next one sees must be later than the lock. SQLite has one writer.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, organisation_id or 0])
    last = _last(organisation=organisation_id) if organisation_id else list(_newest(None))
    return (last[0]["seq"], last[0]["mac"]) if last else (0, "")


def _newest(organisation):
    return Entry.objects.filter(organisation_id=organisation).order_by("-seq").values("seq", "mac")[:1]


_last = Prepared(_newest, organisation=int)
_add = PreparedInsert(Entry)
