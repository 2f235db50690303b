"""What a case file consists of, in its order: each part is a title, a day and a way to make its PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from kladka.casework.attachments.wording import size_of
from kladka.casework.benefits.models import CLOSED
from kladka.casework.cases.models import Contact
from kladka.casework.decisions.actions import check_unchanged
from kladka.casework.decisions.models import Decision
from kladka.casework.decisions.office import office_of
from kladka.casework.intake.letters import receipt_of, supply_letter_of
from kladka.casework.programmes import queries as programmes
from kladka.casework.programmes.letters import programme_letter
from kladka.documents import pdf
from kladka.documents.document import PDF
from kladka.documents.polish import month_name, short_day, zl
from kladka.documents.report import Report, Section
from kladka.uploads import store

from .merging import picture_page

PICTURES = {"jpg", "png"}


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of the case: `make` gives its PDF (bytes), None when it cannot stand in a PDF.

    `frozen_on` is the day of a paper kept as it was then: it names the home of that day. `sha256` and `size`
    are those of a file.
    """

    group: str
    title: str
    on: date | None
    make: Callable[[], bytes] | None
    frozen_on: date | None = None
    sha256: str = ""
    size: str = ""


def parts_of(case, by):
    """Every part of the case in order. Red flags are no part of the file: they are read by few."""
    sources = (_applications, _programmes, _decisions, _notes, _contacts, _payments)
    found = [part for source in sources for part in source(case, by)]
    return [*found, *_attachments(case)]


def _printed(letter):
    return lambda: pdf.print_letter(letter()).content


def _applications(case, by):
    for one in case.applications.select_related("organisation", "case").order_by("pk"):
        title = f"Potwierdzenie złożenia wniosku {one.receipt_number} i spis załączników"
        yield Part("Wniosek", title, one.filed_on, _printed(lambda one=one: receipt_of(one)))
        for letter in one.supply_letters.select_related("application__organisation", "by").order_by("pk"):
            words = "Wezwanie do usunięcia braków"
            make = _printed(lambda letter=letter: supply_letter_of(letter))
            yield Part("Wniosek", words, letter.issued_on, make)


def _programmes(case, by):
    for one in case.programmes.order_by("pk"):
        loaded = programmes.loaded(one.key)
        make = _printed(lambda it=loaded: programme_letter(it, programmes.agreed_dues(it)))
        yield Part("Program", "Indywidualny program integracji, obowiązujący tekst", one.agreed_on, make)
        for cost in one.cost_statements.defer("pdf").order_by("pk"):
            title = f"Zestawienie kosztów {cost.number}"
            keep = {"frozen_on": cost.sent_on, "sha256": cost.sha256}
            yield Part("Program", title, cost.sent_on, lambda cost=cost: bytes(cost.pdf), **keep)


def _decisions(case, by):
    issued = Decision.objects.filter(case=case, issued_on__isnull=False).order_by("issued_on", "pk")
    for one in issued.select_related("organisation", "case"):
        file = one.files.defer("content").get(media_type=PDF)
        title = f"Decyzja {one.number}: {one.get_kind_display()}"
        make = lambda one=one, file=file: _unchanged(one, file, by)  # noqa: E731
        yield Part("Decyzje", title, one.issued_on, make, frozen_on=one.issued_on, sha256=file.sha256)


def _unchanged(decision, file, by):
    check_unchanged(decision, by=by)
    return bytes(file.content)


def _notes(case, by):
    for programme in case.programmes.order_by("pk"):
        for note in programme.monitoring_notes.filter(signed_at__isnull=False).order_by("number"):
            title = f"Notatka z monitorowania nr {note.number}"
            make = lambda note=note: bytes(note.pdf)  # noqa: E731
            yield Part("Monitorowanie i kontakty", title, note.on, make, frozen_on=note.on)


def _report(case, title, section):
    report = Report(
        office=office_of(case.organisation),
        title=title,
        number=case.number,
        on=timezone.localdate(),
        sections=(section,),
    )
    return pdf.print_letter(report).content


def _contacts(case, by):
    if not Contact.objects.filter(case=case).exists():
        return

    def make():
        rows = Contact.objects.filter(case=case).select_related("by").order_by("on", "pk")
        said = [
            (short_day(one.on), one.get_kind_display(), one.text or "", one.by.name)
            for one in rows.iterator()
        ]
        header, widths = ("Dzień", "Rodzaj", "Co ustalono", "Kto"), (1.1, 1.6, 4.6, 1.7)
        return _report(
            case, "Kontakty i notatki", Section(heading="Kontakty", header=header, rows=said, widths=widths)
        )

    yield Part("Monitorowanie i kontakty", "Kontakty i notatki", None, make)


def _payments(case, by):
    paid = case.payments.filter(payment_list__state__in=CLOSED)
    if not paid.exists():
        return

    def make():
        rows = [
            (
                month_name(one.month),
                one.person_name,
                zl(one.amount_pln),
                zl(one.health_pln),
                one.payment_list.number,
            )
            for one in paid.select_related("payment_list").order_by("month", "sort_name", "pk").iterator()
        ]
        header = ("Miesiąc", "Osoba", "Wypłata (zł)", "Składka zdrowotna (zł)", "Lista")
        section = Section(
            heading="Wypłaty z zatwierdzonych list", header=header, rows=rows, widths=(2, 3, 1.6, 1.8, 2)
        )
        return _report(case, "Wypłaty", section)

    yield Part("Wypłaty", "Wypłaty miesiąc po miesiącu", None, make)


def _attachments(case):
    for one in case.attachments.filter(removed_at=None).order_by("pk"):
        added = timezone.localdate(one.added_at)
        title = f"{one.get_kind_display()}: {one.name}"
        make = None
        if one.format == "pdf":
            make = lambda one=one: store.read(one.stored_as, one.place)  # noqa: E731
        elif one.format in PICTURES:
            make = lambda one=one: picture_page(store.read(one.stored_as, one.place))  # noqa: E731
        known = {"frozen_on": added, "sha256": one.sha256, "size": size_of(one)}
        yield Part("Załączniki", title, added, make, **known)
