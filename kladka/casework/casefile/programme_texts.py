"""Every text of a programme that both sides signed, printed from what was frozen, not from what is now."""

import datetime
from decimal import Decimal

from kladka.casework.decisions.office import office_of, signatory_of
from kladka.documents.polish import month_name, zl
from kladka.documents.report import Report, Section

AMOUNTS = ("Osoba", "Miesiąc", "Kwota (zł)")
DUTIES = ("Kto", "Zobowiązanie", "Termin", "Co potwierdza wykonanie")


def text_report(text):
    """The print of a frozen text (ProgrammeText)."""
    content, programme = text.content, text.programme
    signed = (
        f"Podpisali: za centrum {text.represented_by.name}, za rodzinę {text.signed_by or 'wnioskodawca'}."
    )
    starts, ends = (datetime.date.fromisoformat(one) for one in content["period"])
    return Report(
        office=office_of(programme.organisation),
        title=f"Indywidualny program integracji, tekst {text.number}",
        number=programme.case.number,
        on=text.agreed_on,
        opening=(
            f"Okres programu: {starts:%-d.%m.%Y} – {ends:%-d.%m.%Y}. {signed}",
            f"Wydruk tekstu zapisanego przy podpisaniu.{_scan(text)} SHA-256:",
            text.sha256,
        ),
        sections=tuple(one for one in _sections(content) if one.paragraphs or one.rows),
        signatories=(signatory_of(text.represented_by, programme.organisation),),
    )


def _scan(text):
    """Where the paper with the signatures is."""
    return " Podpisany egzemplarz jest wśród załączników." if text.signed_copy_id else ""


def _sections(content):
    yield Section(heading="Sytuacja rodziny", paragraphs=tuple((content["situation"] or "").splitlines()))
    yield Section(
        heading="Cele", paragraphs=tuple(f"{one['theme']}: {one['text']}" for one in content["goals"])
    )
    duties = tuple((one["who"], one["text"], one["due"], one["proof"]) for one in content["obligations"])
    yield Section(heading="Zobowiązania", header=DUTIES, rows=duties, widths=(1.6, 3.6, 2, 1.8))
    yield Section(heading="Instytucje", paragraphs=tuple(content["institutions"]))
    scopes = tuple(one["scope"] for one in content["aid"] if one["scope"])
    yield Section(heading="Formy pomocy", paragraphs=scopes)
    amounts = tuple(
        (one["person"], month_name(_month(one["month"])), zl(Decimal(one["zl"])))
        for one in content["amounts"]
    )
    yield Section(heading="Świadczenie pieniężne", header=AMOUNTS, rows=amounts, widths=(3, 2, 1.4))


def _month(text):
    return datetime.date.fromisoformat(f"{text}-01")
