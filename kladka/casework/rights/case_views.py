"""Personal data of one case: the copy, corrections, restriction, holds."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import can_write, case_for
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.documents import pdf

from . import actions, queries, reach, subject_copy
from .actions import CORRECTABLE, HOUSEHOLD_FIELDS
from .forms import CorrectionForm, ReasonForm, RestrictionForm
from .permissions import can_lead, hold_of, require_head, restriction_of
from .wording import correction_rows, field_rows

HOUSEHOLD = "rodzina"


@require_GET
def case_data(request, key):
    """Persons of a case with their fields, and what may be done with their data."""
    return _page(request, case_for(request.user, key))


def _page(request, case, *, errors=(), status=200):
    people = list(reach.people_of(case.household_id))
    context = case_context(case, section="dane/") | {
        "people": [{"person": person, "fields": field_rows(person, CORRECTABLE)} for person in people],
        "home": field_rows(case.household, HOUSEHOLD_FIELDS),
        "corrections": correction_rows(case),
        "holds": case.holds.filter(ends=None).select_related("by"),
        "requests": queries.requests_of(case),
        "looks": queries.looks_of(case, people)[-20:][::-1],
        "can_write": can_write(request.user, case),
        "leads": can_lead(request.user, case.organisation_id),
        "form": ReasonForm(),
        "errors": errors,
    }
    return render(request, "rights/case_data.html", context, status=status)


@require_GET
@step_up
def case_copy(request, key, kind):
    """The copy of the data of the marked persons (RODO art. 15), as PDF or ZIP."""
    case = case_for(request.user, key)
    require_head(request.user, case.organisation_id)
    if kind not in ("pdf", "zip"):
        raise Http404("Nie ma takiego pliku.")
    people = list(reach.people_of(case.household_id).filter(key__in=request.GET.getlist("osoba")))
    if not people:
        return _page(request, case, errors=[("", "Zaznacz, czyją kopię danych przygotować.")], status=422)
    copy = actions.make_copy(case, people, on=timezone.localdate(), by=request.user)
    if kind == "zip":
        return attachment(subject_copy.archive_of(copy))
    return attachment(pdf.print_letter(subject_copy.report_of(copy)))


@require_http_methods(["GET", "POST"])
def correct(request, key, who, field):
    """Correct one field of a person or of the household."""
    case = case_for(request.user, key)
    if not can_write(request.user, case):
        raise PermissionDenied("Dane prostuje realizator programu albo kierownik jednostki.")
    subject = _subject(case, who, field)
    column = subject._meta.get_field(field)
    form = CorrectionForm(request.POST or None, column=column, initial={"value": getattr(subject, field)})
    if form.is_valid():
        try:
            actions.correct(case, subject, field, **form.cleaned_data, by=request.user)
            messages.success(request, "Sprostowano. Poprzednia wartość zostaje zaszyfrowana w rejestrze.")
            return redirect("case-data", key=key)
        except ValidationError as error:
            form.add_error("value", error.messages)
    context = case_context(case, section="dane/") | {
        "form": form, "title": f"Sprostowanie: {column.verbose_name}", "button": "Zapisz sprostowanie",
    }  # fmt: skip
    return render(request, "rights/case_form.html", context, status=422 if form.is_bound else 200)


def _subject(case, who, field):
    """The person or household of the case whose field may be corrected. Raises Http404."""
    if who == HOUSEHOLD and field in HOUSEHOLD_FIELDS:
        return case.household
    person = reach.people_of(case.household_id).filter(key=who).first()
    if person is None or field not in CORRECTABLE:
        raise Http404("Tego pola nie prostuje się tutaj.")
    return person


@require_POST
def restrict(request, key):
    """Restrict processing: of the family in this case, or of one person in all cases."""
    case = case_for(request.user, key)
    people = reach.people_of(case.household_id)
    form = RestrictionForm(request.POST, people=people)
    return _with_reason(request, case, form, actions.restrict, "Ograniczono przetwarzanie danych.")


@require_POST
def hold(request, key):
    """Stop erasure."""
    case = case_for(request.user, key)
    said = "Wstrzymano usunięcie danych tej sprawy."
    return _with_reason(request, case, ReasonForm(request.POST), actions.hold, said)


def _with_reason(request, case, form, act, said):
    require_head(request.user, case.organisation_id)
    try:
        if form.is_valid():
            act(case, **form.cleaned_data, starts=timezone.localdate(), by=request.user)
            messages.success(request, said)
            return redirect("case-data", key=case.key)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return _page(request, case, errors=form.error_list(), status=422)


@require_POST
def restriction_except(request, key):
    """Allow today what a statute demands."""
    case = case_for(request.user, key)
    require_head(request.user, case.organisation_id)
    restriction_of(case)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, case, errors=form.error_list(), status=422)
    day = timezone.localdate()
    actions.allow_today(case, reason=form.cleaned_data["reason"], on=day, by=request.user)
    messages.success(request, "Zapisano wyjątek na dziś.")
    return redirect("case-data", key=key)


@require_POST
def restriction_lift(request, key):
    """End a restriction."""
    case = case_for(request.user, key)
    require_head(request.user, case.organisation_id)
    actions.lift(restriction_of(case), on=timezone.localdate(), by=request.user)
    messages.success(request, "Zakończono ograniczenie. Powiadom o tym osobę (RODO art. 18 ust. 3).")
    return redirect("case-data", key=key)


@require_POST
def hold_end(request, key, pk):
    """End a hold."""
    case = case_for(request.user, key)
    require_head(request.user, case.organisation_id)
    actions.end_hold(hold_of(case, pk), on=timezone.localdate(), by=request.user)
    messages.success(request, "Zakończono wstrzymanie usunięcia.")
    return redirect("case-data", key=key)
