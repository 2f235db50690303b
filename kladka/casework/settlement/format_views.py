"""Formaty plików bankowych: the built-in ones, the centre's own, the file to try out, the second person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.benefits import format_actions
from kladka.casework.benefits.bankfiles import PROFILES
from kladka.casework.benefits.models import BankFormat
from kladka.casework.cases.views import attachment

from . import permissions
from .format_forms import AcceptedForm, FormatForm
from .wording import page_context

SECTION = "formaty/"


@require_GET
def formats(request):
    """Formats of the centre and what each writes; the form of a new one."""
    return _page(request, permissions.office_for(request.user))


def _page(request, office, status=200, **shown):
    may = permissions.can_keep(request.user, office)
    own = BankFormat.objects.filter(organisation=office).select_related("by", "confirmed_by")
    copied = own.filter(key=request.GET.get("wzor", "")).first()
    initial = {name: getattr(copied, name) for name in FormatForm.base_fields} if copied else None
    context = page_context(SECTION) | {
        "own": [
            {"format": one, "may_confirm": may and one.by_id != request.user.pk and not one.confirmed_by_id}
            for one in own.order_by("retired_on", "-pk")
        ],
        "built_in": list(PROFILES.values()),
        "default": office.bank_profile,
        "keeps": may,
        "new_form": FormatForm(initial=initial) if may else None,
        "copied": copied,
        "accepted_form": AcceptedForm(),
    }
    return render(request, "settlement/formats.html", context | shown, status=status)


@require_POST
def format_new(request):
    """Describe a format."""
    office, form = permissions.kept_by(request.user), FormatForm(request.POST)
    try:
        if form.is_valid():
            format_actions.describe_format(office, by=request.user, **form.cleaned_data)
            messages.success(request, "Zapisano format. Pobierz plik próbny i wczytaj go w bankowości.")
            return redirect("bank-formats")
    except ValidationError as error:
        _said(form, error)
    return _page(request, office, status=422, new_form=form)


def _said(form, error):
    """Messages at their fields; those of fields that the form does not have above all."""
    for name, said in getattr(error, "error_dict", {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, said)


@require_POST
@step_up
def format_try(request, key):
    """The file to try out."""
    found = permissions.kept_for(request.user, BankFormat.objects, key)
    try:
        file = format_actions.try_out(found, on=timezone.localdate(), by=request.user)
    except ValidationError as error:
        return _page(request, found.organisation, status=422, problem=error.messages)
    return attachment(file.document)


@require_POST
@step_up
def format_confirm(request, key):
    """A second person says that the bank took the file."""
    found = permissions.kept_for(request.user, BankFormat.objects, key)
    if found.by_id == request.user.pk:
        raise PermissionDenied("Format potwierdza inna osoba niż ta, która go wpisała.")
    form = AcceptedForm(request.POST)
    try:
        format_actions.confirm_format(found, accepted=form.is_valid(), by=request.user)
    except ValidationError as error:
        return _page(request, found.organisation, status=422, problem=error.messages)
    messages.success(request, "Potwierdzono format. Można nim pisać pliki dla banku.")
    return redirect("bank-formats")


@require_POST
def format_retire(request, key):
    """Withdraw a format."""
    found = permissions.kept_for(request.user, BankFormat.objects, key)
    format_actions.retire_format(found, on=timezone.localdate(), by=request.user)
    messages.success(request, "Wycofano format. Pliki wydane wcześniej zostają.")
    return redirect("bank-formats")


@require_POST
def format_default(request):
    """The format that forms propose."""
    office = permissions.kept_by(request.user)
    try:
        format_actions.choose_default(office, request.POST.get("profile", ""), by=request.user)
    except ValidationError as error:
        return _page(request, office, status=422, problem=error.messages)
    messages.success(request, "Zmieniono format proponowany przy plikach dla banku.")
    return redirect("bank-formats")
