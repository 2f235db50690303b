"""Paczka na kontrolę: register, reports, lists, decisions and records of acts of a sample, in one ZIP.

Restricted and erased cases stay out, and so do decisions older than the protection of a family's address;
the first leaf names each with the reason.
"""

import io
import random
import zipfile

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.casework.casefile.front import record_of_acts
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.decisions.actions import check_unchanged
from kladka.casework.decisions.models import Decision
from kladka.casework.decisions.office import office_of
from kladka.casework.programmes.models import Programme
from kladka.documents import pdf
from kladka.documents.document import PDF, Document, file_name
from kladka.documents.polish import short_day
from kladka.documents.report import Report, Section
from kladka.documents.xlsx import Column, csv_file

from . import chapters, files
from .listing import sheet_of
from .models import YearReport
from .pack_lists import LISTS, list_of
from .vocabulary import Figure

MOST_CASES = 60
LARGEST = 150 * 1024 * 1024  # bytes of all files together
ZIP = "application/zip"
RESTRICTED = "przetwarzanie danych ograniczone od {} (RODO art. 18)"
ISSUED_BEFORE = "decyzję wydano przed Kładką; jej skan, jeśli jest, stoi w załącznikach sprawy"
OLD_HOME = "decyzja podaje adres, który objęto potem ochroną"


def cases_of(centre, span):
    """Cases with a programme in force or a decision issued in a span; erased ones are gone."""
    ran = Programme.objects.filter(
        case=OuterRef("pk"), accepted_on__isnull=False, starts__lte=span.last, ends__gte=span.first
    )
    decided = Decision.objects.filter(case=OuterRef("pk"), issued_on__range=(span.first, span.last))
    cases = Case.objects.filter(Exists(ran) | Exists(decided), organisation=centre)
    return cases.exclude(state=Case.State.ERASED).order_by("pk")


def drawn(centre, span, *, sample, numbers):
    """{"seed", "of", "keys"}: cases with the given numbers and as many drawn; the seed draws them again.

    Raises ValidationError on a number unknown or under a restriction, and on an empty pack.
    """
    free = cases_of(centre, span).exclude(pk__in=Restriction.objects.cases())
    named = dict(free.filter(number__in=numbers).values_list("number", "key"))
    if missing := [number for number in numbers if number not in named]:
        raise ValidationError(
            "Tych spraw nie ma w okresie albo ich dane są ograniczone: " + ", ".join(missing[:10]) + "."
        )
    others = list(free.exclude(number__in=numbers).values_list("key", flat=True))
    seed = new_key()
    keys = [*named.values(), *random.Random(seed).sample(others, min(sample, len(others)))]
    if len(keys) > MOST_CASES:
        raise ValidationError(f"W jednej paczce mieści się {MOST_CASES} spraw.")
    return {"seed": seed, "of": len(others) + len(named), "keys": keys}


class Pack:
    """A ZIP being made: its files with what they are."""

    def __init__(self):
        self.out = io.BytesIO()
        self.zip = zipfile.ZipFile(self.out, "w", zipfile.ZIP_DEFLATED, compresslevel=3)
        self.rows = []
        self.size = 0

    def add(self, folder, document, what):
        """Raises ValidationError when the pack grows too large."""
        path = f"{folder}/{document.name}" if folder else document.name
        self.size += len(document.content)
        if self.size > LARGEST:
            raise ValidationError("Paczka byłaby za duża. Wybierz mniej spraw albo krótszy okres.")
        self.zip.writestr(path, document.content)
        self.rows.append((path, what, document.sha256))

    def finish(self, name):
        columns = [Column("Plik"), Column("Co to jest"), Column("SHA-256")]
        self.zip.writestr("spis.csv", csv_file("spis", columns, self.rows).content)
        self.zip.close()
        return Document.of(name, ZIP, self.out.getvalue())


def pack(run, told):
    """The ZIP of a run as a Document; `told(done, total)` hears of every part."""
    made, keys = Pack(), run.asked["cases"]["keys"]
    steps = [_register, _reports, *[_list(one) for one in LISTS], _ended]
    total = len(steps) + len(keys) + 1
    for done, step in enumerate(steps):
        told(done, total)
        step(run, made)
    left = _left_out(run)
    for done, case in enumerate(_sampled(run), len(steps)):
        told(done, total)
        left += _case(made, case)
    made.add("", _first_leaf(run, made.rows, left), "zakres, zawartość, próba i co pominięto")
    days = f"{run.span.first.isoformat()}-{run.span.last.isoformat()}"
    return made.finish(file_name("paczka-na-kontrole", days) + ".zip")


def _register(run, made):
    document = sheet_of(run.organisation, run.span, Figure(), money=True, full=True)
    made.add("1-rejestr", document, "rejestr zaakceptowanych programów (art. 23a)")


