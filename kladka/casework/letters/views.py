"""Templates of an office: kinds, versions of a kind with its fields, the file, preview, putting into use."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.documents import docx, word_examples, word_templates
from kladka.documents.document import DOCX

from . import actions, queries
from .forms import TemplateForm
from .models import OfficeTemplate
from .permissions import kind_or_404, office_of, template_for
from .wording import BADGES

SHOWN = 50


@require_GET
def kinds(request):
    """Every kind with the version in use."""
    active = {"organisation": office_of(request.user), "state": OfficeTemplate.State.ACTIVE}
    used = {}
    for one in OfficeTemplate.objects.filter(**active).defer("content").order_by("title"):
        used.setdefault(one.kind, []).append(one)
    rows = [(value, label, used.get(value, [])) for value, label in OfficeTemplate.Kind.choices]
    return render(request, "letters/kinds.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def versions(request, kind):
    """Versions of a kind and its fields; POST adds one."""
    organisation, kind = office_of(request.user), kind_or_404(kind)
    named = kind == OfficeTemplate.Kind.LETTER
    form = TemplateForm(request.POST or None, request.FILES or None, named=named)
    if request.method == "POST" and form.is_valid():
        sent, title = form.cleaned_data["file"], form.cleaned_data.get("title", "")
        file = {"name": sent.name, "content": sent.read(), "title": title}
        try:
            made = actions.add(organisation, kind, by=request.user, **file)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(
                request, f"Sprawdzono i zapisano wersję {made.version}. Obejrzyj podgląd i włącz ją."
            )
            return redirect("template-versions", kind.value)
    found = OfficeTemplate.objects.filter(organisation=organisation, kind=kind).defer("content")
    counted = found.select_related("added_by").annotate(issued=Count("uses")).order_by("title", "-version")
    rows = [(one, BADGES[one.state]) for one in counted[:SHOWN]]
    context = {"kind": kind, "rows": rows, "form": form, "fields": queries.fields_of(kind.value)}
    return render(request, "letters/versions.html", context, status=422 if form.is_bound else 200)


def _saved(name, content):
    answer = HttpResponse(content, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


@require_GET
def built_in(request, kind):
    """The built-in template, to be edited in Word."""
    office_of(request.user)
    kind = kind_or_404(kind)
    return _saved(f"wzor-{kind.value}", word_templates.build(kind.value))


@require_GET
def template_file(request, key):
    """A version as it was sent and cleaned."""
    found = template_for(request.user, key)
    return _saved(f"wzor-{found.kind}-{found.version}", bytes(found.content))


@require_GET
def preview(request, key):
    """An invented letter printed by a version."""
    found = template_for(request.user, key)
    letter = word_examples.examples(found.kind)[0]
    made = docx.render(found.kind, letter.as_data(), own=bytes(found.content))
    return _saved(f"podglad-{found.kind}-{found.version}", made.content)


@require_POST
def template_use(request, key):
    """Put a version into use."""
    found = template_for(request.user, key)
    actions.put_into_use(found, by=request.user)
    messages.success(
        request, f"Od teraz pliki DOCX powstają z wersji {found.version}. PDF powstaje z wbudowanego."
    )
    return redirect("template-versions", found.kind)


@require_POST
def template_retire(request, key):
    """Withdraw a version."""
    found = template_for(request.user, key)
    actions.retire(found, by=request.user)
    messages.success(request, f"Wycofano wersję {found.version}.")
    return redirect("template-versions", found.kind)
