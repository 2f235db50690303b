"""Polish words for sharing and looks."""

from kladka.documents.xlsx import Column

LOOK_COLUMNS = [
    Column("Kto"),
    Column("Sprawa"),
    Column("Powód"),
    Column("Opis"),
    Column("Dzień", "day"),
    Column("Sprawdził(a)"),
]

SHARE_STATES = {
    "live": ("trwa", "green"),
    "future": ("jeszcze nie zaczęte", "azure"),
    "over": ("zakończone", "secondary"),
    "withdrawn": ("cofnięte", "red"),
}
SCOPES = {
    "shows_contact": "telefon i e-mail",
    "shows_needs": "kontakty i ich terminy",
    "shows_programme": "zobowiązania programu bez kwot",
    "may_note": "dopisywanie notatek",
}


def scope_of(share):
    """What a share opens, in words; names of the family and their language always."""
    return ["imiona i nazwiska, język", *(words for name, words in SCOPES.items() if getattr(share, name))]


def look_row(look):
    """The cells of a look, in the order of LOOK_COLUMNS."""
    case = look.case.number if look.case else "szukanie"
    checked = look.checked_by.name if look.checked_by else ""
    return [look.by.name, case, look.get_reason_display(), look.text, look.on, checked]
