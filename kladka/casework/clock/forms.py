"""What is typed about reminders."""

import phonenumbers
from django import forms

from kladka.ui.forms import PastDayField, StyledForm

from .models import Way


class ReminderForm(StyledForm):
    """What a worker wants to be reminded of, and how."""

    by_email = forms.BooleanField(label="E-mail na adres konta", required=False)
    by_sms = forms.BooleanField(label="SMS", required=False)
    phone = forms.CharField(label="Telefon służbowy", max_length=20, required=False)
    days_ahead = forms.IntegerField(
        label="Ile dni naprzód", min_value=0, max_value=30, initial=3, help_text="Od 0 (tylko dziś) do 30."
    )

    def clean_phone(self):
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            number = phonenumbers.parse(typed, "PL")
        except phonenumbers.NumberParseException as error:
            raise forms.ValidationError("Podaj numer telefonu, na przykład 600 100 200.") from error
        if not phonenumbers.is_valid_number(number):
            raise forms.ValidationError("Sprawdź numer: takiego numeru nie ma.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class VisitConsentForm(StyledForm):
    """Consent of a person of the family to be reminded of meetings. `members`: those who may consent."""

    person = forms.ChoiceField(label="Kto")
    way = forms.ChoiceField(label="Jak", choices=Way.choices)
    on = PastDayField(label="Zgoda z dnia")

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.key: one for one in people}
        self.fields["person"].choices = [(one.key, one.full_name) for one in people]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]
