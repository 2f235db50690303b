"""Words and colours of imports."""

from .models import ImportLine, ImportRun

State, Outcome = ImportRun.State, ImportLine.Outcome
RUN_BADGES = {
    State.TO_READ: "secondary",
    State.READING: "blue",
    State.READ: "yellow",
    State.TO_WRITE: "secondary",
    State.WRITING: "blue",
    State.DONE: "green",
    State.FAILED: "red",
    State.DROPPED: "secondary",
}
LINE_BADGES = {
    Outcome.NEW: "green",
    Outcome.SAME: "secondary",
    Outcome.CHANGED: "yellow",
    Outcome.FAULT: "red",
}
LEVELS = {"fault": "błąd", "warning": "uwaga", "change": "zmiana"}
