"""Do przeliczenia: the look over the centre, its progress, what it found, the list as XLSX."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.casework.recalculation import check_actions
from kladka.casework.recalculation import check_queries as queries

from . import permissions, wording
from .check_files import findings_workbook
from .forms import FindingFilter
from .views import EXPORT_LIMIT

STOP_POLLING = 286


@require_GET
def amounts(request):
    """What the newest finished look over the centre found, and the progress of one under way."""
    office, form = permissions.office_for(request.user), FindingFilter(request.GET)
    context = wording.page_context("przeliczenia/") | _progress(office) | {"form": form}
    if done := context["done"]:
        wanted = form.wanted(request.user)
        context["page"] = queries.findings(done, cursor=request.GET.get("po", ""), **wanted)
        context["rows"] = [wording.finding(row) for row in context["page"].rows]
        context["counts"] = wording.finding_counts(queries.counts(done))
    context["may_check"] = permissions.can_check(request.user, office)
    return render(request, "settlement/amounts.html", context)


def _progress(office):
    newest, done = queries.newest(office)
    return {"newest": newest, "done": done, "under_way": newest and newest.state in check_actions.OPEN}


@require_GET
def amounts_state(request):
    """How far a look over the centre is; status 286 when the waiting is over."""
    context = _progress(permissions.office_for(request.user))
    status = 200 if context["under_way"] else STOP_POLLING
    return render(request, "settlement/_amounts_state.html", context, status=status)


@require_POST
def amounts_order(request):
    """Order a look over all programmes of the centre."""
    check_actions.order_check(permissions.checked_by(request.user), by=request.user)
    return redirect("amounts")


@require_GET
@step_up
def amounts_export(request):
    """What was found as XLSX; restricted cases stay in the office."""
    office = permissions.office_for(request.user)
    done, wanted = _progress(office)["done"], FindingFilter(request.GET).wanted(request.user)
    rows = queries.findings(done, size=EXPORT_LIMIT, leaving=True, **wanted).rows if done else []
    return attachment(findings_workbook(rows))
