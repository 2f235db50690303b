"""Persons who leave a programme before its end: until which day the application covers them."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

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


@transaction.atomic
def stay(application, until, *, by):
    """Take back that persons left: `until` maps keys of rows of persons to the last covered day, or None."""
    for one in application.people.filter(person__in=until).select_related("person"):
        one.covered_until, one.active = until[one.person_id], True
        try:
            with transaction.atomic():
                one.save(update_fields=["covered_until", "active"])
        except IntegrityError as error:
            raise ValidationError(
                f"{one.person.full_name}: ta osoba jest już objęta innym wnioskiem lub programem. "
                "Najpierw zakończ w nim jej pomoc. Nic nie zostało zapisane."
            ) from error
    record(
        "application.people_stay",
        application,
        by=by,
        organisation=application.organisation,
        case=application.case.key,
        people=len(until),
    )
