"""What the pages of monitoring show of a row, gathered in one place."""

from kladka.documents.xlsx import Column
from kladka.law.contacts import DISPUTES

from . import queries
from .wording import PROGRESS, PROGRESS_BADGES

EXCUSED = {True: "usprawiedliwiona", False: "nieusprawiedliwiona", None: "nie oceniono"}
CONTACT_COLUMNS = [
    Column("Dzień", "day"),
    *(Column(title) for title in ("Rodzaj", "Kto był", "Język", "Tłumacz", "Co ustalono", "Nieobecność")),
    Column("Następny kontakt", "day"),
    Column("Kto zapisał"),
]


def contact_rows(contacts, members):
    """Contacts with names in place of keys and words of an absence."""
    names = {row["person__key"]: row["person__given_names"] for row in members}
    return [
        {
            "contact": one,
            "present": ", ".join(names[key] for key in one.present if key in names),
            "excused": EXCUSED[one.excused] if one.missed else "",
        }
        for one in contacts
    ]


def contact_cells(rows):
    """The same as cells of CONTACT_COLUMNS."""
    for row in rows:
        one = row["contact"]
        absence = ": ".join(part for part in (row["excused"], one.absence) if part)
        said = (one.get_kind_display(), row["present"], one.language, one.interpreter, one.text, absence)
        yield [one.on, *said, one.next_on, one.by.name]


def note_rows(programme, day):
    """Periods of a programme with their notes: what is written, signed, late."""
    rows = []
    for number, term, note in queries.notes_of(programme):
        late = term.done_on is None and term.day < day
        if note and note.signed_at:
            state = ("green", f"podpisana {note.on:%-d.%m.%Y}")
        elif term.done_on:
            state = ("green", f"zapisano {term.done_on:%-d.%m.%Y}")
        elif note:
            state = ("azure", "w przygotowaniu")
        else:
            state = ("red", "po terminie") if late else ("secondary", "jeszcze nie ma")
        assessed = assessed_areas(note) if note else []
        rows.append({"number": number, "term": term, "note": note, "state": state, "areas": assessed})
    return rows


def assessed_areas(note):
    """[(badge, area and progress)] of a note."""
    names = (
        ("język", note.language_progress),
        ("praca", note.work_progress),
        ("życie", note.social_progress),
    )
    return [(PROGRESS_BADGES[value], f"{name}: {PROGRESS[value]}") for name, value in names if value]


def family_cells(row):
    """A row of `queries.families` as cells of its export."""
    contacts = row["contacts"]
    days = (row["last"], row["note"])
    return [row["number"], row["title"], row["worker__name"], contacts.counted, contacts.least, *days]


def disputes(counting):
    """The disputed points of counting: name, question, provision, what is used, what else could be."""
    return [
        {
            "name": name,
            "question": one.question,
            "provision": one.provision,
            "used": one.variants[getattr(counting, name)],
            "other": one.variants[not getattr(counting, name)],
            "on": getattr(counting, name),
        }
        for name, one in DISPUTES.items()
    ]
