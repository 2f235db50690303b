"""Who else sees cases of the demo: a partner, an inspector, a colleague with a reason, emergency access."""

from kladka.accounts.models import Organisation, User
from kladka.casework.access import actions, address_actions
from kladka.casework.cases.models import Case
from kladka.casework.cases.openings import BreakGlass
from kladka.staff.actions import record_control

ADDRESS = {"address": "ul. Ukryta 7 m. 3", "town": "Zaciszowo Małe"}


def open_to_others(centre, today, day):
    """Share one case, withdraw the share of a second, protect the address of a third; a control, looks."""
    first, second, third, *_ = running_of(centre)
    partner = Organisation.objects.get(kind=Organisation.Kind.NGO)
    live = _share(first, partner, centre, today, day, shows_contact=True, shows_programme=True, may_note=True)
    _note(live, partner, today)
    ended = _share(second, partner, centre, today, day, shows_needs=True)
    actions.withdraw(ended, by=centre.head)
    letters = f"{centre.organisation.name}, {centre.organisation.address}"
    address_actions.protect(third, by=centre.head, correspondence=letters, **ADDRESS)
    _emergency(third, centre)
    actions.look_at(second, reason="call", text="Dzwoniła sąsiadka rodziny.", by=centre.second)
    actions.look_at(first, reason="substitute", text="", by=centre.second)
    office = Organisation.objects.get(kind=Organisation.Kind.VOIVODE)
    record_control(
        centre.organisation, office=office, number="KN-I.431.1", subject="realizacja programów",
        starts=today - 2 * day, ends=today + 12 * day, by=centre.head,
    )  # fmt: skip


def running_of(centre):
    """Cases with a running programme whose worker is Ewa, the oldest first."""
    running = Case.objects.filter(organisation=centre.organisation, state=Case.State.RUNNING)
    return running.filter(worker=centre.worker).order_by("pk")


def _share(case, partner, centre, today, day, **scope):
    adult = case.household.members.order_by("pk").first().person
    return actions.share_case(
        case, partner, by=centre.head, basis="consent", consent_form="written", consent_on=today - day,
        consent_by=adult, purpose="Doradztwo zawodowe i nauka języka polskiego.",
        starts=today - day, ends=today + 180 * day, **scope,
    )  # fmt: skip


def _note(share, partner, today):
    adviser = User.objects.get(memberships__organisation=partner)
    text = "Pierwsze spotkanie z doradcą zawodowym. Umówiono kurs języka polskiego na poziomie A2."
    actions.add_partner_note(share, by=adviser, kind="meeting", on=today, text=text)


def _emergency(case, centre):
    """A colleague saw the protected address for some minutes; the head closed it sooner."""
    glass = address_actions.ask_glass(
        case, opens=BreakGlass.Opens.ADDRESS, minutes=30, by=centre.second,
        reason="Realizatorka na urlopie; pogotowie pyta, dokąd jechać.",
    )  # fmt: skip
    glass = address_actions.approve_glass(glass, by=centre.head)
    address_actions.refuse_glass(glass, by=centre.head)
