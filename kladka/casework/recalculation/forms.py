"""What is typed to propose a changing decision."""

from django import forms

from kladka.ui.forms import PastDayField, StyledForm

from .models import Recalculation

GROUNDS = [("", "wybierz"), *Recalculation.Ground.choices]


class ProposalForm(StyledForm):
    """`months` are [(first day as text, name)] of the months that may be the first one changed."""

    since = forms.ChoiceField(label="Zmiana od miesiąca")
    ground = forms.ChoiceField(label="Podstawa zmiany", choices=GROUNDS)
    consented_on = PastDayField(
        label="Dzień zgody strony", required=False, initial=None, help_text="Tylko gdy podstawą jest zgoda."
    )
    reason = forms.CharField(
        label="Co się zmieniło",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Te zdania otworzą uzasadnienie decyzji.",
    )

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["since"].choices = months
