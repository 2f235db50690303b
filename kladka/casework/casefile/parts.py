"""What a case file consists of, in its order: each part is a title, a day and a way to make its PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils import timezone

from kladka.casework.attachments.wording import size_of
from kladka.casework.benefits.models import CLOSED
from kladka.casework.cases.models import Contact
from kladka.casework.decisions.actions import check_unchanged
from kladka.casework.decisions.models import Decision
from kladka.casework.decisions.office import office_of
from kladka.casework.intake.letters import receipt_of, supply_letter_of
from kladka.casework.programmes import queries as programmes
from kladka.casework.programmes.bilingual import annex_letter
from kladka.casework.programmes.letters import programme_letter
from kladka.documents import pdf
from kladka.documents.document import PDF
from kladka.documents.polish import month_name, short_day, zl
from kladka.documents.report import Report, Section
from kladka.uploads import store

from .merging import picture_page
from .programme_texts import text_report

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
    sources = (_applications, _programmes, _decisions, _notices, _letters, _notes, _contacts, _payments)
    found = [part for source in sources for part in source(case, by)]
    return [*found, *_attachments(case)]


def _printed(letter_of, *about):
    """PDF of the letter that `letter_of` makes of these."""
    return pdf.print_letter(letter_of(*about)).content


def _applications(case, by):
    for one in case.applications.select_related("organisation", "case").order_by("pk"):
        title = f"Potwierdzenie złożenia wniosku {one.receipt_number} i spis załączników"
        yield Part("Wniosek", title, one.filed_on, partial(_printed, receipt_of, one))
        for letter in one.supply_letters.select_related("application__organisation", "by").order_by("pk"):
            words = "Wezwanie do usunięcia braków"
            yield Part("Wniosek", words, letter.issued_on, partial(_printed, supply_letter_of, letter))


def _programmes(case, by):
    for one in case.programmes.order_by("pk"):
        loaded = programmes.loaded(one.key)
        make = partial(_printed, _in_force, loaded)
        if not one.on_paper:
            title = "Indywidualny program integracji, obowiązujący tekst"
            yield Part("Program", title, one.agreed_on, make)
        yield from _signed(loaded)
        for cost in one.cost_statements.defer("pdf").order_by("pk"):
            title = f"Zestawienie kosztów {cost.number}"
            keep = {"frozen_on": cost.sent_on, "sha256": cost.sha256}
            yield Part("Program", title, cost.sent_on, partial(_kept, cost, "pdf"), **keep)


def _in_force(programme):
    return programme_letter(programme, programmes.agreed_dues(programme))


def _signed(programme):
    """Every text both sides signed, from the first, and each annex after the text it made."""
    texts = programme.texts.select_related("amendment", "represented_by", "programme__case__organisation")
    for text in texts:
        if text.amendment:
            annex, on = text.amendment, text.amendment.signed_on
            make = partial(_printed, annex_letter, programme, annex)
            yield Part("Program", f"Aneks nr {annex.number}", on, make, frozen_on=on)
        keep = {"frozen_on": text.agreed_on, "sha256": text.sha256}
        title = f"Tekst {text.number}, uzgodniony {short_day(text.agreed_on)}"
        yield Part("Program", title, text.agreed_on, partial(_printed, text_report, text), **keep)


def _kept(row, field):
    """A file that lies in a row, opened when it is asked for."""
    return bytes(getattr(row, field))


def _decisions(case, by):
    issued = Decision.objects.filter(case=case, issued_on__isnull=False, issuer="")
    issued = issued.order_by("issued_on", "pk")  # the scan of one issued before is an attachment
    for one in issued.select_related("organisation", "case"):
        file = one.files.defer("content").get(media_type=PDF)
        title = f"Decyzja {one.number}: {one.get_kind_display()}"
        make = partial(_unchanged, one, file, by)
        yield Part("Decyzje", title, one.issued_on, make, frozen_on=one.issued_on, sha256=file.sha256)


def _unchanged(decision, file, by):
    check_unchanged(decision, by=by)
    return bytes(file.content)


def _notes(case, by):
    for programme in case.programmes.order_by("pk"):
        for note in programme.monitoring_notes.filter(signed_at__isnull=False).order_by("number"):
            title = f"Notatka z monitorowania nr {note.number}"
            yield Part(
                "Monitorowanie i kontakty", title, note.on, partial(_kept, note, "pdf"), frozen_on=note.on
            )


def _notices(case, by):
    """Wezwania do wyjaśnienia and zawiadomienia o przeniesieniu, as they were sent."""
    for programme in case.programmes.order_by("pk"):
        for one in programme.duty_notices.exclude(issued_on=None).defer("pdf").order_by("pk"):
            keep = {"frozen_on": one.issued_on, "sha256": one.sha256}
            title = f"Wezwanie do wyjaśnienia {one.number}"
            yield Part("Pisma", title, one.issued_on, partial(_kept, one, "pdf"), **keep)
    for move in case.moves.order_by("pk"):
        for one in move.notices.defer("pdf", "docx").order_by("pk"):
            keep = {"frozen_on": one.issued_on, "sha256": one.sha256}
            title = f"Zawiadomienie o przeniesieniu {one.number}: {one.addressee}"
            yield Part("Pisma", title, one.issued_on, partial(_kept, one, "pdf"), **keep)


def _letters(case, by):
    for one in case.case_letters.exclude(issued_on=None).defer("pdf", "docx", "text").order_by("pk"):
        void = f" (unieważnione {short_day(one.void_on)})" if one.void_on else ""
        make = None if one.template_title else partial(_kept, one, "pdf")
        keep = {"frozen_on": one.issued_on, "sha256": one.sha256}
        yield Part("Pisma", f"{one.title} {one.number}{void}", one.issued_on, make, **keep)


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
            make = partial(_file, one)
        elif one.format in PICTURES:
            make = partial(_picture, one)
        known = {"frozen_on": added, "sha256": one.sha256, "size": size_of(one)}
        yield Part("Załączniki", title, added, make, **known)


def _file(attachment):
    return store.read(attachment.stored_as, attachment.place)


def _picture(attachment):
    return picture_page(_file(attachment))
