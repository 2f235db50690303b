"""Files of a case: the list, adding, saving to one's own disk, removing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from kladka.casework.cases.permissions import case_for
from kladka.casework.cases.wording import case_context
from kladka.uploads import store
from kladka.uploads.accepting import MEDIA, accept
from kladka.uploads.refusal import Refused
from kladka.vault.sealing import NotOpened

from . import actions, queries, wording
from .forms import AttachmentForm, ValidityForm
from .permissions import attachment_for, can_add, can_remove

# Whatever a file holds, nothing in it runs as ours, even when a browser shows it.
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_http_methods(["GET", "POST"])
def attachments(request, key):
    """The files of a case; POST adds some."""
    case = case_for(request.user, key)
    if request.method == "GET":
        return _page(request, case, AttachmentForm())
    if not can_add(request.user, case):
        raise PermissionDenied
    form = AttachmentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, form, status=422)
    refused = _attach(request, case, form)
    if len(refused) == len(form.cleaned_data["files"]):
        for sentence in refused:
            form.add_error("files", sentence)
        return _page(request, case, form, status=422)
    messages.success(request, wording.added(len(form.cleaned_data["files"]) - len(refused)))
    for sentence in refused:
        messages.error(request, f"Nie zapisano. {sentence}")
    return redirect("attachments", key)


def _attach(request, case, form):
    """Keep each file that may be kept; sentences about the others."""
    refused = []
    for sent in form.cleaned_data["files"]:
        try:
            file = accept(sent.name, sent.read())
            chosen = {name: form.cleaned_data[name] for name in ("kind", "valid_until")}
            actions.attach(case, file, by=request.user, **chosen)
        except Refused as error:
            refused.append(f"{sent.name}: {error}")
        except ValidationError as error:
            refused.append(f"{sent.name}: {error.message}")
    return refused


def _page(request, case, form, status=200):
    page = queries.attachments_of(case, cursor=request.GET.get("po", ""))
    for one in page.rows:
        one.case = case
    today = timezone.localdate()
    rows = [wording.row(one, can_remove(request.user, one), today) for one in page.rows]
    context = case_context(case, "zalaczniki/") | {"page": page, "rows": rows, "form": form}
    context["can_add"] = can_add(request.user, case)
    return render(request, "attachments/attachments.html", context, status=status)


@require_GET
def attachment_file(request, key, attachment):
    """The file, to be saved and never shown in place."""
    found = attachment_for(request.user, key, attachment)
    try:
        content = store.read(found.stored_as, found.place)
    except (NotOpened, FileNotFoundError) as error:
        raise Http404("Treści tego załącznika nie da się odczytać.") from error
    response = HttpResponse(content, content_type=MEDIA[found.format])
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["Content-Security-Policy"] = SANDBOX
    return response


@require_http_methods(["GET", "POST"])
def attachment_validity(request, key, attachment):
    """Until when a document is valid."""
    found = attachment_for(request.user, key, attachment)
    if not can_add(request.user, found.case):
        raise PermissionDenied
    form = ValidityForm(request.POST or None, initial={"valid_until": found.valid_until})
    if request.method == "POST" and form.is_valid():
        actions.set_validity(found, form.cleaned_data["valid_until"], by=request.user)
        messages.success(request, "Zapisano ważność dokumentu.")
        return redirect("attachments", key)
    context = case_context(found.case, "zalaczniki/") | {"file": found, "form": form}
    return render(request, "attachments/validity.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def attachment_remove(request, key, attachment):
    """Remove a file, after one more question."""
    found = attachment_for(request.user, key, attachment)
    if not can_remove(request.user, found):
        raise PermissionDenied("Załącznik usuwa ten, kto go dodał, w tym samym dniu, a później kierownik.")
    if request.method == "POST":
        actions.remove(found, by=request.user)
        messages.success(request, "Usunięto załącznik.")
        return redirect("attachments", key)
    context = case_context(found.case, "zalaczniki/") | wording.row(found, True, timezone.localdate())
    return render(request, "attachments/remove.html", context)
