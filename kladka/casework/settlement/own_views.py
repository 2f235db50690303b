"""Own funds of the unit: what they cover, a new entry, what went back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents.xlsx import Column, workbook

from . import own_actions, own_queries, permissions, wording
from .own_forms import PURPOSES, OwnFundsFilter, OwnFundsForm
from .views import EXPORT_LIMIT

NAMES = dict(PURPOSES)
COLUMNS = (
    *(Column("Dzień", "day"), Column("Co"), Column("Cel"), Column("Kwota (zł)", "money")),
    *(Column("Dokument"), Column("Powód"), Column("Zapisał(a)")),
)


@require_GET
def own(request):
    """What stands covered by purpose, and every entry."""
    return _own(request, permissions.office_for(request.user))


def _own(request, office, status=200, **shown):
    form = OwnFundsFilter(request.GET)
    page = own_queries.own_funds(office, cursor=request.GET.get("po", ""), **form.wanted())
    rows = [row | {"purpose_name": NAMES[row["purpose"]]} for row in page.rows]
    context = wording.page_context("srodki-wlasne/") | {"form": form, "page": page, "rows": rows}
    context["coverage"] = own_queries.coverage(office)
    if permissions.can_keep(request.user, office):
        context["cover_form"] = OwnFundsForm(auto_id="pokrycie_%s")
        context["back_form"] = OwnFundsForm(auto_id="zwrot_%s")
    return render(request, "settlement/own.html", context | shown, status=status)


@require_GET
@step_up
def own_export(request):
    """The list as XLSX."""
    office, wanted = permissions.office_for(request.user), OwnFundsFilter(request.GET).wanted()
    rows = [
        (row["on"], "zwrot" if row["back"] else "pokrycie", NAMES[row["purpose"]],
         -row["amount_pln"] if row["back"] else row["amount_pln"], row["document"], row["reason"],
         row["by__name"])
        for row in own_queries.own_funds(office, size=EXPORT_LIMIT, **wanted).rows
    ]  # fmt: skip
    return attachment(workbook("Środki własne", COLUMNS, rows, name="srodki-wlasne", total=True))


@require_POST
@step_up
def own_cover(request):
    """Cover an amount from own funds."""
    form = OwnFundsForm(request.POST, auto_id="pokrycie_%s")
    return _write(request, form, "cover_form", own_actions.cover, "Zapisano pokrycie ze środków własnych.")


@require_POST
@step_up
def own_back(request):
    """Own funds go back to the unit."""
    form = OwnFundsForm(request.POST, auto_id="zwrot_%s")
    return _write(request, form, "back_form", own_actions.take_back, "Zapisano zwrot środków własnych.")


def _write(request, form, name, act, said):
    office = permissions.kept_by(request.user)
    try:
        if form.is_valid():
            act(office, by=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect("own-funds")
    except ValidationError as error:
        form.add_error(None, error)
    return _own(request, office, status=422, **{name: form})
