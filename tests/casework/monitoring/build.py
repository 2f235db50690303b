"""Notes, courses, proofs and notices of a running programme, made by the acts of the office."""

from kladka.casework.monitoring.note_actions import save_note, sign_note

ASSESSED = {
    "observed": True,
    "talked": True,
    "institutions": "",
    "language_progress": "yes",
    "language": "Uczy się chętnie.",
    "work_progress": "partly",
    "work": "Szuka pracy.",
    "social_progress": "yes",
    "social": "Dzieci mają kolegów.",
    "change_needed": False,
    "change": "",
}


def signed_note(programme, by, *, on, number=1, **changes):
    """A note of a period, signed."""
    note = save_note(programme, number, by=by, on=on, sources=[], **ASSESSED | changes)
    return sign_note(note, by=by)
