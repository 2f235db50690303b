"""Needs of a family: the table over waves, one assessment, one domain of it, tasks, the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import case_for, check_may_leave
from kladka.casework.cases.views import attachment

from . import actions, pages, queries
from .domains import scale
from .forms import CloseForm, RatingForm, TalkForm
from .models import Rating
from .permissions import case_to_assess, domain_for, sees_flags, subject_of, wave_of
from .sheet import sheet
from .wording import whose

Rater = Rating.Rater


@require_GET
def overview(request, key):
    """Waves, the table over them, the radar, needs open and closed."""
    case = case_for(request.user, key)
    return render(request, "needs/overview.html", pages.overview(request, case))


@require_POST
def begin(request, key):
    """Begin the first assessment, before the programme is agreed."""
    case = case_to_assess(request.user, key)
    return redirect(actions.begin(case, on=timezone.localdate(), by=request.user))


@require_http_methods(["GET", "POST"])
def wave(request, key, wave):
    """One assessment; POST keeps when and how the talk was."""
    case = case_for(request.user, key)
    found = wave_of(case, wave)
    talk = TalkForm(request.POST or None, initial=_talk(case, found))
    if request.method == "GET":
        return _wave_page(request, found, talk=talk)
    case_to_assess(request.user, key)
    try:
        if talk.is_valid():
            actions.hold(found, by=request.user, **talk.cleaned_data)
            messages.success(request, "Zapisano rozmowę.")
            return redirect(found)
    except ValidationError as error:
        talk.add_error(None, error)
    return _wave_page(request, found, talk=talk, status=422)


def _talk(case, found):
    said = {"language": found.language or queries.language_of(case), "interpreter": found.interpreter}
    return said | ({"on": found.held_on} if found.held_on else {})


def _wave_page(request, found, *, status=200, talk=None, closing=None):
    forms = {"talk": talk or TalkForm(initial=_talk(found.case, found)), "closing": closing or CloseForm()}
    return render(request, "needs/wave.html", pages.wave_page(found, request.user, **forms), status=status)


@require_POST
def wave_close(request, key, wave):
    """Close an assessment."""
    found = wave_of(case_to_assess(request.user, key), wave)
    form = CloseForm(request.POST)
    try:
        if form.is_valid():
            actions.close(found, by=request.user, **form.cleaned_data)
            messages.success(request, "Ocena jest zakończona.")
            return redirect("needs", key=key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _wave_page(request, found, closing=form, status=422)


@require_http_methods(["GET", "POST"])
@drafted
def rate(request, key, wave, subject, code):
    """One domain on one screen, by both raters; saving leads to the next one."""
    case = case_to_assess(request.user, key)
    found, domain = wave_of(case, wave), domain_for(request.user, case, code)
    person = subject_of(case, subject)
    steps = pages.steps_of(case, restricted=sees_flags(request.user, case))
    if (subject, code) not in [(one, listed.code) for one, _, listed in steps]:
        raise Http404("Tej osoby w tym obszarze się nie ocenia.")
    initial = _rated(found, code, person) | request.draft.data
    form = RatingForm(request.POST or None, initial=initial, domain=domain, scale=scale())
    number, count, before, after = pages.around(found, steps, subject, code)
    if form.is_bound and form.is_valid() and _saved(request.user, found, code, person, form):
        return redirect(after or found)
    context = pages.context(case, request.user) | {"wave": found, "domain": domain, "form": form}
    context |= {"whose": whose(person), "number": number, "count": count, "before": before, "after": after}
    return render(request, "needs/rate.html", context, status=422 if form.is_bound else 200)


def _rated(found, code, person):
    """What was rated already, for the form."""
    worker, own = (queries.rating_of(found, code, person, one) for one in (Rater.WORKER, Rater.PERSON))
    initial = {}
    if worker:
        apart = worker.value if worker.value != worker.anchor else ""
        initial = {"anchor": worker.anchor or worker.answer, "evidence": worker.evidence}
        initial |= {"other": apart or "", "reason": worker.reason}
    return initial | ({"own": own.value or own.answer} if own else {})


def _saved(user, found, code, person, form):
    """Whether both ratings were kept; what refuses them stands on the form."""
    try:
        actions.rate_both(found, code, person=person, worker=form.worker(), own=form.person(), by=user)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return form.is_valid()


@require_POST
def task(request, key, wave, subject, code, number):
    """Take a proposed task into the deadlines of the case."""
    case = case_to_assess(request.user, key)
    found, domain = wave_of(case, wave), domain_for(request.user, case, code)
    if domain.restricted:
        raise PermissionDenied("Zadania z tego obszaru prowadzi się przy czerwonej fladze.")
    if number >= len(domain.triggers):
        raise Http404("Nie ma takiego zadania.")
    actions.take_task(case, domain, number, person=subject_of(case, subject), by=request.user)
    messages.success(request, f"Zadanie dopisano do terminów: {domain.triggers[number].task}.")
    return redirect(found)


@require_GET
@step_up
def export(request, key):
    """The assessment of one case as XLSX: every rating of every wave, without red flags."""
    case = case_for(request.user, key)
    check_may_leave(case)
    return attachment(sheet(case, restricted=sees_flags(request.user, case)))
