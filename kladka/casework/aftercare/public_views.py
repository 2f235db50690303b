"""The questions that a family answers through its link, in its language, without a sign-in.

The page knows and shows nothing of who is asked.
"""

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from . import actions
from .forms import QuestionsForm
from .permissions import check_by_link


@login_not_required
@require_http_methods(["GET", "POST"])
def questions(request, token):
    """Eight questions; an answer ends the link."""
    check = check_by_link(token, timezone.localdate())
    form = QuestionsForm(request.POST or None)
    if form.is_valid():
        with suppress(ValidationError):  # answered a moment ago, by a second click
            actions.take_answers(check, form.answers(), at=timezone.now())
        return redirect("after-thanks")
    return render(request, "aftercare/questions.html", {"form": form}, status=422 if form.is_bound else 200)


@login_not_required
@require_GET
def thanks(request):
    """What happens now."""
    return render(request, "aftercare/thanks.html")
