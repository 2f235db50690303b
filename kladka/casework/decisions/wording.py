"""Polish words for the states of a decision and of a print run."""

from .models import Decision, PrintRun

State = Decision.State

BADGES = {
    State.DRAFT: "azure",
    State.SUBMITTED: "yellow",
    State.ISSUED: "green",
    State.DELIVERED: "green",
    State.WITHDRAWN: "secondary",
}
RUN_BADGES = {
    PrintRun.State.WAITING: "azure",
    PrintRun.State.RUNNING: "azure",
    PrintRun.State.DONE: "green",
    PrintRun.State.FAILED: "red",
}
_KIND_NAMES = dict(Decision.Kind.choices)
_STATE_NAMES = dict(State.choices)


def shown(row):
    """A row of a list (dictionary of `queries.FIELDS`) with the words for its kind and state."""
    kind = _KIND_NAMES[row["kind"]]
    words = {"kind_name": kind, "state_name": _STATE_NAMES[row["state"]], "badge": BADGES[row["state"]]}
    return row | words | {"name": row["number"] or f"projekt decyzji ({kind})"}
