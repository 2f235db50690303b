"""Red flags of a case: the list with who reads it, one flag with its tasks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.casework.cases.drafts import drafted

from . import flag_actions as actions
from . import pages
from .flag_queries import readers, unread
from .flags import kinds
from .forms import FlagCloseForm, FlagForm, ReaderForm, TaskForm
from .permissions import case_with_flags, flag_of, note_flag, people_to_name
from .wording import whose


@require_http_methods(["GET", "POST"])
@drafted
def flags(request, key):
    """The red flags of a case and the people named to read them; POST raises one."""
    case = case_with_flags(request.user, key)
    people = pages.people_of(case)
    form = FlagForm(request.POST or None, initial=request.draft.data, people=people)
    try:
        if form.is_bound and form.is_valid():
            flag = actions.raise_flag(case, by=request.user, **form.cleaned_data)
            messages.success(request, "Zapisano czerwoną flagę i otwarto jej zadania.")
            return redirect("need-flag", key=key, flag=flag.key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _flags_page(request, case, form=form, status=422 if form.is_bound else 200)


def _flags_page(request, case, *, status=200, form=None, reader=None):
    rows = case.red_flags.select_related("person").order_by("closed_on", "-raised_on", "-pk")
    for one in rows:
        note_flag(one, case)
    context = pages.context(case, request.user) | {
        "flags": [(one, kinds()[one.kind], whose(one.person)) for one in rows],
        "readers": case.flag_readers.filter(removed_at=None).select_related("user"),
        "form": form or FlagForm(people=pages.people_of(case)),
        "reader": reader or ReaderForm(people=people_to_name(case)),
        "draft": getattr(request, "draft", None),
        "kinds": kinds().values(),
    }
    return render(request, "needs/flags.html", context, status=status)


@require_GET
def flag(request, key, flag):
    """One red flag with its tasks, telephones and provisions."""
    case = case_with_flags(request.user, key)
    return _flag_page(request, case, flag_of(case, flag))


def _flag_page(request, case, found, *, status=200, closing=None, doing=None, at=""):
    kind = kinds()[found.kind]
    tasks = [
        {
            "row": row,
            "task": kind.task(row.code),
            "form": doing if doing and at == row.key else TaskForm(prefix=row.key),
        }
        for row in found.tasks.select_related("done_by").order_by("day", "pk")
    ]
    context = pages.context(case, request.user) | {"flag": found, "kind": kind, "tasks": tasks}
    context |= {"whose": whose(found.person), "closing": closing or FlagCloseForm()}
    context |= {"opened": readers(found), "unread": case.red_flags.filter(unread(), pk=found.pk).exists()}
    return render(request, "needs/flag.html", context, status=status)


@require_POST
def flag_task(request, key, flag, task):
    """Record that a task of a flag was done."""
    case = case_with_flags(request.user, key)
    found = flag_of(case, flag)
    row = get_object_or_404(found.tasks, key=task)
    row.flag = found
    form = TaskForm(request.POST, prefix=row.key)
    try:
        if form.is_valid():
            actions.do_task(row, by=request.user, **form.cleaned_data)
            messages.success(request, "Zapisano wykonanie zadania.")
            return redirect("need-flag", key=key, flag=flag)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _flag_page(request, case, found, doing=form, at=row.key, status=422)


@require_POST
def flag_close(request, key, flag):
    """Close a flag with a reason."""
    case = case_with_flags(request.user, key)
    found, form = flag_of(case, flag), FlagCloseForm(request.POST)
    try:
        if form.is_valid():
            actions.close_flag(found, by=request.user, **form.cleaned_data)
            messages.success(request, "Zamknięto czerwoną flagę.")
            return redirect("need-flags", key=key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _flag_page(request, case, found, closing=form, status=422)


@require_POST
def reader_add(request, key):
    """Name one more person who reads the flags of this case."""
    case = case_with_flags(request.user, key)
    form = ReaderForm(request.POST, people=people_to_name(case))
    try:
        if form.is_valid():
            actions.name_reader(case, form.cleaned_data["user"], by=request.user)
            return redirect("need-flags", key=key)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return _flags_page(request, case, reader=form, status=422)


@require_POST
def reader_remove(request, key, reader):
    """Take a person off the list."""
    case = case_with_flags(request.user, key)
    found = case.flag_readers.filter(key=reader, removed_at=None).first()
    if found is None:
        raise Http404("Tej osoby nie ma na liście.")
    actions.remove_reader(found, by=request.user)
    return redirect("need-flags", key=key)
