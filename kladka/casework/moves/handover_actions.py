"""Acts on a handover: its page is prepared, signed and offered, accepted, sent back, withdrawn.

An act that may not be done raises ValidationError with a Polish message and changes nothing. Acceptance by
another centre is kladka.casework.moves.arrival.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.accounts.permissions import workers_of
from kladka.casework.cases.actions import add_event, assign, set_deadline
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.programmes.actions import name_realizator
from kladka.journal.actions import record
from kladka.law.terms import Term

from . import brief as briefs
from .models import Handover

State = Handover.State
REALIZATOR = "ups art. 93 ust. 1 pkt 1 lit. f"


@transaction.atomic
def prepare(case, *, by, **to):
    """Compose the page from the records. `to`: to_worker, to_organisation or outside, and move."""
    case = (
        Case.objects.select_for_update(of=("self",)).select_related("worker", "organisation").get(pk=case.pk)
    )
    if to.get("to_worker") == case.worker and case.worker:
        raise ValidationError({"to_worker": "Ta osoba już prowadzi tę sprawę."})
    handover = Handover(
        organisation=case.organisation,
        case=case,
        from_worker=case.worker,
        brief=briefs.compose(case),
        by=by,
        **to,
    )
    try:
        with transaction.atomic():
            handover.save()
    except IntegrityError as error:
        raise ValidationError(
            "Ta sprawa jest już przekazywana. Dokończ to przekazanie albo je wycofaj."
        ) from error
    _record("handover.prepared", handover, by=by)
    return handover


@transaction.atomic
def edit_brief(handover, *, brief, by):
    """Change the page before it is offered, or after questions came back."""
    handover = locked(handover, State.DRAFT, State.RETURNED)
    handover.brief = handover.brief | brief
    handover.save(update_fields=["brief"])
    _record("handover.edited", handover, by=by)
    return handover


@transaction.atomic
def offer(handover, *, by):
    """Sign the page and pass it to the new worker. A case that is nobody's is theirs at once."""
    handover = locked(handover, State.DRAFT, State.RETURNED)
    if handover.to_worker_id is None:
        raise ValidationError("Tę kartę przekazuje się innemu centrum na stronie przeniesienia.")
    if not workers_of(handover.organisation).filter(pk=handover.to_worker_id).exists():
        raise ValidationError(f"{handover.to_worker.name} nie może dziś prowadzić spraw tej jednostki.")
    sign(handover, by=by)
    if not _led(handover):
        handover.taken_over = True
        handover.save(update_fields=["taken_over"])
        _give(handover, by=by)
    say(handover, "Przekazano sprawę do przyjęcia", by=by, text=handover.to_worker.name)
    return handover


def sign(handover, *, by):
    """State, signature and time of an offer; the caller says to whom."""
    handover.state, handover.signed_by, handover.offered_at = State.OFFERED, by, timezone.now()
    handover.questions = ""
    handover.save(update_fields=["state", "signed_by", "offered_at", "questions", "package", "scope"])
    _record("handover.offered", handover, by=by)


def _led(handover):
    """Whether somebody with a role in force leads the case until it is accepted."""
    worker = handover.case.worker_id
    return bool(worker) and workers_of(handover.organisation).filter(pk=worker).exists()


@transaction.atomic
def accept(handover, *, by):
    """The new worker signs the page: the case, its deadlines and its programme are theirs."""
    handover = locked(handover, State.OFFERED)
    if handover.to_worker_id != by.pk:
        raise ValidationError("Przyjmuje osoba, której sprawę przekazano.")
    if not handover.taken_over:
        _give(handover, by=by)
    decide(handover, State.ACCEPTED, by=by)
    say(handover, "Przyjęto sprawę", by=by, text=handover.to_worker.name)
    return handover


def _give(handover, *, by):
    case, worker = handover.case, handover.to_worker
    assign(case, worker, by=by)
    name_realizator(case, worker, by=by)
    today = timezone.localdate()
    term = Term(today, today, REALIZATOR)
    label = f"Powiedz rodzinie, kto prowadzi sprawę: {worker.name}"
    set_deadline(case, Deadline.LIFE, label=label[:200], term=term, subject_key=handover.key)


@transaction.atomic
def send_back(handover, *, questions, by):
    """Return the page with questions; nothing of the case changes."""
    handover = locked(handover, State.OFFERED)
    if not questions.strip():
        raise ValidationError({"questions": "Napisz, o co pytasz."})
    handover.questions = questions
    decide(handover, State.RETURNED, by=by, reason=questions)
    return handover


def decide(handover, state, *, by, reason=""):
    """What the new side answered."""
    handover.state, handover.decided_by, handover.decided_at = state, by, timezone.now()
    handover.save(update_fields=["state", "decided_by", "decided_at", "questions", "new_case", "new_number"])
    act = "handover.accepted" if state == State.ACCEPTED else "handover.returned"
    _record(act, handover, by=by, reason=reason)


@transaction.atomic
def withdraw(handover, *, by):
    """Give up a handover that nobody accepted. To another centre it is not there any more."""
    handover = locked(handover, *Handover.OPEN)
    handover.state, handover.package = State.WITHDRAWN, {}
    handover.save(update_fields=["state", "package"])
    handover.files.all().delete()
    _record("handover.withdrawn", handover, by=by)
    say(handover, "Wycofano przekazanie sprawy", by=by)
    return handover


@transaction.atomic
def hand_over_many(cases, worker, *, by):
    """Prepare, sign and offer each of these cases to one worker; an act of its own for every case.

    All or none: ValidationError names every case that cannot go.
    """
    handed, refused = [], []
    for case in cases:
        try:
            with transaction.atomic():
                handed.append(offer(prepare(case, to_worker=worker, by=by), by=by))
        except ValidationError as error:
            refused.append(f"{case.number}: {' '.join(error.messages)}")
    if refused:
        raise ValidationError([*refused, "Odznacz te sprawy i przekaż pozostałe."])
    return handed


def locked(handover, *states):
    """The handover read again under a lock, in one of the states."""
    fresh = Handover.objects.select_for_update(of=("self",)).select_related("organisation", "to_worker")
    fresh = fresh.get(pk=handover.pk)
    if fresh.state not in states:
        raise ValidationError(f"To przekazanie jest już {fresh.get_state_display()}.")
    return fresh


def say(handover, title, *, by, text=""):
    """A line of the timeline of the old case."""
    add_event(
        handover.case, title, on=timezone.localdate(), by=by, text=text, url=handover.get_absolute_url()
    )


def _record(act, handover, *, by, reason=""):
    record(act, handover, by=by, organisation=handover.organisation, reason=reason)


@transaction.atomic
def send_outside(handover, *, by):
    """Sign the page for a centre outside this installation; the file that leaves is noted."""
    handover = locked(handover, State.DRAFT, State.RETURNED, State.OFFERED)
    if not handover.outside:
        raise ValidationError("Ta karta idzie do centrum w tej instalacji.")
    sign(handover, by=by)
    say(handover, "Wydano plik dla nowego centrum", by=by, text=handover.outside)
    return handover


@transaction.atomic
def confirm_outside(handover, *, by):
    """The centre outside confirmed on paper or by telephone that it took the case over."""
    handover = locked(handover, State.OFFERED)
    if not handover.outside:
        raise ValidationError("Potwierdza druga strona, w tym programie.")
    decide(handover, State.ACCEPTED, by=by)
    say(handover, "Nowe centrum potwierdziło przejęcie", by=by, text=handover.outside)
    return handover
