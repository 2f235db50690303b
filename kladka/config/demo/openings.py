"""Who else sees cases of the demo: a partner, an inspector in control, named people."""

from kladka.accounts.models import Organisation
from kladka.casework.access import actions, address_actions
from kladka.casework.cases.models import Case
from kladka.staff.actions import record_control

ADDRESS = {"address": "ul. Ukryta 7 m. 3", "town": "Zaciszowo Małe"}


def open_to_others(centre, today, day):
    """Share one case, withdraw the share of a second, protect an address in a third, open a control."""
    running = Case.objects.filter(organisation=centre.organisation, state=Case.State.RUNNING).order_by("pk")
    first, second, third = running[:3]
    partner = Organisation.objects.get(kind=Organisation.Kind.NGO)
    _share(first, partner, centre, today, day, shows_contact=True, shows_programme=True, may_note=True)
    ended = _share(second, partner, centre, today, day, shows_needs=True)
    actions.withdraw(ended, by=centre.head)
    letters = f"{centre.organisation.name}, {centre.organisation.address}"
    address_actions.protect(third, by=centre.head, correspondence=letters, **ADDRESS)
    office = Organisation.objects.get(kind=Organisation.Kind.VOIVODE)
    record_control(
        centre.organisation, office=office, number="KN-I.431.1", subject="realizacja programów",
        starts=today - 2 * day, ends=today + 12 * day, by=centre.head,
    )  # fmt: skip


def _share(case, partner, centre, today, day, **scope):
    adult = case.household.members.order_by("pk").first().person
    return actions.share_case(
        case, partner, by=centre.head, basis="consent", consent_form="written", consent_on=today - day,
        consent_by=adult, purpose="Doradztwo zawodowe i nauka języka polskiego.",
        starts=today - day, ends=today + 180 * day, **scope,
    )  # fmt: skip
