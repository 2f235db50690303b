"""What is chosen and typed about signals: a kind, an explanation with its day."""

from django import forms

from kladka.ui.forms import DayField, StyledForm

from .wording import TITLES


class KindFilter(StyledForm):
    rodzaj = forms.ChoiceField(label="Rodzaj", choices=[("", "wszystkie"), *TITLES.items()], required=False)

    def chosen(self):
        """The kind, "" for all and for a wrong one."""
        self.is_valid()
        return self.cleaned_data.get("rodzaj") or ""


class ExplainForm(StyledForm):
    reason = forms.CharField(
        label="Co to wyjaśnia",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kto to sprawdził i jak, na przykład: rozmowa z obiema rodzinami 12.01, bracia.",
    )
    until = DayField(
        label="Do kiedy",
        help_text="Potem sygnał wróci; wcześniej, gdy dojdzie rodzina lub wypłata. Najdalej za rok.",
    )
