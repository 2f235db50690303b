"""Cases whose period has passed, protocols of erasure, their approval and print."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.views import attachment
from kladka.documents import pdf
from kladka.documents.xlsx import workbook
from kladka.law.polish import plural

from . import erasure_actions, protocol_print, queries
from .catalogue import tables
from .forms import ErasureFilter
from .models import ErasureProtocol
from .permissions import led_organisation, protocol_for
from .traces import sweep
from .wording import ERASURE_COLUMNS, erasure_row, what_goes

EXPORT_LIMIT = 5000
LISTED = 200  # cases proposed at once: what a person can still check by eye


@require_GET
def erasure_list(request):
    """Cases due, cases held, protocols."""
    return _list(request, led_organisation(request.user))


def _list(request, organisation, *, errors=(), status=200):
    chosen, today = ErasureFilter(request.GET).chosen(), timezone.localdate()
    context = {
        "unit": organisation,
        "due": queries.to_erase(organisation, today, LISTED, **chosen),
        "chosen": chosen,
        "states": ErasureFilter.STATES,
        "held": queries.held_cases(organisation, today),
        "old_requests": queries.old_requests(organisation, today),
        "old_incidents": queries.old_incidents(organisation, today),
        "record_years": queries.KEPT_YEARS,
        "page": queries.protocol_list(organisation, cursor=request.GET.get("po", "")),
        "errors": errors,
    }
    return render(request, "rights/erasure_list.html", context, status=status)


@require_GET
@step_up
def erasure_export(request):
    """The filtered list of cases due, as XLSX."""
    organisation = led_organisation(request.user)
    chosen = ErasureFilter(request.GET).chosen()
    due = queries.to_erase(organisation, timezone.localdate(), EXPORT_LIMIT, **chosen)
    return attachment(workbook("Do usunięcia", ERASURE_COLUMNS, map(erasure_row, due), name="do-usuniecia"))


@require_POST
@step_up
def erasure_records(request):
    """Erase requests without a case and incidents whose period has passed."""
    organisation = led_organisation(request.user)
    count = erasure_actions.erase_old_records(organisation, today=timezone.localdate(), by=request.user)
    messages.success(request, f"Usunięto dane z {count} {plural(count, 'wpisu', 'wpisów', 'wpisów')}.")
    return redirect("erasure-list")


@require_POST
@step_up
def erasure_propose(request):
    """Propose the marked cases; another person approves."""
    organisation, today = led_organisation(request.user), timezone.localdate()
    try:
        keys = request.POST.getlist("sprawa")
        protocol = erasure_actions.propose(organisation, keys, today=today, by=request.user)
    except ValidationError as error:
        problems = [("", message) for message in error.messages]
        return _list(request, organisation, errors=problems, status=422)
    messages.success(request, "Zaproponowano usunięcie. Nic jeszcze nie usunięto: zatwierdza inna osoba.")
    return redirect(protocol)


@require_GET
def erasure_page(request, key):
    """One protocol: which cases, what goes, what stays."""
    return _page(request, protocol_for(request.user, key))


def _page(request, protocol, *, errors=(), status=200):
    open_ = protocol.state == ErasureProtocol.State.PROPOSED
    context = {
        "protocol": protocol,
        "lines": protocol.lines.select_related("case"),
        "goes": what_goes(tables().values()) if open_ else [],
        "can_approve": open_ and protocol.proposed_by_id != request.user.pk,
        "open": open_,
        "errors": errors,
    }
    return render(request, "rights/erasure_page.html", context, status=status)


@require_POST
@step_up
def erasure_approve(request, key):
    """Approve and erase; what went does not come back."""
    protocol = protocol_for(request.user, key)
    try:
        if request.POST.get("rozumiem") != "tak":
            raise ValidationError("Zaznacz, że usunięcia nie da się cofnąć.")
        erasure_actions.approve(protocol, today=timezone.localdate(), by=request.user)
    except ValidationError as error:
        return _page(request, protocol, errors=[("", message) for message in error.messages], status=422)
    messages.success(request, "Usunięto dane. Protokół jest gotowy do wydruku.")
    return redirect(protocol)


@require_POST
def erasure_refuse(request, key):
    """Put a protocol aside."""
    protocol = protocol_for(request.user, key)
    try:
        erasure_actions.refuse(protocol, by=request.user)
    except ValidationError as error:
        return _page(request, protocol, errors=[("", message) for message in error.messages], status=422)
    messages.success(request, "Odrzucono protokół. Nic nie usunięto.")
    return redirect(protocol)


@require_POST
def erasure_sweep(request, key):
    """Order the traces in the database file to be swept again."""
    protocol = protocol_for(request.user, key)
    if protocol.state == ErasureProtocol.State.DONE and protocol.swept_at is None:
        sweep.enqueue(protocol.key)
        messages.success(request, "Zlecono zatarcie śladów w pliku bazy.")
    return redirect(protocol)


@require_GET
def erasure_print(request, key):
    """The protocol as PDF."""
    protocol = protocol_for(request.user, key)
    return attachment(pdf.print_letter(protocol_print.report_of(protocol, on=timezone.localdate())))
