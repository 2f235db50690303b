"""Writing the journal, in the same transaction as the act."""

from .models import Entry


def record(act, subject, *, by, organisation, **details):
    """Record that `by` did `act` on `subject` (a model instance with a `key`). Details: keys and figures."""
    return Entry.objects.create(
        organisation=organisation,
        actor=by,
        act=act,
        subject=subject._meta.model_name,
        subject_key=subject.key,
        details=details,
    )
