"""What is chosen when files are added to a case."""

from django import forms

from kladka.ui.forms import StyledForm
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
