"""What is being typed in a long form survives a timeout and a crash of the tab.

A view under `drafted` gives its form `initial=request.draft.data`; the template names it (`data-draft`)
and includes `cases/_draft.html`; the script of the page sends what is typed to `draft-save`. A form that was
accepted (answered by a redirect) is forgotten, and so is one that its author drops.
"""

from dataclasses import dataclass, field
from functools import wraps

from django.shortcuts import redirect

from .actions import drop_draft
from .queries import draft_of

DROP = "odrzuc"


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft: its name at `/szkic/NAME/` and what was typed ({} when nothing was)."""

    name: str
    data: dict = field(default_factory=dict)


def kept(user, *name):
    """The draft of a user named by an address and its keys; the keys are what erasure finds it by."""
    name = ":".join(name)
    return Kept(name, draft_of(user, name))


def drafted(view):
    """Keep what is typed on the page of this view. Put it next to the view, under everything that refuses."""

    @wraps(view)
    def looked_after(request, *args, **kwargs):
        name = (request.resolver_match.url_name, *map(str, kwargs.values()))
        if request.method == "GET":
            request.draft = kept(request.user, *name)
            return view(request, *args, **kwargs)
        request.draft = Kept(":".join(name))
        if DROP in request.POST:
            drop_draft(request.user, request.draft.name)
            return redirect(request.get_full_path())
        answer = view(request, *args, **kwargs)
        if answer.status_code == 302:  # done; a form with mistakes is answered with 422
            drop_draft(request.user, request.draft.name)
        return answer

    return looked_after
