"""Acts of the register: adding people, roles with their days, authorisations, undertakings, controls."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.accounts import actions as accounts
from kladka.accounts.models import Authorisation, Control, Membership, SecrecyUndertaking, User
from kladka.journal.actions import record
from kladka.journal.models import Entry

from .models import Absence, WorkProfile

LINK_REMEMBERED = timedelta(days=7)


@transaction.atomic
def add_person(organisation, *, email, name, position, role, starts, by):
    """Give a role to the person with this e-mail; an account is made when there is none yet."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        user.position = position
        user.save(update_fields=["position"])
    return give_role(user, organisation, role=role, starts=starts, by=by)


@transaction.atomic
def found(organisation, *, email, name):
    """Enter a new organisation with the first person who keeps its accounts; done from the server's console.

    `organisation` is not saved yet. Raises ValidationError.
    """
    organisation.full_clean()
    organisation.save()
    administrator, today = Membership.Role.ADMINISTRATOR, timezone.localdate()
    return add_person(
        organisation, email=email, name=name, position="", role=administrator, starts=today, by=None
    )


@transaction.atomic
def give_role(user, organisation, *, role, starts, by):
    """A role from a day on. Nobody gives a role to themselves."""
    if user == by:
        raise ValidationError("Nikt nie nadaje roli samemu sobie. Poproś inną osobę z tym uprawnieniem.")
    membership = Membership(user=user, organisation=organisation, role=role, starts=starts)
    membership.full_clean()
    membership.save()
    record("role.given", membership, by=by, organisation=organisation, role=role, starts=str(starts))
    return membership


@transaction.atomic
def end_role(membership, *, on, by):
    """End a role after the day `on`; a day that has come ends it now, in the middle of the day too."""
    if membership.ended_at:
        raise ValidationError("Ta rola jest już zakończona.")
    membership.ends = max(on, membership.starts)
    if on <= timezone.localdate():
        membership.ended_at = timezone.now()
    membership.save(update_fields=["ends", "ended_at"])
    if membership.ended_at:
        accounts.end_sessions(membership.user)
    record("role.ended", membership, by=by, organisation=membership.organisation, ends=str(on))
    return membership


@transaction.atomic
def record_link(membership, *, by):
    """Record that `by` was given the one-time link that sets the password of this person's account."""
    record("account.link", membership, by=by, organisation=membership.organisation)


@transaction.atomic
def end_sessions(membership, *, by):
    """End every session of the person behind a role."""
    accounts.end_sessions(membership.user)
    record("account.sessions_ended", membership, by=by, organisation=membership.organisation)


@transaction.atomic
def remove_factors(membership, *, by):
    """Remove lost second factors. With the link of the last week one person would hold the whole account."""
    keys = membership.user.memberships.values_list("key", flat=True)
    lately = Entry.objects.filter(at__gte=timezone.now() - LINK_REMEMBERED, actor=by, act="account.link")
    if lately.filter(subject="membership", subject_key__in=list(keys)).exists():
        raise ValidationError(
            "Odnośnik do hasła tej osoby wydano Tobie w ostatnich 7 dniach. Drugi składnik usunie ktoś inny: "
            "kierownik albo administrator kont."
        )
    accounts.remove_factors(membership.user)
    record("account.factors_removed", membership, by=by, organisation=membership.organisation)


@transaction.atomic
def record_authorisation(membership, *, by, **details):
    """Enter the written authorisation (ups art. 100 ust. 6). `details` are fields of Authorisation."""
    authorisation = Authorisation(membership=membership, recorded_by=by, **details)
    authorisation.full_clean()
    authorisation.save()
    record("authorisation.recorded", membership, by=by, organisation=membership.organisation)
    return authorisation


@transaction.atomic
def end_authorisation(authorisation, *, on, by):
    """Withdraw an authorisation: from the day `on` it gives nothing."""
    membership = authorisation.membership
    authorisation.ended_on = max(authorisation.issued_on, on)
    authorisation.save(update_fields=["ended_on"])
    record("authorisation.ended", membership, by=by, organisation=membership.organisation, on=str(on))
    return authorisation


@transaction.atomic
def record_undertaking(membership, *, signed_on, by):
    """Enter the undertaking of secrecy that the person signed (ups art. 100 ust. 6)."""
    undertaking = SecrecyUndertaking(membership=membership, signed_on=signed_on, recorded_by=by)
    undertaking.full_clean()
    undertaking.save()
    record("undertaking.recorded", membership, by=by, organisation=membership.organisation)
    return undertaking


@transaction.atomic
def confirm_role(membership, *, by):
    """Record that somebody checked that the person still needs the role."""
    membership.checked_on = timezone.localdate()
    membership.save(update_fields=["checked_on"])
    record("role.checked", membership, by=by, organisation=membership.organisation)


@transaction.atomic
def record_control(centre, *, by, **details):
    """Open the cases of a centre to a voivode's office for the days of a control. Fields of Control."""
    control = Control(centre=centre, recorded_by=by, **details)
    control.full_clean()
    control.save()
    record("control.recorded", control, by=by, organisation=centre, ends=str(control.ends))
    return control


@transaction.atomic
def end_control(control, *, by):
    """Close a control now: the inspectors' next request finds nothing."""
    control.ended_at = timezone.now()
    control.save(update_fields=["ended_at"])
    record("control.ended", control, by=by, organisation=control.centre)


@transaction.atomic
def work_in(user, organisation):
    """Choose the organisation that a person with several works in now."""
    user.works_in = organisation
    user.save(update_fields=["works_in"])


@transaction.atomic
def describe_work(membership, *, languages, most_families, by):
    """Languages of a person and how many families they lead at most; None: no limit was set."""
    work, _ = WorkProfile.objects.update_or_create(
        membership=membership, defaults={"languages": languages, "most_families": most_families}
    )
    record("work.described", membership, by=by, organisation=membership.organisation, most=most_families)
    return work


@transaction.atomic
def record_absence(membership, *, starts, ends, by, substitute=None):
    """Days on which a person is away, and who stands in."""
    if substitute and substitute.pk == membership.user_id:
        raise ValidationError({"substitute": "Zastępuje inna osoba niż ta, która jest nieobecna."})
    absence = Absence(membership=membership, starts=starts, ends=ends, substitute=substitute, recorded_by=by)
    absence.full_clean()
    absence.save()
    record("absence.recorded", membership, by=by, organisation=membership.organisation, ends=str(ends))
    return absence


@transaction.atomic
def cancel_absence(absence, *, by):
    """The person is not away after all, or is back."""
    absence.cancelled_at = timezone.now()
    absence.save(update_fields=["cancelled_at"])
    membership = absence.membership
    record("absence.cancelled", membership, by=by, organisation=membership.organisation)
