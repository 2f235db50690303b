"""Freezing the agreed text of a programme, and the scan of what both sides signed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from kladka.casework.attachments import actions as attachments
from kladka.casework.attachments.models import Attachment
from kladka.casework.letters.actions import pin

from . import queries
from .agreement import ProgrammeText
from .freezing import fingerprint, text_of
from .steps import note


def freeze(programme, *, by, amendment=None):
    """Keep the text as it is agreed now, within the act that signs it; numbered on from the last one."""
    fresh = queries.loaded(programme.key)
    signed = amendment or fresh
    starts = amendment.starts if amendment else fresh.starts
    content = text_of(fresh, starts)
    kinds = ("side_by_side",) if amendment else ("programme", "side_by_side")
    for kind in kinds:
        pin(fresh.organisation_id, kind, signed.key)
    return ProgrammeText.objects.create(
        programme=fresh,
        number=fresh.texts.count() + 1,
        amendment=amendment,
        content=content,
        sha256=fingerprint(content),
        agreed_on=amendment.signed_on if amendment else fresh.agreed_on,
        starts=starts,
        represented_by=signed.represented_by,
        signed_by=signed.signed_by,
        by=by,
    )


@transaction.atomic
def attach_signed_copy(text, attachment, *, by):
    """Name the file of the case that is the scan of the signed text."""
    if attachment.case_id != text.programme.case_id or attachment.removed_at:
        raise ValidationError({"attachment": "Wskaż plik z tej sprawy."})
    text.signed_copy = attachment
    text.save(update_fields=["signed_copy"])
    note("programme.signed_copy", text.programme, by=by, number=text.number, sha256=attachment.sha256)


def keep_scan(text, scan, *, by):
    """Keep the scan that came with the signatures (uploads.accepting.Accepted or None)."""
    if scan:
        kept = attachments.attach(text.programme.case, scan, kind=Attachment.Kind.LETTER, by=by)
        attach_signed_copy(text, kept, by=by)
