"""What a centre counts as a contact."""

from django.db import transaction

from kladka.journal.actions import record


@transaction.atomic
def choose_counting(organisation, *, messages, missed, by):
    """Choose the readings of the two disputed points for this centre; nothing recorded changes."""
    organisation.messages_count, organisation.missed_count = messages, missed
    organisation.save(update_fields=["messages_count", "missed_count"])
    organisation.key = str(organisation.pk)  # what the journal calls a row by; the unit has no other
    record(
        "contacts.counting", organisation, by=by, organisation=organisation, messages=messages, missed=missed
    )
