"""Usuwanie danych: one person proposes, another approves, and the data of each case go in one transaction."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kladka.accounts import interrupted
from kladka.casework.attachments.actions import forget_files
from kladka.casework.cases.actions import next_number
from kladka.casework.cases.models import Case, Draft
from kladka.casework.decisions import printing
from kladka.casework.reports import run_actions as reports
from kladka.journal.actions import record

from . import queries, reach
from .catalogue import tables
from .erasing import erase
from .models import ErasureLine, ErasureProtocol, Incident, IncidentStep
from .traces import sweep

State = ErasureProtocol.State


@transaction.atomic
def propose(organisation, keys, *, today, by):
    """Propose to erase the data of cases whose period has passed. ValidationError when one may not go yet."""
    due = queries.due_cases(organisation, today)
    cases = [case for case in due if case.key in set(keys)]
    if not cases:
        raise ValidationError("Zaznacz co najmniej jedną sprawę z tej listy.")
    if ErasureProtocol.objects.filter(organisation=organisation, state=State.PROPOSED).exists():
        raise ValidationError("Jest już protokół, który czeka na zatwierdzenie.")
    protocol = ErasureProtocol.objects.create(
        organisation=organisation,
        number=next_number(organisation, "U", today),
        years=organisation.retention_years,
        source=organisation.retention_source,
        proposed_by=by,
    )
    ErasureLine.objects.bulk_create(
        ErasureLine(
            protocol=protocol,
            case=case,
            number=case.number,
            ended_on=case.ended,
            was=case.state,
            people=reach.people_of(case.household_id).count(),
        )
        for case in cases
    )
    record("erasure.proposed", protocol, by=by, organisation=organisation, cases=len(cases))
    return protocol


@transaction.atomic
def refuse(protocol, *, by):
    """Put a proposed protocol aside; nothing is erased."""
    protocol = _locked(protocol)
    protocol.state = State.REFUSED
    protocol.save(update_fields=["state"])
    record("erasure.refused", protocol, by=by, organisation=protocol.organisation)


def approve(protocol, *, today, by):
    """Approve a protocol of another person and erase: one transaction for each case, then the traces.

    A case that may not go any more (held, taken up again) stays, and its line says why. When the program
    stops between two cases the protocol still waits, and approving it again goes on where it stopped.
    """
    if protocol.proposed_by_id == by.pk:
        raise ValidationError("Protokół zatwierdza inna osoba niż ta, która go zaproponowała.")
    for line in protocol.lines.filter(erased_at=None):
        _erase_line(line, today=today, by=by)
    with transaction.atomic():
        protocol = _locked(protocol)
        protocol.state, protocol.approved_by, protocol.approved_at = State.DONE, by, timezone.now()
        protocol.sha256 = fingerprint(protocol)
        protocol.save()
        erased = protocol.lines.exclude(erased_at=None).count()
        record("erasure.done", protocol, by=by, organisation=protocol.organisation, cases=erased)
        transaction.on_commit(lambda: sweep.enqueue(protocol.key))
    return protocol


def _locked(protocol):
    found = ErasureProtocol.objects.select_for_update().get(pk=protocol.pk)
    if found.state != State.PROPOSED:
        raise ValidationError(f"Protokół ma już stan „{found.get_state_display()}”.")
    return found


@transaction.atomic
def _erase_line(line, *, today, by):
    case = Case.objects.select_for_update().get(pk=line.case_id)
    due = queries.due_cases(case.organisation, today).filter(pk=case.pk).exists()
    line.skipped = "" if due else "okres jeszcze trwa albo usunięcie wstrzymano"
    if due:
        line.rows = erase_case(case, by=by)
        line.erased_at = timezone.now()
    line.save(update_fields=["rows", "erased_at", "skipped"])


def erase_case(case, *, by):
    """Erase every personal field of a case, and of its persons when no other case keeps them.

    Returns the number of rows.
    """
    people, alone = reach.left_behind(case)
    forget_files(case)
    count = 0
    for table, rows in reach.rows_of_cases([case.pk]):
        if alone or not reach.household_rows(table):
            count += erase(table, rows)
    for table, rows in reach.person_rows_of_cases([case.pk]):
        count += erase(table, rows)
    for table, rows in reach.rows_of_people(people):
        if not table.case:
            count += erase(table, rows)
    _forget_what_was_typed(case)
    printing.forget_files(case.organisation)
    reports.forget_files(case.organisation)
    Case.objects.filter(pk=case.pk).update(state=Case.State.ERASED)
    record("case.erased", case, by=by, organisation=case.organisation, rows=count)
    return count


@transaction.atomic
def erase_old_records(organisation, *, today, by):
    """Erase requests without a case and incidents after their period. Returns how many rows there were."""
    incidents = [one.pk for one in queries.old_incidents(organisation, today)]
    count = erase(tables()["rights.RightsRequest"], queries.old_requests(organisation, today))
    count += erase(tables()["rights.Incident"], Incident.objects.filter(pk__in=incidents))
    count += erase(tables()["rights.IncidentStep"], IncidentStep.objects.filter(incident__in=incidents))
    organisation.key = str(organisation.pk)  # what the journal calls a row by; the unit has no other
    record("erasure.records", organisation, by=by, organisation=organisation, rows=count)
    return count


def _forget_what_was_typed(case):
    """Drafts and kept forms of this case; a form is named by a key of the case or of a row in it."""
    keys = {case.key}
    for table in tables().values():
        if table.case and any(field.name == "key" for field in table.fields):
            keys |= set(
                table.model._base_manager.filter(**{table.case: case.pk}).values_list("key", flat=True)
            )
    drafts = [pk for pk, form in Draft.objects.values_list("pk", "form") if any(key in form for key in keys)]
    Draft.objects.filter(pk__in=drafts).delete()
    interrupted.forget_forms_about(keys)


def fingerprint(protocol):
    """SHA-256 of what the protocol says was erased, as canonical JSON."""
    lines = protocol.lines.values_list("number", "ended_on", "was", "people", "rows", "erased_at", "skipped")
    said = [protocol.number, protocol.years, protocol.source, [list(map(str, line)) for line in lines]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
