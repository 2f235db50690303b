"""Editing the draft of a programme: situation, forms of aid, obligations, amounts, readings of the law."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kladka.casework.cases.drafts import drafted

from . import actions, amount_actions, forms, pages, permissions, queries
from .amounts_form import AmountsForm
from .models import Programme

State = Programme.State
EDIT = ["GET", "POST"]


@require_http_methods(EDIT)
@drafted
def situation(request, key):
    """The assessment of the family's situation and the institutions (regulation § 2)."""
    programme = permissions.programme_to_write(request.user, key)
    initial = {"life_situation": programme.life_situation, "institutions": programme.institutions}
    form = forms.SituationForm(request.POST or None, initial=initial | request.draft.data)
    if pages.accepted(form, lambda **data: actions.describe_situation(programme, by=request.user, **data)):
        messages.success(request, "Zapisano sytuację życiową i instytucje.")
        return redirect(programme)
    return pages.form_page(
        request,
        programme,
        form,
        title="Sytuacja życiowa i instytucje",
        button="Zapisz",
        provision="rozporządzenie § 2 ust. 1; rozporządzenie § 2 ust. 3",
    )


@require_http_methods(EDIT)
def forms_of_aid(request, key):
    """Forms of aid and their scope."""
    programme = permissions.programme_to_write(request.user, key)
    form = forms.FormsOfAidForm(request.POST or None, programme=programme)

    def act(**_):
        actions.choose_forms_of_aid(programme, scopes=form.scopes(), by=request.user)

    if pages.accepted(form, act):
        messages.success(request, "Zapisano formy pomocy.")
        return redirect(programme)
    return pages.form_page(
        request,
        programme,
        form,
        title="Formy pomocy",
        button="Zapisz",
        template="programmes/_forms_of_aid.html",
    )


@require_http_methods(EDIT)
def amounts(request, key):
    """Amounts between floor and ceiling by person and period, month by month where one differs."""
    programme = permissions.programme_to_handle(request.user, key, State.DRAFT)
    form = AmountsForm(request.POST or None, periods=queries.periods(programme))
    if form.is_bound and form.is_valid():
        try:
            amount_actions.agree_amounts(programme, form.amounts(), by=request.user)
            messages.success(request, "Zapisano kwoty.")
            return redirect(programme)
        except ValidationError as error:
            form.blame(error)
    return pages.form_page(
        request,
        programme,
        form,
        title="Kwoty świadczenia pieniężnego",
        button="Zapisz kwoty",
        template="programmes/_amounts.html",
        provision="ups art. 92 ust. 1 pkt 1; rozporządzenie § 3 ust. 1",
    )


@require_POST
def recount(request, key):
    """Count period and amounts of the draft again."""
    programme = permissions.programme_to_handle(request.user, key, State.DRAFT)
    try:
        amount_actions.recount(programme, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Policzono kwoty od nowa.")
    return redirect(programme)


@require_http_methods(EDIT)
def readings(request, key):
    """Switch the readings of disputed provisions for this draft and, if asked, for the centre."""
    programme = permissions.programme_to_handle(request.user, key, State.DRAFT)
    if not permissions.can_switch_readings(request.user, programme):
        raise PermissionDenied(
            "Odczytanie przepisów wybiera kierownik jednostki, dopóki program jest projektem."
        )
    initial = {"base": programme.base_reading, "floor": "tak" if programme.floor_reading else "nie"}
    form = forms.ReadingsForm(request.POST or None, initial=initial)
    if pages.accepted(
        form, lambda **data: amount_actions.choose_readings(programme, by=request.user, **data)
    ):
        messages.success(request, "Zapisano odczytania i policzono kwoty od nowa.")
        return redirect(programme)
    compared = queries.compared_readings(programme, queries.explanation_of(programme))
    return pages.form_page(
        request,
        programme,
        form,
        title="Odczytania sporne",
        button="Zapisz i policz kwoty",
        readings=compared,
        lead="Kwoty niższe uzgodnione z powodem zostają, jeżeli mieszczą się w nowych granicach.",
    )
