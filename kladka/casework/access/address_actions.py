"""Acts of a protected address and of broken glass: each by name, each in the journal."""

import json
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.casework.cases.actions import add_event
from kladka.casework.cases.models import Draft
from kladka.casework.cases.openings import BreakGlass
from kladka.casework.decisions import printing
from kladka.casework.decisions.models import Decision
from kladka.casework.people import actions as people
from kladka.casework.people.queries import home_of
from kladka.journal.actions import record

from .masking_actions import cover


@transaction.atomic
def protect(case, *, by, **address):
    """Protect the address of the family of a case: it leaves the household, drafts and unissued decisions,
    and whatever was written in its cases. Finished prints of many decisions go: it may stand in them.
    """
    household = case.household
    old = [part for part in (home_of(household), household.address, household.town) if part]
    newly = not household.protected
    protection = people.protect_address(household, by=by, **address)
    if newly:
        _clean_decisions(household, old[:1])
        _drop_drafts(case, [*old[1:2], address["address"]])
        covered = cover(household, [*old, address["address"]])
        record("address.covered", protection, by=by, organisation=case.organisation, texts=covered)
        printing.forget_files(case.organisation)
        for user in {by, case.worker} - {None}:
            people.name_reader(protection, user, by=by)
    add_event(case, "Objęto adres ochroną", on=timezone.localdate(), by=by)
    return protection


def _clean_decisions(household, old):
    """In decisions not yet issued the address for correspondence takes the place of the old one."""
    waiting = Decision.objects.filter(case__household=household, state__in=["draft", "submitted"])
    for decision in waiting if old else []:
        text = json.dumps(decision.content)
        for words in old:
            text = text.replace(json.dumps(words)[1:-1], json.dumps(home_of(household))[1:-1])
        decision.content = json.loads(text)
        decision.save(update_fields=["content"])


def _drop_drafts(case, words):
    """Forget unsaved forms of the centre in which the address was being typed."""
    centre = {"user__memberships__organisation": case.organisation_id}
    for draft in Draft.objects.filter(**centre).distinct():
        if any(one and one in str(draft.data) for one in words):
            draft.delete()


@transaction.atomic
def ask_glass(case, *, opens, reason, minutes, by):
    """Ask for emergency access; nothing opens until somebody else approves."""
    glass = BreakGlass(case=case, opens=opens, reason=reason, minutes=minutes, by=by)
    glass.full_clean()
    glass.save()
    about = {"by": by, "organisation": case.organisation, "reason": reason}
    record("glass.asked", case, glass=glass.key, opens=opens, **about)
    return glass


@transaction.atomic
def approve_glass(glass, *, by):
    """Open what was asked for, for the minutes asked for. Raises ValidationError for one's own request."""
    glass = BreakGlass.objects.select_for_update().get(pk=glass.pk)
    if by == glass.by:
        raise ValidationError("Dostęp awaryjny zatwierdza inna osoba niż ta, która o niego prosi.")
    if glass.approved_at or glass.refused_at:
        raise ValidationError("Na tę prośbę już odpowiedziano.")
    glass.approved_by, glass.approved_at = by, timezone.now()
    glass.until = glass.approved_at + timedelta(minutes=glass.minutes)
    glass.save(update_fields=["approved_by", "approved_at", "until"])
    case = glass.case
    record("glass.approved", case, by=by, organisation=case.organisation, glass=glass.key)
    add_event(
        case,
        "Dostęp awaryjny",
        on=timezone.localdate(),
        by=by,
        text=f"{glass.by}: {glass.get_opens_display()}",
    )
    return glass


@transaction.atomic
def refuse_glass(glass, *, by):
    """Refuse emergency access, or close one that is open."""
    glass = BreakGlass.objects.select_for_update().get(pk=glass.pk)
    if glass.approved_at:
        glass.closed_at = timezone.now()
    else:
        glass.refused_at = timezone.now()
    glass.save(update_fields=["closed_at", "refused_at"])
    record("glass.closed", glass.case, by=by, organisation=glass.case.organisation, glass=glass.key)
