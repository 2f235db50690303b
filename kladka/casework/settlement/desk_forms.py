"""What is typed at the cash desk and about payments that nobody collects."""

from django import forms

from kladka.casework.benefits.models import PaymentHold
from kladka.ui.forms import PastDayField, StyledForm

from .models import DeskPayment


class DeskForm(StyledForm):
    """Chosen payments, whether they were collected, and on which day; `ids` are those that wait."""

    payments = forms.TypedMultipleChoiceField(
        coerce=int, label="Wypłaty", error_messages={"required": "Zaznacz co najmniej jedną wypłatę."}
    )
    state = forms.ChoiceField(choices=DeskPayment.State.choices, label="Co się stało")
    on = PastDayField(label="Dzień")

    def __init__(self, *args, ids, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payments"].choices = [(one, str(one)) for one in ids]


class HoldForm(StyledForm):
    on = PastDayField(label="Od dnia")
    reason = forms.CharField(label="Ustalenia", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class HoldEndForm(StyledForm):
    on = PastDayField(label="Do dnia")
    outcome = forms.ChoiceField(label="Wynik", choices=PaymentHold.Outcome.choices)
    explanation = forms.CharField(
        label="Co wyjaśniono", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
