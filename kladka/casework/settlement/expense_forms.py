"""What is typed about a bill that the centre pays, and the bank file of approved ones."""

from django import forms
from django.utils import timezone

from kladka.casework.benefits.bankfiles import account as nrb
from kladka.ui.forms import AmountField, DayField, PastDayField, StyledForm

from .forms import ORDER, Filter

STATES = [
    ("", "wszystkie"),
    ("czeka", "do zatwierdzenia"),
    ("zatwierdzone", "do zapłaty"),
    ("zaplacone", "zapłacone"),
]


class ExpenseForm(StyledForm):
    """What a centre pays for a family; whose case it is, its number says."""

    number = forms.CharField(label="Znak sprawy", max_length=60)
    month = DayField(label="Za miesiąc", help_text="Dowolny dzień miesiąca.")
    purpose = forms.CharField(label="Na co", max_length=200)
    payee = forms.CharField(label="Odbiorca", max_length=120)
    account = forms.CharField(label="Rachunek odbiorcy", max_length=60, help_text="26 cyfr.")
    invoice = forms.CharField(label="Numer faktury lub rachunku", max_length=60)
    amount_pln = AmountField(label="Kwota (zł)")
    agreed_on = PastDayField(
        label="Dzień porozumienia z cudzoziemcem", help_text="Bez porozumienia centrum nie płaci za rodzinę."
    )
    attachment = forms.CharField(
        label="Załącznik sprawy", max_length=100, required=False,
        help_text="Nazwa pliku faktury z karty Załączniki tej sprawy.",
    )  # fmt: skip

    def clean_account(self):
        try:
            return nrb.clean(self.cleaned_data["account"])
        except nrb.AccountError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_month(self):
        return self.cleaned_data["month"].replace(day=1)

    def clean_amount_pln(self):
        if not self.cleaned_data["amount_pln"]:
            raise forms.ValidationError("Podaj kwotę większą od zera.")
        return self.cleaned_data["amount_pln"]


class ExpenseFilter(Filter):
    stan = forms.ChoiceField(label="Stan", choices=STATES, required=False)
    kolejnosc = forms.ChoiceField(label="Kolejność", choices=ORDER, required=False)

    def wanted(self):
        """Arguments of `expense_queries.expenses`."""
        chosen = self.chosen()
        return {"state": chosen["stan"], "order": chosen["kolejnosc"] or "nowe"}


class PayForm(StyledForm):
    """`formats` are [(key, title)] that the centre may use."""

    profile = forms.ChoiceField(label="Format pliku")
    on = DayField(label="Dzień wykonania", initial=timezone.localdate)

    def __init__(self, *args, formats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = formats
