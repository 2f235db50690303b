"""The programme of a case from its draft to the decision, prints, the list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.permissions import check_address, check_may_leave
from kladka.casework.decisions.views import attachment
from kladka.casework.letters.queries import print_docx
from kladka.documents import pdf
from kladka.documents.document import PDF, Document
from kladka.documents.xlsx import Column, workbook

from . import actions, agreement_actions, forms, letters, pages, permissions, queries
from .models import Programme
from .wording import AGREEING, BADGES

State = Programme.State
EXPORT_LIMIT = 5000
STATES = dict(State.choices)


@require_GET
def programme_page(request, key):
    """The programme of a case: what was proposed and agreed, what it costs, what comes next."""
    case, programme = permissions.case_and_programme(request.user, key)
    return pages.programme_page(request, case, programme)


@require_POST
def draft(request, key):
    """Propose the programme of a complete application."""
    case, programme = permissions.case_and_programme(request.user, key)
    if not permissions.can_write(request.user, case):
        raise PermissionDenied(permissions.ONLY_WORKERS)
    application = case.applications.select_related("case__worker", "organisation").order_by("-pk").first()
    try:
        if application is not None and programme is None:
            programme = actions.draft_programme(application, request.user)
            messages.success(request, "Przygotowano projekt programu. Sprawdź i zmień, co trzeba.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("programme", key=key)


@require_http_methods(["GET", "POST"])
def agree(request, key):
    """Record the day on which both sides agreed, and who signed."""
    programme = permissions.programme_to_write(request.user, key)
    words = AGREEING[programme.on_paper]
    initial = {"on": None} if programme.on_paper else {}  # the day stands on the paper, nobody guesses it
    form = forms.AgreeForm(request.POST or None, request.FILES or None, programme=programme, initial=initial)
    if pages.accepted(form, lambda **data: agreement_actions.agree(programme, by=request.user, **data)):
        messages.success(request, words["said"])
        return redirect(programme)
    gaps = queries.gaps(programme)
    unsaid = [one for one in programme.obligations.all() if not one.repeated_on]
    return pages.form_page(
        request,
        programme,
        form,
        title=words["title"],
        button=words["button"],
        lead=words["lead"],
        gaps=gaps,
        unsaid=unsaid,
    )


@require_http_methods(["GET", "POST"])
def reopen(request, key):
    """Take an agreed programme back to editing."""
    programme = permissions.programme_to_handle(request.user, key, State.AGREED, State.SENT)
    form = forms.ReopenForm(request.POST or None)
    if pages.accepted(form, lambda **data: agreement_actions.reopen(programme, by=request.user, **data)):
        messages.success(request, "Program jest znowu w uzgodnieniach.")
        return redirect(programme)
    lead = (
        "Program trzeba będzie uzgodnić i wysłać wojewodzie jeszcze raz. Wysłane zestawienie kosztów zostaje."
    )
    return pages.form_page(request, programme, form, title="Cofnij do uzgodnień", button="Cofnij", lead=lead)


@require_http_methods(["GET", "POST"])
def send(request, key):
    """Send the programme with its costs to the voivode."""
    programme = permissions.programme_to_handle(request.user, key, State.AGREED)
    form = forms.SendForm(request.POST or None)
    if pages.accepted(form, lambda **data: actions.send_to_voivode(programme, by=request.user, **data)):
        messages.success(request, "Zapisano wysłanie. Zestawienie kosztów jest zamrożone i ma numer.")
        return redirect(programme)
    months = pages.cost_rows(programme.case, queries.month_totals(queries.dues(programme)))
    return pages.form_page(
        request, programme, form, title="Wyślij wojewodzie", button="Zapisz wysłanie", costs=months
    )


@require_http_methods(["GET", "POST"])
def accept(request, key):
    """Record the voivode's acceptance."""
    programme = permissions.programme_to_handle(request.user, key, State.SENT)
    form = forms.AcceptanceForm(request.POST or None)
    if pages.accepted(form, lambda **data: actions.record_acceptance(programme, by=request.user, **data)):
        messages.success(request, "Zapisano akceptację. Można przygotować decyzję.")
        return redirect(programme)
    return pages.form_page(request, programme, form, title="Akceptacja wojewody", button="Zapisz akceptację")


@require_POST
def draft_decision(request, key):
    """Draft the decision that grants the aid."""
    programme = permissions.programme_to_handle(request.user, key)
    try:
        decision = actions.draft_grant(programme, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("case-decisions", key=key)
    messages.success(
        request, "Przygotowano projekt decyzji. Sprawdź uzasadnienie i przekaż do zatwierdzenia."
    )
    return redirect(decision)


@require_GET
def programme_print(request, key, kind):
    """The programme as PDF or DOCX; marked as a draft until it is agreed."""
    programme = permissions.programme_for(request.user, key)
    check_may_leave(programme.case)
    letter = letters.programme_letter(programme, queries.agreed_dues(programme))
    if kind == "docx":
        issued = programme.key if programme.agreed_on else ""
        return attachment(print_docx(programme.organisation_id, letter, "programme", issued=issued))
    return attachment(pdf.print_letter(letter))


@require_GET
def cost_statement(request, key, pk):
    """The frozen statement of costs as it was sent."""
    programme = permissions.programme_for(request.user, key)
    statement = permissions.cost_statement_of(programme, pk)
    check_may_leave(programme.case)
    check_address(request.user, programme.case, statement.sent_on)
    name = f"zestawienie-kosztow-{statement.number}.pdf".replace("/", "-")
    return attachment(Document(name, PDF, bytes(statement.pdf), statement.sha256))


@require_GET
def programme_list(request):
    """Programmes by filter and order."""
    chosen = forms.ProgrammeFilter(request.GET).chosen()
    page = queries.programme_list(request.user, **chosen, cursor=request.GET.get("po", ""))
    context = {
        "page": page,
        "rows": [
            row | {"badge": BADGES[row["state"]], "state_name": STATES[row["state"]]} for row in page.rows
        ],
        "chosen": chosen,
        "states": State.choices,
    }
    return render(request, "programmes/programme_list.html", context)


@require_GET
@step_up
def programme_export(request):
    """The filtered list as XLSX."""
    chosen = forms.ProgrammeFilter(request.GET).chosen()
    page = queries.programme_list(request.user, **chosen, size=EXPORT_LIMIT, leaving=True)
    columns = [Column(title) for title in ("Znak sprawy", "Rodzina", "Stan", "Realizator")]
    columns += [Column(title, "day") for title in ("Od", "Do", "Uzgodniono", "Zaakceptowano")]
    names = ("starts", "ends", "agreed_on", "accepted_on")
    rows = [
        (
            one["case__number"],
            one["case__title"],
            STATES[one["state"]],
            one["realizator__name"],
            *(one[n] for n in names),
        )
        for one in page.rows
    ]
    return attachment(workbook("Programy", columns, rows, name="programy"))
