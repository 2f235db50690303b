"""Files of insurance: a list of contributions as XLSX and PDF, the tasks for ZUS as XLSX."""

from django.utils import timezone

from kladka.casework.decisions.office import office_of
from kladka.documents import pdf
from kladka.documents.contribution_list import ContributionLine, ContributionListPrint
from kladka.documents.document import file_name
from kladka.documents.polish import month_name, zl
from kladka.documents.xlsx import Column, workbook

from .wording import KINDS, REASONS

COLUMNS = (
    Column("Lp.", "whole"),
    Column("Osoba"),
    Column("PESEL albo dokument"),
    Column("Znak sprawy"),
    Column("Podstawa (zł)"),
    Column("Składka (zł)", "money"),
    Column("Poprzednio (zł)", "money"),
    Column("Zmiana (zł)", "money"),
    Column("Uwaga"),
)
TASK_COLUMNS = (
    Column("Termin", "day"),
    Column("Co złożyć"),
    Column("Osoba"),
    Column("Znak sprawy"),
    Column("Od dnia", "day"),
    Column("Przepis"),
)


def list_workbook(found, lines):
    """The lines of a list as XLSX with their sums."""
    rows = [
        (
            line.position, line.name, line.identifier, line.case.number, zl(line.base_pln),
            line.amount_pln, line.before_pln, line.change_pln, REASONS[line.reason] if line.reason else "",
        )
        for line in lines
    ]  # fmt: skip
    name = file_name("skladki-zdrowotne", found.number)
    return workbook(f"Składki {found.month:%Y-%m}", COLUMNS, rows, name=name, total=True)


def tasks_workbook(tasks):
    """What is to be filed with ZUS as XLSX."""
    rows = [
        (
            one.due, KINDS[one.kind], one.person.full_name, one.programme.case.number, one.effective_on,
            one.provision,
        )
        for one in tasks
    ]  # fmt: skip
    return workbook("Zgłoszenia", TASK_COLUMNS, rows, name="zgloszenia-do-zus")


def list_print(found, lines):
    """The list as PDF: persons, contributions, who prepared and approved it."""
    letter = ContributionListPrint(
        office=office_of(found.organisation),
        number=found.number,
        month=found.month,
        correction=found.part - 1,
        drawn_up_on=timezone.localdate(found.approved_at or found.prepared_at),
        lines=tuple(
            ContributionLine(
                name=line.name, identifier=line.identifier, case_number=line.case.number, base=line.base_pln,
                amount=line.amount_pln, before=line.before_pln,
            )
            for line in lines
            if line.amount_pln or line.before_pln
        ),
        without=tuple(
            (line.name, line.case.number, REASONS[line.reason])
            for line in lines
            if not line.amount_pln and not line.before_pln
        ),
        prepared=_who(found.prepared_by, found.prepared_at),
        approved=_who(found.approved_by, found.approved_at),
        draft=found.approved_by is None,
    )  # fmt: skip
    return pdf.print_letter(letter)


def _who(user, moment):
    if user is None:
        return ""
    position = f", {user.position}" if user.position else ""
    return f"{user.name}{position}, {timezone.localtime(moment):%d.%m.%Y, %H:%M}"


def month_words(found):
    """The month of a list, with the number of its correction."""
    name = month_name(found.month)
    return f"{name}, korekta {found.part - 1}" if found.part > 1 else name
