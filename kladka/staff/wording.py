"""Polish words for the state of a role and of its papers."""

from kladka.documents.xlsx import Column

from .queries import ROLES

STATES = {
    "valid": ("działa", "green"),
    "lacking": ("brak upoważnienia lub zobowiązania", "red"),
    "future": ("od przyszłego dnia", "azure"),
    "over": ("zakończona", "secondary"),
}
COLUMNS = [
    Column("Imię i nazwisko"),
    Column("E-mail"),
    Column("Stanowisko"),
    Column("Rola"),
    Column("Od", "day"),
    Column("Do", "day"),
    Column("Stan"),
    Column("Nr upoważnienia"),
    Column("Zakres"),
    Column("Wydane", "day"),
    Column("Kto wydał"),
    Column("Wygasło", "day"),
    Column("Zobowiązanie", "day"),
]
EXPORTED = (
    *("user__name", "user__email", "user__position", "role_name", "starts", "ends", "state_name"),
    *("authorisation_number", "authorisation_scope", "authorisation_issued_on", "authorisation_issued_by"),
    *("authorisation_ended_on", "undertaking__signed_on"),
)


def shown(row):
    """A row of the register with what it says in words."""
    words, badge = STATES[row["state"]]
    return row | {"role_name": ROLES[row["role"]], "state_name": words, "badge": badge}


def exported(row):
    """The cells of a row, in the order of COLUMNS."""
    row = shown(row)
    return [row[name] for name in EXPORTED]
