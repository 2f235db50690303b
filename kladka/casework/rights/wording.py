"""Polish words for the catalogue and its lists."""

from django.apps import apps
from django.utils import timezone

from kladka.documents.polish import short_day
from kladka.documents.xlsx import Column

from .catalogue import tables
from .clocks import clocks_of
from .models import Correction, RightsRequest
from .subject_copy import words

KINDS = dict(RightsRequest.Kind.choices)

WAYS = {
    "keep": "zostaje",
    "blank": "pole zostaje puste",
    "mark": "zastępuje słowo „usunięto”",
    "decade": "zostaje dekada",
    "delete": "znika cały wiersz",
}
COLUMNS = [
    Column(title, width=width)
    for title, width in {
        "Tabela": 22, "Pole": 22, "Znaczenie": 34, "Klasa": 26, "Podstawa": 44, "Okres": 34,
        "Kto widzi": 30, "Przy usuwaniu": 26, "W kopii dla osoby": 12, "Do sprawdzenia przez prawnika": 34,
    }.items()
]  # fmt: skip


def catalogue_rows():
    """Every field of every table as a row of COLUMNS."""
    for table in tables().values():
        check = "; ".join(text for text in (table.basis.check, table.period.check) if text)
        for field in table.fields:
            yield [
                table.label,
                field.name,
                f"{table.title}: {field.label}",
                field.kind.label,
                table.basis.text,
                table.period.label,
                table.readers.label,
                WAYS[field.erase],
                "tak" if field.exported else "nie",
                check,
            ]


def request_row(row, today):
    """A request (dictionary of queries.REQUEST_FIELDS) with what its row says of its term."""
    if row["outcome"]:
        badge, says = "green", f"odpowiedziano {short_day(row['answered_on'])}"
    elif row["due_on"] < today:
        badge, says = "red", "po terminie"
    elif (row["due_on"] - today).days <= 7:
        badge, says = "yellow", "mija w ciągu 7 dni"
    else:
        badge, says = "azure", "czeka"
    return row | {"badge": badge, "says": says, "kind_name": KINDS[row["kind"]]}


def request_duty(request, today):
    """A request as „Dziś” shows it; whose it is stands on its own page."""
    return {
        "label": f"Odpowiedź na żądanie: {request.get_kind_display()}",
        "url": request.get_absolute_url(),
        "until": short_day(request.due_on),
        "late": request.due_on < today,
        "provision": "RODO art. 12 ust. 3",
    }


CLOCK_STATES = {
    "done": ("green", "wykonano"),
    "late_done": ("yellow", "wykonano po terminie"),
    "waived": ("secondary", "oceniono: niepotrzebne"),
    "late": ("red", "termin minął"),
    "soon": ("yellow", "mija w ciągu 12 godzin"),
    "open": ("azure", "biegnie"),
}


def clock_rows(incident, now):
    """The clocks of an incident with the badge and words of their state."""
    clocks = clocks_of(incident, incident.steps.all())
    return [{"clock": clock, **_state(clock.state(now))} for clock in clocks]


def _state(key):
    badge, says = CLOCK_STATES[key]
    return {"state": key, "badge": badge, "says": says}


def incident_row(incident, now):
    """An incident with its next running clock, None when none runs."""
    running = [row for row in clock_rows(incident, now) if row["state"] in {"late", "soon", "open"}]
    return {"incident": incident, "next": running[0] if running and not incident.closed_at else None}


def incident_duty(incident, now):
    """The next running clock of an incident as „Dziś” shows it, None when none runs."""
    row = incident_row(incident, now)["next"]
    return row and {
        "label": f"{incident.number}: {row['clock'].label}",
        "url": incident.get_absolute_url(),
        "until": f"{timezone.localtime(row['clock'].due_at):%d.%m.%Y, %H:%M}",
        "late": row["state"] == "late",
        "provision": row["clock"].provision,
    }


def what_goes(tables):
    """(what goes, what stays) of every table of a family, as names of fields: for the page of a protocol."""
    rows = []
    for table in tables:
        if not (table.person or table.case):
            continue
        gone = [field.label for field in table.fields if field.erase != "keep"]
        kept = [
            f.label for f in table.fields if f.erase == "keep" and f.kind.key not in {"technical", "none"}
        ]
        whole = table.deletes
        rows.append({"title": table.title, "gone": ["całe wiersze"] if whole else gone, "kept": kept})
    return rows


def field_rows(row, names):
    """(name, label, value in words) of these fields of a row."""
    columns = [row._meta.get_field(name) for name in names]
    return [
        {"name": c.name, "label": c.verbose_name, "value": words(row, c, getattr(row, c.name))}
        for c in columns
    ]


def correction_rows(case):
    """Corrections of a case: what, when, by whom, why. The old value is not shown here."""
    rows = []
    for one in Correction.objects.filter(case=case).select_related("person", "by"):
        label, _, name = one.field.rpartition(".")
        said = apps.get_model(label)._meta.get_field(name).verbose_name
        rows.append(
            {"at": one.at, "who": one.person or "rodzina", "label": said, "by": one.by, "reason": one.reason}
        )
    return rows


ERASURE_COLUMNS = [
    Column("Znak sprawy"),
    Column("Rodzina"),
    Column("Stan"),
    Column("Wszczęta", "day"),
    Column("Zakończona", "day"),
]


def erasure_row(case):
    """A case due for erasure as a row of ERASURE_COLUMNS."""
    return case.number, case.title, case.get_state_display(), case.opened_on, case.ended
