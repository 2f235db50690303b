"""What is typed about a decision: grounds, a reason for sending back, delivery, filters of the list."""

from django import forms
from django.utils import timezone

from kladka.ui.forms import DayField, StyledForm

from .models import Decision, Delivery
from .queries import ORDERS

METHODS = [one for one in Delivery.Method.choices if one[0] != Delivery.Method.PAPER]


class GroundsForm(StyledForm):
    grounds = forms.CharField(
        label="Uzasadnienie",
        widget=forms.Textarea(attrs={"rows": 24}),
        max_length=40_000,
        help_text="Akapity oddziel pustym wierszem. Wiersze „Ustalenia faktyczne”, „Dowody” i „Podstawa "
        "prawna” są nagłówkami (art. 107 § 3 KPA).",
    )


class SendBackForm(StyledForm):
    reason = forms.CharField(label="Powód zwrotu", widget=forms.Textarea(attrs={"rows": 2}), max_length=500)


class DeliveryForm(StyledForm):
    method = forms.ChoiceField(label="Sposób doręczenia", choices=METHODS)
    on = DayField(
        label="Dzień doręczenia",
        initial=timezone.localdate,
        help_text="Przy fikcji doręczenia: ostatni dzień przechowania pisma (art. 44 § 4 KPA).",
    )

    def clean_on(self):
        if self.cleaned_data["on"] > timezone.localdate():
            raise forms.ValidationError("Doręczenie nie może mieć daty w przyszłości.")
        return self.cleaned_data["on"]


class DecisionFilter(StyledForm):
    """Filter and order of the list; wrong values fall back to the whole list."""

    stan = forms.ChoiceField(choices=Decision.State.choices, required=False)
    rodzaj = forms.ChoiceField(choices=Decision.Kind.choices, required=False)
    kolejnosc = forms.ChoiceField(choices=[(name, name) for name in ORDERS], required=False)

    def chosen(self):
        """Arguments of `queries.decision_list`."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "state": data.get("stan", ""),
            "kind": data.get("rodzaj", ""),
            "order": data.get("kolejnosc") or "nowe",
        }