def _reports(run, made):
    years = range(run.span.first.year, run.span.last.year + 1)
    finished = YearReport.objects.filter(
        organisation=run.organisation, year__in=years, finished_at__isnull=False
    )
    newest = {one.year: one for one in finished.select_related("finished_by").order_by("version")}
    for year, report in newest.items():
        report.organisation = run.organisation
        found = chapters.thawed(report.figures, money=True)
        what = f"sprawozdanie za {year}, wersja {report.version}"
        made.add("2-sprawozdania", pdf.print_letter(files.report_letter(report, found)), what)
        made.add("2-sprawozdania", files.report_workbook(report, found), what)


def _list(one):
    return lambda run, made: made.add("3-listy", list_of(one, run.organisation, run.span), one.title)


def _ended(run, made):
    document = sheet_of(run.organisation, run.span, Figure("ended"), money=True, full=False)
    named = Document.of("programy-zakonczone.xlsx", document.media_type, document.content)
    made.add("3-listy", named, "osoby w programach zakończonych")


def _sampled(run):
    keys = run.asked["cases"]["keys"]
    cases = Case.objects.filter(key__in=keys).exclude(pk__in=Restriction.objects.cases())
    related = ("organisation", "worker", "household__protection")
    return cases.exclude(state=Case.State.ERASED).select_related(*related).order_by("pk")


def _case(made, case):
    """Decisions of a case and its record of acts. Returns [(what, why)] of what is left out."""
    folder, left = f"4-sprawy/{file_name(case.number)}", []
    protection = getattr(case.household, "protection", None)
    issued = Decision.objects.filter(case=case, issued_on__isnull=False).order_by("issued_on", "pk")
    for one in issued.select_related("organisation", "case"):
        if one.issuer:
            left.append((f"{case.number}: decyzja {one.number}", ISSUED_BEFORE))
            continue
        if protection and protection.since >= one.issued_on:
            left.append((f"{case.number}: decyzja {one.number}", OLD_HOME))
            continue
        check_unchanged(one, by=None)
        file = one.files.get(media_type=PDF)
        document = Document.of(file.name, PDF, bytes(file.content))
        made.add(folder, document, f"decyzja {one.number}: {one.get_kind_display()}")
    made.add(folder, _record(case), f"metryka sprawy {case.number} (KPA art. 66a)")
    return left


def _record(case):
    letter = Report(
        office=office_of(case.organisation), title=f"Metryka sprawy {case.number}", number=case.number,
        on=timezone.localdate(), sections=(record_of_acts(case),),
    )  # fmt: skip
    document = pdf.print_letter(letter)
    return Document.of(f"metryka-{file_name(case.number)}.pdf", PDF, document.content)


def _left_out(run):
    """[(case, why)] of cases of these days that are restricted now."""
    held = Restriction.objects.in_force().filter(case__in=cases_of(run.organisation, run.span))
    rows = held.order_by("case", "starts").values_list("case__number", "starts")
    first = {}
    for number, starts in rows:
        first.setdefault(number, starts)
    return [(f"sprawa {number}", RESTRICTED.format(short_day(on))) for number, on in first.items()]


def _first_leaf(run, rows, left):
    asked, span = run.asked["cases"], run.span
    numbers = list(_sampled(run).values_list("number", flat=True))
    draw = (
        f"W okresie jest {asked['of']} spraw, które mogą wyjść z jednostki. Wskazane wprost i wylosowane: "
        f"{len(numbers)}. Losowanie można powtórzyć z ziarnem {asked['seed']}."
    )
    listed = [(path, what) for path, what, _ in rows]
    sections = [
        Section(heading="Zawartość", header=("Plik", "Co to jest"), rows=listed, widths=(3, 3)),
        Section(heading="Próba", paragraphs=(draw, ", ".join(numbers) or "Bez próby spraw.")),
        _left_section(left),
    ]
    opening = (
        f"Okres: {span.words()}, od {short_day(span.first)} do {short_day(span.last)}. "
        f"{run.asked['subject'] or 'Bez wskazanej kontroli.'}",
        f"Zlecił(a) {run.by.name}. Skróty SHA-256 plików podaje spis.csv. Czerwonych flag w paczce nie ma.",
    )
    letter = Report(
        office=office_of(run.organisation), title="Paczka na kontrolę", on=timezone.localdate(),
        opening=opening, sections=sections,
    )  # fmt: skip
    return Document.of("0-zawartosc.pdf", PDF, pdf.print_letter(letter).content)


def _left_section(left):
    if not left:
        return Section(heading="Pominięto", paragraphs=("Niczego nie pominięto.",))
    return Section(heading="Pominięto", header=("Co", "Dlaczego"), rows=left, widths=(3, 4))
