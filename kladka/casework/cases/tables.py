"""Tables of cases: their list, the deadlines of one and its timeline."""

from functools import cache

from kladka.ui.markup import format_html, format_html_join
from kladka.ui.tables import Column, table
from kladka.ui.templatetags.law import WHY_ABOUT, provision
from kladka.ui.templatetags.law import day as written

from .models import Case
from .wording import BADGES, deadline_row

STATES = dict(Case.State.choices)
TIERS = {1: "red", 2: "yellow", 3: "secondary"}


def case_table(rows, day):
    """Rows of `queries.case_list` with `due`, `due_label`, `contacts`, `urgency`; late is before this day."""
    return table(
        "Lista spraw",
        (
            Column("Rodzina", _family),
            Column("Znak sprawy", lambda row: row["number"], "text-nowrap"),
            Column("Stan", _state),
            Column("Pilność", lambda row: urgency_badge(*row["urgency"])),
            Column("Najbliższy termin", lambda row: _due(row, day)),
            Column("Kontakty w miesiącu", _contacts),
            Column("Realizator", lambda row: row["worker__name"] or "—"),
            Column("Wszczęta", lambda row: written(row["opened_on"]), "text-nowrap"),
        ),
        rows,
    )


def urgency_badge(tier, why):
    """The tier of a case with why it is there."""
    badge = _badge(TIERS[tier], f"T{tier}")
    return format_html('{} <span class="small text-secondary">{}</span>', badge, why) if why else badge


def _family(row):
    link = format_html('<a href="/sprawy/{}/">{}</a>', row["key"], row["title"])
    also = row.get("also")
    return link + format_html_join("", _AGAIN, (_again(one) for one in also)) if also else link


_AGAIN = '<div class="text-secondary small">ta sama osoba: <a href="/sprawy/{}/">{}</a></div>'


def _again(case):
    return case["key"], f"{case['number']}, {case['title']}" if case["found"] else case["number"]


def _state(row):
    return _badge(BADGES[row["state"]], STATES[row["state"]])


@cache
def _badge(colour, word):
    return format_html('<span class="badge bg-{}-lt">{}</span>', colour, word)


def _due(row, day):
    if not row["due"]:
        return ""
    return format_html("{} {}", _told(written(row["due"]), late=row["due"] < day), row["due_label"])


def _contacts(row):
    month = row["contacts"]
    if not month:
        return ""
    return _told(f"{month.counted} z {month.least}", late=not month.enough)


def _told(words, *, late):
    return format_html('<span class="deadline-late">{}</span>' if late else "<span>{}</span>", words)


def deadline_table(case, rows, day, can_write):
    """Rows of `queries.deadlines_of`, or "" for none; `zrobione` is a form of the page."""
    if not rows:
        return ""
    return table(
        "Terminy sprawy",
        (
            Column("Termin", _term, "w-day"),
            Column("Co", lambda row: _what(case, row)),
            Column("Stan", lambda row: _standing(row, can_write)),
        ),
        (deadline_row(row, day) for row in rows),
    )


def _term(row):
    term = _told(written(row["day"]), late=row["state"] == "late")
    return term if row["raw_day"] == row["day"] else term + format_html(_COUNTED, written(row["raw_day"]))


_COUNTED = '<span class="d-block small fw-normal text-secondary">wyliczony {}, dzień wolny</span>'


def _what(case, row):
    address = f"/sprawy/{case.key}/termin/{row['id']}/dlaczego/"
    why = format_html(WHY_ABOUT, address, address, row["label"])
    source = provision(row["provision"])
    return format_html('{}<span class="d-block small text-secondary">{} {}</span>', row["label"], source, why)


def _standing(row, can_write):
    badge = _badge(row["badge"], row["says"])
    return badge + format_html(_DONE, row["id"], row["label"]) if can_write and row["task"] else badge


_DONE = (
    '<button class="btn btn-sm btn-outline-secondary ms-2 d-print-none" form="zrobione" '
    'formaction="termin/{}/" data-confirm="Zapisać, że wykonano: {}?">Zrobione</button>'
)


def note_list(rows):
    """Rows of `note_search.search_notes`, the words that were looked for marked."""
    return format_html('<ol class="list-unstyled">{}</ol>', format_html_join("", _NOTE, map(_note, rows)))


_NOTE = (
    '<li class="card mb-2"><div class="card-body">'
    '<div class="d-flex flex-wrap justify-content-between gap-2"><a class="fw-bold" href="/sprawy/{}/">{}</a>'
    '<span class="text-secondary text-nowrap">{}</span></div>'
    '<div class="text-secondary small">{}, {}, {}{}</div><p class="mb-0 mt-1">{}</p></div></li>'
)


def _note(row):
    pieces = ((format_html("<mark>{}</mark>", one.text) if one.found else one.text,) for one in row["pieces"])
    return (
        *(row["case__key"], row["case__title"], row["case__number"], written(row["on"]), row["kind"]),
        *("notatka partnera: " if row["share"] else "", row["by__name"], format_html_join("", "{}", pieces)),
    )


SHOWN = 160  # signs of a text on the timeline


def timeline(events):
    """Rows of `queries.timeline_of`, newest first; "" for none."""
    return events and format_html(
        '<ul class="timeline timeline-simple">{}</ul>', format_html_join("", _EVENT, map(_event, events))
    )


_EVENT = (
    '<li class="timeline-event"><div class="card timeline-event-card"><div class="card-body">'
    '<div class="text-secondary float-end">{}</div><h3 class="h4 mb-1">{}</h3>{}{}</div></div></li>'
)


def _event(row):
    title, text, by = row["title"], row["text"], row["by__name"]
    if len(text) > SHOWN:
        text = f"{text[: SHOWN - 1]}…"
    return (
        written(row["on"]),
        format_html('<a href="{}">{}</a>', row["url"], title) if row["url"] else title,
        format_html('<p class="text-secondary mb-0">{}</p>', text) if text else "",
        format_html('<p class="text-secondary small mb-0">{}</p>', by) if by else "",
    )
