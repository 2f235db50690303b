"""Protokół usunięcia danych on paper: which cases, how many persons and rows, who, when, the fingerprint."""

from django.utils import timezone

from kladka.casework.decisions.office import office_of, signatory_of
from kladka.documents import polish
from kladka.documents.report import Report, Section

STAYS = (
    "Zostają bez tożsamości osób: kwoty i liczby list wypłat, znaki spraw, dni czynności, wpisy dziennika "
    "(same klucze). Kopie zapasowe zawierają usunięte dane, dopóki nie zastąpią ich nowsze kopie."
)


def report_of(protocol, *, on):
    """The print of a protocol."""
    organisation = protocol.organisation
    people = [user for user in (protocol.proposed_by, protocol.approved_by) if user]
    return Report(
        office=office_of(organisation),
        title=f"Protokół usunięcia danych {protocol.number}",
        number=protocol.number,
        on=on,
        opening=_opening(protocol),
        sections=[_cases(protocol), Section(heading="Co zostało", paragraphs=[STAYS])],
        signatories=[signatory_of(user, organisation) for user in people],
    )


def _opening(protocol):
    said = [
        f"Okres przechowywania: {protocol.years} lat od końca roku, w którym sprawa się zakończyła "
        f"({protocol.source}). Stan protokołu: {protocol.get_state_display()}.",
        f"Zaproponował(a): {protocol.proposed_by.name}, {_moment(protocol.proposed_at)}.",
    ]
    if protocol.approved_by:
        said.append(f"Zatwierdził(a): {protocol.approved_by.name}, {_moment(protocol.approved_at)}.")
        said.append(f"SHA-256 treści protokołu: {protocol.sha256}.")
    return said


def _cases(protocol):
    rows = [
        (
            line.number,
            polish.short_day(line.ended_on),
            str(line.people),
            str(line.rows),
            line.skipped or (_moment(line.erased_at) if line.erased_at else "czeka"),
        )
        for line in protocol.lines.all()
    ]
    header = ("Znak sprawy", "Zakończona", "Osoby", "Wiersze", "Usunięto")
    return Section(heading="Sprawy", header=header, rows=rows, widths=(1.4, 1, 0.6, 0.7, 1.5))


def _moment(at):
    return timezone.localtime(at).strftime("%d.%m.%Y, %H:%M")
