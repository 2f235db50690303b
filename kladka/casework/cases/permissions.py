"""Who may see and write in a case. To load is to be permitted, and noted."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from kladka.accounts import permissions as accounts
from kladka.casework.people.models import AddressReader, ProtectedAddress
from kladka.journal.reading import noticed
from kladka.ui.prepared import Prepared

from .models import Case
from .openings import BreakGlass, Look


class ReasonNeeded(PermissionDenied):
    """The user may see a case or the answer to a search after saying why; answered by the page that asks."""

    def __init__(self, *, case=None, text="", page="case-list"):
        super().__init__("Najpierw podaj powód.")
        self.case, self.text, self.page = case, text, page


class Restricted(PermissionDenied):
    """A letter of a case whose processing is restricted; answered by the page that says what may be done."""

    def __init__(self, case):
        super().__init__("Przetwarzanie danych tej sprawy jest ograniczone.")
        self.case = case


def check_may_leave(case):
    """Raises Restricted unless letters and files of this case may leave the office today (RODO art. 18)."""
    if case.restrictions.stopping().exists():
        raise Restricted(case)


def case_to_ask_about(user, key):
    """The case with this key as far as the page that asks for a reason needs it: its number and worker."""
    try:
        return Case.objects.readable_by(user).select_related("worker", "organisation").get(key=key)
    except Case.DoesNotExist as error:
        raise Http404("Nie ma takiej sprawy.") from error


_of_one_centre = Prepared(
    lambda organisation, key: Case.objects.of_centres([organisation]).with_frame().filter(key=key),
    organisation=int,
    key=str,
)


def case_for(user, key, *, payments=False):
    """The case with this key if the user may see it; otherwise it does not exist for them.

    `payments` says that the page shows its payments alone. Raises ReasonNeeded, as `admit` does.
    """
    centres = accounts.organisation_ids(user)
    found = (
        _of_one_centre(organisation=centres[0], key=key)
        if len(centres) == 1
        else Case.objects.of_centres(centres).with_frame().filter(key=key)
    )
    if not found:
        raise Http404("Nie ma takiej sprawy.")
    case = found[0]
    admit(user, case, payments=payments)
    case.organisation = accounts.own_organisation(user, case.organisation_id)
    return case


def kept(case):
    """The case, unless its data were erased by protocol: then nothing of it is shown any more."""
    if case.state == Case.State.ERASED:
        raise Http404("Dane tej sprawy usunięto protokołem.")
    return case


def admit(user, case, *, payments=False):
    """Note that a case is shown and what entitles the user. Raises ReasonNeeded when nothing does yet."""
    basis = basis_of(user, case, payments=payments)
    if not basis:
        raise ReasonNeeded(case=case)
    about = {"organisation_id": case.organisation_id, "basis": basis, "reason": _said(basis)}
    noticed("case", case.key, **about)


def _said(basis):
    """What the user gave as the reason, when that is what entitles them."""
    kind, _, key = basis.partition(":")
    look = Look.objects.filter(key=key).first() if kind == "look" else None
    return ": ".join(part for part in (look.get_reason_display(), look.text) if part) if look else ""


def basis_of(user, case, *, payments=False):
    """What entitles a user to a case of a centre they read, or "" when they have to say why."""
    centre = case.organisation_id
    if accounts.can_supervise(user, centre):
        return "own" if case.worker_id == user.pk else "supervision"
    if accounts.can_handle_cases(user, centre) and case.worker_id in (user.pk, None):
        return "own"
    if control := accounts.control_of(user, centre):
        return f"control:{control}"
    if payments and accounts.can_handle_payments(user, centre):
        return "payments"
    look = Look.objects.valid(user).filter(case=case.pk).values_list("key", flat=True).first()
    return f"look:{look}" if look else ""


def basis_of_address(user, case):
    """What entitles a user to the protected address of a case: "named", a broken glass, or "" for nothing."""
    if AddressReader.objects.filter(
        protection__household=case.household_id, user=user, removed_at=None
    ).exists():
        return "named"
    glass = BreakGlass.objects.open_to(user).filter(case=case, opens=BreakGlass.Opens.ADDRESS).first()
    return f"break_glass:{glass.key}" if glass else ""


def hides_address(user, case, made_on):
    """Whether what was made on this day (None: not yet) holds an address protected since, from this user."""
    protection = ProtectedAddress.objects.filter(household=case.household_id).first()
    if protection is None or made_on is None or made_on > protection.since:
        return False
    return not basis_of_address(user, case)


def check_address(user, case, made_on):
    """Raises PermissionDenied for a file with such an address."""
    if hides_address(user, case, made_on):
        raise PermissionDenied(
            "Pismo powstało, zanim adres rodziny objęto ochroną, i stoi w nim adres. Otworzą je osoby "
            "wskazane przy adresie chronionym; pozostałe mogą poprosić o dostęp awaryjny."
        )


def searches_whole_centre(user):
    """Who searches all cases without giving a reason: who supervises them, and an inspector."""
    return any(
        accounts.can_supervise(user, one) or accounts.control_of(user, one)
        for one in accounts.organisation_ids(user)
    )


def check_search(user, text, words, *, page="case-list"):
    """Raises ReasonNeeded unless the user said today why they search all cases for these words (a digest).

    `page` names the address to which the reason leads back.
    """
    if not searches_whole_centre(user) and not Look.objects.valid(user).filter(words=words).exists():
        raise ReasonNeeded(text=text, page=page)


def check_reads_notes(user):
    """Raises PermissionDenied for who reads cases, but not what families say (accounting)."""
    centres = accounts.centres_to_read(user)
    if not searches_whole_centre(user) and not any(accounts.can_handle_cases(user, one) for one in centres):
        raise PermissionDenied("Treść notatek czytają osoby, które prowadzą sprawy, i nadzór.")


def can_write(user, case):
    return accounts.can_handle_cases(user, case.organisation_id)
