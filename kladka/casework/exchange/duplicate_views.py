"""Possible duplicates: two records, linked or told apart by a person with a reason, and undone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.permissions import can_supervise, organisation_of
from kladka.casework.people import actions
from kladka.casework.people.models import Person, PersonLink

from .duplicates import SIZE, pairs_of, said_of
from .forms import LinkForm, ReasonForm
from .permissions import centre_to_settle


@require_GET
def duplicates(request):
    """Pairs to look at, and what was said of others."""
    return _page(request, centre_to_settle(request.user))


def _page(request, organisation, error="", status=200):
    pairs = pairs_of(organisation, request.GET.get("po", ""))
    context = {"pairs": pairs, "said": said_of(organisation), "error": error}
    context["more"] = pairs[-1][1]["id"] if len(pairs) == SIZE else None
    return render(request, "exchange/duplicates.html", context, status=status)


@require_POST
def duplicate_say(request):
    """Say of two records that they are of one person, or of two."""
    organisation = centre_to_settle(request.user)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, "Podaj powód i wybierz, czy to ta sama osoba.", 422)
    said = form.cleaned_data
    found = Person.objects.filter(organisation=organisation, key__in=(said["one"], said["other"]))
    people = list(found.order_by("pk"))
    if len(people) != 2:
        raise Http404("Nie ma takich wpisów.")
    try:
        actions.link_persons(*people, same=said["same"] == "tak", reason=said["reason"], by=request.user)
    except ValidationError as error:
        return _page(request, organisation, " ".join(error.messages), 422)
    messages.success(request, "Zapisano. Wpisów nie połączono; rozstrzygnięcie można cofnąć.")
    return redirect("duplicates")


@require_POST
def duplicate_undo(request, key):
    """Take back what was said of two records."""
    organisation = organisation_of(request.user)
    link = PersonLink.objects.filter(key=key, one__organisation=organisation).first()
    if link is None or not can_supervise(request.user, organisation.pk):
        raise Http404("Nie ma takiego rozstrzygnięcia.")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, "Podaj powód cofnięcia.", 422)
    try:
        actions.undo_link(link, reason=form.cleaned_data["reason"], by=request.user)
    except ValidationError as error:
        return _page(request, organisation, " ".join(error.messages), 422)
    messages.success(request, "Cofnięto. Para wraca na listę.")
    return redirect("duplicates")
