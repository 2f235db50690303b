"""What is typed about a format of bank files, and its confirmation."""

from django import forms

from kladka.casework.benefits.models import BankFormat
from kladka.ui.forms import StyledForm

Kind, Letters = BankFormat.Kind, BankFormat.Letters
FIELDS = {field.name: field for field in BankFormat._meta.fields}


def _number(name, help_text):
    """A whole number within the limits of the table."""
    field = FIELDS[name]
    limits = {one.code: one.limit_value for one in field.validators}
    return forms.IntegerField(
        label=field.verbose_name.capitalize(), initial=field.default, help_text=help_text,
        min_value=limits["min_value"], max_value=limits["max_value"],
    )  # fmt: skip


class FormatForm(StyledForm):
    title = forms.CharField(
        label="Nazwa", max_length=80, help_text="Na przykład: BS w Brzozowie, od maja 2026."
    )
    kind = forms.ChoiceField(label="Rodzaj pliku", choices=Kind.choices)
    encoding = forms.ChoiceField(
        label="Kodowanie", choices=[one for one in Letters.choices if one[0] != "ascii"]
    )
    letters = forms.ChoiceField(
        label="Litery w nazwach",
        choices=Letters.choices,
        help_text="Innych liter program nie wpisze: zastąpi je łacińskimi.",
    )
    extension = forms.RegexField(
        r"^[a-z0-9]{1,5}\Z", label="Rozszerzenie pliku", initial="pli",
        error_messages={"invalid": "Małe litery i cyfry, bez kropki."},
    )  # fmt: skip
    forbidden = forms.CharField(
        label="Znaki zabronione", max_length=40, required=False, strip=False,
        initial=FIELDS["forbidden"].default, help_text="Każdy zostanie zastąpiony odstępem.",
    )  # fmt: skip
    line = _number("line", "Od 20 do 70.")
    lines = _number("lines", "Od 2 do 4.")
    reference = _number("reference", "0, gdy bank nie przyjmuje numeru własnego.")
    source = forms.CharField(
        label="Skąd to wiadomo", max_length=200, help_text="Instrukcja albo pismo banku, z datą."
    )


class AcceptedForm(StyledForm):
    accepted = forms.BooleanField(
        label="Bank przyjął plik próbny: dwa przelewy, polskie litery i tytuły są czytelne",
        error_messages={"required": "Potwierdź dopiero wtedy, gdy bank przyjął plik próbny."},
    )
