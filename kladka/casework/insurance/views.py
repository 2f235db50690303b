"""Lists of contributions and their acts, and what is to be filed with ZUS."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.permissions import can_read_money, organisation_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.cases.views import attachment
from kladka.journal.reading import noticed_list
from kladka.ui.acts import act_on

from . import files, list_actions, permissions, queries
from .forms import MonthForm, PaidForm, ReasonForm, SentForm
from .models import ContributionList
from .permissions import list_for
from .wording import BADGES, KINDS, NEXT_STEP, shown

State = ContributionList.State


def _centre(request):
    organisation = organisation_of(request.user)
    if organisation is None:
        raise PermissionDenied
    return organisation


@require_GET
def contribution_lists(request):
    """Lists by month, and the month to prepare next."""
    organisation = _centre(request)
    if not can_read_money(request.user, organisation.pk):
        raise PermissionDenied
    return _lists_page(request, organisation)


def _lists_page(request, organisation, form=None, status=200):
    months = queries.free_months(organisation, timezone.localdate())
    can_prepare = permissions.can_prepare(request.user, organisation.pk)
    page = queries.lists(request.user, cursor=request.GET.get("po", ""))
    context = {
        "page": page,
        "rows": [shown(row) for row in page.rows],
        "form": form or (MonthForm(months=months) if can_prepare and months else None),
    }
    return render(request, "insurance/contribution_lists.html", context, status=status)


@require_POST
def prepare(request):
    """Prepare the list of a month."""
    organisation = _centre(request)
    if not permissions.can_prepare(request.user, organisation.pk):
        raise PermissionDenied
    form = MonthForm(request.POST, months=queries.free_months(organisation, timezone.localdate()))
    if form.is_valid():
        try:
            made = list_actions.prepare(organisation, form.cleaned_data["month"], by=request.user)
        except ValidationError as error:
            form.add_error("month", error)
        else:
            messages.success(request, f"Przygotowano zestawienie {made.number}: osób {made.people}.")
            return redirect(made)
    return _lists_page(request, organisation, form, 422)


@require_GET
def contribution_list(request, key):
    """One list: what now, its persons, and what differs from the payment lists."""
    return _page(request, list_for(request.user, key))


def _lines(found):
    """Lines of a list that are about to be shown."""
    lines = list(found.lines.select_related("case"))
    shown_cases = [line.case.key for line in lines]
    noticed_list("contribution_list", shown_cases, organisation_id=found.organisation_id, key=found.key)
    return lines


def _page(request, found, status=200, problem=(), **forms):
    lines = _lines(found)
    newest = queries.newest(found, lines)
    context = {
        "list": found,
        "month": files.month_words(found),
        "badge": BADGES[found.state],
        "next_step": NEXT_STEP[found.state],
        "lines": lines,
        "problem": problem,
        "differences": queries.differences(found.organisation, found.month, newest),
        "listed": sum((line.amount_pln for line in newest), queries.ZERO),
        "paid": queries.paid_sum(found.organisation, found.month),
        "can_prepare": permissions.can_prepare(request.user, found.organisation_id),
        "can_approve": permissions.can_approve(request.user, found),
        "can_send_back": permissions.can_send_back(request.user, found),
        "send_back": ReasonForm(prefix="zwrot"),
        "sent": SentForm(),
        "paid_form": PaidForm(),
        **forms,
    }
    return render(request, "insurance/contribution_list.html", context, status=status)


def _refused(request, found, problem):
    return _page(request, found, 422, problem)


def _act(request, key, allowed, act, done, then=None):
    found = list_for(request.user, key)
    return act_on(request, found, allowed=allowed, act=act, done=done, page=_refused, then=then)


def _may_prepare(user, found):
    return permissions.can_prepare(user, found.organisation_id)


@require_POST
def recalculate(request, key):
    """Count a draft again."""
    return _act(request, key, _may_prepare, list_actions.recalculate, "Przeliczono zestawienie.")


@require_POST
def withdraw(request, key):
    """Withdraw a draft."""
    done = "Wycofano zestawienie."
    return _act(request, key, _may_prepare, list_actions.withdraw, done, "contribution-lists")


@require_POST
def submit(request, key):
    """Pass a draft on for approval."""
    return _act(request, key, _may_prepare, list_actions.submit, "Przekazano do zatwierdzenia.")


@require_POST
@step_up
def approve(request, key):
    """Approve a submitted list."""
    return _act(request, key, permissions.can_approve, list_actions.approve, "Zatwierdzono zestawienie.")


def _filled(request, key, may, act, form, shown_as, done):
    """Do an act on a list with what its form says; a wrong form comes back on the page under `shown_as`."""
    found = list_for(request.user, key)
    if not may(request.user, found):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, found, 422, **{shown_as: form})
    return _act(request, key, may, partial(act, **form.cleaned_data), done)


@require_POST
def send_back(request, key):
    """Send a submitted list back with a reason."""
    form = ReasonForm(request.POST, prefix="zwrot")
    may, done = permissions.can_send_back, "Zwrócono do poprawy."
    return _filled(request, key, may, list_actions.send_back, form, "send_back", done)


@require_POST
def mark_sent(request, key):
    """Record the day on which the list was passed to ZUS."""
    form, done = SentForm(request.POST), "Zapisano przekazanie."
    return _filled(request, key, _may_prepare, list_actions.mark_sent, form, "sent", done)


@require_POST
def record_paid(request, key):
    """Record the day on which the contributions left the bank."""
    form, done = PaidForm(request.POST), "Zapisano zapłatę w księdze."
    return _filled(request, key, _may_prepare, list_actions.record_paid, form, "paid_form", done)


@require_POST
def correct(request, key):
    """Prepare the correction of the month of a list."""
    found = list_for(request.user, key)
    if not _may_prepare(request.user, found):
        raise PermissionDenied
    try:
        made = list_actions.prepare_correction(found.organisation, found.month, by=request.user)
    except ValidationError as error:
        return _page(request, found, 422, error.messages)
    messages.success(request, f"Przygotowano korektę {made.number}.")
    return redirect(made)


@require_GET
@step_up
def list_xlsx(request, key):
    """The list as XLSX."""
    found = list_for(request.user, key)
    return attachment(files.list_workbook(found, _lines(found)))


@require_GET
def list_pdf(request, key):
    """The list as PDF."""
    found = list_for(request.user, key)
    return attachment(files.list_print(found, _lines(found)))


def _open_tasks(request):
    organisation = _centre(request)
    if not permissions.can_file(request.user, organisation.pk):
        raise PermissionDenied
    found = queries.tasks(organisation, timezone.localdate())
    shown_cases = [one.programme.case.key for one in found]
    noticed_list("insurance_tasks", shown_cases, organisation_id=organisation.pk)
    return found


@require_GET
def tasks(request):
    """What is still to be filed with ZUS, by day."""
    today = timezone.localdate()
    rows = [{"task": one, "kind": KINDS[one.kind], "late": one.due < today} for one in _open_tasks(request)]
    return render(request, "insurance/tasks.html", {"rows": rows})


@require_GET
@step_up
def tasks_xlsx(request):
    """The same as XLSX; restricted cases stay in the office."""
    kept = set(Restriction.objects.cases().values_list("case", flat=True))
    leaving = [one for one in _open_tasks(request) if one.programme.case_id not in kept]
    return attachment(files.tasks_workbook(leaving))
