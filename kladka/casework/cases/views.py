"""Dziś, the list of cases, one case, contacts, drafts."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.once import NOT_TYPED, repeatable
from kladka.accounts.permissions import (
    can_distribute_cases,
    can_handle_cases,
    can_read_cases,
    can_read_money,
    has_role,
    organisation_ids,
    organisation_of,
    workers_today,
)
from kladka.accounts.step_up import step_up
from kladka.documents.xlsx import Column, workbook

from . import actions, contact_queries, queries
from .contact_views import begun
from .drafts import kept
from .forms import ContactForm, WorkerForm
from .models import Case, Deadline
from .permissions import can_write, case_for, check_search, searches_whole_centre
from .same_person import cases_of_same_person, told_once
from .tables import case_table, deadline_table, timeline
from .wording import FIRST_PAGES, NEXT_STEP, case_context, when, where_counted

EXPORT_LIMIT = 5000
STATES = dict(Case.State.choices)
SHOWN_STATES = [choice for choice in STATES.items() if choice[0] != Case.State.ERASED]


def today_page(request, *, duties=(), waiting=(), to_decide=(), flags=(), pressing=(), supervised=(0, 0)):
    """What is due, by date, with the provision; `duties` elsewhere: label, url, until, late, provision.

    `waiting` (data protection) and `to_decide` (families) have no day: (what, how many, address). `flags`:
    tasks of red flags, like duties, for those who read them. `pressing`: cases of the first tier.
    `supervised`: how many requests for emergency access wait, and alarms of today.
    """
    organisation = organisation_of(request.user)
    if organisation is None:
        return render(request, "cases/no_organisation.html", status=403)
    if not can_read_cases(request.user, organisation.pk):
        return _without_cases(request, organisation)
    can_file = can_handle_cases(request.user, organisation.pk)
    mine = request.GET.get("czyje") != "wszystkie" and can_file
    worker = request.user if mine else None
    day = timezone.localdate()
    page = queries.open_deadlines(organisation, day, worker=worker, cursor=request.GET.get("po", ""))
    money = can_read_money(request.user, organisation.pk) and not request.GET.get("po")
    payments = queries.payment_deadlines(organisation) if money else []
    groups = [(name, list(rows)) for name, rows in groupby(page.rows, lambda row: when(row["day"], day))]
    context = {"page": page, "groups": groups, "payments": payments, "mine": mine, "today": day}
    context |= {"can_file": can_file, "duties": duties, "waiting": waiting}
    context |= {"to_decide": to_decide, "flags": flags, "pressing": pressing}
    context["asked"], context["alarms"] = supervised
    return render(request, "cases/today.html", context)


def _without_cases(request, organisation):
    """The first page of who has no cases of their own: where the role works, or a page that says so."""
    for role, address in FIRST_PAGES.items():
        if has_role(request.user, organisation.pk, role):
            return redirect(address)
    return render(request, "cases/no_cases.html")


def case_list_page(request, *, urgency):
    """Cases by filter and order, or the answer to a search; `urgency` words the tiers of the rows of a page.

    It takes (user, rows, day) and gives {case id: (tier, words)}.
    """
    filters, text = _filters(request), request.GET.get("q", "").strip()
    page = _page(request, filters, text)
    page.rows[:] = told_once(request.user, page.rows) if text else page.rows
    today = timezone.localdate()
    deadlines = queries.next_deadlines([row["id"] for row in page.rows], today)
    contacts = _contacts_of_rows(request.user, page.rows, today)
    tiers = urgency(request.user, page.rows, today)
    for row in page.rows:
        row["due"], row["due_label"] = deadlines.get(row["id"], (None, ""))
        row["contacts"], row["urgency"] = contacts.get(row["id"]), tiers[row["id"]]
    context = {
        "page": page,
        "table": case_table(page.rows, today),
        "text": text,
        "payment_list": queries.payment_list_named(request.user, text),
        "states": SHOWN_STATES,
        "filters": filters,
        "own": _searches_own(request),
        "can_file": any(can_handle_cases(request.user, one) for one in organisation_ids(request.user)),
    }
    return render(request, "cases/case_list.html", context)


def _filters(request):
    """Filter and order of the list; a wrong value falls back to the whole list, the newest first."""
    state, order = request.GET.get("stan"), request.GET.get("kolejnosc")
    return {
        "stan": state if state in STATES else "",
        "kolejnosc": order if order in queries.ORDERS else "data",
        "moje": "moje" in request.GET,
    }


def _contacts_of_rows(user, rows, day):
    """{case id: contacts of this month} for the rows whose programme runs today."""
    running = [row["id"] for row in rows if row["aid_from"] and row["aid_from"] <= day <= row["aid_until"]]
    organisation = organisation_of(user)
    counting = contact_queries.counting_of(organisation) if organisation else contact_queries.Counting()
    return contact_queries.this_month(running, counting, day)


def _page(request, filters, text, **more):
    more |= {"cursor": request.GET.get("po", "")}
    if text:
        own = _searches_own(request)
        if not own:
            check_search(request.user, text, queries.words_digest(text))
        return queries.search_cases(request.user, text, own=own, **more)
    worker = request.user.pk if filters["moje"] else None
    more |= {"state": filters["stan"], "order": filters["kolejnosc"]}
    return queries.case_list(request.user, worker=worker, **more)


def _searches_own(request):
    return request.GET.get("gdzie") != "cala" and not searches_whole_centre(request.user)


@require_GET
@step_up
def case_export(request):
    """The filtered list as XLSX."""
    text = request.GET.get("q", "").strip()
    page = _page(request, _filters(request), text, size=EXPORT_LIMIT, leaving=True)
    columns = [
        Column("Znak sprawy", "text"),
        Column("Rodzina", "text"),
        Column("Stan", "text"),
        Column("Realizator", "text"),
        Column("Wszczęta", "day"),
        Column("Pomoc od", "day"),
        Column("Pomoc do", "day"),
    ]
    names = ("number", "title", "state", "worker__name", "opened_on", "aid_from", "aid_until")
    rows = [[STATES[row[n]] if n == "state" else row[n] for n in names] for row in page.rows]
    return attachment(workbook("Sprawy", columns, rows, name="sprawy"))


def attachment(document):
    """An HTTP answer that saves a kladka.documents Document."""
    response = HttpResponse(document.content, content_type=document.media_type)
    response["Content-Disposition"] = f'attachment; filename="{document.name}"'
    response["X-Content-SHA256"] = document.sha256
    return response


@require_GET
def case_page(request, key):
    """One case: what now, deadlines, timeline, contacts."""
    return _case_page(request, case_for(request.user, key))


def _case_page(request, case, status=200, worker_form=None):
    day = timezone.localdate()
    if worker_form is None and can_distribute_cases(request.user, case.organisation_id):
        worker_form = WorkerForm(
            workers=workers_today(case.organisation_id), initial={"worker": case.worker_id}
        )
    context = case_context(case) | {
        "worker_form": worker_form,
        "next_step": NEXT_STEP.get(case.state),
        "deadlines": deadline_table(case, queries.deadlines_of(case), day, can_write(request.user, case)),
        "timeline": timeline(queries.timeline_of(case)),
        "members": queries.family_of(case),
        "again": _recorded_again(request.user, case),
        "can_write": can_write(request.user, case),
    }
    context |= _contacts(request.user, case, context, day)
    return render(request, "cases/case_page.html", context, status=status)


def _recorded_again(user, case):
    """Other cases in which one of its people was recorded too."""
    if not case.recorded_again:
        return ()
    return cases_of_same_person(user, [case.household_id]).get(case.household_id, ())


def _contacts(user, case, page, day):
    """The form of a new contact, and how many there were this month while the programme runs."""
    if not page["can_write"] and not page["programme_month"]:
        return {}
    contacts, found = contact_queries.recent(case, day), {}
    if page["can_write"]:
        draft = kept(user, "contact-new", case.key)
        found = {
            "draft": draft,
            "form": ContactForm(initial=begun(contacts, draft), members=lambda: page["members"]),
        }
    if page["programme_month"]:
        counting = contact_queries.counting_of(case.organisation)
        found["contacts"] = contact_queries.month_among(contacts, counting, day)
    return found


@require_POST
def assign(request, key):
    """Give the case to another worker."""
    case = case_for(request.user, key)
    if not can_distribute_cases(request.user, case.organisation_id):
        raise PermissionDenied("Sprawy rozdziela kierownik albo koordynator.")
    form = WorkerForm(request.POST, workers=workers_today(case.organisation_id))
    if not form.is_valid():
        return _case_page(request, case, status=422, worker_form=form)
    actions.assign(case, form.cleaned_data["worker"], by=request.user)
    messages.success(request, f"Sprawę prowadzi teraz {case.worker.name}.")
    return redirect(case)


@require_POST
def deadline_done(request, key, deadline):
    """Mark a task that no other act completes as done today."""
    case = case_for(request.user, key)
    if not can_write(request.user, case):
        raise PermissionDenied
    task = get_object_or_404(case.deadlines, pk=deadline, kind__in=Deadline.BY_HAND, done_on=None)
    actions.fulfil(task, on=timezone.localdate(), by=request.user)
    messages.success(request, f"Zapisano: {task.label}.")
    return redirect(case)


@require_GET
def deadline_why(request, key, deadline):
    """How a day was counted: the provision, the raw day, the day after days off."""
    case = case_for(request.user, key)
    found = get_object_or_404(case.deadlines, pk=deadline)
    context = case_context(case) | {"deadline": found, "counted": where_counted(case, found)}
    template = "cases/_deadline_why.html" if request.htmx else "cases/deadline_why.html"
    return render(request, template, context)


@repeatable
@require_POST
def draft_save(request, form):
    """Keep what is being typed; answered to the page's script."""
    typed = {k: _without_nul(v) for k, v in request.POST.lists() if k not in NOT_TYPED and "\0" not in k}
    data = {name: values if len(values) > 1 else values[0] for name, values in typed.items()}
    actions.keep_draft(request.user, form[:80], data)
    return JsonResponse({"saved": True})


def _without_nul(values):
    return [value.replace("\0", "") for value in values]
