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
KINDS = {Decision.Kind.GRANT: "przyznanie", Decision.Kind.REFUSE: "odmowa"}
RUN_BADGES = {
    PrintRun.State.WAITING: "azure",
    PrintRun.State.RUNNING: "azure",
    PrintRun.State.DONE: "green",
    PrintRun.State.FAILED: "red",
}
