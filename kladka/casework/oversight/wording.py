"""Polish words of oversight: figures, kinds of terms, rows of exports."""

from django.utils import timezone

from kladka.casework.cases.models import Case
from kladka.casework.needs.flags import kinds
from kladka.casework.needs.wording import whose
from kladka.documents.xlsx import Column

from .queries import AGES

STATES = dict(Case.State.choices)
FIGURES = {
    "open": "Otwarte sprawy",
    "application": "Wniosek",
    "programme": "Uzgadnianie",
    "decision": "Przed decyzją",
    "running": "Program w toku",
    "t1": "T1",
    "t2": "T2",
    "t3": "T3",
    "contacts": "Mniej niż 2 kontakty w tym miesiącu",
    "overdue": "Z zaległym terminem",
}
KINDS = {
    "decision": "załatwienie sprawy decyzją",
    "supply": "uzupełnienie wniosku",
    "certificate": "zaświadczenie",
    "monitoring": "notatka z monitorowania",
    "withholding": "koniec wstrzymania",
    "revocation": "wykonanie uchylenia",
    "farewell": "rozmowa o końcu programu",
    "programme_end": "koniec programu",
    "needs": "ocena potrzeb",
    "life": "zmiana w życiu rodziny",
    "need_task": "zadanie z oceny potrzeb",
}
AGE_NAMES = {"tydzien": "do tygodnia", "miesiac": "od 8 do 30 dni", "dawne": "ponad 30 dni"}
assert set(AGES) == set(AGE_NAMES)

LOAD_COLUMNS = [
    Column("Osoba"), *(Column(name, "whole") for name in FIGURES.values()),
    Column("Najwyżej rodzin", "whole"),
    Column("Nieobecność od", "day"), Column("Nieobecność do", "day"),
]  # fmt: skip
CASE_COLUMNS = [
    Column("Znak sprawy"), Column("Rodzina"), Column("Stan"), Column("Realizator"),
    Column("Wszczęta", "day"), Column("Pomoc od", "day"), Column("Pomoc do", "day"),
]  # fmt: skip
TERM_COLUMNS = [
    Column("Termin", "day"), Column("Dni po terminie", "whole"), Column("Co", width=40), Column("Przepis"),
    Column("Znak sprawy"), Column("Rodzina"), Column("Realizator"),
]  # fmt: skip
CHECK_COLUMNS = [
    Column("Znak sprawy"), Column("Rodzina"), Column("Osoba"), Column("Realizator"),
    Column("Od kiedy", "day"),
    Column("Dlaczego na liście", width=60), Column("Co zrobić", width=44), Column("Przepis"),
]  # fmt: skip


def kind_name(kind):
    """The Polish name of a kind of a term."""
    return KINDS.get(kind, "inny termin")


def load_row(who, counts, away):
    """A row of LOAD_COLUMNS."""
    name, most = (who.user.name, who.most) if who else ("bez realizatora", None)
    days = [away.starts, away.ends] if away else [None, None]
    return [name, *(counts[code] for code in FIGURES), most, *days]


def case_row(row):
    """A row of CASE_COLUMNS."""
    head = [row["number"], row["title"], STATES[row["state"]], row["worker__name"] or ""]
    return [*head, row["opened_on"], row["aid_from"], row["aid_until"]]


def term_row(row):
    """A row of TERM_COLUMNS."""
    late = (timezone.localdate() - row["day"]).days
    said = [row["day"], late, row["label"], row["provision"], row["case__number"]]
    return [*said, row["case__title"], row["worker__name"] or ""]


def flag_row(flag, day):
    """A red flag with its words and since when it waits: recorded, or given to its worker, the later."""
    moments = [at for at in (flag.recorded_at, flag.given_at) if at]
    since = timezone.localdate(max(moments)) if moments else flag.raised_on
    row = {"flag": flag, "case": flag.case, "kind": kinds()[flag.kind].name, "whose": whose(flag.person)}
    return row | {"since": since, "days": (day - since).days}


def person_of(row):
    """The name of the person a row of a check is about, or ""."""
    return " ".join(part for part in (row.get("given"), row.get("family")) if part)


def check_row(one, row):
    """A row of CHECK_COLUMNS."""
    said = [row["case_number"], row["case_title"], person_of(row), row["worker_name"] or ""]
    return [*said, row["since_day"], one.why, one.remedy, one.provision]
