"""Osoby i upoważnienia: the register, one role, what needs a look, controls, the choice of organisation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts import permissions as accounts
from kladka.accounts import queries as factors
from kladka.accounts.models import Membership
from kladka.accounts.step_up import step_up
from kladka.documents.xlsx import workbook

from . import actions, queries
from .forms import (
    AuthorisationForm,
    ControlForm,
    EndForm,
    PersonForm,
    RegisterFilter,
    UndertakingForm,
)
from .permissions import (
    authorisation_of,
    centre_to_open,
    control_for,
    membership_for,
    organisation_of_controls,
    organisation_to_keep,
)
from .wording import COLUMNS, STATES, exported, shown

EXPORT_LIMIT = 5000


def _page(request, organisation, **more):
    chosen = RegisterFilter(request.GET).chosen()
    return chosen, queries.register(organisation, timezone.localdate(), **chosen, **more)


@require_GET
def register(request):
    """People and their roles by filter and order."""
    organisation = organisation_to_keep(request.user)
    chosen, page = _page(request, organisation, cursor=request.GET.get("po", ""))
    context = {
        "page": page,
        "rows": [shown(row) for row in page.rows],
        "chosen": chosen,
        "roles": Membership.Role.choices,
        "states": [(value, words) for value, (words, _) in STATES.items()],
    }
    return render(request, "staff/register.html", context)


@require_GET
@step_up
def register_export(request):
    """The filtered register as XLSX."""
    _, page = _page(request, organisation_to_keep(request.user), size=EXPORT_LIMIT)
    document = workbook("Upoważnienia", COLUMNS, map(exported, page.rows), name="upowaznienia")
    answer = HttpResponse(document.content, content_type=document.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{document.name}"'
    return answer


@require_GET
def register_print(request):
    """Ewidencja osób upoważnionych, to print and sign."""
    organisation = organisation_to_keep(request.user)
    page = queries.register(organisation, timezone.localdate(), order="nazwisko", size=EXPORT_LIMIT)
    rows = [shown(row) for row in page.rows if row["authorisation_number"]]
    return render(request, "staff/register_print.html", {"rows": rows, "on": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def person_new(request):
    """Add a person with a role."""
    organisation = organisation_to_keep(request.user)
    form = PersonForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            membership = actions.add_person(organisation, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Dodano: {membership.user.name}.")
            return redirect("staff-role", key=membership.key)
    return render(request, "staff/person_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
def role_page(request, key):
    """One role of one person with its papers."""
    return _role_page(request, membership_for(request.user, key))


def _role_page(request, membership, *, status=200, **forms):
    words, badge = STATES[queries.state_of(membership, timezone.localdate())]
    context = {
        "membership": membership,
        "state_name": words,
        "badge": badge,
        "authorisations": membership.authorisations.order_by("-issued_on", "-pk"),
        "undertaking": getattr(membership, "undertaking", None),
        "can_authorise": accounts.can_authorise(request.user, membership),
        "factors": factors.kinds_of_factors(membership.user),
        "end": EndForm(prefix="koniec"),
        "authorisation": AuthorisationForm(prefix="upowaznienie"),
        "sworn": UndertakingForm(prefix="zobowiazanie"),
        **forms,
    }
    return render(request, "staff/role.html", context, status=status)


def _act(request, membership, name, form, act, said):
    """Do an act with what a form of the role's page says; otherwise that page again with the form."""
    try:
        if form.is_valid():
            act(by=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect("staff-role", key=membership.key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _role_page(request, membership, status=422, **{name: form, "errors": form.error_list()})


@require_POST
def role_end(request, key):
    """End a role with a day."""
    membership = membership_for(request.user, key)
    form = EndForm(request.POST, prefix="koniec")

    def act(**typed):
        actions.end_role(membership, **typed)

    return _act(request, membership, "end", form, act, "Zapisano koniec roli.")


@require_POST
def role_checked(request, key):
    """Record that the role is still needed."""
    membership = membership_for(request.user, key)
    if membership.user_id == request.user.pk:
        raise PermissionDenied("Własną rolę sprawdza inna osoba.")
    actions.confirm_role(membership, by=request.user)
    messages.success(request, f"Sprawdzono: {membership.user.name}.")
    return redirect("staff-review")


def _to_authorise(user, key):
    membership = membership_for(user, key)
    if not accounts.can_authorise(user, membership):
        raise PermissionDenied("Dostęp do danych rodzin otwiera kierownik jednostki, nigdy samemu sobie.")
    return membership


@require_POST
def authorisation_new(request, key):
    """Record a written authorisation."""
    membership = _to_authorise(request.user, key)
    form = AuthorisationForm(request.POST, prefix="upowaznienie")

    def act(**typed):
        actions.record_authorisation(membership, **typed)

    return _act(request, membership, "authorisation", form, act, "Zapisano upoważnienie.")


@require_POST
def authorisation_end(request, key, pk):
    """Withdraw an authorisation as of today."""
    membership = _to_authorise(request.user, key)
    actions.end_authorisation(authorisation_of(membership, pk), on=timezone.localdate(), by=request.user)
    messages.success(request, "Cofnięto upoważnienie. Ta osoba nie widzi już danych rodzin.")
    return redirect("staff-role", key=membership.key)


@require_POST
def undertaking_new(request, key):
    """Record the undertaking of secrecy."""
    membership = _to_authorise(request.user, key)
    form = UndertakingForm(request.POST, prefix="zobowiazanie")

    def act(**typed):
        actions.record_undertaking(membership, **typed)

    return _act(request, membership, "sworn", form, act, "Zapisano zobowiązanie do poufności.")


@require_GET
def review(request):
    """Roles nobody checked for a year, people who have not signed in for 90 days."""
    organisation, today = organisation_to_keep(request.user), timezone.localdate()
    context = {
        "unchecked": queries.unchecked(organisation, today),
        "quiet": queries.not_signing_in(organisation, today),
    }
    return render(request, "staff/review.html", context)


@require_http_methods(["GET", "POST"])
def controls(request):
    """Controls of the centre, or for an inspector those of the office; the head records a new one."""
    organisation = organisation_of_controls(request.user)
    head = accounts.can_approve(request.user, organisation.pk)
    if request.method == "POST":
        centre_to_open(request.user)
    form = ControlForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.record_control(organisation, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, "Zapisano kontrolę. Inspektorzy widzą sprawy w dniach kontroli.")
            return redirect("controls")
    context = {
        "controls": queries.controls_of(organisation),
        "form": form if head else None,
        "today": timezone.localdate(),
    }
    return render(request, "staff/controls.html", context, status=422 if form.is_bound else 200)


@require_POST
def control_end(request, key):
    """Close a control before its last day."""
    actions.end_control(control_for(request.user, key), by=request.user)
    messages.success(request, "Zamknięto kontrolę. Inspektorzy nie widzą już spraw.")
    return redirect("controls")


@require_POST
def choose_organisation(request):
    """Work from now on in another of one's organisations."""
    chosen = request.POST.get("organizacja", "")
    known = {str(one.pk): one for one in accounts.organisations_to_choose(request.user)}
    if chosen not in known:
        raise Http404("Nie masz dziś przydziału w tej organizacji.")
    actions.work_in(request.user, known[chosen])
    return redirect("today")
