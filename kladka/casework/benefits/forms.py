"""What is typed about payments: an account, a reason, a month, the bank file, the day of sending."""

import datetime

from django import forms
from django.utils import timezone

from kladka.documents.polish import month_name, short_day
from kladka.ui.forms import AmountField, DayField, PastDayField, StyledForm

from .bankfiles import account as nrb
from .models import PayoutAccount

Method = PayoutAccount.Method


class AccountForm(StyledForm):
    method = forms.ChoiceField(
        label="Sposób wypłaty", choices=Method.choices, widget=forms.RadioSelect, initial=Method.TRANSFER
    )
    holder = forms.CharField(
        label="Odbiorca",
        max_length=120,
        help_text="Właściciel rachunku albo osoba, która odbierze pieniądze w kasie.",
    )
    account = forms.CharField(
        label="Numer rachunku",
        max_length=60,
        required=False,
        help_text="26 cyfr. Przy wypłacie w kasie zostaw puste.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )

    def clean_account(self):
        typed = self.cleaned_data["account"].strip()
        if self.cleaned_data.get("method") != Method.TRANSFER:
            return ""
        if not typed:
            raise forms.ValidationError("Przelew wymaga numeru rachunku.")
        try:
            return nrb.clean(typed)
        except nrb.AccountError as error:
            raise forms.ValidationError(str(error)) from error


class CalledBackForm(StyledForm):
    called_back = forms.BooleanField(
        label="Zadzwoniłam lub zadzwoniłem do rodziny na numer z akt i rodzina potwierdziła ten rachunek",
        error_messages={"required": "Najpierw zadzwoń do rodziny na numer, który jest w aktach."},
    )


class KeptAccountForm(CalledBackForm):
    """The same after a transfer that came back, when the account stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="zostaje_%s", **kwargs)


class ReturnForm(StyledForm):
    """A transfer that came back; `lines` is [(payment id, what was paid)]."""

    payment = forms.TypedChoiceField(label="Wypłata", coerce=int)
    on = PastDayField(label="Dzień, w którym pieniądze wróciły")

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, auto_id="zwrot_%s", **kwargs)
        self.fields["payment"].choices = lines


class CorrectionForm(StyledForm):
    """What was paid too little or too much; `months` is [("person id|first day", what was paid)]."""

    month = forms.ChoiceField(label="Osoba i miesiąc")
    way = forms.ChoiceField(
        label="Wypłacono", choices=[("+", "za mało"), ("-", "za dużo")], widget=forms.RadioSelect
    )
    amount = AmountField(label="O ile (zł)")
    reason = forms.CharField(label="Powód", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, auto_id="korekta_%s", **kwargs)
        self.fields["month"].choices = months

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError("Korekta o zero niczego nie zmienia.")
        return self.cleaned_data["amount"]

    def correction(self):
        """(person id, first day of the month, zł with the sign) of a valid form."""
        person, month = self.cleaned_data["month"].split("|")
        amount = self.cleaned_data["amount"]
        signed = amount if self.cleaned_data["way"] == "+" else -amount
        return int(person), datetime.date.fromisoformat(month), signed


class MonthForm(StyledForm):
    """A month that has no list yet; `months` are first days."""

    month = forms.ChoiceField(label="Miesiąc")

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(f"{month:%Y-%m}", month_name(month)) for month in months]
        self.fields["month"].choices = choices
        wrong = "Na ten miesiąc nie można przygotować listy: już istnieje albo jest zbyt odległy."
        self.fields["month"].error_messages["invalid_choice"] = wrong

    def clean_month(self):
        return datetime.date.fromisoformat(self.cleaned_data["month"] + "-01")


class ReasonForm(StyledForm):
    reason = forms.CharField(
        label="Co poprawić",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Napisz, co poprawić: autor listy zobaczy to nad listą."},
    )


class BankFileForm(StyledForm):
    """`formats` are [(key, title)] that the centre may use."""

    profile = forms.ChoiceField(label="Format pliku")
    on = DayField(label="Dzień wykonania przelewów")

    def __init__(self, *args, formats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = formats

    def clean_on(self):
        if self.cleaned_data["on"] < timezone.localdate():
            raise forms.ValidationError("Bank nie wykona przelewów w dniu, który już minął.")
        return self.cleaned_data["on"]


class SentForm(StyledForm):
    """`approved_on` is the first day on which the list can have been sent."""

    sent_on = DayField(label="Dzień wysłania do banku")

    def __init__(self, *args, approved_on, **kwargs):
        super().__init__(*args, **kwargs)
        self.approved_on = approved_on

    def clean_sent_on(self):
        day = self.cleaned_data["sent_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Dzień wysłania nie może być w przyszłości.")
        if day < self.approved_on:
            raise forms.ValidationError(
                f"Listę zatwierdzono {short_day(self.approved_on)}, nie mogła wyjść wcześniej."
            )
        return day
