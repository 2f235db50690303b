"""Sets of goals: added to a programme in one click, saved from one, listed and retired by the office."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts import permissions as accounts
from kladka.casework.cases.wording import case_context

from . import agreement_forms as forms
from . import goal_set_actions, pages, permissions
from .agreement import GoalSet
from .agreement_views import back
from .goal_sets import built_in, own_sets


@require_http_methods(["GET", "POST"])
def goal_sets(request, key):
    """The sets with what is in them; POST adds one (`zestaw`)."""
    programme = permissions.programme_to_edit(request.user, key)
    own = {one.key: {"name": one.name, "goals": one.content} for one in own_sets(programme.organisation)}
    if request.method == "GET":
        context = case_context(programme.case, section="program/") | {"programme": programme}
        sets = [{"code": code, "own": code in own} | one for code, one in (own | built_in()).items()]
        return render(request, "programmes/goal_sets.html", context | {"sets": sets})
    chosen = (own | built_in()).get(request.POST.get("zestaw", ""))
    if chosen is None:
        raise Http404("Nie ma takiego zestawu.")
    added = goal_set_actions.add_goal_set(programme, chosen["goals"], by=request.user)
    messages.success(
        request, f"Dodano cele z zestawu „{chosen['name']}”: {len(added)}. Wszystko można zmienić."
    )
    return back(programme)


@require_http_methods(["GET", "POST"])
def goal_set_save(request, key):
    """Keep goals of a programme as the office's own set."""
    programme = permissions.programme_to_handle(request.user, key)
    goals = [one for one in programme.goals.all() if one.ended_with_id is None]
    form = forms.SaveSetForm(request.POST or None, goals=goals)
    if pages.accepted(
        form, lambda **data: goal_set_actions.save_goal_set(programme, by=request.user, **data)
    ):
        messages.success(request, "Zapisano zestaw celów jednostki. Sprawdź jego treść.")
        return redirect("goal-set-list")
    lead = (
        "Zestaw nie ma danych rodziny: imiona, nazwiska i długie numery są zakrywane, osoby i dni zamieniane "
        "na liczbę dni. Sprawdź treść, zanim ktoś go użyje."
    )
    return pages.form_page(
        request, programme, form, title="Zapisz zestaw celów", button="Zapisz zestaw", lead=lead
    )


@require_GET
def goal_set_list(request):
    """The office's own sets, what is in them, and the built-in ones."""
    centres = [one for one in accounts.organisation_ids(request.user)]
    if not any(accounts.can_handle_cases(request.user, one) for one in centres):
        raise PermissionDenied
    own = (
        GoalSet.objects.filter(organisation_id__in=centres)
        .select_related("by")
        .order_by("retired_on", "name")
    )
    context = {"own": own, "built_in": built_in().values()}
    return render(request, "programmes/goal_set_list.html", context)


@require_POST
def goal_set_retire(request, key):
    """Retire one of the office's own sets."""
    goal_set = permissions.goal_set_to_retire(request.user, key)
    try:
        goal_set_actions.retire_goal_set(goal_set, by=request.user)
        messages.success(
            request, f"Wycofano zestaw „{goal_set.name}”. Programy, które z niego korzystały, zostają."
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("goal-set-list")
