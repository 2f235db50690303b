"""Who works where, and as what, on a given day: the policy of docs/adr/0015, asked anew at each request."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kladka.ui.prepared import Prepared

from .models import Authorisation, Control, Membership, Organisation, SecrecyUndertaking, User

Role = Membership.Role
# Who reads whole cases of the own centre, and its money. A partner reads what is shared, case by case.
READERS = (Role.CASEWORKER, Role.HEAD, Role.ACCOUNTANT, Role.COORDINATOR)
MONEY_READERS = (Role.CASEWORKER, Role.HEAD, Role.ACCOUNTANT)

# Who may be given cases.
WORKERS = (Role.CASEWORKER, Role.HEAD)
# Who keeps the register of people of an organisation.
KEEPERS = (Role.HEAD, Role.ADMINISTRATOR)


def in_force(memberships, day):
    """Those that give rights on this day: begun, not ended and, where families' data are seen, authorised.

    Ups art. 100 ust. 6: both the written authorisation and the undertaking of secrecy.
    """
    own = {"membership": OuterRef("pk")}
    authorised = Authorisation.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=day), issued_on__lte=day, **own
    )
    sworn = SecrecyUndertaking.objects.filter(signed_on__lte=day, **own)
    return memberships.filter(
        Q(ends__isnull=True) | Q(ends__gte=day),
        ~Q(role__in=Membership.CASE_ROLES) | (Exists(authorised) & Exists(sworn)),
        starts__lte=day,
        ended_at__isnull=True,
    )


def workers_of(organisation):
    """Users who may be given cases of a centre today."""
    return _holders(organisation, WORKERS)


def workers_today(organisation_id):
    """The same users as a list, for a page that asks for them often."""
    return _workers(organisation=organisation_id, day=timezone.localdate())


def readers_of(organisation):
    """Users who may read cases of a centre today."""
    return _holders(organisation, READERS)


def _holders(organisation, roles):
    return _holding(organisation, roles, timezone.localdate())


def _holding(organisation, roles, day):
    held = Membership.objects.filter(organisation=organisation, role__in=roles)
    return User.objects.filter(pk__in=in_force(held, day).values("user")).order_by("name")


_workers = Prepared(
    lambda organisation, day: _holding(organisation, WORKERS, day), organisation=int, day=datetime.date
)

_held = Prepared(
    lambda user, day: (
        in_force(Membership.objects.filter(user=user), day)
        .select_related("organisation", "user")
        .order_by("starts", "pk")
    ),
    user=int,
    day=datetime.date,
)


def user_at_work(user_id):
    """The user with this key with the memberships in force today already read; None when there is none."""
    held = _held(user=user_id, day=timezone.localdate())
    user = held[0].user if held else User.objects.filter(pk=user_id).first()
    if user:
        user._memberships_today = held
    return user


def all_memberships_of(user):
    """Memberships in force today in every organisation, read once a request (as long as `user` lives)."""
    if not hasattr(user, "_memberships_today"):
        user._memberships_today = _held(user=user.pk, day=timezone.localdate())
    return user._memberships_today


def memberships_of(user):
    """Those in the organisation the user works in now: the chosen one, or else the first."""
    found = all_memberships_of(user)
    here = {m.organisation_id for m in found}
    if len(here) < 2:
        return found
    chosen = user.works_in_id if user.works_in_id in here else found[0].organisation_id
    return [m for m in found if m.organisation_id == chosen]


def organisation_of(user):
    """The organisation a user works in now, or None."""
    memberships = memberships_of(user)
    return memberships[0].organisation if memberships else None


def organisation_id_of(user):
    """Primary key of that organisation, or None."""
    return next(iter(organisation_ids(user)), None)


def organisations_to_choose(user):
    """Organisations among which the user may switch; one or none is no choice."""
    return list({m.organisation_id: m.organisation for m in all_memberships_of(user)}.values())


def centres_under_control(user):
    """{id: centre} whose cases an inspector may read today."""
    offices = [m.organisation_id for m in memberships_of(user) if m.role == Role.INSPECTOR]
    if not offices:
        return {}
    return {control.centre_id: control.centre for control in _open_controls(user, offices)}


def _open_controls(user, offices):
    if not hasattr(user, "_controls_today"):
        today = timezone.localdate()
        open_ones = Control.objects.filter(
            office__in=offices, starts__lte=today, ends__gte=today, ended_at__isnull=True
        )
        user._controls_today = list(open_ones.select_related("centre"))
    return user._controls_today


def control_of(user, organisation_id):
    """Key of the open control by which an inspector reads this centre, or ""."""
    if organisation_id not in centres_under_control(user):
        return ""
    return next(c.key for c in user._controls_today if c.centre_id == organisation_id)


def partner_organisation_ids(user):
    """Organisations in which the user sees what others share with them."""
    return [m.organisation_id for m in memberships_of(user) if m.role == Role.PARTNER]


def check_partner(user):
    """Raises PermissionDenied unless the user works for a partner."""
    if not partner_organisation_ids(user):
        raise PermissionDenied("Udostępnione sprawy widzi pracownik partnera.")


def _readable(user, roles):
    own = {
        m.organisation_id: m.organisation
        for m in memberships_of(user)
        if m.role in roles and m.organisation.is_centre
    }
    return own | centres_under_control(user)


def organisation_ids(user):
    """Centres whose cases the user may read today: the own one, or those under an open control."""
    return list(_readable(user, READERS))


def money_organisation_ids(user):
    """Centres whose payment lists and accounts the user may read today."""
    return list(_readable(user, MONEY_READERS))


def own_organisation(user, organisation_id):
    """The organisation of a row the user may see, as their memberships hold it already."""
    known = {m.organisation_id: m.organisation for m in memberships_of(user)} | centres_under_control(user)
    return known.get(organisation_id) or Organisation.objects.get(pk=organisation_id)


def has_role(user, organisation_id, *roles):
    return any(m.organisation_id == organisation_id and m.role in roles for m in memberships_of(user))


def _in_centre(user, organisation_id, *roles):
    return any(
        m.organisation_id == organisation_id and m.role in roles and m.organisation.is_centre
        for m in memberships_of(user)
    )


def can_read_cases(user, organisation_id):
    """Everybody who works with families, pays them or oversees it; an inspector during a control."""
    return organisation_id in _readable(user, READERS)


def can_read_money(user, organisation_id):
    """Coordinators distribute cases and see no money."""
    return organisation_id in _readable(user, MONEY_READERS)


def can_handle_cases(user, organisation_id):
    """Realizator and head write in cases; accounting, coordinators and inspectors read them."""
    return _in_centre(user, organisation_id, Role.CASEWORKER, Role.HEAD)


def can_distribute_cases(user, organisation_id):
    """Say whose case it is."""
    return _in_centre(user, organisation_id, Role.COORDINATOR, Role.HEAD)


def can_approve(user, organisation_id):
    return _in_centre(user, organisation_id, Role.HEAD)


def can_watch_data(user, organisation_id):
    """Head and administrator: the record of processing and incidents, which show no family."""
    return has_role(user, organisation_id, *KEEPERS)


def can_handle_payments(user, organisation_id):
    return _in_centre(user, organisation_id, Role.ACCOUNTANT, Role.HEAD)


def can_supervise(user, organisation_id):
    """Look into any case of the centre without giving a reason, and see who looked where."""
    return _in_centre(user, organisation_id, Role.COORDINATOR, Role.HEAD)


def can_keep_people(user, organisation_id):
    """Add people, give and end roles."""
    return has_role(user, organisation_id, *KEEPERS)


def can_authorise(user, membership):
    """Open the data of families to somebody else: the head. An administrator only to the very first head."""
    if user.pk == membership.user_id:
        return False
    if has_role(user, membership.organisation_id, Role.HEAD):
        return True
    return (
        has_role(user, membership.organisation_id, Role.ADMINISTRATOR)
        and membership.role == Role.HEAD
        and not in_force(
            Membership.objects.filter(organisation=membership.organisation_id, role=Role.HEAD),
            timezone.localdate(),
        ).exists()
    )


def may(user):
    """What the menu offers: flags by part of the program, and the organisations to choose among."""
    here, held = organisation_of(user), {m.role for m in memberships_of(user)}
    work = held if here and here.is_centre else set()  # roles in a centre; a partner and an office have none
    heads, controls = Role.HEAD in work, centres_under_control(user)
    return {
        "today": True,
        "cases": bool(controls) or not work.isdisjoint(READERS),
        "handles": not work.isdisjoint(WORKERS),
        "money": bool(controls) or not work.isdisjoint(MONEY_READERS),
        "people": not held.isdisjoint(KEEPERS),
        "controls": heads or Role.INSPECTOR in held,
        "shared": Role.PARTNER in held,
        "supervision": heads or Role.COORDINATOR in work,
        "reports": bool(controls) or not work.isdisjoint((Role.COORDINATOR, Role.HEAD, Role.ACCOUNTANT)),
        "templates": heads,
        "exchange": heads,
        "organisations": organisations_to_choose(user),
    }


def centres_to_read(user):
    """`organisation_ids` for a list of cases. Raises PermissionDenied when the user reads none."""
    return _some(organisation_ids(user))


def centres_to_pay(user):
    """`money_organisation_ids` for a list of payments. Raises PermissionDenied when the user reads none."""
    return _some(money_organisation_ids(user))


def _some(ids):
    if not ids:
        raise PermissionDenied("Twoja rola w tej jednostce nie obejmuje tych danych.")
    return ids
