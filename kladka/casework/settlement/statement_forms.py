"""What is sent about statements: the file, the columns of a CSV, the chosen lines."""

from django import forms

from kladka.ui.forms import StyledForm

from .statement_csv import COLUMNS, NEEDED

LARGEST = 10 * 1024 * 1024  # bytes


class StatementForm(StyledForm):
    file = forms.FileField(
        label="Plik z banku",
        help_text="MT940 (.sta, .mt940, .txt) albo CSV z historią rachunku, do 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".sta,.mt940,.940,.txt,.csv"}),
    )

    def clean_file(self):
        if self.cleaned_data["file"].size > LARGEST:
            raise forms.ValidationError("Ten plik jest za duży: najwyżej 10 MB.")
        return self.cleaned_data["file"]


class ColumnsForm(StyledForm):
    """Which column of a CSV holds what; `header` are its headings."""

    def __init__(self, *args, header, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "brak"), *((at, f"{at + 1}. {cell}"[:60]) for at, cell in enumerate(header))]
        for what, (label, _) in COLUMNS.items():
            field = forms.TypedChoiceField(
                label=label, choices=choices, coerce=int, empty_value=None, required=what in NEEDED
            )
            field.widget.attrs["class"] = "form-select"
            self.fields[what] = field


class LinesForm(forms.Form):
    """Chosen lines and what to do with them; `all` takes every sure line."""

    lines = forms.MultipleChoiceField(required=False)
    act = forms.ChoiceField(choices=[("confirm", ""), ("all", ""), ("aside", "")])

    def __init__(self, *args, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(key, key) for key in keys]
