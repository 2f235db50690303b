"""Acts on annexes: drafted for a reason, changed, signed by both sides, sent to the voivode, given up.

`draft_annex` is where other wings enter when a programme must change (rozporządzenie § 5). What an annex
changes is edited with `agreement_actions`; nothing that was signed is written over.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import next_number, refuse_restricted
from kladka.documents import pdf

from . import letters, queries
from .agreement import Amendment
from .changes import changes_of
from .models import CostStatement, FormOfAid, Obligation, Programme
from .steps import done, locked, note
from .text_actions import freeze, keep_scan

State = Programme.State
Draft = Amendment.State
CHANGEABLE = (State.ACCEPTED, State.RUNNING)
# Forms of aid that cost money: without them, or with them, the statement of costs is another.
PAID = {"cash", "health"}


@transaction.atomic
def draft_annex(programme, *, reason, by, explanation="", on=None):
    """Begin an annex to an agreed programme; an open draft is given back with the new words added to it.

    `reason` is a value of Amendment.Reason; `explanation` are the facts, e.g. of a monitoring note.
    """
    programme = locked(programme, *CHANGEABLE)
    found = programme.amendments.filter(state=Draft.DRAFT).first()
    if found:
        said = (found.explanation, explanation if explanation not in found.explanation else "")
        found.explanation = "\n".join(part for part in said if part)
        found.save(update_fields=["explanation"])
        return found
    amendment = Amendment.objects.create(
        programme=programme,
        reason=reason,
        explanation=explanation,
        drafted_on=on or timezone.localdate(),
        drafted_by=by,
    )
    text = amendment.get_reason_display()
    done("programme.annex_drafted", programme, "Przygotowano projekt aneksu", by=by, on=on, text=text)
    return amendment


@transaction.atomic
def propose(amendment, *, by, explanation, institutions=None, scopes=None, changes_costs=False):
    """Write what the annex changes beside goals and obligations; None leaves that part as it is.

    `scopes` maps codes of the forms of aid to their scope, as in `actions.choose_forms_of_aid`.
    """
    programme, amendment = _draft(amendment)
    now = {one.code: one.scope for one in programme.forms_of_aid.all()}
    amendment.explanation = explanation
    amendment.changes_institutions = institutions is not None and institutions != programme.institutions
    amendment.institutions = institutions if amendment.changes_institutions else ""
    amendment.changes_aid = scopes is not None and scopes != now
    amendment.aid = scopes if amendment.changes_aid else {}
    paid_changes = amendment.changes_aid and (PAID & set(scopes)) != (PAID & set(now))
    amendment.changes_costs = changes_costs or paid_changes
    amendment.save()
    note("programme.annex_proposed", programme, by=by, amendment=amendment.key)
    return amendment


@transaction.atomic
def sign_annex(
    amendment,
    *,
    on,
    starts,
    represented_by,
    signed_by,
    by,
    talk_language="",
    interpreter="",
    no_interpreter="",
    scan=None,
):
    """Record that both sides signed an annex: it gets its number, works from `starts`, its text is frozen."""
    programme, amendment = _draft(amendment)
    if programme.on_paper:
        raise ValidationError("Najpierw zapisz pierwszy tekst programu, przepisany z papieru.")
    if on < (programme.agreed_on or programme.application.filed_on):
        raise ValidationError({"on": "Aneksu nie można podpisać przed uzgodnieniem programu."})
    if not on <= starts <= programme.ends:
        raise ValidationError({"starts": "Aneks działa od dnia podpisania albo później, w czasie programu."})
    if not changes_of(programme, amendment):
        raise ValidationError(
            "Ten aneks niczego nie zmienia. Dodaj, zmień albo zakończ cel lub zobowiązanie."
        )
    amendment.number = programme.amendments.filter(state=Draft.SIGNED).count() + 1
    amendment.state, amendment.signed_on, amendment.starts = Draft.SIGNED, on, starts
    amendment.represented_by, amendment.signed_by = represented_by, signed_by
    amendment.talk_language, amendment.interpreter = talk_language, interpreter
    amendment.no_interpreter = no_interpreter
    amendment.save()
    _take_over(programme, amendment)
    keep_scan(freeze(programme, by=by, amendment=amendment), scan, by=by)
    text = f"aneks nr {amendment.number}, obowiązuje od {starts:%-d.%m.%Y}"
    done("programme.annex_signed", programme, "Podpisano aneks", on=on, by=by, text=text)
    return amendment


def _take_over(programme, amendment):
    """Institutions and forms of aid as the annex has them; the frozen texts keep the earlier ones."""
    if amendment.changes_institutions:
        programme.institutions = amendment.institutions
        programme.save(update_fields=["institutions"])
    if amendment.changes_aid:
        programme.forms_of_aid.all().delete()
        for code, scope in amendment.aid.items():
            FormOfAid.objects.create(programme=programme, code=code, scope=scope)


@transaction.atomic
def drop_annex(amendment, *, by, reason):
    """Give up a draft annex, also after the end: what it proposed goes, what it would have ended stays."""
    programme, amendment = _draft(amendment, State.ENDED)
    Obligation.objects.filter(programme=programme, ended_with=amendment).update(ended_with=None)
    programme.goals.filter(ended_with=amendment).update(ended_with=None)
    proposed = Obligation.objects.filter(programme=programme, begun_with=amendment)
    proposed.update(hangs_on=None)
    proposed.delete()
    programme.goals.filter(begun_with=amendment).delete()
    amendment.state, amendment.dropped_on = Draft.DROPPED, timezone.localdate()
    amendment.save(update_fields=["state", "dropped_on"])
    done("programme.annex_dropped", programme, "Zaniechano aneksu", by=by, text=reason)


@transaction.atomic
def send_annex(amendment, *, on, by):
    """Send a signed annex that changes the costs to the voivode, with a new statement (art. 93 ust. 2)."""
    programme = locked(amendment.programme, *CHANGEABLE)
    refuse_restricted(programme.case)
    amendment = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if amendment.state != Draft.SIGNED or not amendment.changes_costs or amendment.cost_statement_id:
        raise ValidationError("Wojewodzie wysyła się podpisany aneks, który zmienia koszty, raz.")
    if on < amendment.signed_on:
        raise ValidationError({"on": "Aneks wysyła się po podpisaniu."})
    due = queries.dues(programme)
    number = next_number(programme.organisation, "K", on)
    document = pdf.print_letter(letters.cost_letter(programme, due, number=number, on=on, by=by))
    amendment.cost_statement = CostStatement.objects.create(
        programme=programme,
        number=number,
        cash_pln=sum(one.cash_pln for one in due),
        health_pln=sum(one.health_pln for one in due),
        sent_on=on,
        pdf=document.content,
        sha256=document.sha256,
        by=by,
    )
    amendment.save(update_fields=["cost_statement"])
    text = f"aneks nr {amendment.number}, {number}"
    done("programme.annex_sent", programme, "Wysłano aneks i koszty wojewodzie", on=on, by=by, text=text)
    return amendment


@transaction.atomic
def accept_annex(amendment, *, on, reference, by):
    """Record that the voivode accepted an annex that was sent."""
    programme = locked(amendment.programme, *CHANGEABLE, State.ENDED)
    amendment = Amendment.objects.select_related("cost_statement").get(pk=amendment.pk)
    if amendment.cost_statement is None or amendment.accepted_on:
        raise ValidationError("Akceptację zapisuje się raz, po wysłaniu aneksu wojewodzie.")
    if on < amendment.cost_statement.sent_on:
        raise ValidationError({"on": "Akceptacja nie może być wcześniejsza niż wysłanie."})
    amendment.accepted_on, amendment.voivode_reference = on, reference
    amendment.save(update_fields=["accepted_on", "voivode_reference"])
    done("programme.annex_accepted", programme, "Wojewoda zaakceptował aneks", on=on, by=by, text=reference)
    return amendment


def _draft(amendment, *also):
    """(programme under a lock, the draft annex read again); `also`: states beside those that change."""
    programme = locked(amendment.programme, *CHANGEABLE, *also)
    fresh = next((one for one in programme.amendments.all() if one.pk == amendment.pk), None)
    if fresh is None or fresh.state != Draft.DRAFT:
        raise ValidationError("Ten aneks nie jest już projektem.")
    return programme, fresh
