"""The file of a template."""

from django import forms

from kladka.ui.forms import StyledForm


class TemplateForm(StyledForm):
    file = forms.FileField(
        label="Wzór Word (DOCX)",
        help_text="Bez makr, łączy do innych plików i wstawionych obiektów; najwyżej 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Wybierz plik."},
    )
