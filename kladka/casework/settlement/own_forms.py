"""What is typed about own funds that cover a programme."""

from django import forms

from kladka.casework.ledger import chart
from kladka.ui.forms import AmountField, PastDayField, StyledForm

from .forms import ORDER, Filter

PURPOSES = [(key, name) for key, name, _ in chart.PURPOSES]


class OwnFundsForm(StyledForm):
    on = PastDayField(label="Dzień")
    purpose = forms.ChoiceField(label="Cel", choices=PURPOSES)
    amount = AmountField(label="Kwota (zł)")
    document = forms.CharField(label="Dokument", max_length=80, help_text="Numer wyciągu albo pisma.")
    reason = forms.CharField(
        label="Powód",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Na przykład: dotacja za grudzień jeszcze nie wpłynęła. Bez danych rodzin.",
    )

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError("Podaj kwotę większą od zera.")
        return self.cleaned_data["amount"]


class OwnFundsFilter(Filter):
    cel = forms.ChoiceField(label="Cel", choices=[("", "wszystkie"), *PURPOSES], required=False)
    kolejnosc = forms.ChoiceField(label="Kolejność", choices=ORDER, required=False)

    def wanted(self):
        """Arguments of `own_queries.own_funds`."""
        chosen = self.chosen()
        return {"purpose": chosen["cel"], "order": chosen["kolejnosc"] or "nowe"}
