"""The list of decisions, one decision from draft to delivery, its files (approval: issuing)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.permissions import can_approve, can_handle_cases, organisation_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import case_for, check_address, check_may_leave, hides_address
from kladka.casework.cases.wording import case_context
from kladka.documents import pdf
from kladka.documents.xlsx import Column, workbook
from kladka.law.terms import appeal_term

from . import actions, permissions, queries
from .forms import DecisionFilter, DeliveryForm, GroundsForm, SendBackForm
from .letter import grounds_parts, letter_of
from .models import Decision
from .wording import BADGES, shown

State = Decision.State
ONLY_WORKERS = "Projekt prowadzi i doręczenie zapisuje realizator programu albo kierownik jednostki."
EXPORT_LIMIT = 5000
COLUMNS = [
    Column("Numer"),
    Column("Rodzaj"),
    Column("Stan"),
    Column("Sprawa"),
    Column("Rodzina"),
    Column("Przygotował(a)"),
    Column("Wydana", "day"),
    Column("Doręczona", "day"),
    Column("Odwołanie do", "day"),
]


@require_GET
def decision_list(request):
    """Decisions by filter and order; for a head, those that wait for approval come first."""
    filters = DecisionFilter(request.GET)
    chosen = filters.chosen()
    page = queries.decision_list(request.user, **chosen, cursor=request.GET.get("po", ""))
    organisation = organisation_of(request.user)
    approves = organisation is not None and can_approve(request.user, organisation.pk)
    context = {
        "page": page,
        "rows": [shown(row) for row in page.rows],
        "chosen": chosen,
        "states": Decision.State.choices,
        "kinds": Decision.Kind.choices,
        "waiting": _waiting(request.user, organisation) if approves and page.first else [],
    }
    return render(request, "decisions/decision_list.html", context)


def _waiting(user, organisation):
    return [shown(row) for row in queries.to_approve(user, organisation)]


@require_GET
@step_up
def decision_export(request):
    """The filtered list as XLSX."""
    page = queries.decision_list(
        request.user, **DecisionFilter(request.GET).chosen(), size=EXPORT_LIMIT, leaving=True
    )
    return attachment(workbook("Decyzje", COLUMNS, map(_row, page.rows), name="decyzje"))


def _row(row):
    row = shown(row)
    names = ("number", "kind_name", "state_name", "case__number", "case__title", "prepared_by__name")
    return [row[name] for name in (*names, "issued_on", "delivery__on", "delivery__appeal_day")]


def attachment(document, *, inline=False):
    """An HTTP answer with a document (or a stored file with the same fields)."""
    answer = HttpResponse(bytes(document.content), content_type=document.media_type)
    how = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f'{how}; filename="{document.name}"'
    answer["X-Content-SHA256"] = document.sha256
    return answer


@require_GET
def case_decisions(request, key):
    """Decisions of one case and the way to the next one."""
    case = case_for(request.user, key)
    rows = [shown(row) for row in queries.decisions_of(case)]
    context = case_context(case, section="decyzje/") | {
        "rows": rows,
        "open": any(row["state"] in ("draft", "submitted") for row in rows),
        "can_write": can_handle_cases(request.user, case.organisation_id),
    }
    return render(request, "decisions/case_decisions.html", context)


@require_GET
def decision_page(request, key):
    """One decision: what it says, where it is, what may be done with it now."""
    return page_of(request, permissions.decision_for(request.user, key))


def page_of(request, decision, *, status=200, **forms):
    """The page of a decision with its forms; approval in kladka.casework.issuing answers with it too."""
    if decision.issuer:
        return _issued_before(request, decision, status=status, **forms)
    user, hidden = request.user, hides_address(request.user, decision.case, decision.issued_on)
    letter = letter_of(decision, on=timezone.localdate(), address=not hidden)
    context = case_context(decision.case, section="decyzje/") | {
        "decision": decision,
        "decision_badge": BADGES[decision.state],
        "letter": letter,
        "lines": list(zip(letter.amounts, decision.content.get("amounts", ()), strict=True)),
        "total": sum(line.total for line in letter.amounts),
        "parts": grounds_parts(decision.grounds),
        "files": queries.history(decision),
        "delivery": getattr(decision, "delivery", None),
        "can_edit": permissions.can_edit(user, decision),
        "can_judge": permissions.can_judge(user, decision),
        "can_deliver": permissions.can_deliver(user, decision),
        "is_head": can_approve(user, decision.organisation_id),
        "send_back": SendBackForm(prefix="zwrot"),
        "deliver": DeliveryForm(),
        **forms,
    }
    return render(request, "decisions/decision_page.html", context, status=status)


def _issued_before(request, decision, *, status, **forms):
    """The page of a decision issued outside this system: what was recorded of it, and where its scan goes."""
    context = case_context(decision.case, section="decyzje/") | {
        "decision": decision,
        "decision_badge": BADGES[decision.state],
        "delivery": getattr(decision, "delivery", None),
        "can_deliver": permissions.can_deliver(request.user, decision),
        "deliver": DeliveryForm(),
        **forms,
    }
    return render(request, "decisions/issued_before.html", context, status=status)


@require_http_methods(["GET", "POST"])
@drafted
def grounds_edit(request, key):
    """Edit the grounds of a draft."""
    decision = permissions.decision_for(request.user, key)
    if not permissions.can_edit(request.user, decision):
        raise PermissionDenied(permissions.why_not(decision, State.DRAFT, role=ONLY_WORKERS))
    form = GroundsForm(request.POST or None, initial={"grounds": decision.grounds} | request.draft.data)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(decision, grounds=form.cleaned_data["grounds"], by=request.user)
        except ValidationError as error:
            return _refused(request, key, error)
        messages.success(request, "Zapisano uzasadnienie.")
        return redirect(decision)
    context = {"decision": decision, "form": form}
    context |= case_context(decision.case, section="decyzje/")
    status = 422 if form.is_bound else 200
    return render(request, "decisions/grounds_form.html", context, status=status)


@require_GET
def preview(request, key):
    """The PDF as it would be issued, marked as a draft."""
    decision = permissions.decision_for(request.user, key)
    if decision.issuer:
        return redirect(decision)
    if decision.issued_on:
        return redirect("decision-file", key=key, kind="pdf")
    check_may_leave(decision.case)
    return attachment(pdf.print_letter(letter_of(decision, on=timezone.localdate())), inline=True)


@require_GET
def frozen_file(request, key, kind):
    """The stored bytes of an issued decision."""
    decision = permissions.decision_for(request.user, key)
    found = get_object_or_404(decision.files, name__endswith=f".{kind}")
    check_may_leave(decision.case)
    check_address(request.user, decision.case, decision.issued_on)
    try:
        actions.check_unchanged(decision, by=request.user)
    except ValidationError as error:
        return _refused(request, key, error)
    return attachment(found)


@require_POST
def submit(request, key):
    """Pass a draft on for approval."""
    return _act(request, key, permissions.can_edit, actions.submit, "Przekazano decyzję do zatwierdzenia.")


@require_POST
def withdraw(request, key):
    """Give up a draft."""
    return _act(request, key, permissions.can_edit, actions.withdraw, "Wycofano projekt decyzji.")


def _act(request, key, allowed, act, said):
    decision = permissions.decision_for(request.user, key)
    if not allowed(request.user, decision):
        raise PermissionDenied(permissions.why_not(decision, State.DRAFT, role=ONLY_WORKERS))
    try:
        act(decision, by=request.user)
    except ValidationError as error:
        return _refused(request, key, error)
    messages.success(request, said)
    return redirect(decision)


def _refused(request, key, error):
    """The page as it is now, with what stopped the act: somebody else was quicker."""
    problems = [("", message) for message in error.messages]
    return page_of(request, permissions.decision_for(request.user, key), errors=problems, status=422)


@require_POST
def send_back(request, key):
    """Return a submitted decision with a reason."""
    decision = permissions.decision_for(request.user, key)
    if not permissions.can_judge(request.user, decision):
        role = "Decyzję zwraca kierownik, inny niż osoba, która ją przygotowała lub zmieniała."
        raise PermissionDenied(permissions.why_not(decision, State.SUBMITTED, role=role))
    form = SendBackForm(request.POST, prefix="zwrot")
    if not form.is_valid():
        return page_of(request, decision, send_back=form, errors=form.error_list(), status=422)
    try:
        actions.send_back(decision, reason=form.cleaned_data["reason"], by=request.user)
    except ValidationError as error:
        return _refused(request, key, error)
    messages.success(request, "Zwrócono decyzję do poprawy.")
    return redirect(decision)


@require_POST
def deliver(request, key):
    """Record delivery; the appeal term is counted from it."""
    decision = permissions.decision_for(request.user, key)
    if not permissions.can_deliver(request.user, decision):
        raise PermissionDenied(permissions.why_not(decision, State.ISSUED, role=ONLY_WORKERS))
    form = DeliveryForm(request.POST)
    try:
        if form.is_valid():
            actions.deliver(decision, **form.cleaned_data, by=request.user)
            messages.success(request, "Zapisano doręczenie i policzono termin odwołania.")
            return redirect(decision)
    except ValidationError as error:
        form.add_error(None, error)
    return page_of(request, decision, deliver=form, errors=form.error_list(), status=422)


@require_GET
def why_appeal(request, key):
    """How the appeal term was counted: the raw day and the day moved past days off."""
    decision = permissions.decision_for(request.user, key)
    delivery = getattr(decision, "delivery", None)
    context = case_context(decision.case, section="decyzje/") | {
        "decision": decision,
        "delivery": delivery,
        "term": delivery and appeal_term(delivery.on),
    }
    template = "decisions/_why_appeal.html" if request.htmx else "decisions/why_appeal.html"
    return render(request, template, context)
