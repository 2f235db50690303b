"""What is chosen when files are added to a case."""

from django import forms

from kladka.ui.forms import DayField, StyledForm
from kladka.uploads.accepting import KINDS, LARGEST, TAKEN

from .models import Attachment

MOST_FILES = 10


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)

    def value_omitted_from_data(self, data, files, name):
        return name not in files


class FilesField(forms.FileField):
    """One file or more; cleaned to a list."""

    widget = FilesInput(attrs={"multiple": True, "accept": ",".join(f".{ending}" for ending in KINDS)})

    def clean(self, value, initial=None):
        if not value:
            raise forms.ValidationError(self.error_messages["required"])
        if len(value) > MOST_FILES:
            raise forms.ValidationError(f"Wyślij najwyżej {MOST_FILES} plików naraz.")
        return value


class AttachmentForm(StyledForm):
    kind = forms.ChoiceField(label="Rodzaj dokumentu", choices=[("", "wybierz"), *Attachment.Kind.choices])
    files = FilesField(
        label="Pliki",
        help_text=f"{TAKEN}; każdy do {LARGEST // 1024 // 1024} MB. "
        "Dane o autorze, aparacie i miejscu zdjęcia są usuwane.",
        error_messages={"required": "Wybierz co najmniej jeden plik."},
    )
    valid_until = DayField(
        label="Ważny do",
        required=False,
        help_text="Karta pobytu, umowa, zaświadczenie: przypomnimy 30 dni przed tym dniem.",
    )


class ValidityForm(StyledForm):
    valid_until = DayField(
        label="Ważny do", required=False, help_text="Puste: dokument nie traci ważności, nie przypominaj."
    )


class ExpiringFilter(forms.Form):
    """What of the list is shown; anything unknown shows all."""

    WITHIN = [("", "wszystkie"), ("30", "30 dni"), ("90", "90 dni"), ("po", "już nieważne")]

    do = forms.ChoiceField(choices=WITHIN, required=False)
    rodzaj = forms.ChoiceField(choices=[("", "wszystkie"), *Attachment.Kind.choices], required=False)
    moje = forms.BooleanField(required=False)

    def chosen(self):
        """Arguments of `queries.expiring`."""
        self.is_valid()
        data = self.cleaned_data
        return {"within": data.get("do", ""), "kind": data.get("rodzaj", ""), "mine": data.get("moje", False)}
