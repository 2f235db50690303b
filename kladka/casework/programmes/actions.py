"""Acts on a programme: draft, describe, send to the voivode, accept, decide, start and end.

An act that may not be done raises ValidationError with a Polish message (by field where one is to blame) and
changes nothing.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.cases.actions import (
    change_state,
    complete_deadline,
    next_number,
    refuse_restricted,
)
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.decisions import actions as decisions
from kladka.casework.decisions.models import Decision
from kladka.casework.intake import actions as intake
from kladka.casework.intake.models import Application
from kladka.casework.intake.queries import facts_of
from kladka.casework.intake.queries import readings_of as readings_of_centre
from kladka.documents import pdf, polish
from kladka.law import wording
from kladka.law.explain import explain

from . import drafting, grant, letters, queries
from .models import AgreedAmount, CostStatement, FormOfAid, Obligation, Programme
from .steps import done as _done
from .steps import locked as _locked
from .steps import note as _record
from .term_actions import END, FAREWELL, end_terms, set_terms

State = Programme.State
COSTS = (
    "costs"  # names the task to send the costs of a programme that another centre continues (art. 94 ust. 9)
)


@transaction.atomic
def draft_programme(application, by, on=None):
    """Propose a programme: months, forms of aid, duties and the highest amounts; a person edits all of it.

    The proposed days of duties are counted from `on`, today unless told.
    """
    if application.state != Application.State.COMPLETE or not application.coverage_confirmed_by_id:
        raise ValidationError(
            "Program przygotowuje się, gdy wniosek jest kompletny i potwierdzono, kogo obejmuje."
        )
    if Programme.objects.filter(application=application).exists():
        raise ValidationError("Ten wniosek ma już program.")
    readings = readings_of_centre(application.organisation)
    explanation = explain(facts_of(application, readings=readings))
    worker = application.case.worker or by
    programme = drafting.programme_from(application, explanation, readings=readings, realizator=worker)
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:  # somebody drafted it at the same moment
        raise ValidationError("Ten wniosek ma już program.") from error
    FormOfAid.objects.bulk_create(drafting.forms_of_aid(programme))
    Obligation.objects.bulk_create(drafting.obligations(programme, on or timezone.localdate()))
    AgreedAmount.objects.bulk_create(drafting.amounts(programme, explanation))
    _done("programme.drafted", programme, "Przygotowano projekt programu", by=by, on=on)
    return programme


@transaction.atomic
def describe_situation(programme, *, life_situation, institutions, by):
    """Write the assessment of the family's situation and the institutions (regulation § 2)."""
    programme = _to_write(programme)
    programme.life_situation, programme.institutions = life_situation, institutions
    programme.save(update_fields=["life_situation", "institutions"])
    _record("programme.situation", programme, by=by)


def _to_write(programme):
    """A draft, or a programme carried over whose agreement is being written out from paper."""
    return _locked(programme, State.RUNNING if programme.on_paper else State.DRAFT)


@transaction.atomic
def choose_forms_of_aid(programme, *, scopes, by):
    """Choose the forms of aid; `scopes` maps their codes to the agreed scope."""
    programme = _to_write(programme)
    programme.forms_of_aid.all().delete()
    FormOfAid.objects.bulk_create(
        FormOfAid(programme=programme, code=code, scope=scope) for code, scope in scopes.items()
    )
    _record("programme.forms_of_aid", programme, by=by, codes=list(scopes))


