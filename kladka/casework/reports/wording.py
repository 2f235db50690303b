"""Polish words of reports: values of the register, names of people behind a figure."""

from urllib.parse import urlencode

from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.casework.programmes.models import Programme
from kladka.documents.xlsx import Column
from kladka.law.book import enacted_book

from .models import ReportRun
from .vocabulary import Figure

SEXES = dict(Person.Sex.choices)
STATUSES = dict(ProtectionStatus.Kind.choices)
RELATIONS = dict(HouseholdMember.Relation.choices)
DECISIONS = dict(Decision.Kind.choices)
COUNTS = {ReportRun.Kind.YEAR, ReportRun.Kind.SET}
STATES = dict(Programme.State.choices)
FORMS = {
    clause.code: clause.text for file in enacted_book().programmes.values() for clause in file.forms_of_aid
}
LIST = [
    Column("Nazwisko"), Column("Imiona"), Column("Data urodzenia", "day"), Column("Obywatelstwo"),
    Column("Znak sprawy"), Column("Program od", "day"), Column("Program do", "day"), Column("Stan programu"),
]  # fmt: skip
MONEY_COLUMNS = [
    Column("Wypłacone za miesiące okresu (zł)", "money"), Column("Składki zdrowotne (zł)", "money"),
    Column("Uzgodnione w okresie (zł)", "money"),
]  # fmt: skip


def list_row(row, *, money):
    """A row of LIST, with MONEY_COLUMNS for those who see money."""
    said = [row["family"], row["given"], row["born"], row["citizenship"], row["case_number"]]
    said += [row["starts"], row["ends"], STATES.get(row["state"], "")]
    return said + ([row["paid"], row["health"], row["agreed"]] if money else [])


def address_of(figure, span):
    """The address of the list behind a figure."""
    pairs = [("od", span.first), ("do", span.last), ("okres", figure.period), ("miara", figure.measure)]
    return "/sprawozdania/lista/?" + urlencode([*pairs, *(("f", f"{w}:{v}") for w, v in figure.filters)])


def figure_from(query):
    """The figure that an address names. Raises UnknownWord."""
    filters = tuple(tuple(one.split(":", 1)) for one in query.getlist("f") if ":" in one)
    return Figure(query.get("okres", "in_force"), query.get("miara", "people"), filters).check()
