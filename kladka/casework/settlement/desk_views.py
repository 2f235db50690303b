"""The cash desk: whom to pay today, the list to sign, who does not collect (ups art. 106a)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.benefits.hold_actions import end_hold, hold_payment
from kladka.casework.benefits.models import PaymentHold
from kladka.casework.cases.permissions import case_for
from kladka.casework.cases.views import attachment
from kladka.casework.decisions.office import office_of
from kladka.documents import pdf
from kladka.documents.polish import month_name, zl
from kladka.documents.report import Report, Section
from kladka.law.polish import plural

from . import desk_queries, permissions, wording
from .desk_actions import settle_desk
from .desk_forms import DeskForm, HoldEndForm, HoldForm
from .models import DeskPayment

STATES = dict(DeskPayment.State.choices)


@require_GET
def desk(request):
    """Payments that wait, families that do not collect, holds, what was settled."""
    return _desk(request, permissions.office_for(request.user))


def _desk(request, office, status=200, **shown):
    may = permissions.can_keep(request.user, office)
    waiting = desk_queries.waiting(office, request.GET.get("po", ""))
    settled = desk_queries.settled(office)
    context = wording.page_context("kasa/") | {
        "page": waiting,
        "rows": [row | {"month_name": month_name(row["month"])} for row in waiting.rows],
        "settled": [row | {"state_name": STATES[row["state"]]} for row in settled.rows],
        "proposed": [(case, ", ".join(map(month_name, of))) for case, of in desk_queries.uncollected(office)],
        "holds": desk_queries.holds(office),
        "keeps": may,
        "decides": permissions.can_decide(request.user, office),
        "form": DeskForm(ids=[]),
        "hold_form": HoldForm(),
        "end_form": HoldEndForm(),
    }
    return render(request, "settlement/desk.html", context | shown, status=status)


@require_POST
@step_up
def desk_settle(request):
    """Record chosen payments as collected or left."""
    office = permissions.kept_by(request.user)
    form = DeskForm(request.POST, ids=[row["id"] for row in desk_queries.waiting(office, size=5000).rows])
    try:
        if form.is_valid():
            done = settle_desk(
                office, form.cleaned_data.pop("payments"), by=request.user, **form.cleaned_data
            )
            said = f"Zapisano {done} {plural(done, 'wypłatę', 'wypłaty', 'wypłat')}."
            messages.success(request, said)
            return redirect("desk")
    except ValidationError as error:
        form.add_error(None, error)
    return _desk(request, office, status=422, form=form)


@require_GET
@step_up
def desk_print(request):
    """The list of payments that wait, with room for signatures."""
    office = permissions.office_for(request.user)
    rows = [
        (str(at), row["person_name"], row["holder"], row["case__number"], month_name(row["month"]),
         zl(row["amount_pln"]), "")
        for at, row in enumerate(desk_queries.waiting(office, size=1000).rows, 1)
    ]  # fmt: skip
    header = (
        "Lp.",
        "Za kogo",
        "Odbiera",
        "Sprawa",
        "Za miesiąc",
        "Kwota (zł)",
        "Data i podpis odbierającego",
    )
    section = Section(
        heading="Wypłaty do odbioru", header=header, rows=rows, widths=(0.5, 2, 2, 1.5, 1.3, 1.2, 3)
    )
    today = timezone.localdate()
    report = Report(
        office=office_of(office), title="Lista wypłat w kasie", on=today, sections=[section], flipped=True
    )
    return attachment(pdf.print_letter(report))


@require_POST
@step_up
def hold_new(request, key):
    """Withhold payment to a family that does not collect."""
    case = case_for(request.user, key, payments=True)
    if not permissions.can_decide(request.user, case.organisation):
        raise PermissionDenied(permissions.DECIDES)
    form = HoldForm(request.POST)
    try:
        if form.is_valid():
            hold_payment(case, by=request.user, **form.cleaned_data)
            messages.success(request, "Wstrzymano wypłatę. Następne listy pominą tę rodzinę do wyjaśnienia.")
            return redirect("desk")
    except ValidationError as error:
        form.add_error(None, error)
    return _desk(request, case.organisation, status=422, hold_form=form)


@require_POST
@step_up
def hold_end(request, key, hold):
    """End a hold, with what was clarified."""
    case = case_for(request.user, key, payments=True)
    if not permissions.can_decide(request.user, case.organisation):
        raise PermissionDenied(permissions.DECIDES)
    found, form = get_object_or_404(PaymentHold, case=case, key=hold), HoldEndForm(request.POST)
    try:
        if form.is_valid():
            outcome = PaymentHold.Outcome.EXPLAINED
            end_hold(found, outcome=outcome, by=request.user, **form.cleaned_data)
            messages.success(request, "Zakończono wstrzymanie.")
            return redirect("desk")
    except ValidationError as error:
        form.add_error(None, error)
    return _desk(request, case.organisation, status=422, end_form=form)
