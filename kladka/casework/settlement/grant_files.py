"""A request for the grant and its settlement as PDF and XLSX; numbers of cases, no names."""

from django.utils import timezone

from kladka.casework.decisions.office import office_of, signatory_of
from kladka.documents import pdf
from kladka.documents.document import file_name
from kladka.documents.polish import period, short_day, zl
from kladka.documents.report import Report, Section
from kladka.documents.xlsx import Column, workbook

REQUEST = (
    Column("Znak sprawy"),
    Column("Program od", "day"),
    Column("Program do", "day"),
    Column("Osoby", "whole"),
    Column("Świadczenia pieniężne (zł)", "money"),
    Column("Składki zdrowotne (zł)", "money"),
    Column("Razem (zł)", "money"),
)


def request_workbook(request, lines):
    """The request as XLSX."""
    rows = [
        (
            line.programme.case.number, line.programme.starts, line.programme.ends, line.people,
            line.cash_pln, line.health_pln, line.cash_pln + line.health_pln,
        )
        for line in lines
    ]  # fmt: skip
    if request.direct_pln:
        rows.append(("wydatki bezpośrednie", None, None, None, None, None, request.direct_pln))
    name = file_name("zapotrzebowanie", request.number)
    return workbook("Zapotrzebowanie", REQUEST, rows, name=name, total=True)


def request_print(request, lines):
    """The request as PDF."""
    header = ("Znak sprawy", "Okres programu", "Osoby", "Świadczenia (zł)", "Składki (zł)")
    rows = [
        (
            line.programme.case.number, period(line.programme.starts, line.programme.ends), str(line.people),
            zl(line.cash_pln), zl(line.health_pln),
        )
        for line in lines
    ]  # fmt: skip
    totals = [
        ("świadczenia pieniężne", "ups art. 92 ust. 1 pkt 1", zl(request.cash_pln)),
        ("składki na ubezpieczenie zdrowotne", "ups art. 92 ust. 1 pkt 2", zl(request.health_pln)),
        ("wydatki opłacane bezpośrednio", "ups art. 92 ust. 3", zl(request.direct_pln)),
        ("razem", "", zl(request.total_pln)),
    ]
    sections = (
        Section(
            heading="Potrzebne środki",
            header=("Cel", "Podstawa", "Kwota (zł)"),
            rows=totals,
            widths=(2, 2, 1),
        ),
        Section(heading="Programy", header=header, rows=rows, widths=(2, 2, 1, 1.3, 1.2)),
    )
    opening = (
        "Zapotrzebowanie na środki na indywidualne programy integracji za okres "
        f"{period(request.starts, request.ends)} (ups art. 20 ust. 2, art. 93 ust. 3)."
    )
    return _print(request, f"Zapotrzebowanie na dotację {request.number}", opening, sections)


def settlement_print(one):
    """The settlement as PDF."""
    due = short_day(one.return_due_on) + f" ({one.return_basis})" if one.return_due_on else "do ustalenia"
    rows = [
        ("pozostało z poprzedniego okresu", zl(one.opening_pln)),
        ("otrzymano", zl(one.received_pln)),
        ("wykorzystano: świadczenia pieniężne", zl(one.used_cash_pln)),
        ("wykorzystano: składki zdrowotne", zl(one.used_health_pln)),
        ("wykorzystano: wydatki opłacane bezpośrednio", zl(one.used_direct_pln)),
        ("pozostaje", zl(one.left_pln)),
        *((f"w tym {part.name}: pozostaje", zl(part.left)) for part in one.purposes),
    ]
    if one.final:
        rows.append(("do zwrotu", zl(one.to_return_pln)))
    says = [f"Termin zwrotu niewykorzystanych środków: {due}."] if one.final else []
    says += [f"Zwrócono {short_day(one.returned_on)}."] if one.returned_on else []
    sections = (
        Section(
            heading="Rozliczenie", paragraphs=says, header=("Co", "Kwota (zł)"), rows=rows, widths=(3, 1)
        ),
    )
    opening = (
        "Rozliczenie dotacji na indywidualne programy integracji za okres "
        f"{period(one.starts, one.ends)}, według księgi."
    )
    return _print(one, f"Rozliczenie dotacji {one.number}", opening, sections)


def _print(thing, title, opening, sections):
    report = Report(
        office=office_of(thing.organisation),
        title=title,
        number=thing.number,
        on=timezone.localdate(thing.approved_at or thing.made_at),
        opening=(opening,),
        sections=sections,
        signatories=[signatory_of(one, thing.organisation) for one in (thing.by, thing.approved_by) if one],
    )
    return pdf.print_letter(report)
