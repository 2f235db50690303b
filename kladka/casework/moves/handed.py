"""A case that another centre took over is only read in the old one; the one place that says so."""

from django.core.exceptions import PermissionDenied
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from kladka.casework.cases.models import Case
from kladka.casework.cases.openings import Share
from kladka.casework.decisions.models import Decision
from kladka.documents.polish import short_day

from .models import Handover

CASE = "sprawy/<str:key>/"
SAFE = ("GET", "HEAD", "OPTIONS")
# First parts of addresses at a case where the old centre still has duties: notices about the move and tasks,
# money that went out, execution of its decisions, insurance, certificates, data protection, the file.
STAYS = (
    *("przeniesienie", "termin", "wyplaty", "nienalezne", "przeliczenie", "ubezpieczenie", "dane", "akta"),
    *("pisma", "powod", "adres-chroniony", "udostepnienia", "dostep-awaryjny"),
)
EXIT = "po-programie/przyczyna/"  # why the programme ended here: the old centre reports it
# Decisions that stay the old centre's: on money it paid and the end of its own aid (ups art. 94 ust. 6, 104).
Kind = Decision.Kind
STAYING = Decision.objects.filter(kind__in=(Kind.UNDUE, Kind.RELIEF, Kind.CHANGE, Kind.REVOKE, Kind.EXPIRE))
OF_DECISION = Decision.objects.exclude(pk__in=STAYING.values("pk"))
# Addresses at what belongs to a case and has a key of its own: the rows among which that key is looked up.
ELSEWHERE = {
    "decision-grounds": OF_DECISION,
    "decision-submit": OF_DECISION,
    "decision-withdraw": OF_DECISION,
    "decision-send-back": OF_DECISION,
    "decision-approve": OF_DECISION,
    "shared-note": Share.objects.all(),
    "handover-edit": Handover.objects.all(),
    "handover-pack": Handover.objects.all(),
    "handover-offer": Handover.objects.all(),
}


class ReadOnly:
    """Middleware: refuses what would change the content of a case that was handed over (ups art. 94).

    A page of a case may ask for `request.taken_over`: what to say in place of its forms, "" for none.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.route.startswith(CASE):
            request.taken_over = SimpleLazyObject(lambda: _said_of(kwargs["key"]))
        if request.method in SAFE or not request.user.is_authenticated:
            return
        case_key = changed_case(match, kwargs)
        if case_key and (taken := taken_over(case_key)):
            raise PermissionDenied(f"{said(taken)} Niczego nie zmieniono.")


def _said_of(case_key):
    taken = taken_over(case_key)
    return said(taken) if taken else ""


def changed_case(match, kwargs):
    """Key of the case whose content a form sent to this address would change, None for no case."""
    if match.url_name in ELSEWHERE:
        return ELSEWHERE[match.url_name].filter(key=kwargs["key"]).values_list("case__key", flat=True).first()
    place = match.route.removeprefix(CASE)
    if place in (match.route, EXIT) or place.partition("/")[0] in STAYS:
        return None
    return kwargs["key"]


def taken_over(case_key):
    """The accepted handover of a case to another centre, once its programme here is over; else None."""
    found = Handover.objects.filter(
        case__key=case_key, case__state__in=Case.CLOSED, to_worker=None, state=Handover.State.ACCEPTED
    )
    return found.select_related("to_organisation").order_by("-pk").first()


def said(taken):
    """Who took a case over, when, and what follows; for refusals."""
    whom = taken.to_organisation.short_name if taken.to_organisation else taken.outside
    when = short_day(localdate(taken.decided_at))
    return f"Sprawę przejęło {when}: {whom}. Akta są tu tylko do odczytu; nowe zapisy prowadzi nowe centrum."
