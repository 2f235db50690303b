"""Notatka z monitorowania: saved as often as needed, then signed; what was signed is printed and frozen."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event, complete_deadline
from kladka.casework.letters.actions import pin
from kladka.casework.programmes.agreement import Amendment
from kladka.casework.programmes.amendment_actions import draft_annex
from kladka.documents import pdf
from kladka.documents.polish import period
from kladka.journal.actions import record
from kladka.law.terms import monitoring_period

from .letters import note_letter
from .models import MonitoringNote
from .wording import AREAS, PROGRESS

EXPLANATION = 2000  # signs that an annex takes


@transaction.atomic
def save_note(programme, number, *, by, on, sources, **content):
    """Save the note of a period (`number` from 1); `content` are its fields. ValidationError once signed."""
    starts, ends = monitoring_period(programme.starts, number)
    if starts > programme.ends or number < 1:
        raise ValidationError("Program kończy się przed tym okresem.")
    if on < starts:
        raise ValidationError({"on": "Notatka nie może być wcześniejsza niż okres, o którym mówi."})
    note = MonitoringNote.objects.select_for_update().filter(programme=programme, number=number).first()
    if note is None:
        note = MonitoringNote(programme=programme, number=number, by=by)
    if note.signed_at:
        raise ValidationError("Podpisanej notatki nie zmienia się.")
    note.starts, note.ends, note.on, note.sources = starts, min(ends, programme.ends), on, sources
    for name, value in content.items():
        setattr(note, name, value)
    note.save()
    record("monitoring.saved", note, by=by, organisation=programme.organisation, case=programme.case.key)
    return note


@transaction.atomic
def sign_note(note, *, by):
    """Sign a note: it is printed, frozen, and the term of its period is met (regulation § 5 ust. 1 i 5)."""
    note = (
        MonitoringNote.objects.select_for_update(of=("self",))
        .select_related("programme__case", "programme__organisation")
        .get(pk=note.pk)
    )
    if note.signed_at:
        raise ValidationError("Ta notatka jest już podpisana.")
    programme = note.programme
    case = programme.case
    note.signed_at, note.signed_by = timezone.now(), by
    document = pdf.print_letter(note_letter(note))
    note.pdf, note.sha256 = document.content, document.sha256
    note.save()
    pin(programme.organisation_id, "note", note.key)
    complete_deadline(case, "monitoring", on=note.on, subject_key=f"{programme.key}-{note.number}")
    record("monitoring.signed", note, by=by, organisation=programme.organisation, sha256=note.sha256)
    title = f"Notatka z monitorowania nr {note.number}"
    url = f"/sprawy/{case.key}/monitorowanie/{note.number}/"
    add_event(case, title, on=note.on, by=by, text=period(note.starts, note.ends), url=url)
    return note


@transaction.atomic
def change_programme(note, *, by):
    """Draft the annex that insufficient progress asks for (regulation § 5 ust. 6), filled with the note."""
    if not note.signed_at:
        raise ValidationError("Najpierw podpisz notatkę.")
    if not (note.insufficient or note.change_needed):
        raise ValidationError("Z tej notatki nie wynika zmiana programu.")
    about = {"reason": Amendment.Reason.PROGRESS, "explanation": _found(note)}
    annex = draft_annex(note.programme, by=by, **about)
    organisation, case = note.programme.organisation, note.programme.case
    record("monitoring.change", note, by=by, organisation=organisation, case=case.key, annex=annex.key)
    return annex


def _found(note):
    """What the note says of the areas without progress, and what both sides thought to change."""
    lines = [f"Notatka z monitorowania nr {note.number}, {period(note.starts, note.ends)}."]
    for name, area in AREAS.items():
        progress = getattr(note, f"{name}_progress")
        if progress != note.Progress.YES:
            lines.append(f"{area.title}: {PROGRESS[progress]}. {getattr(note, name)}".strip())
    if note.change:
        lines.append(f"Do zmiany: {note.change}")
    return "\n".join(lines)[:EXPLANATION]
