"""Polish words for handovers, for cases that nobody leads, and for who could take them."""

from django.utils import timezone
from django.utils.timezone import localdate

from kladka.casework.cases.models import Case
from kladka.documents.xlsx import Column
from kladka.law.polish import plural

from .brief import SECTIONS
from .models import Handover

State = Handover.State
SECTION = "przekazanie/"
BADGES = {
    State.DRAFT: "secondary",
    State.OFFERED: "yellow",
    State.RETURNED: "orange",
    State.ACCEPTED: "green",
    State.WITHDRAWN: "secondary",
}
STATES, CASES = dict(State.choices), dict(Case.State.choices)
WHY = {
    "none": "nie ma realizatora",
    "left": "realizator nie ma już roli albo upoważnienia",
    "away": "realizator jest dziś nieobecny",
}
COLUMNS = [
    Column("Znak sprawy"), Column("Rodzina", width=40), Column("Stan"),
    Column("Dlaczego na tej liście", width=44),
    Column("Dotychczasowy realizator"), Column("Wszczęta", "day"), Column("Pomoc do", "day"),
]  # fmt: skip


def orphan(row):
    """A row of queries.orphans with its words."""
    return row | {"why_name": WHY[row["why"]], "state_name": CASES[row["state"]]}


def exported(row):
    """The same as a row of COLUMNS."""
    row = orphan(row)
    names = ("number", "title", "state_name", "why_name", "worker__name", "opened_on", "aid_until")
    return [row[name] or "" if name == "worker__name" else row[name] for name in names]


def sections(handover):
    """[(heading, lines)] of the page, without what is empty."""
    found = ((label, handover.brief.get(name, "")) for name, label in SECTIONS.items())
    return [(label, text.splitlines()) for label, text in found if text.strip()]


def listed(row, titles):
    """A row of queries.handover_list with its words; the case is named to its own centre alone."""
    title, number = titles.get(row["id"], ("karta przekazania", ""))
    to = row["to_worker__name"] or row["to_organisation__short_name"] or row["outside"]
    more = {"title": title, "number": number, "to": to, "state_name": STATES[row["state"]]}
    return row | more | {"badge": BADGES[row["state"]]}


HANDOVER_COLUMNS = [
    Column("Sprawa"), Column("Znak"), Column("Od kogo"), Column("Jednostka"), Column("Komu"),
    Column("Przygotowano", "day"), Column("Przekazano", "day"), Column("Rozstrzygnięto", "day"),
    Column("Stan"),
]  # fmt: skip


def exported_handover(row, titles):
    """The same as a row of HANDOVER_COLUMNS."""
    said = listed(row, titles)
    days = [row[name] and localdate(row[name]) for name in ("created_at", "offered_at", "decided_at")]
    whom = [row["from_worker__name"] or "", row["organisation__short_name"], said["to"]]
    return [said["title"], said["number"], *whom, *days, said["state_name"]]


def many(count, old, new):
    """What the button of a handover of many says: „12 spraw od A do B”."""
    whose = f"od {old.name} " if old else ""
    return f"{count} {plural(count, 'sprawa', 'sprawy', 'spraw')} {whose}do {new.name}"


def whom_it_concerns(handover):
    """What happens to the old worker and who learns of it, for the page of the handover."""
    if not handover.to_worker_id:
        return []
    old = handover.from_worker
    said = [
        f"Nowy realizator: {handover.to_worker.name}; zobaczy sprawę na „Dziś” i przyjmie ją albo zapyta."
    ]
    if old and not handover.taken_over:
        said.append(f"Do przyjęcia sprawę prowadzi {old.name}; potem otworzy ją tylko z podanym powodem.")
    if handover.taken_over:
        said.append(
            "Sprawy nikt nie prowadził, więc przeszła od razu; przyjęcie potwierdza, że karta wystarcza."
        )
    said.append(
        "Terminy sprawy i program przechodzą na nowego realizatora, a rodzinę powiadamia on "
        "sam (zadanie na dziś)."
    )
    return said


def today():
    return timezone.localdate()
