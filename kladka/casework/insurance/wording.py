"""Polish words of insurance."""

from kladka.documents.polish import month_name

from .models import Contribution, ContributionList, InsuranceFiling

State = ContributionList.State
BADGES = {State.DRAFT: "azure", State.SUBMITTED: "yellow", State.APPROVED: "green", State.SENT: "secondary"}
STATES = dict(State.choices)
KINDS = dict(InsuranceFiling.Kind.choices)
REASONS = dict(Contribution.Reason.choices)
NEXT_STEP = {
    State.DRAFT: "Sprawdź osoby i różnice względem list wypłat, potem przekaż do zatwierdzenia.",
    State.SUBMITTED: "Kierownik zatwierdza zestawienie albo zwraca je do poprawy.",
    State.APPROVED: "Złóż dokumenty w programie ZUS i zapisz dzień przekazania.",
    State.SENT: "Przekazano. Gdy coś się zmieni za ten miesiąc, przygotuj korektę.",
}


def shown(row):
    """A row of the list of lists (dictionary of `queries.LIST_FIELDS`) with its words."""
    part = f" – korekta {row['part'] - 1}" if row["part"] > 1 else ""
    words = {"name": month_name(row["month"]) + part, "badge": BADGES[row["state"]]}
    return row | words | {"state_name": STATES[row["state"]]}
