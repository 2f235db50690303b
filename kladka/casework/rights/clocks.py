"""Terms that run from the moment an incident was found: hours are hours, also on holidays.

RODO art. 33 ust. 1: 72 hours. NIS2 art. 23 ust. 4: early warning 24 hours, notification 72 hours, final
report one month; counted here from the finding, never later than the directive would have it. The Polish act
on the national cybersecurity system is to be checked by a lawyer.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from kladka.law.terms import months_later

from .models import IncidentStep

Kind = IncidentStep.Kind
SOON = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty with its last lawful moment; `done_at` says when it was fulfilled, `waived` that it need not."""

    kind: str
    label: str
    provision: str
    due_at: datetime
    done_at: datetime | None
    waived: bool

    def state(self, now):
        """done, late_done, waived, late, soon or open."""
        if self.done_at:
            return "done" if self.done_at <= self.due_at else "late_done"
        if self.waived:
            return "waived"
        if now > self.due_at:
            return "late"
        return "soon" if self.due_at - now <= SOON else "open"


def clocks_of(incident, steps):
    """The clocks of an incident in the order in which they run out."""
    done = {}
    for step in steps:
        done.setdefault(step.kind, step.at)
    waived = Kind.NOT_NEEDED in done
    duties = [
        (Kind.EARLY_WARNING, "Wczesne ostrzeżenie do CSIRT (24 godziny)", "NIS2 art. 23 ust. 4 lit. a", 24),
        (Kind.AUTHORITY, "Zgłoszenie Prezesowi UODO (72 godziny)", "RODO art. 33 ust. 1", 72),
        (Kind.NOTIFICATION, "Zgłoszenie incydentu do CSIRT (72 godziny)", "NIS2 art. 23 ust. 4 lit. b", 72),
        (Kind.FINAL_REPORT, "Sprawozdanie końcowe (miesiąc)", "NIS2 art. 23 ust. 4 lit. d", None),
    ]
    return [
        Clock(kind, label, provision, due_at(incident.found_at, hours), done.get(kind), waived)
        for kind, label, provision, hours in duties
    ]


def due_at(found_at, hours):
    """The last lawful moment: so many hours later, or the same hour a month later in Polish time."""
    if hours is not None:
        return found_at.astimezone(UTC) + timedelta(hours=hours)  # not by a clock that is put back
    local = timezone.localtime(found_at)
    return timezone.make_aware(datetime.combine(months_later(local.date(), 1), local.time()))
