"""Acts by which a case is opened to somebody else, and closed again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.casework.cases.actions import add_contact, add_event
from kladka.casework.cases.openings import Look, Share, check_recipient
from kladka.journal.actions import record, record_alarm
from kladka.journal.models import Entry
from kladka.journal.queries import distinct_per_hour

MANY = "looks.many"


@transaction.atomic
def share_case(case, organisation, *, by, **details):
    """Share a case with a partner. `details` are fields of Share."""
    check_recipient(case, organisation)
    if case.restrictions.in_force().exists():
        raise ValidationError(
            "Przetwarzanie danych tej sprawy jest ograniczone (RODO art. 18). Udostępnić ją można po "
            "zakończeniu ograniczenia."
        )
    share = Share(case=case, organisation=organisation, by=by, **details)
    share.full_clean()
    share.save()
    record(
        "case.shared", case, by=by, organisation=case.organisation,
        share=share.key, to=organisation.pk, on_basis=share.basis, ends=str(share.ends),
    )  # fmt: skip
    add_event(
        case, "Udostępniono sprawę", on=timezone.localdate(), by=by,
        text=f"{organisation.short_name}; podstawa: {share.get_basis_display()}",
    )  # fmt: skip
    return share


@transaction.atomic
def withdraw(share, *, by):
    """End a share now; the partner's next request finds nothing. Once withdrawn, it stays so."""
    if share.withdrawn_at is None:
        share.withdrawn_at, share.withdrawn_by = timezone.now(), by
        share.save(update_fields=["withdrawn_at", "withdrawn_by"])
        case = share.case
        record("case.share_withdrawn", case, by=by, organisation=case.organisation, share=share.key)
        add_event(
            case, "Cofnięto udostępnienie", on=timezone.localdate(), by=by, text=share.organisation.short_name
        )
    return share


@transaction.atomic
def look_at(case, *, reason, text, by):
    """Say why one looks into somebody else's case; it opens until the end of the day."""
    look = Look(organisation=case.organisation, case=case, reason=reason, text=text, by=by)
    return _given(look)


@transaction.atomic
def look_for(organisation, words, *, reason, text, by):
    """Say why one searches all cases of the centre for these words (their digest)."""
    look = Look(organisation=organisation, words=words, reason=reason, text=text, by=by)
    return _given(look, words=words)


def _given(look, **details):
    look.on = timezone.localdate()
    look.full_clean()
    look.save()
    said = ": ".join(part for part in (look.get_reason_display(), look.text) if part)
    about = {"by": look.by, "organisation": look.organisation, "reason": said}
    record("look.reason", look.case or look, look=look.key, **about, **details)
    return look


@transaction.atomic
def check_look(look, *, by):
    """Mark a look as checked by the head or the coordinator."""
    if look.checked_at is None:
        look.checked_at, look.checked_by = timezone.now(), by
        look.full_clean()
        look.save(update_fields=["checked_at", "checked_by"])
        record("look.checked", look.case or look, by=by, organisation=look.organisation, look=look.key)
    return look


def raise_alarms(now=None):
    """One alarm for a user and an hour in which more cases were opened than the centre finds usual."""
    hour = (now or timezone.now()).replace(minute=0, second=0, microsecond=0)
    raised = []
    for centre in Organisation.objects.filter(kind__in=Organisation.CENTRES):
        for row in distinct_per_hour(centre, hour).filter(cases__gt=centre.looks_per_hour):
            if not _raised(centre, row["actor_id"], hour):
                raised.append(_raise(centre, row))
    return raised


def _raised(centre, actor_id, hour):
    alarms = Entry.objects.filter(organisation=centre, kind=Entry.Kind.ALARM, act=MANY, actor=actor_id)
    return alarms.filter(at__gte=hour).exists()


@transaction.atomic
def _raise(centre, row):
    role = Membership.objects.filter(user=row["actor_id"], organisation=centre).latest("pk")
    return record_alarm(MANY, role, by=role.user, organisation=centre, cases=row["cases"])


@transaction.atomic
def add_partner_note(share, *, by, **details):
    """A contact or note that a partner adds to a shared case."""
    return add_contact(share.case, by=by, share=share, **details)
