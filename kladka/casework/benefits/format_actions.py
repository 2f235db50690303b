"""Acts on the centre's own formats of bank files: describe, try out, confirm by a second person, withdraw."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.journal.actions import record

from . import bankfiles
from .format_queries import format_for
from .models import BankFormat
from .transfers import sender_of

# What the bank has to take: letters of every alphabet we meet, signs that banks refuse, a long title.
SAMPLES = (
    ("Zażółć Gęślą-Jaźń", "Plik próbny: Świadczenie za 12.2026 & „sprawdzenie”, jedna grosza"),
    ("Олена Щербак, Şükrü O'Brien", "Plik próbny | tytuł na więcej niż jeden wiersz; nie wykonywać " * 2),
)


@transaction.atomic
def describe_format(organisation, *, by, **details):
    """Write down how the bank wants its files. `details` are fields of BankFormat.

    Raises ValidationError by field for what no bank can mean.
    """
    made = BankFormat(organisation=organisation, by=by, **details)
    if made.kind == BankFormat.Kind.PAIN and made.encoding != BankFormat.Letters.UTF8:
        raise ValidationError({"encoding": "Plik XML ma kodowanie UTF-8."})
    if made.kind == BankFormat.Kind.ELIXIR and not {'"', "|"} <= set(made.forbidden):
        said = 'Cudzysłów (") kończy pole Elixir-0, a kreska (|) wiersz w polu: oba muszą być zabronione.'
        raise ValidationError({"forbidden": said})
    if made.encoding != BankFormat.Letters.UTF8 and made.letters not in (made.encoding, "ascii"):
        raise ValidationError({"letters": "Wybierz litery tego kodowania albo bez polskich znaków."})
    made.full_clean()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        said = "Format o tej nazwie już jest. Wycofaj go albo nazwij nowy inaczej."
        raise ValidationError({"title": said}) from error
    record("bank_format.described", made, by=by, organisation=organisation, kind=made.kind)
    return made


@transaction.atomic
def try_out(found, *, on, by):
    """The BankFile of two transfers of one grosz to the centre's own account, for the bank to read."""
    found = _open(found)
    organisation = found.organisation
    own = {"address": organisation.address, "account": organisation.account, "amount": Decimal("0.01")}
    transfers = [
        bankfiles.Transfer(recipient=name, title=title, reference="PROBA/1", **own) for name, title in SAMPLES
    ]
    try:
        file = bankfiles.write(
            found.profile,
            sender_of(organisation),
            transfers,
            on=on,
            made_at=timezone.localtime(),
            key="PROBA",
        )
    except bankfiles.BankFileError as error:
        raise ValidationError(str(error)) from error
    found.tried_at, found.tried_sha256 = timezone.now(), file.document.sha256
    found.save(update_fields=["tried_at", "tried_sha256"])
    record("bank_format.tried", found, by=by, organisation=organisation, sha256=found.tried_sha256)
    return file


@transaction.atomic
def confirm_format(found, *, accepted, by):
    """A second person says that the bank took the file that was tried out: the format may be used."""
    found = _open(found)
    if found.by_id == by.pk:
        raise ValidationError("Format potwierdza inna osoba niż ta, która go wpisała.")
    if not found.tried_sha256:
        raise ValidationError("Najpierw pobierz plik próbny i wczytaj go w bankowości.")
    if not accepted:
        raise ValidationError({"accepted": "Potwierdź dopiero wtedy, gdy bank przyjął plik próbny."})
    found.confirmed_by, found.confirmed_at = by, timezone.now()
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    record("bank_format.confirmed", found, by=by, organisation=found.organisation, sha256=found.tried_sha256)
    return found


@transaction.atomic
def retire_format(found, *, on, by):
    """No file is written by this format any more; files written before keep its name."""
    found = BankFormat.objects.select_for_update().get(pk=found.pk)
    if found.retired_on is None:
        found.retired_on = on
        found.save(update_fields=["retired_on"])
        organisation = found.organisation
        if organisation.bank_profile == found.profile_key:
            organisation.bank_profile = next(iter(bankfiles.PROFILES))
            organisation.save(update_fields=["bank_profile"])
        record("bank_format.retired", found, by=by, organisation=organisation)


@transaction.atomic
def choose_default(organisation, key, *, by):
    """The format that forms of bank files propose; a built-in one or a confirmed own one."""
    organisation.bank_profile = format_for(organisation, key).key
    organisation.save(update_fields=["bank_profile"])
    organisation.key = str(organisation.pk)  # what the journal calls a row by; the unit has no other
    record("bank_format.chosen", organisation, by=by, organisation=organisation, profile=key)


def _open(found):
    """The format under a lock. Raises ValidationError when it is confirmed or withdrawn."""
    found = BankFormat.objects.select_for_update().get(pk=found.pk)
    if found.confirmed_by_id or found.retired_on:
        raise ValidationError("Ten format jest już potwierdzony albo wycofany.")
    return found
