"""Persons who leave a programme before its end: until which day the application covers them."""

from django.db import transaction

from kladka.journal.actions import record


@transaction.atomic
def leave(application, *, people, until, by):
    """Let persons leave: covered until a day (inclusive), and free for another application."""
    keys = [person.key for person in people]
    for one in application.people.filter(person__in=people):
        one.covered_until = min(one.covered_until or until, until)
        one.active = False
        one.save(update_fields=["covered_until", "active"])
    details = {"people": keys, "until": until.isoformat()}
    record(
        "application.people_left",
        application,
        by=by,
        organisation=application.organisation,
        case=application.case.key,
        **details,
    )
