"""Changes of an office's templates: a checked version added, put into use, withdrawn."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kladka.accounts.models import Organisation
from kladka.documents import docx, word_examples
from kladka.documents.template_check import faults_of
from kladka.journal.actions import record
from kladka.uploads.accepting import accept
from kladka.uploads.refusal import Refused

from .models import OfficeTemplate, TemplateUse
from .queries import in_use

State = OfficeTemplate.State


@transaction.atomic
def add(organisation, kind, *, name, content, by, title=""):
    """Keep a new version that was checked and printed invented letters. ValidationError with every fault.

    `title` names a letter of the office's own.
    """
    file = _checked(kind, name, content)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two at once get two numbers
    versions = OfficeTemplate.objects.filter(organisation=organisation, kind=kind, title=title)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    digest = hashlib.sha256(file.content).hexdigest()
    made = OfficeTemplate.objects.create(
        organisation=organisation, kind=kind, title=title, version=last + 1, name=file.name,
        content=file.content, sha256=digest, added_by=by,
    )  # fmt: skip
    _record("template.added", made, by=by)
    return made


def _checked(kind, name, content):
    """The file as it is kept. Its faults are told first by place, then by what the door for files refuses."""
    if not name.lower().endswith(".docx"):
        raise ValidationError("Wzór to plik Word (DOCX).")
    if faults := faults_of(content, word_examples.known(kind)):
        raise ValidationError(faults)
    try:
        file = accept(name, content)
        for letter in word_examples.examples(kind):
            docx.render(kind, letter.as_data(), own=file.content)
    except (Refused, docx.TemplateFault) as error:
        raise ValidationError(str(error)) from error
    return file


@transaction.atomic
def put_into_use(template, *, by):
    """Make this version the one that prints; the one in use until now is withdrawn. Also a way back."""
    now = timezone.now()
    used = OfficeTemplate.objects.select_for_update().filter(
        organisation=template.organisation,
        kind=template.kind,
        title=template.title,
        state=State.ACTIVE,
    )
    used.exclude(pk=template.pk).update(state=State.RETIRED, retired_at=now)
    template.state, template.active_from, template.retired_at = State.ACTIVE, now, None
    template.save(update_fields=["state", "active_from", "retired_at"])
    _record("template.used", template, by=by)


@transaction.atomic
def retire(template, *, by):
    """Withdraw a version; when it was in use, the built-in template prints again."""
    template.state, template.retired_at = State.RETIRED, timezone.now()
    template.save(update_fields=["state", "retired_at"])
    _record("template.retired", template, by=by)


def pin(organisation_id, kind, letter_key, title=""):
    """Keep, within the act that issues a letter, which version it is of. Returns its number, 0 for built-in.

    A letter issued again (a programme agreed anew) is of the version in use then.
    """
    own, letter = in_use(organisation_id, kind, title), {"kind": kind, "letter_key": letter_key}
    if own is None:
        TemplateUse.objects.filter(**letter).delete()
        return 0
    TemplateUse.objects.update_or_create(**letter, defaults={"template": own})
    return own.version


def _record(act, template, *, by):
    details = {"kind": template.kind, "version": template.version, "sha256": template.sha256}
    record(act, template, by=by, organisation=template.organisation, **details)
