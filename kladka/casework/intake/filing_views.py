"""New application, its receipt, and the list of applications."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kladka.accounts.once import NOT_TYPED
from kladka.accounts.permissions import can_handle_cases, organisation_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.actions import drop_draft, keep_draft
from kladka.casework.cases.permissions import check_may_leave
from kladka.casework.cases.queries import draft_of
from kladka.casework.cases.views import attachment
from kladka.casework.letters.queries import print_docx
from kladka.casework.people.wording import CITIZENSHIPS, LANGUAGES
from kladka.documents import pdf
from kladka.documents.xlsx import Column, workbook

from . import actions, letters, queries
from .family_form import FamilyForm, with_person_added, with_person_removed
from .forms import ListFilter, put_error
from .models import Application
from .permissions import application_for, can_write, organisation_to_file
from .wording import BADGES

DRAFT = "wniosek-nowy"
EXPORT_LIMIT = 5000
STATES = dict(Application.State.choices)


@require_http_methods(["GET", "POST"])
def application_new(request):
    """Take an application in: one page for the whole family."""
    organisation = organisation_to_file(request.user)
    if request.method == "GET":
        draft = draft_of(request.user, DRAFT)
        return _new_page(request, FamilyForm(organisation, draft), restored=bool(draft))
    if "odrzuc" in request.POST:
        drop_draft(request.user, DRAFT)
        return redirect("application-new")
    if typed := _changed_cards(request.POST.dict()):
        keep_draft(request.user, DRAFT, typed)
        return _new_page(request, FamilyForm(organisation, typed), fresh="dodaj" in request.POST)
    form = FamilyForm(organisation, request.POST, bound=True)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    return _file(request, organisation, form)


def _changed_cards(posted):
    """What was typed after a card was added, removed or shown anew; None when the form is to be saved."""
    typed = {name: value for name, value in posted.items() if name not in NOT_TYPED | {"dodaj"}}
    if "dodaj" in posted:
        return with_person_added(typed)
    if "usun" in posted:
        number = typed.pop("usun")
        return with_person_removed(typed, int(number) if number.isdecimal() else 0)
    return typed if typed.pop("odswiez", None) else None


def _file(request, organisation, form):
    try:
        application = actions.file_application(organisation, by=request.user, **form.filing())
    except ValidationError as error:
        put_error(form.application, error)
        return _new_page(request, form, status=422)
    drop_draft(request.user, DRAFT)
    messages.success(request, f"Zapisano wniosek {application.receipt_number}.")
    return redirect("application-receipt", key=application.key)


def _new_page(request, form, *, restored=False, fresh=False, status=200):
    if fresh:
        form.people[-1].fields["family_name"].widget.attrs["autofocus"] = True
    context = {
        "form": form,
        "restored": restored,
        "citizenships": CITIZENSHIPS,
        "languages": LANGUAGES,
        "draft": DRAFT,
    }
    return render(request, "intake/application_new.html", context, status=status)


@require_GET
def receipt(request, key):
    """The receipt: number, what is missing, the next step."""
    application = application_for(request.user, key)
    people = queries.people_of(application)
    context = {
        "application": application,
        "people": people,
        "missing": queries.missing_of(application, people),
        "deadline": queries.decision_deadlines([application.case_id]).get(application.case_id),
        "can_write": can_write(request.user, application),
    }
    return render(request, "intake/receipt.html", context)


@require_GET
def receipt_file(request, key, form):
    """The receipt to print, as PDF or DOCX."""
    application = application_for(request.user, key)
    if form not in ("pdf", "docx"):
        raise Http404("Nie ma takiego pliku.")
    check_may_leave(application.case)
    made = letters.receipt_of(application)
    if form == "pdf":
        return attachment(pdf.print_letter(made))
    return attachment(print_docx(application.organisation_id, made, "receipt", issued=application.key))


@require_GET
def application_list(request):
    """Applications by state and order."""
    page, filters = _page(request)
    missing = queries.missing_counts(page.rows)
    deadlines = queries.decision_deadlines([row["case_id"] for row in page.rows])
    today = timezone.localdate()
    rows = [_row(row, missing, deadlines, today) for row in page.rows]
    organisation = organisation_of(request.user)
    context = {
        "page": page,
        "rows": rows,
        "filters": filters,
        "states": Application.State.choices,
        "can_file": organisation is not None and can_handle_cases(request.user, organisation.pk),
    }
    return render(request, "intake/application_list.html", context)


def _page(request, **more):
    filters = ListFilter(request.GET)
    filters.is_valid()
    chosen = filters.cleaned_data
    state = chosen.get("stan") if chosen.get("stan") in Application.State.values else ""
    order = chosen.get("kolejnosc") or "data"
    more |= {"cursor": request.GET.get("po", "")}
    page = queries.application_list(request.user, state=state, order=order, **more)
    return page, {"stan": state, "kolejnosc": order}


def _row(row, missing, deadlines, today):
    clock = queries.clock(row["delivered_on"], row["filed_on"])
    due = deadlines[row["case_id"]]["day"] if row["case_id"] in deadlines else None
    return row | {
        "badge": BADGES[row["state"]],
        "state_name": STATES[row["state"]],
        "term": clock and f"dzień {clock.number} z {clock.length}",
        "term_late": clock and clock.late,
        "missing": missing[row["id"]],
        "due": due,
        "due_late": due and due < today,
    }


@require_GET
@step_up
def application_export(request):
    """The filtered list as XLSX."""
    page, _ = _page(request, size=EXPORT_LIMIT, leaving=True)
    columns = [
        Column("Potwierdzenie"),
        Column("Znak sprawy"),
        Column("Rodzina"),
        Column("Złożony", "day"),
        Column("Kompletny", "day"),
        Column("Stan"),
        Column("Dzień terminu", "whole"),
        Column("Koniec terminu", "day"),
        Column("Realizator"),
    ]
    return attachment(workbook("Wnioski", columns, map(_export_row, page.rows), name="wnioski"))


def _export_row(row):
    clock = queries.clock(row["delivered_on"], row["filed_on"])
    return (
        *(row[name] for name in ("receipt_number", "case__number", "case__title", "filed_on", "complete_on")),
        STATES[row["state"]],
        clock.number if clock else None,
        clock.term.day if clock else None,
        row["case__worker__name"],
    )
