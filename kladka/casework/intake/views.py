"""The application of a case: what came, the letter to supply, the coverage, the refusal, and why."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.letters.queries import print_docx
from kladka.documents import pdf
from kladka.law.explain import explain

from . import actions, letters, queries, refusal, wording
from .forms import (
    CoveredForm,
    DayForm,
    ReasonForm,
    ReceivedForm,
    RefusalForm,
    SupplyLetterForm,
    put_error,
)
from .models import Annex, SupplyLetter
from .permissions import application_of_case, application_to_handle, can_write


@require_GET
def application_page(request, key):
    """The application: term, declarations and annexes, letters, coverage."""
    return _page(request, application_of_case(request.user, key))


def _page(request, application, *, form=None, delivery=None, status=200):
    people = queries.people_of(application)
    items = queries.items_of(application, people)
    missing = [item for item in items if not item.received]
    open_now = queries.unfinished(application.state)
    context = case_context(application.case, "wniosek/") | {
        "application": application,
        "application_badge": wording.BADGES[application.state],
        "items": items,
        "missing": missing,
        "received_form": form or ReceivedForm(missing=missing),
        "delivery_form": delivery or DayForm(prefix="doreczenie"),
        "can_act": open_now and can_write(request.user, application),
        "open_now": open_now,
    }
    context |= _of_people(application, people) | _of_case(application)
    context |= _what_next(application, missing, context)
    return render(request, "intake/application_page.html", context, status=status)


def _of_people(application, people):
    """Terms, coverage and warnings, by person."""
    explanation = explain(queries.facts_for(application, queries.considered(application, people)))
    names = {one.person.key: one.person.full_name for one in people}
    clocks = [(one, queries.clock(one.status.delivered_on, application.filed_on)) for one in people]
    return {
        "clocks": [(one, clock, clock and wording.clock_words(clock)) for one, clock in clocks],
        "coverage": queries.coverage_of(application, people),
        "reasons": [(names.get(reason.person, ""), reason) for reason in explanation.reasons],
        "warnings": [(names.get(warning.person, ""), warning) for warning in explanation.warnings],
    }


def _of_case(application):
    return {
        "letters": queries.letters_of(application),
        "deadline": queries.decision_deadlines([application.case_id]).get(application.case_id),
        "refusal": queries.refusal_prepared(application),
    }


def _what_next(application, missing, page):
    letter, today = next(iter(page["letters"]), None), timezone.localdate()
    eligible = any(proposal.covered for _, proposal in page["coverage"])
    step = wording.next_step(application, missing=missing, letter=letter, today=today, eligible=eligible)
    late = letter is not None and letter.day is not None and letter.day < today
    return {"next_step": step, "late_letter": late, "today": today}


def _back(application):
    return redirect("application", key=application.case.key)


@require_POST
def received(request, key):
    """Record what came and when."""
    application = application_to_handle(request.user, key)
    form = ReceivedForm(request.POST, missing=queries.missing_of(application))
    if form.is_valid():
        came = form.came()
        annexes = [a for a in _annexes(application) if f"annex-{a.pk}" in came]
        declarations = [slug for slug, field in queries.DECLARATIONS.items() if field in came]
        day = form.cleaned_data["on"]
        try:
            actions.receive(application, annexes=annexes, declarations=declarations, on=day, by=request.user)
        except ValidationError as error:
            put_error(form, error)
    if form.errors:
        return _page(request, application, form=form, status=422)
    messages.success(request, "Zapisano, co wpłynęło.")
    return _back(application)


def _annexes(application):
    return Annex.objects.filter(applicant__application=application).select_related("applicant__person")


@require_http_methods(["GET", "POST"])
def annex_take_back(request, key, annex):
    """Correct an annex marked by mistake."""
    application = application_to_handle(request.user, key)
    annex = get_object_or_404(_annexes(application), pk=annex)
    facts = [f"{annex.label} – {annex.applicant.person}"]

    def act(data):
        actions.take_back_annex(annex, reason=data["reason"], on=timezone.localdate(), by=request.user)

    return _act(
        request,
        application,
        ReasonForm,
        act,
        title="Cofnij przyjęcie załącznika",
        facts=facts,
        button="Cofnij przyjęcie",
        done="Załącznik znów jest oznaczony jako brakujący.",
    )


def _act(request, application, form_class, act, *, title, facts, button, done, confirm="", **kwargs):
    """One act on a page of its own: what it does, what is asked, and the button."""
    form = form_class(request.POST or None, **kwargs)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            put_error(form, error)
        else:
            messages.success(request, done)
            return _back(application)
    context = case_context(application.case, "wniosek/") | {
        "form": form,
        "title": title,
        "facts": facts,
        "button": button,
        "confirm": confirm,
    }
    return render(request, "intake/act.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def supply_letter(request, key):
    """Prepare the letter that calls for what is missing."""
    application = application_to_handle(request.user, key)
    missing = queries.missing_of(application)
    if not missing:
        messages.info(request, "Niczego nie brakuje, wezwanie nie jest potrzebne.")
        return _back(application)
    form = SupplyLetterForm(request.POST or None, missing=missing)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        issued_on, days = data["issued_on"], data["term_days"]
        try:
            actions.send_supply_letter(
                application, missing=form.listed(), term_days=days, issued_on=issued_on, by=request.user
            )
        except ValidationError as error:
            put_error(form, error)
        else:
            messages.success(request, "Wezwanie jest gotowe. Pobierz je, a po doręczeniu wpisz datę.")
            return _back(application)
    context = case_context(application.case, "wniosek/") | {"form": form, "provisions": missing}
    return render(request, "intake/supply_letter.html", context, status=422 if form.errors else 200)


def _letter(application, key):
    return get_object_or_404(SupplyLetter.objects.filter(application=application), key=key)


@require_GET
def supply_letter_file(request, key, letter, form):
    """The letter as PDF or DOCX."""
    application = application_of_case(request.user, key)
    if form not in ("pdf", "docx"):
        raise Http404("Nie ma takiego pliku.")
    check_may_leave(application.case)
    found = letters.supply_letter_of(_letter(application, letter))
    if form == "pdf":
        return attachment(pdf.print_letter(found))
    return attachment(print_docx(application.organisation_id, found, "supply_letter", issued=letter))


@require_POST
def supply_delivery(request, key, letter):
    """Record when the letter was delivered; the term runs from then."""
    application = application_to_handle(request.user, key)
    form = DayForm(request.POST, prefix="doreczenie")
    if form.is_valid():
        try:
            actions.record_supply_delivery(
                _letter(application, letter), on=form.cleaned_data["on"], by=request.user
            )
        except ValidationError as error:
            put_error(form, error)
    if form.errors:
        return _page(request, application, delivery=form, status=422)
    messages.success(request, "Zapisano doręczenie. Termin jest na liście terminów.")
    return _back(application)


@require_http_methods(["GET", "POST"])
def unexamined(request, key):
    """Leave the application unexamined: only a person does it, and only after the term."""
    application = application_to_handle(request.user, key)
    facts = ["Nie uzupełniono: " + letters.described(item) for item in queries.missing_of(application)]

    def act(data):
        actions.leave_unexamined(application, on=data["on"], by=request.user)

    return _act(
        request,
        application,
        DayForm,
        act,
        title="Pozostaw wniosek bez rozpoznania",
        facts=facts,
        button="Pozostaw bez rozpoznania",
        done="Wniosek pozostawiono bez rozpoznania.",
        confirm="Pozostawić wniosek bez rozpoznania? Sprawa zostanie zamknięta, a rodzina będzie mogła "
        "złożyć nowy wniosek.",
    )


@require_http_methods(["GET", "POST"])
def coverage(request, key):
    """Confirm whom the application covers, or change the proposal with a reason."""
    application = application_to_handle(request.user, key)
    proposed = queries.coverage_of(application, queries.people_of(application))
    rows = [CoveredForm(request.POST or None, applicant=one, proposal=said) for one, said in proposed]
    errors = []
    if request.method == "POST" and all([form.is_valid() for form in rows]):
        answers = [form.answer() for form in rows]
        try:
            actions.confirm_coverage(application, coverage=answers, on=timezone.localdate(), by=request.user)
        except ValidationError as error:
            errors = [("", message) for message in error.messages]
        else:
            messages.success(request, "Potwierdzono, kogo obejmuje wniosek.")
            return _back(application)
    errors += [found for form in rows for found in form.error_list()]
    context = case_context(application.case, "wniosek/") | {"rows": rows, "errors": errors}
    return render(request, "intake/coverage.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "POST"])
def complicated(request, key):
    """Two months for a complicated case."""
    application = application_to_handle(request.user, key)
    facts = [
        "Termin załatwienia sprawy wyniesie dwa miesiące od złożenia wniosku (art. 35 § 3 KPA).",
        "Zawiadom rodzinę o przyczynie, nowym terminie i prawie do ponaglenia (art. 36 § 1 KPA).",
    ]

    def act(data):
        actions.mark_complicated(application, reason=data["reason"], on=timezone.localdate(), by=request.user)

    return _act(
        request,
        application,
        ReasonForm,
        act,
        title="Sprawa szczególnie skomplikowana",
        facts=facts,
        button="Ustal termin dwóch miesięcy",
        done="Zmieniono termin załatwienia sprawy.",
    )


@require_http_methods(["GET", "POST"])
@drafted
def refusal_draft(request, key):
    """Prepare the draft of a refusal; the draft is edited and approved under Decyzje."""
    application = application_to_handle(request.user, key)
    outcome = refusal.outcome(application)
    facts = [reason.text for reason in outcome.reasons]

    def act(data):
        actions.draft_refusal(application, reason=data["reason"], on=timezone.localdate(), by=request.user)

    return _act(
        request,
        application,
        RefusalForm,
        act,
        title="Przygotuj projekt decyzji odmownej",
        facts=facts,
        button="Przygotuj projekt",
        done="Projekt decyzji odmownej jest w części Decyzje. Zatwierdza go druga osoba.",
        outcome=outcome,
        initial=request.draft.data,
    )
