"""Kontakty i monitorowanie: of one case, and the list of families with what each of them waits for."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kladka.accounts.permissions import can_approve, can_handle_cases, organisation_of
from kladka.accounts.step_up import step_up
from kladka.casework.cases import queries as cases
from kladka.casework.cases.contact_queries import counting_of, months_of_contacts
from kladka.casework.cases.models import Contact
from kladka.casework.cases.permissions import can_write, case_for, check_may_leave
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.programmes.permissions import programme_for
from kladka.documents.xlsx import Column, workbook
from kladka.law.contacts import DISPUTES

from . import actions, forms, pages, queries
from .chain import chain_of
from .wording import WAITS

EXPORT_LIMIT = 5000


@require_GET
def case_contacts(request, key):
    """Contacts of a case by filter, their count by month, notes of monitoring with their terms."""
    case = case_for(request.user, key)
    chosen = forms.ContactFilter(request.GET).chosen()
    page = queries.contacts_page(case, **chosen, cursor=request.GET.get("po", ""))
    members = cases.family_of(case)
    programme = queries.programme_of(case)
    day = timezone.localdate()
    context = case_context(case, "kontakty/") | {
        "page": page,
        "rows": pages.contact_rows(page.rows, members),
        "chosen": chosen,
        "kinds": Contact.Kind.choices,
        "months": months_of_contacts(case, counting_of(case.organisation), day),
        "notes": pages.note_rows(programme, day) if programme else [],
        "can_write": can_write(request.user, case),
    }
    return render(request, "monitoring/case_contacts.html", context)


@require_GET
@step_up
def case_contacts_export(request, key):
    """The filtered contacts of a case as XLSX."""
    case = case_for(request.user, key)
    check_may_leave(case)
    page = queries.contacts_page(case, **forms.ContactFilter(request.GET).chosen(), size=EXPORT_LIMIT)
    rows = pages.contact_rows(page.rows, cases.family_of(case))
    return attachment(workbook("Kontakty", pages.CONTACT_COLUMNS, pages.contact_cells(rows)))


@require_GET
def case_chain(request, key):
    """Obligation → proof → money, by month and person."""
    programme = programme_for(request.user, key)
    day = timezone.localdate()
    context = case_context(programme.case, "kontakty/")
    context |= {"programme": programme, "months": chain_of(programme, day)}
    return render(request, "monitoring/case_chain.html", context)


@require_GET
def monitoring_list(request):
    """Families whose programme runs today, with contacts of this month, the next note and open notices."""
    organisation = organisation_of(request.user)
    chosen, day = forms.FamilyFilter(request.GET).chosen(), timezone.localdate()
    page = queries.families(request.user, organisation, day, **chosen, cursor=request.GET.get("po", ""))
    context = {
        "page": page,
        "chosen": chosen,
        "waits": WAITS.items(),
        "today": day,
        "soon": day + queries.SOON,
        "can_write": can_handle_cases(request.user, organisation.pk),
        "can_choose": can_approve(request.user, organisation.pk),
        "disputes": pages.disputes(counting_of(organisation)),
    }
    return render(request, "monitoring/monitoring_list.html", context)


@require_GET
@step_up
def monitoring_export(request):
    """The filtered list of families as XLSX."""
    organisation = organisation_of(request.user)
    chosen = forms.FamilyFilter(request.GET).chosen()
    page = queries.families(
        request.user, organisation, timezone.localdate(), **chosen, size=EXPORT_LIMIT, leaving=True
    )
    columns = [Column(title) for title in ("Znak sprawy", "Rodzina", "Realizator")]
    columns += [Column("Kontakty w miesiącu", "whole"), Column("Co najmniej", "whole")]
    columns += [Column("Ostatni kontakt", "day"), Column("Notatka do", "day")]
    rows = [pages.family_cells(row) for row in page.rows]
    return attachment(workbook("Monitorowanie", columns, rows, name="monitorowanie"))


@require_POST
def contact_counting(request):
    """Choose what this centre counts as a contact."""
    organisation = organisation_of(request.user)
    if organisation is None or not can_approve(request.user, organisation.pk):
        raise PermissionDenied("Odczytania przepisów wybiera kierownik jednostki.")
    form = forms.CountingForm(request.POST)
    form.is_valid()
    chosen = {name: form.cleaned_data[name] for name in DISPUTES}
    actions.choose_counting(organisation, by=request.user, **chosen)
    messages.success(request, "Zapisano, co liczy się jako kontakt.")
    return redirect("monitoring-list")
