"""Acts on what the two sides agree: goals with steps, obligations, what was understood, signatures.

The same acts edit a draft of a programme and a draft annex; a row that was signed is never changed: an annex
ends it and adds another in its place. An act that may not be done raises ValidationError and changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import complete_deadline

from . import queries
from .agreement import Goal
from .models import Obligation, Programme
from .steps import done, locked, note, open_text
from .text_actions import freeze, keep_scan

State = Programme.State
AGREED = (State.AGREED, State.SENT, State.ACCEPTED, State.RUNNING)
# What a step that takes the place of another keeps of it.
CARRIED = ("goal", "code", "provision", "hangs_on", "person", "partner", "rhythm", "proof_kind", "hindrance")


@transaction.atomic
def add_goal(programme, *, theme, text, steps, by, person=None):
    """Add a goal with its steps. `steps` are dictionaries of the fields of Obligation; at least one.

    A step may name in `after` the place (from 0) of an earlier one, on which it hangs.
    """
    programme, amendment = open_text(programme)
    if not steps:
        raise ValidationError("Cel potrzebuje co najmniej jednego kroku: kto co zrobi.")
    goal = Goal.objects.create(
        programme=programme, theme=theme, text=text, person=person, begun_with=amendment
    )
    made = []
    for step in steps:
        fields = {name: value for name, value in step.items() if name != "after"}
        before = made[step["after"]] if step.get("after") is not None else None
        made.append(
            Obligation.objects.create(
                programme=programme, goal=goal, begun_with=amendment, **{"hangs_on": before} | fields
            )
        )
    note("programme.goal", programme, by=by, goal=goal.key, steps=len(made))
    return goal


@transaction.atomic
def change_goal(goal, *, theme, text, by, person=None):
    """Change the words of a goal that nobody signed yet."""
    programme, amendment = open_text(goal.programme)
    if not _own(goal, amendment):
        raise ValidationError("Uzgodnionego celu się nie poprawia: zakończ go w aneksie i dodaj nowy.")
    goal.theme, goal.text, goal.person = theme, text, person
    goal.save(update_fields=["theme", "text", "person"])
    note("programme.goal", programme, by=by, goal=goal.key)
    return goal


@transaction.atomic
def remove_goal(goal, *, by):
    """Take a goal with its steps out of a draft; an annex ends an agreed one."""
    programme, amendment = open_text(goal.programme)
    for step in Obligation.objects.filter(goal=goal).order_by("-pk"):
        _take_out(step, amendment)
    note("programme.goal_removed", programme, by=by, goal=goal.key)
    if _own(goal, amendment):
        goal.delete()
    else:
        goal.ended_with = amendment
        goal.save(update_fields=["ended_with"])


@transaction.atomic
def reach_goal(goal, *, on, by):
    """Record that a goal was reached; `on` None takes the record back."""
    programme = locked(goal.programme, *AGREED)
    goal.reached_on = on
    goal.save(update_fields=["reached_on"])
    done("programme.goal_reached", programme, "Osiągnięto cel", on=on, by=by, goal=goal.key)


@transaction.atomic
def save_obligation(programme, obligation, *, by, **details):
    """Add an obligation (`obligation` None) or change one; `details` are fields of Obligation.

    Under an annex an agreed obligation is ended and a changed one takes its place.
    """
    programme, amendment = open_text(programme)
    if obligation is None:
        obligation = Obligation(programme=programme, begun_with=amendment)
    elif not _own(obligation, amendment):
        obligation = _replace(obligation, amendment)
    for field, value in details.items():
        setattr(obligation, field, value)
    if obligation.hangs_on_id and obligation.hangs_on_id == obligation.pk:
        raise ValidationError({"hangs_on": "Krok nie może zależeć od samego siebie."})
    obligation.save()
    note("programme.obligation", programme, by=by, obligation=obligation.pk)
    return obligation


def _own(row, amendment):
    """Whether a row belongs to what is being edited, so that it may change or go."""
    return row.begun_with_id == (amendment.pk if amendment else None)


def _replace(old, amendment):
    if old.ended_with_id:
        raise ValidationError("To zobowiązanie aneks już kończy albo zmienia.")
    old.ended_with = amendment
    old.save(update_fields=["ended_with"])
    carried = {name: getattr(old, name) for name in CARRIED}
    return Obligation(programme_id=old.programme_id, begun_with=amendment, replaces=old, **carried)


@transaction.atomic
def remove_obligation(obligation, *, by):
    """Take an obligation out of a draft; an annex ends an agreed one."""
    programme, amendment = open_text(obligation.programme)
    note("programme.obligation_removed", programme, by=by, obligation=obligation.pk)
    goal = obligation.goal
    _take_out(obligation, amendment)
    if goal and _own(goal, amendment) and not goal.steps.exists():
        goal.delete()  # a goal without steps promises nothing


def _take_out(obligation, amendment):
    if not _own(obligation, amendment):
        obligation.ended_with = amendment
        obligation.save(update_fields=["ended_with"])
        return
    obligation.waiting.update(hangs_on=None)
    if obligation.replaces_id:
        Obligation.objects.filter(pk=obligation.replaces_id).update(ended_with=None)
    obligation.delete()


@transaction.atomic
def keep_obligation(obligation, *, by):
    """Take back that a draft annex ends an agreed obligation."""
    programme, amendment = open_text(obligation.programme)
    if amendment is None or obligation.ended_with_id != amendment.pk:
        raise ValidationError("Ten aneks nie kończy tego zobowiązania.")
    for changed in Obligation.objects.filter(replaces=obligation, begun_with=amendment):
        changed.waiting.update(hangs_on=None)
        changed.delete()
    obligation.ended_with = None
    obligation.save(update_fields=["ended_with"])
    Goal.objects.filter(pk=obligation.goal_id, ended_with=amendment).update(ended_with=None)
    note("programme.obligation", programme, by=by, obligation=obligation.pk)


@transaction.atomic
def record_teach_back(programme, obligations, *, on, heard_by, by):
    """Record which obligations the family said again in its own words, who heard it and when.

    `obligations` are all that were understood; a tick that is gone from the list is taken back.
    """
    programme = locked(programme, State.DRAFT, *AGREED)
    said = {one.pk for one in obligations}
    for duty in Obligation.objects.filter(programme=programme):
        if (duty.pk in said) == bool(duty.repeated_on):
            continue
        duty.repeated_on, duty.heard_by = (on, heard_by) if duty.pk in said else (None, None)
        duty.save(update_fields=["repeated_on", "heard_by"])
    note("programme.teach_back", programme, by=by, obligations=len(said))


@transaction.atomic
def agree(
    programme, *, on, represented_by, signed_by, by, interpreter="", talk_language="", no_interpreter="",
    scan=None,
):  # fmt: skip
    """Record that both sides agreed the programme (ups art. 93 ust. 1); its text is frozen as it stands.

    `scan` is the accepted file of what was signed, kept among the files of the case. Of a programme that was
    carried over on paper this is its first text here; it runs already and stays in that state.
    """
    programme = locked(programme, State.DRAFT, State.RUNNING)
    written_out = programme.on_paper
    _check_agreed(programme, on)
    signed = {
        "agreed_on": on,
        "represented_by": represented_by,
        "signed_by": signed_by,
        "interpreter": interpreter,
        "talk_language": talk_language,
        "no_interpreter": no_interpreter,
    }
    if not written_out:
        programme.state = State.AGREED
    for field, value in signed.items():
        setattr(programme, field, value)
    programme.save(update_fields=["state", *signed])
    keep_scan(freeze(programme, by=by), scan, by=by)
    if written_out:
        title = "Przepisano program uzgodniony na papierze"
        done("programme.written_out", programme, title, on=timezone.localdate(), by=by)
    else:
        done("programme.agreed", programme, "Uzgodniono program", on=on, by=by)
    return programme


def _check_agreed(programme, on):
    if on < programme.application.filed_on:
        raise ValidationError({"on": "Programu nie można uzgodnić przed złożeniem wniosku."})
    if programme.on_paper:
        if not programme.obligations.all():
            raise ValidationError("Najpierw przepisz z papieru cele z krokami albo zobowiązania stron.")
        return
    if programme.state != State.DRAFT:
        raise ValidationError("Ten program jest już uzgodniony.")
    if queries.outdated(programme):
        raise ValidationError("Zmieniło się, kogo i od kiedy obejmuje program. Policz kwoty od nowa.")


@transaction.atomic
def reopen(programme, *, reason, by):
    """Take an agreed programme back to editing before a decision, e.g. when the voivode asks for a change."""
    programme = locked(programme, State.AGREED, State.SENT)
    programme.state, programme.agreed_on = State.DRAFT, None
    programme.save(update_fields=["state", "agreed_on"])
    complete_deadline(programme.case, "voivode", on=timezone.localdate())
    done("programme.reopened", programme, "Cofnięto program do uzgodnień", by=by, text=reason)
    return programme
