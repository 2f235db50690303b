"""Who looked at what: personal data shown by an answer are recorded before the answer leaves.

Whoever loads personal data for a page says so with `noticed`; the middleware writes what was noticed when the
answer shows it. What cannot be recorded is not shown.
"""

import logging
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.template.loader import render_to_string

from .actions import ADDRESS, Kind, append, made

# A form with its mistakes shows the page again; every other refusal shows nothing of a person.
WITH_MISTAKES = 422
_NOTICED = ContextVar("noticed", default=None)


@dataclass
class Look:
    """What one answer shows of one subject."""

    basis: str = "own"
    reason: str = ""
    listed: bool = False
    cases: dict = field(default_factory=dict)  # keys of cases on a list, in their order
    details: dict = field(default_factory=dict)


def noticed(subject, key, *, organisation_id, basis="own", reason=""):
    """Personal data of a subject ("case", "person", "payment_list" …) with this key are being shown.

    `basis`: what entitles the reader: "own", "share:KEY", "control:KEY", "break_glass:KEY", "supervision".
    Nothing happens outside an answer to a browser: a command and background work record acts.
    """
    looks = _NOTICED.get()
    if looks is not None:
        looks.setdefault((subject, key, organisation_id), Look(basis, reason))


def noticed_list(subject, cases, *, organisation_id, key="", **details):
    """A list shows the cases with these keys; `details` say which list, in keys and digests.

    An empty list shows nobody and is not noticed, unless it answers a question (`details`).
    """
    looks = _NOTICED.get()
    if looks is not None and (cases or details):
        look = looks.setdefault((subject, key, organisation_id), Look())
        look.listed = True
        look.cases |= dict.fromkeys(cases)
        look.details |= details


class RecordReads:
    """Middleware, after sign-in: one entry per subject and answer, written before the answer leaves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        looks = {}
        noticing, address = _NOTICED.set(looks), ADDRESS.set("")
        try:
            response = self.get_response(request)
            shown = response.status_code < 300 or response.status_code == WITH_MISTAKES
            return self._recorded(request, response, looks) if looks and shown else response
        finally:
            _NOTICED.reset(noticing)
            ADDRESS.reset(address)

    def process_view(self, request, view, args, kwargs):
        ADDRESS.set(request.resolver_match.view_name)

    def _recorded(self, request, response, looks):
        try:
            append([_entry(request, *what, look) for what, look in looks.items()])
        except Exception:
            # Whatever it was, nobody may see what nobody can account for.
            logging.getLogger(__name__).exception("reads were not recorded, the answer was withheld")
            response.close()
            return HttpResponse(render_to_string("journal/unrecorded.html"), status=503)
        return response


def _entry(request, subject, key, organisation_id, look):
    return made(
        Kind.LIST if look.listed else Kind.READ,
        f"{subject}.read",
        by=request.user if request.user.is_authenticated else None,
        organisation_id=organisation_id,
        subject=subject,
        subject_key=key,
        basis=look.basis,
        reason=look.reason,
        details=look.details,
        shown=" ".join(look.cases),
    )
