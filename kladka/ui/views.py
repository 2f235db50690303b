"""Pages of the law: acts, their provisions, the wording of one provision on a day."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kladka.law import provisions


@login_not_required
@require_GET
def law(request):
    """All acts, or the provisions of one."""
    name = request.GET.get("akt", "")
    acts = provisions.acts()
    act = next((a for a in acts if a.act == name), None)
    if name and act is None:
        raise Http404("Nie ma takiego aktu.")
    units = list(provisions.provisions(name)) if act else []
    return render(request, "ui/law.html", {"acts": acts, "act": act, "provisions": units})


@login_not_required
@require_GET
def provision(request):
    """The wording of one provision; the bare fragment for the dialog."""
    try:
        day = datetime.date.fromisoformat(request.GET["dzien"]) if request.GET.get("dzien") else None
        found = provisions.provision(request.GET.get("p", ""), day)
    except (provisions.UnknownProvision, ValueError) as error:
        raise Http404(str(error)) from error
    template = "ui/_provision.html" if request.htmx else "ui/provision.html"
    return render(request, template, {"provision": found, "day": day})
