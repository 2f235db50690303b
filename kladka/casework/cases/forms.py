"""What is typed about a case: a contact, a filter of the list."""

from django import forms

from kladka.ui.forms import DayField, PastDayField, StyledForm

from .models import Contact


class ContactForm(StyledForm):
    kind = forms.ChoiceField(label="Rodzaj", choices=Contact.Kind.choices, initial=Contact.Kind.PHONE)
    on = PastDayField(label="Dzień")
    text = forms.CharField(label="Co ustalono", widget=forms.Textarea, max_length=4000)
    interpreter = forms.CharField(label="Tłumacz", max_length=80, required=False)
    next_on = DayField(label="Następny kontakt", required=False)

    def clean(self):
        data = super().clean()
        if data.get("next_on") and data.get("on") and data["next_on"] < data["on"]:
            self.add_error("next_on", "Następny kontakt nie może być wcześniejszy niż ten.")
        return data


class WorkerForm(StyledForm):
    """Whose case it is: a worker or head of the centre."""

    worker = forms.ModelChoiceField(label="Realizator", queryset=None)

    def __init__(self, *args, workers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers


class CaseFilter(StyledForm):
    """Filter and order of the list; wrong values fall back to the whole list."""

    stan = forms.CharField(required=False)
    moje = forms.BooleanField(required=False)
    kolejnosc = forms.ChoiceField(
        choices=[("data", "od najnowszych"), ("nazwisko", "według nazwiska")], required=False
    )
