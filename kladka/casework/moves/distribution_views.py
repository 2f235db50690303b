"""Nothing is left without anybody: cases that nobody leads, many handed over at once, how people work."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.models import User
from kladka.accounts.permissions import workers_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases.models import Case
from kladka.casework.cases.views import attachment
from kladka.documents.xlsx import workbook
from kladka.staff import actions as staff
from kladka.staff.models import Absence
from kladka.staff.queries import absences_of

from . import forms, handover_actions, queries, wording
from .handover_views import done
from .permissions import centre_to_distribute, membership_to_describe

EXPORT_LIMIT = 5000


@require_GET
def orphan_list(request):
    """Open cases that nobody leads now, with why, and who could take them."""
    centre, day = centre_to_distribute(request.user), wording.today()
    chosen = forms.OrphanFilter(request.GET).chosen()
    page = queries.orphans(centre, day, cursor=request.GET.get("po", ""), **chosen)
    context = {
        "page": page,
        "rows": [wording.orphan(row) for row in page.rows],
        "chosen": chosen,
        "whys": wording.WHY.items(),
        "workers": workers_of(centre),
    }
    return render(request, "moves/orphan_list.html", context)


@require_GET
@step_up
def orphan_export(request):
    """The filtered list as XLSX."""
    centre = centre_to_distribute(request.user)
    chosen = forms.OrphanFilter(request.GET).chosen()
    page = queries.orphans(centre, wording.today(), size=EXPORT_LIMIT, leaving=True, **chosen)
    rows = map(wording.exported, page.rows)
    return attachment(workbook("Bez realizatora", wording.COLUMNS, rows, name="bez-realizatora"))


@require_http_methods(["GET", "POST"])
def handover_many(request):
    """Choose cases of one worker (or of nobody) for another; then see what will happen; then do it."""
    centre = centre_to_distribute(request.user)
    former = User.objects.filter(pk__in=Case.objects.filter(organisation=centre).values("worker")).order_by(
        "name"
    )
    given = request.POST if request.method == "POST" else request.GET
    form = forms.ManyForm(given, workers=workers_of(centre), former=former, states=queries.OPEN_CASES)
    form.is_valid()
    data = form.cleaned_data
    order = {"state": data.get("stan") or "", "order": data.get("kolejnosc") or "nazwisko"}
    rows = queries.cases_of_worker(centre, data.get("z"), **order)
    marked = [row for row in rows if row["key"] in request.POST.getlist("sprawa")]
    context = {"form": form, "rows": rows, "old": data.get("z"), "new": data.get("do")}
    if marked and data.get("do"):
        if "wykonaj" in request.POST:
            return _hand_over(request, marked, data["do"])
        context |= {"rows": marked, "says": wording.many(len(marked), data.get("z"), data["do"])}
        return render(request, "moves/many_preview.html", context)
    asked = request.method == "POST"
    missing = [("", "Zaznacz co najmniej jedną sprawę i wskaż, komu ją przekazujesz.")]
    context |= {"loads": queries.loads(centre, wording.today()), "errors": missing if asked else []}
    return render(request, "moves/many.html", context, status=422 if asked else 200)


def _hand_over(request, rows, worker):
    cases = Case.objects.filter(pk__in=[row["id"] for row in rows]).order_by("sort_name", "id")
    try:
        handed = handover_actions.hand_over_many(cases, worker, by=request.user)
    except ValidationError as error:
        messages.error(request, f"Nie przekazano żadnej sprawy. {' '.join(error.messages)}")
        return redirect("handover-many")
    messages.success(request, f"Przekazano: {wording.many(len(handed), None, worker)}.")
    return redirect("handover-list")


@require_GET
def worker_list(request):
    """How many families everybody leads, their languages, the most they may lead, who is away."""
    centre = centre_to_distribute(request.user)
    rows = queries.loads(centre, wording.today())
    return render(request, "moves/worker_list.html", {"rows": rows, "total": sum(count for _, count in rows)})


@require_http_methods(["GET", "POST"])
def worker_page(request, key):
    """Languages, the most families, and days away of one person."""
    membership = membership_to_describe(request.user, key)
    return _worker_page(request, membership, work=request.method == "POST")


def _worker_page(request, membership, *, work=False, absence=None):
    known = getattr(membership, "work", None)
    initial = {name: getattr(known, name, None) for name in ("languages", "most_families")}
    form = forms.WorkForm(request.POST if work else None, initial=initial)
    if form.is_valid():
        staff.describe_work(membership, by=request.user, **form.cleaned_data)
        messages.success(request, "Zapisano.")
        return redirect("worker", key=membership.key)
    context = {
        "membership": membership,
        "form": form,
        "absence": absence or forms.AbsenceForm(workers=workers_of(membership.organisation)),
        "absences": absences_of(membership, wording.today()),
    }
    status = 422 if work or absence else 200
    return render(request, "moves/worker_page.html", context, status=status)


@require_POST
def absence_new(request, key):
    """Record days away."""
    membership = membership_to_describe(request.user, key)
    form = forms.AbsenceForm(request.POST, workers=workers_of(membership.organisation))
    if form.is_valid() and done(
        form, lambda: staff.record_absence(membership, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Zapisano nieobecność.")
        return redirect("worker", key=membership.key)
    return _worker_page(request, membership, absence=form)


@require_POST
def absence_cancel(request, key, pk):
    """The person is not away after all."""
    membership = membership_to_describe(request.user, key)
    absence = Absence.objects.filter(membership=membership, pk=pk, cancelled_at=None).first()
    if absence is None:
        raise Http404("Nie ma takiej nieobecności.")
    staff.cancel_absence(absence, by=request.user)
    messages.success(request, "Odwołano nieobecność.")
    return redirect("worker", key=membership.key)
