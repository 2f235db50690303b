"""Formats of bank files that a centre may use: the built-in ones and its own, confirmed by two persons."""

from django.core.exceptions import ValidationError

from .bank_formats import OWN
from .bankfiles import PROFILES
from .models import BankFormat


def formats_of(organisation):
    """[(key, title)] for a form, own formats first."""
    own = BankFormat.objects.in_use().filter(organisation=organisation).order_by("title")
    return [(one.profile_key, one.title) for one in own] + [(one.key, one.title) for one in PROFILES.values()]


def format_for(organisation, key):
    """The BankProfile under this key. Raises ValidationError for one that this centre may not use."""
    if not key.startswith(OWN):
        if key in PROFILES:
            return PROFILES[key]
        raise ValidationError("Nie ma takiego formatu pliku.")
    found = BankFormat.objects.in_use().filter(organisation=organisation, key=key.removeprefix(OWN)).first()
    if found is None:
        raise ValidationError(
            "Tego formatu nie można użyć: nie potwierdziła go druga osoba albo go wycofano. "
            "Niczego nie zapisano."
        )
    return found.profile
