"""Checking the chains: a million rows in seconds, and the first bad row by its place and what is wrong.

Rows are read as the database makes their canonical text; no model instance is built. Anchors (lines that were
written outside the database) tell of a cut tail and of a chain computed anew by somebody who holds the key.
"""

from dataclasses import dataclass, field

from django.db import connection

from . import chain, protection

BATCH = 5000
_ROWS = "SELECT organisation_id, seq, id, key_number, mac, {text} FROM journal_entry"

MISSING, CHANGED, REORDERED = "missing", "changed", "reordered"
FOREIGN, CUT, REPLACED, KEY = "foreign", "cut", "replaced", "key"
WORDS = {
    MISSING: "brakuje wpisu, który stał w tym miejscu",
    CHANGED: "treść wpisu zmieniono",
    REORDERED: "wpis stoi w innym miejscu, niż go zapisano",
    FOREIGN: "wpisu nie zapisał ten program albo zmieniono też wpis po nim",
    CUT: "koniec łańcucha obcięto: wpis był w zapisie poza bazą",
    REPLACED: "wpis jest inny niż w zapisie poza bazą",
    KEY: "nie ma klucza, którym wpis zapisano",
}


@dataclass(frozen=True)
class Fault:
    """The first bad row of a chain; `row` is None when it is the row that is not there."""

    organisation: int | None
    seq: int
    row: int | None
    what: str


@dataclass
class Checked:
    """Rows read, the head (seq, mac) of every sound chain, the first fault of every other, lost triggers."""

    rows: int = 0
    heads: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    triggers: list = field(default_factory=list)


def verify(organisations=None, anchors=()):
    """Check all chains, or those of some organisations (primary keys; None is the installation's chain).

    `anchors`: (organisation, seq, mac) as they stood at some moment. Returns Checked.
    """
    checked = Checked(triggers=protection.missing(connection))
    expected = _by_chain(anchors)
    for organisation in chains() if organisations is None else organisations:
        _verify(organisation, expected.pop(organisation, {}), checked)
    if organisations is None:  # what is left had a chain once
        for organisation, lost in expected.items():
            checked.faults.append(Fault(organisation, min(lost), None, CUT))
    return checked


def chains():
    """Organisations that have a chain; None stands for the installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT organisation_id FROM journal_entry")
        return sorted((pk for (pk,) in cursor.fetchall()), key=lambda pk: pk or 0)


def _verify(organisation, anchors, checked):
    place, before, keys = 0, "", {}
    for _, seq, row, number, mac, text in _rows(organisation):
        place += 1
        key = keys.get(number) or keys.setdefault(number, _key(number))
        if seq != place or key is None or chain.mac(before, text, key) != mac or _differs(anchors, seq, mac):
            checked.faults.append(_told(organisation, place, before, (seq, row, key, mac, text)))
            break
        before = mac
    else:
        lost = [seq for seq in anchors if seq > place]
        if lost:
            checked.faults.append(Fault(organisation, place + 1, None, CUT))
        else:
            checked.heads[organisation] = (place, before)
    checked.rows += place


def _differs(anchors, seq, mac):
    return seq in anchors and anchors[seq] != mac


def _key(number):
    try:
        return chain.chain_key(number)
    except KeyError:
        return None


def _told(organisation, place, before, found):
    """The fault of the row where a chain breaks."""
    seq, row, key, mac, text = found
    if seq > place:
        return Fault(organisation, place, None, MISSING)
    if seq < place:
        return Fault(organisation, seq, row, FOREIGN)  # a place taken twice
    if key is None:
        what = KEY
    elif chain.mac(before, text, key) == mac:
        what = REPLACED
    elif _attested(organisation, place, mac):
        what = CHANGED
    else:
        what = REORDERED if _written_elsewhere(organisation, mac, text, key) else FOREIGN
    return Fault(organisation, place, row, what)


def _attested(organisation, place, mac):
    """Whether the row after this place was made upon this MAC: then only the content is not the old one."""
    following = next(iter(_rows(organisation, f"AND seq = {place + 1}")), None)
    if following is None:
        return False
    _, _, _, number, next_mac, text = following
    key = _key(number)
    return key is not None and chain.mac(mac, text, key) == next_mac


def _written_elsewhere(organisation, mac, text, key):
    """Whether the row's MAC is ours for another place: the text is tried in every place of the chain."""
    columns = text.split(chain.SEPARATOR)
    with connection.cursor() as cursor:
        where, values = _where(organisation)
        cursor.execute(f"SELECT seq, mac FROM journal_entry WHERE {where}", values)
        stored = dict(cursor.fetchall())
    for seq, own in stored.items():
        columns[1] = str(seq)
        moved = chain.SEPARATOR.join(columns)
        # Of two neighbours that changed places the MAC before stands now where this row did.
        for before in (stored.get(seq - 1, ""), own):
            if chain.mac(before, moved, key) == mac:
                return True
    return False


def _rows(organisation, condition=""):
    """Raw rows of one chain in its order."""
    where, values = _where(organisation)
    statement = _ROWS.format(text=chain.text_in(connection.vendor))
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"{statement} WHERE {where} {condition} ORDER BY seq, id", values)
        while batch := cursor.fetchmany(BATCH):
            yield from batch


def _where(organisation):
    return (
        ("organisation_id IS NULL", []) if organisation is None else ("organisation_id = %s", [organisation])
    )


def _by_chain(anchors):
    expected = {}
    for organisation, seq, mac in anchors:
        expected.setdefault(organisation, {})[seq] = mac
    return expected
