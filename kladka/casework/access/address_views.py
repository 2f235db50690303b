"""The page of a protected address: protecting, the people named to see it, showing it, emergency access."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import readers_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.openings import BreakGlass
from kladka.casework.cases.permissions import case_for
from kladka.casework.cases.wording import case_context
from kladka.casework.people import actions as people

from . import address_actions as actions
from .forms import AddressForm, GlassForm, ReaderForm
from .permissions import address_to_show, can_ask_glass, check_may_share, keeps_address


@require_http_methods(["GET", "POST"])
def protected_address(request, key):
    """Whether the address of a family is protected, and who sees it; POST protects it or changes it."""
    case = case_for(request.user, key)
    form = None
    if request.method == "POST":
        _check_keeps(request.user, case)
    if keeps_address(request.user, case):
        form = AddressForm(request.POST or None, initial={"correspondence": _of_centre(case)})
    if form and form.is_bound and form.is_valid():
        actions.protect(case, by=request.user, **form.cleaned_data)
        messages.success(request, "Adres jest chroniony. W sprawie, na listach i w pismach go nie ma.")
        return redirect("protected-address", key=key)
    return _page(request, case, form=form, status=422 if form and form.is_bound else 200)


def _of_centre(case):
    return f"{case.organisation.name}, {case.organisation.address}"


def _check_keeps(user, case):
    check_may_share(user, case)
    if not keeps_address(user, case):
        raise PermissionDenied("Adres chroniony prowadzi realizator sprawy i kierownik.")


def _page(request, case, *, status=200, **forms):
    protection = getattr(case.household, "protection", None)
    context = case_context(case) | {
        "protection": protection,
        "readers": protection and protection.readers.filter(removed_at=None).select_related("user"),
        "shows": protection is not None and address_to_show(request.user, case) is not None,
        "reader": ReaderForm(people=readers_of(case.organisation)) if forms.get("form") else None,
        "glass": GlassForm(),
        "asked": case.glasses.filter(by=request.user, opens=BreakGlass.Opens.ADDRESS).order_by("-pk").first(),
        "previous": case.decisions.filter(issued_on__isnull=False).count(),
        **forms,
    }
    return render(request, "access/protected_address.html", context, status=status)


@require_GET
def address_show(request, key):
    """The address itself, to the people named and to who has emergency access; every showing is recorded."""
    case = case_for(request.user, key)
    protection = address_to_show(request.user, case, noting=True)
    if protection is None:
        raise PermissionDenied("Ten adres widzą tylko wskazane osoby. Można poprosić o dostęp awaryjny.")
    context = case_context(case) | {"shown": protection}
    return render(request, "access/address_shown.html", context)


@require_POST
def reader_add(request, key):
    """Name one more person."""
    case = case_for(request.user, key)
    _check_keeps(request.user, case)
    protection = _protection(case)
    form = ReaderForm(request.POST, people=readers_of(case.organisation))
    try:
        if form.is_valid():
            people.name_reader(protection, form.cleaned_data["user"], by=request.user)
            return redirect("protected-address", key=key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _page(request, case, reader=form, form=AddressForm(), status=422)


def _protection(case):
    protection = getattr(case.household, "protection", None)
    if protection is None:
        raise Http404("Adres tej rodziny nie jest chroniony.")
    return protection


@require_POST
def reader_remove(request, key, pk):
    """Take a person off the list."""
    case = case_for(request.user, key)
    _check_keeps(request.user, case)
    people.remove_reader(
        get_object_or_404(_protection(case).readers, pk=pk, removed_at=None), by=request.user
    )
    return redirect("protected-address", key=key)


@require_POST
@step_up
def glass_ask(request, key):
    """Ask for emergency access to a protected address."""
    case = case_for(request.user, key)
    _protection(case)
    if not can_ask_glass(request.user, case):
        raise PermissionDenied("Inspektor czyta sprawy w kontroli i nie prosi o dostęp awaryjny.")
    form = GlassForm(request.POST)
    if not form.is_valid():
        return _page(request, case, glass=form, status=422)
    actions.ask_glass(case, opens=BreakGlass.Opens.ADDRESS, by=request.user, **form.cleaned_data)
    messages.success(request, "Prośbę zobaczy kierownik i koordynator. Adres otworzy się po zatwierdzeniu.")
    return redirect("protected-address", key=key)
