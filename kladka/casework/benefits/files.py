"""Files of payments: the list as XLSX and PDF, the list of lists as XLSX, the stored bank file."""

from django.utils import timezone

from kladka.casework.decisions.office import office_of
from kladka.documents import pdf
from kladka.documents.document import Document, file_name
from kladka.documents.parts import Party
from kladka.documents.payment_list import NotPaid, PaymentLine, PaymentListPrint
from kladka.documents.polish import month_name
from kladka.documents.sheets import long_workbook
from kladka.documents.xlsx import Column, workbook
from kladka.law.terms import payment_day
from kladka.vault.sealing import NotOpened

from .models import Payment, PaymentList, PayoutAccount

METHODS = dict(PayoutAccount.Method.choices)
NOTES = dict(Payment.Note.choices)
STATES = dict(PaymentList.State.choices)
BANK_MEDIA = "application/octet-stream"
LIST_COLUMNS = (
    Column("Lp.", "whole"),
    Column("Osoba", width=28),
    Column("Znak sprawy", width=18),
    Column("Za miesiąc", width=18),
    Column("Uzgodniona (zł)", "money"),
    Column("Do wypłaty (zł)", "money"),
    Column("Składka zdrowotna (zł)", "money"),
    Column("Sposób"),
    Column("Odbiorca", width=28),
    Column("Rachunek", width=28),
    Column("Uwaga", width=22),
    Column("Wyjaśnienie", width=60),
)
LISTS_COLUMNS = (
    Column("Miesiąc"),
    Column("Numer"),
    Column("Stan"),
    Column("Osoby", "whole"),
    Column("Suma (zł)", "money"),
    Column("Termin wypłaty", "day"),
    Column("Wysłano", "day"),
    Column("Przygotował(a)"),
    Column("Zatwierdził(a)"),
    Column("SHA-256"),
)


def list_workbook(payment_list, lines):
    """Lines of a list (dictionaries of `queries.LINES`, one after another) as XLSX with their sums."""
    rows = (_row(at, line) for at, line in enumerate(lines, start=1))
    name = file_name("lista-wyplat", payment_list.number)
    note = f"SHA-256 zatwierdzonej listy: {payment_list.sha256}" if payment_list.sha256 else ""
    title = f"Lista {payment_list.month:%Y-%m}"
    return long_workbook(title, LIST_COLUMNS, rows, name=name, total=True, note=note)


def _row(at, line):
    return (
        at,
        line["person_name"],
        line["case__number"],
        month_name(line["month"]),
        line["agreed_pln"],
        line["amount_pln"],
        line["health_pln"],
        METHODS.get(line["method"], "brak"),
        line["holder"],
        line["account"],
        NOTES[line["note"]],
        line["explanation"],
    )


def lists_workbook(payment_lists):
    """The list of lists as XLSX."""
    rows = [
        (
            month_name(row["month"]),
            row["number"],
            STATES[row["state"]],
            row["people"],
            row["total_pln"],
            payment_day(row["month"]).day,
            *(row[name] for name in ("sent_on", "prepared_by__name", "approved_by__name", "sha256")),
        )
        for row in payment_lists
    ]
    return workbook("Listy wypłat", LISTS_COLUMNS, rows, name="listy-wyplat")


def stored(bank_file):
    """The Document once handed to the bank. Raises NotOpened when it was changed or moved in the database."""
    document = Document.of(bank_file.name, BANK_MEDIA, bank_file.content)
    if document.sha256 != bank_file.sha256:
        raise NotOpened("Treść pliku nie zgadza się z jego skrótem.")
    return document


def list_print(payment_list, lines):
    """The list as PDF: who is paid, who is not and why, who prepared and approved it, its fingerprint."""
    paid, not_paid = [], []
    for line in lines:
        (paid if line["amount_pln"] else not_paid).append(line)
    letter = PaymentListPrint(
        office=office_of(payment_list.organisation),
        number=payment_list.number,
        month=payment_list.month,
        drawn_up_on=timezone.localdate(payment_list.approved_at or payment_list.prepared_at),
        due_on=payment_day(payment_list.month).day,
        lines=tuple(_paid(line, payment_list) for line in paid),
        not_paid=tuple(_not_paid(line) for line in not_paid),
        prepared=_who(payment_list.prepared_by, payment_list.prepared_at),
        approved=_who(payment_list.approved_by, payment_list.approved_at),
        sha256=payment_list.sha256,
        draft=not payment_list.sha256,
    )
    return pdf.print_letter(letter)


def _note(line, payment_list):
    behind = line["month"] != payment_list.month
    arrears = f"Wyrównanie za {month_name(line['month'])}. " if behind else ""
    return (arrears + (line["explanation"] if line["note"] else "")).strip()


def _paid(line, payment_list):
    return PaymentLine(
        person=Party(name=line["person_name"]),
        case_number=line["case__number"],
        amount=line["amount_pln"],
        account=line["account"],
        note=_note(line, payment_list),
    )


def _not_paid(line):
    person, number = Party(name=line["person_name"]), line["case__number"]
    return NotPaid(person=person, case_number=number, reason=line["explanation"])


def _who(user, moment):
    if user is None:
        return ""
    position = f", {user.position}" if user.position else ""
    return f"{user.name}{position}, {timezone.localtime(moment):%d.%m.%Y, %H:%M}"
