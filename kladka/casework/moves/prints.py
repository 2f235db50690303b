"""Prints of a handover: its page as PDF, and the same locked with a password with the files it hands over."""

import io

import pikepdf

from kladka.casework.decisions.office import office_of, signatory_of
from kladka.documents import pdf
from kladka.documents.document import PDF, Document
from kladka.documents.report import Report, Section

from .wording import sections


def brief_pdf(handover):
    """One page for both sides to sign."""
    on = (handover.offered_at or handover.created_at).date()
    to = handover.to_worker or handover.to_organisation or handover.outside
    signed = handover.signed_by or handover.by
    report = Report(
        office=office_of(handover.organisation),
        title="Karta przekazania sprawy",
        on=on,
        opening=(f"Przekazuje: {handover.organisation.name}. Przyjmuje: {to}.",),
        sections=[Section(heading=label, paragraphs=lines) for label, lines in sections(handover)],
        signatories=(signatory_of(signed, handover.organisation),),
    )
    return pdf.print_letter(report)


def locked(document, files, *, password):
    """The PDF with files attached inside it, all under one password (AES-256); any reader of PDF opens it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(document.content)) as made:
        for name, content in files:
            made.attachments[name] = pikepdf.AttachedFileSpec(made, content, filename=name)
        made.save(out, encryption=pikepdf.Encryption(owner=password, user=password, R=6))
    return Document.of(document.name, PDF, out.getvalue())