@transaction.atomic
def send_to_voivode(programme, *, on, by):
    """Send the programme and its costs to the voivode (ups art. 93 ust. 2); the statement is frozen."""
    programme = _locked(programme, State.AGREED)
    refuse_restricted(programme.case)
    if on < programme.agreed_on:
        raise ValidationError({"on": "Program wysyła się po uzgodnieniu."})
    due = queries.dues(programme)
    number = next_number(programme.organisation, "K", on)
    document = pdf.print_letter(letters.cost_letter(programme, due, number=number, on=on, by=by))
    statement = CostStatement.objects.create(
        programme=programme,
        number=number,
        cash_pln=sum(one.cash_pln for one in due),
        health_pln=sum(one.health_pln for one in due),
        sent_on=on,
        pdf=document.content,
        sha256=document.sha256,
        by=by,
    )
    programme.state = State.SENT
    programme.save(update_fields=["state"])
    complete_deadline(programme.case, Deadline.LIFE, on=on, subject_key=COSTS)
    _done("programme.sent", programme, "Wysłano program i koszty wojewodzie", on=on, by=by, text=number)
    return statement


@transaction.atomic
def record_acceptance(programme, *, on, reference, by):
    """Record that the voivode accepted the programme (ups art. 93 ust. 3); the decision comes next."""
    programme = _locked(programme, State.SENT)
    if on < programme.cost_statements.latest("pk").sent_on:
        raise ValidationError({"on": "Akceptacja nie może być wcześniejsza niż wysłanie programu."})
    programme.state, programme.accepted_on, programme.voivode_reference = State.ACCEPTED, on, reference
    programme.save(update_fields=["state", "accepted_on", "voivode_reference"])
    change_state(programme.case, Case.State.DECISION, by=by)
    _done("programme.accepted", programme, "Wojewoda zaakceptował program", on=on, by=by, text=reference)
    return programme


@transaction.atomic
def draft_grant(programme, by, on=None):
    """Draft the decision that grants the aid; its grounds come from the explanation of the law."""
    programme = _locked(programme, State.ACCEPTED)
    law = wording.grounds(explain(queries.with_names(queries.facts_of_programme(programme))))
    content = grant.content(programme, queries.dues(programme))
    kind = Decision.Kind.GRANT
    if programme.application.continued_on:
        kind, content = Decision.Kind.TRANSFER, content | grant.continued(programme)
    grounds = grant.grounds(programme, law)
    decision = decisions.prepare(programme.case, kind, content=content, grounds=grounds, by=by, on=on)
    programme.decision = decision
    programme.save(update_fields=["decision"])
    return decision


@transaction.atomic
def name_realizator(case, worker, *, by):
    """Name another realizator of the programmes that are not over (ups art. 93 ust. 1 pkt 1 lit. f)."""
    for programme in Programme.objects.filter(case=case).exclude(state=State.ENDED).select_related("case"):
        programme.realizator = worker
        programme.save(update_fields=["realizator"])
        _record("programme.realizator", programme, by=by, worker=worker.pk)


@transaction.atomic
def start(programme, *, by, on):
    """Begin the programme: its state, the period in the case, its terms."""
    programme = _locked(programme, State.ACCEPTED)
    programme.state = State.RUNNING
    programme.save(update_fields=["state"])
    change_state(
        programme.case, Case.State.RUNNING, by=by, aid_from=programme.starts, aid_until=programme.ends
    )
    set_terms(programme, by=by)
    _done("programme.started", programme, "Rozpoczęto program", on=on, by=by)


@transaction.atomic
def end(programme, *, on, by):
    """Close a programme whose last day has passed; its persons may be in another application.

    The last day is that of the last person covered: with nobody left it comes before the planned end, and no
    note is owed any more. After the planned end those not written so far stay to be written.
    """
    programme = _locked(programme, State.RUNNING)
    last = queries.aid_ends(programme)
    if on < last:
        raise ValidationError({"on": f"Program trwa do {polish.short_day(last)}."})
    programme.state = State.ENDED
    programme.save(update_fields=["state"])
    if last < programme.ends:
        end_terms(programme, ends=last, on=on, by=by)
    for kind in (END, FAREWELL):
        complete_deadline(programme.case, kind, on=on, subject_key=programme.key)
    intake.release_people(programme.application, by=by)
    change_state(programme.case, Case.State.ENDED, by=by, aid_from=programme.starts, aid_until=last)
    _done("programme.ended", programme, "Zakończono program", on=on, by=by)
    return programme
