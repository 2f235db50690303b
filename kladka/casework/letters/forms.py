"""The file of a template."""

from django import forms

from kladka.ui.forms import StyledForm


class TemplateForm(StyledForm):
    title = forms.CharField(
        label="Nazwa pisma", max_length=80, required=False,
        help_text="Pod tą nazwą pismo stoi w sprawie, np. „Pismo do szkoły o przyjęcie dziecka”. Bez nazwy "
        "wzór zastępuje wbudowane pismo.",
    )  # fmt: skip
    file = forms.FileField(
        label="Wzór Word (DOCX)",
        help_text="Bez makr, łączy do innych plików i wstawionych obiektów; najwyżej 5 MB.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Wybierz plik."},
    )

    def __init__(self, *args, named, **more):
        super().__init__(*args, **more)
        if not named:
            del self.fields["title"]

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())
