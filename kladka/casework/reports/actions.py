"""Yearly reports: begun, written, finished; sets of report rows: a change is a new version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kladka.journal.actions import record

from .chapters import TEXTS
from .models import ReportRun, ReportSet, YearReport
from .run_actions import count_year


@transaction.atomic
def begin_year_report(centre, year, *, by):
    """The draft of a year, begun from the texts of the version before; an open draft is given back."""
    versions = YearReport.objects.select_for_update().filter(organisation=centre, year=year)
    last = versions.order_by("-version").first()
    if last and last.finished_at is None:
        return last
    version, texts = (last.version + 1, last.texts) if last else (1, {})
    found = YearReport.objects.create(organisation=centre, year=year, version=version, texts=texts, by=by)
    record("year_report.begun", found, by=by, organisation=centre, year=year, version=version)
    count_year(found, by=by)
    return found


def _draft(report):
    found = YearReport.objects.select_for_update().select_related("organisation").get(pk=report.pk)
    if found.finished_at:
        raise ValidationError("To sprawozdanie jest zakończone. Poprawki wpisuje się w następnej wersji.")
    return found


@transaction.atomic
def write_texts(report, texts, *, by):
    """Keep the texts of a draft."""
    report = _draft(report)
    report.texts = {code: texts.get(code, "") for code in TEXTS}
    report.save(update_fields=["texts"])
    record("year_report.written", report, by=by, organisation=report.organisation, year=report.year)
    return report


@transaction.atomic
def finish_year_report(report, *, by):
    """Freeze the numbers of the last count with the texts. ValidationError before there is one."""
    report = _draft(report)
    counted = report.runs.filter(state=ReportRun.State.DONE).order_by("-pk").first()
    if counted is None:
        raise ValidationError("Liczb jeszcze nie policzono. Policz je i przejrzyj, potem zakończ.")
    report.figures, report.counted_at = counted.figures, counted.finished_at
    report.finished_by, report.finished_at = by, timezone.now()
    report.save(update_fields=["figures", "counted_at", "finished_by", "finished_at"])
    said = {"year": report.year, "version": report.version}
    record("year_report.finished", report, by=by, organisation=report.organisation, **said)
    return report


@transaction.atomic
def save_set(centre, definition, *, by):
    """A new version of a set of rows from a checked definition (reports.definitions)."""
    versions = ReportSet.objects.filter(organisation=centre, code=definition["code"])
    last = versions.aggregate(last=Max("version"))["last"] or 0
    found = ReportSet.objects.create(organisation=centre, version=last + 1, by=by, **definition)
    said = {"code": found.code, "version": found.version, "rows": len(found.rows)}
    record("report_set.saved", found, by=by, organisation=centre, **said)
    return found
