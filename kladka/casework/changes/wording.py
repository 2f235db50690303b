"""Polish words for changes of life and their proposals."""

from kladka.documents.xlsx import Column

from .following import where_of
from .models import LifeChange, Proposal

Kind, State = LifeChange.Kind, Proposal.State
SECTION = "zmiany/"
BADGES = {
    State.OPEN: "azure",
    State.CONFIRMED: "green",
    State.DISMISSED: "secondary",
    State.UNDONE: "secondary",
}

# What the day of each kind of change means.
DAYS = dict.fromkeys(Kind, "Dzień zmiany") | {
    Kind.BIRTH: "Dzień urodzenia",
    Kind.JOINED: "Od kiedy mieszka z rodziną",
    Kind.LEFT: "Ostatni dzień w rodzinie",
    Kind.DIVORCE: "Ostatni dzień wspólnego zamieszkiwania",
    Kind.DEATH: "Dzień śmierci",
    Kind.STATUS_LOST: "Dzień utraty",
    Kind.STATUS_GIVEN: "Od kiedy nowy status",
    Kind.ADULT: "Dzień 18. urodzin",
    Kind.HOSPITAL: "Pierwszy dzień pobytu",
    Kind.ARREST: "Pierwszy dzień aresztowania",
    Kind.PRISON: "Pierwszy dzień kary",
}
# What to know before it is saved.
LEADS = {
    Kind.BIRTH: "Dziecko zostanie zapisane w ewidencji i w rodzinie. Czy obejmuje je trwający "
    "program, rozstrzygniesz "
    "potem: sądy oceniają to różnie, program pokaże oba odczytania.",
    Kind.JOINED: "Osoba zostanie zapisana w ewidencji i w rodzinie. O objęciu programem "
    "rozstrzygniesz potem.",
    Kind.LEFT: "Osoba przestanie należeć do tej rodziny po podanym dniu. Jej pomoc trwa, dopóki "
    "nikt nie postanowi inaczej.",
    Kind.DIVORCE: "Zapisuje się, gdy małżonkowie mieszkają osobno. Pomoc obojga trwa; zmienia się "
    "wielkość rodziny.",
    Kind.DEATH: "Pisma i wypłaty tej osoby zatrzymasz, potwierdzając propozycję, która zaraz się pojawi.",
    Kind.STATUS_LOST: "Dotychczasowy status dostanie dzień końca i zostanie w historii.",
    Kind.STATUS_GIVEN: "Dotychczasowy status dostanie dzień końca, a nowy stanie obok.",
    Kind.ADULT: "Dzień wynika z daty urodzenia.",
    Kind.HOSPITAL: "Pomoc można wstrzymać dopiero po 30 dniach pobytu; program przypomni, kiedy to "
    "sprawdzić.",
    Kind.ARREST: "Prawo do świadczeń zawiesza się tylko tej osobie.",
    Kind.PRISON: "Świadczenia nie przysługują tylko tej osobie.",
}
COLUMNS = [
    Column("Znak sprawy"), Column("Rodzina"), Column("Realizator"), Column("Zmiana"), Column("Dzień", "day"),
    Column("Propozycja", width=70), Column("Przepis"), Column("Od dnia", "day"), Column("Stan"),
]  # fmt: skip
KINDS, STATES = dict(Kind.choices), dict(State.choices)


def listed(row):
    """A row of queries.proposal_list with its words."""
    words = {"kind_name": KINDS[row["change__kind"]], "state_name": STATES[row["state"]]}
    return row | words | {"badge": BADGES[row["state"]]}


def exported(row):
    """The same as a row of COLUMNS."""
    names = ("case__number", "case__title", "case__worker__name")
    plain = [row[name] or "" for name in names]
    said = [KINDS[row["change__kind"]], row["change__on"], row["text"], row["provision"], row["since"]]
    return [*plain, *said, STATES[row["state"]]]


def shown(change):
    """A change with its proposals, each with its badge and where it is done."""
    for one in change.proposals.all():
        one.change = change  # read once, with its person
    rows = [
        {
            "it": one,
            "badge": BADGES[one.state],
            "where": where_of(one) if one.state == State.CONFIRMED else "",
            "reading": next((text for code, text, _ in one.variants if code == one.chosen), ""),
        }
        for one in change.proposals.all()
    ]
    return {"it": change, "proposals": rows, "stays": change.kind in LifeChange.STAYS and not change.over_on}
