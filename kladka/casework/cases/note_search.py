"""Search in the text of notes: by digests of stems in the database, then by the opened text."""

from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from kladka.accounts.permissions import centres_to_read, organisation_id_of
from kladka.casework.people.inflection import WORD, stem, stems
from kladka.journal.reading import noticed_list
from kladka.ui.paging import Page, page_of
from kladka.ui.prepared import Prepared, UpTo
from kladka.vault import keys
from kladka.vault.fields import unseal_rows

from .models import Case, Contact
from .note_index import NAME
from .queries import PAGE, id_before, words_digest

SIDE = 70  # signs shown before and after the first word found
KINDS = dict(Contact.Kind.choices)
SHOWN = (
    "id",
    "key",
    "on",
    "kind",
    "text",
    "by__name",
    "share",
    "case__key",
    "case__number",
    "case__title",
    "case__household",
)


@dataclass(frozen=True)
class Piece:
    """A piece of a snippet; `found` when it is a word that was looked for."""

    text: str
    found: bool


def search_notes(user, text, *, own=False, cursor="", size=25):
    """A page of the notes that hold every word of `text` in any form, newest first, with snippets.

    `own`: only of the cases of this user and those that are nobody's yet. No rows when no word is worth
    looking for.
    """
    wanted, centres, whose = stems(text), centres_to_read(user), {"worker": user.pk} if own else {}
    ids = _found(centres, wanted, whose.get("worker"), id_before(cursor), size + 1) if wanted else []
    page = page_of(_readable(own)(centres=centres, ids=ids, **whose), ("-id",), "", size)
    rows = unseal_rows(page.rows, Contact, "text")
    known = cache(stem)  # notes of one page have many words in common
    found = [
        row | {"pieces": snippet(row["text"], wanted, known), "kind": KINDS[row["kind"]]} for row in rows
    ]
    found = [row for row in found if row["pieces"]]  # two words may share a digest
    cases = list(dict.fromkeys(row["case__key"] for row in found))
    noticed_list("note_search", cases, organisation_id=organisation_id_of(user), query=words_digest(text))
    return Page(found, page.next, first=not cursor)


def snippet(text, wanted, known=stem):
    """The text around the first word with one of these stems, in pieces; none when there is no such word.

    `known` gives the stem of a word.
    """
    places = [found.span() for found in WORD.finditer(text) if known(found[0]) in wanted]
    if not places:
        return []
    first = max(0, places[0][0] - SIDE)
    first = text.rfind(" ", 0, first) + 1 if first else 0
    last = min(len(text), places[0][1] + 2 * SIDE)
    last = last if last == len(text) else text.rfind(" ", 0, last)
    pieces, at = [Piece("… " if first else "", False)], first
    for start, end in places:
        if end <= last:
            pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
            at = end
    tail = text[at:last] + (" …" if last < len(text) else "")
    return [one for one in (*pieces, Piece(tail, False)) if one.text]


@cache
def _readable(own):
    """Rows of notes with these ids that may be read by who reads these centres, newest first."""

    def make(centres, ids, worker=None):
        cases = Case.objects.of_centres(centres)
        if own:
            cases = cases.filter(Q(worker=worker) | Q(worker__isnull=True))
        # Asked of each note: a list of all readable cases would cost more than the search.
        notes = Contact.objects.filter(Exists(cases.filter(pk=OuterRef("case"))), pk__in=ids)
        return notes.order_by("-id").values(*SHOWN)

    return Prepared(make, centres=UpTo(1), ids=UpTo(PAGE + 1), **({"worker": int} if own else {}))


def _found(organisations, wanted, worker, before, size):
    """Ids of notes with all the stems, by the digests of one of these organisations, newest first."""
    sides = [_digests(one, wanted, number) for one in organisations for number in keys.numbers("index")]
    match, words = _matching(sides)
    whose = (
        "AND EXISTS (SELECT 1 FROM cases_contact n JOIN cases_case c ON c.id = n.case_id "
        f"WHERE n.id = {_id()} AND (c.worker_id = %s OR c.worker_id IS NULL))"
    )
    statement = (
        f"SELECT {_id()} FROM {NAME} f WHERE {match} AND {_id()} < %s {whose if worker else ''} "
        f"ORDER BY {_id()} DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*words, before, *([worker] if worker else []), size])
        return [row[0] for row in cursor.fetchall()]


def _id():
    return "f.rowid" if connection.vendor == "sqlite" else "f.contact_id"


def _matching(sides):
    """(condition, its values): all the digests of one side or of another."""
    if connection.vendor == "sqlite":
        return f"{NAME} MATCH %s", [" OR ".join(f"({' AND '.join(side)})" for side in sides)]
    return "(" + " OR ".join(["f.words @> %s"] * len(sides)) + ")", sides


def _digests(organisation, wanted, number):
    return Contact._meta.get_field("words").words(wanted, organisation, number)
