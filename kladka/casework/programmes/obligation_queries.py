"""What is owed, proved, waiting and overdue on a day, for one programme and for all of a centre."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from .agreement import Proof
from .models import Obligation, Programme

MET, LATE, WAITING, RUNNING = "met", "late", "waiting", "running"
LIVE = (Programme.State.AGREED, Programme.State.SENT, Programme.State.ACCEPTED, Programme.State.RUNNING)


@dataclass(frozen=True)
class Standing:
    """How one obligation stands on a day.

    `state`: met, late (its day passed), waiting (for another step or for something outside: nobody's fault),
    running. `waits_for`: what it waits for, in words. `proofs`: not withdrawn, oldest first; empty when they
    were not asked for. `proved_until`: the last day that a proof of a rhythm covers.
    """

    obligation: Obligation
    state: str
    waits_for: str = ""
    proofs: tuple[Proof, ...] = ()

    @property
    def late(self):
        return self.state == LATE

    @property
    def proved_until(self) -> date | None:
        ends = [one.ends for one in self.proofs if one.ends and one.outcome == Proof.Outcome.MET]
        return max(ends, default=None)

    @property
    def proof_missing(self):
        """A proof was agreed and none has come that shows the obligation as met."""
        met = any(one.outcome == Proof.Outcome.MET for one in self.proofs)
        return bool(self.obligation.proof_kind) and not met


def standings(programme, day, *, proofs=None) -> list[Standing]:
    """Every obligation in force on a day, as it stands. `programme` comes from `queries.loaded`.

    `proofs`: what `proofs_of` gave; without it nothing is read from the database.
    """
    rows = {one.pk: one for one in programme.obligations.all()}
    heirs = {one.replaces_id: one for one in rows.values() if one.replaces_id and one.in_force(day)}
    found = []
    for one in rows.values():
        if one.in_force(day):
            waits = waits_for(one, day, rows=rows, heirs=heirs)
            mine = tuple((proofs or {}).get(one.pk, ()))
            found.append(Standing(one, _state(one, day, waits), waits, mine))
    return found


def _state(one, day, waits):
    if one.done_on and one.done_on <= day:
        return MET
    if waits:
        return WAITING
    return LATE if one.due_on and one.due_on < day else RUNNING


def waits_for(one, day, *, rows, heirs):
    """What an obligation waits for on a day, in words; "" when for nothing."""
    if one.hindrance and not (one.hindrance_gone_on and one.hindrance_gone_on <= day):
        return one.hindrance
    before = rows.get(one.hangs_on_id)
    while before and before.pk in heirs:  # an annex put another step in its place
        before = heirs[before.pk]
    if before is None or not before.in_force(day) or (before.done_on and before.done_on <= day):
        return ""
    return before.text


def proofs_of(programme):
    """{obligation pk: its proofs that stand, oldest first}, with their files."""
    found = defaultdict(list)
    for proof in programme.proofs.filter(withdrawn_at=None).select_related("attachment", "by"):
        found[proof.obligation_id].append(proof)
    return found


def late(organisation_ids, day):
    """Obligations of these centres whose day has passed and that wait for nothing, oldest day first.

    A queryset; `programme__case`, `person` and `goal` are joined.
    """
    free = Q(hindrance__isnull=True) | Q(hindrance_gone_on__lte=day)
    ready = Q(hangs_on=None) | Q(hangs_on__done_on__lte=day)
    return (
        owed(organisation_ids, day)
        .filter(free, ready, due_on__lt=day)
        .order_by("due_on", "pk")
        .select_related("programme__case", "person", "goal")
    )


def owed(organisation_ids, day):
    """Obligations of agreed programmes of these centres that are in force and not met on a day."""
    return Obligation.objects.in_force(day).filter(
        Q(done_on=None) | Q(done_on__gt=day),
        programme__organisation_id__in=organisation_ids,
        programme__state__in=LIVE,
    )


def unproved(organisation_ids, day):
    """Of those, the ones for which a proof was agreed, the day has passed, and none has come."""
    proved = Proof.objects.filter(withdrawn_at=None, outcome=Proof.Outcome.MET)
    return (
        owed(organisation_ids, day)
        .filter(due_on__lt=day)
        .exclude(proof_kind="")
        .exclude(pk__in=proved.values("obligation"))
        .order_by(F("due_on"), "pk")
    )
