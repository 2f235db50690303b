"""What is chosen when a file is imported."""

from django import forms
from django.core.exceptions import ValidationError

from kladka.ui.forms import StyledForm
from kladka.uploads.accepting import accept
from kladka.uploads.refusal import Refused

from .models import ImportRun

LONGEST_PASTE = 1_000_000  # signs


class ImportForm(StyledForm):
    """A file or pasted rows. Cleaned: `content` (bytes), `name`, `pasted`."""

    kind = forms.ChoiceField(label="Co wczytujesz", choices=ImportRun.Kind.choices)
    file = forms.FileField(
        label="Plik XLSX", required=False, widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="Pierwszy wiersz: nagłówki ze wzoru.",
    )  # fmt: skip
    rows = forms.CharField(
        label="albo wiersze skopiowane z arkusza",
        required=False,
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
        help_text="Zaznacz w Excelu albo LibreOffice razem z nagłówkami, skopiuj i wklej.",
    )

    def clean(self):
        data = super().clean()
        file, rows = data.get("file"), (data.get("rows") or "").strip()
        if self.errors:
            return data
        if bool(file) == bool(rows):
            raise ValidationError("Wybierz plik albo wklej wiersze, jedno z dwojga.")
        if rows:
            return data | {"content": data["rows"].encode(), "name": "wklejone wiersze", "pasted": True}
        try:
            taken = accept(file.name, file.read())
        except Refused as error:
            raise ValidationError({"file": str(error)}) from error
        if taken.kind != "xlsx":
            raise ValidationError(
                {"file": "Import czyta pliki XLSX. Zapisz arkusz jako XLSX i wyślij ponownie."}
            )
        return data | {"content": taken.content, "name": taken.name, "pasted": False}


class ReasonForm(StyledForm):
    """Why something is said or taken back."""

    reason = forms.CharField(max_length=400)


class LinkForm(ReasonForm):
    """Two records by their keys, and whether they are of one person."""

    one = forms.CharField(max_length=16)
    other = forms.CharField(max_length=16)
    same = forms.ChoiceField(choices=[("tak", "ta sama"), ("nie", "inna")])
