"""A case that another centre took over is only read in the old one; the one place that says so."""

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from kladka.casework.cases.models import Case
from kladka.documents.polish import short_day

from .models import Handover

CASE = "sprawy/<str:key>/"
SAFE = ("GET", "HEAD", "OPTIONS")
# First parts of addresses at a case where the old centre still has duties: notices about the move and tasks,
# money that went out, execution of its decisions, insurance, data protection, the file.
STAYS = (
    *("przeniesienie", "termin", "wyplaty", "nienalezne", "przeliczenie", "ubezpieczenie", "dane", "akta"),
    *("powod", "adres-chroniony", "udostepnienia", "dostep-awaryjny"),
)


class ReadOnly:
    """Middleware: refuses what would change the content of a case that was handed over (ups art. 94)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        route = request.resolver_match.route
        if request.method in SAFE or not route.startswith(CASE) or not request.user.is_authenticated:
            return
        if route.removeprefix(CASE).partition("/")[0] in STAYS:
            return
        if taken := taken_over(kwargs["key"]):
            whom = taken.to_organisation.short_name if taken.to_organisation else taken.outside
            when = short_day(localdate(taken.decided_at))
            raise PermissionDenied(
                f"Sprawę przejęło {when}: {whom}. Akta są tu tylko do odczytu; nowe zapisy prowadzi nowe "
                "centrum. Niczego nie zmieniono."
            )


def taken_over(case_key):
    """The accepted handover of a case to another centre, once its programme here is over; else None."""
    found = Handover.objects.filter(
        case__key=case_key, case__state__in=Case.CLOSED, to_worker=None, state=Handover.State.ACCEPTED
    )
    return found.select_related("to_organisation").order_by("-pk").first()
