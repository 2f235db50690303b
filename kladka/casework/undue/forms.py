"""What is typed about a claim: sums and grounds, a relief, a repayment, deductions, the end."""

import datetime

from django import forms

from kladka.ui.forms import AmountField, DayField, PastDayField, StyledForm

from .models import Claim, Relief, Repayment

FAMILY = "rodzina"


class ClaimForm(StyledForm):
    """One amount for each of `overpaid`; `people` are [(key, name)] of whom may owe."""

    debtor = forms.ChoiceField(label="Kto zwraca")
    ground = forms.ChoiceField(label="Dlaczego świadczenie było nienależne", widget=forms.RadioSelect)
    facts = forms.CharField(
        label="Ustalenia", max_length=2000, help_text="Co ustalono, kiedy i z czego to wynika."
    )
    due_on = DayField(label="Termin zwrotu")

    def __init__(self, *args, overpaid, people, **kwargs):
        super().__init__(*args, auto_id="zwrot_%s", **kwargs)
        self.overpaid = overpaid
        self.fields["debtor"].choices = people
        self.fields["ground"].choices = Claim.Ground.choices
        self.fields["facts"].widget = forms.Textarea(attrs={"rows": 3, "class": "form-control"})
        for one in overpaid:
            self.fields[one.name] = AmountField(required=False, label="Do zwrotu", initial=one.amount_pln)
            self.fields[one.name].widget.attrs["class"] = "form-control number"

    def rows(self):
        """[(Overpaid, bound field)]."""
        return [(one, self[one.name]) for one in self.overpaid]

    def amounts(self):
        """{name: zł} of a valid form."""
        return {one.name: self.cleaned_data[one.name] for one in self.overpaid if self.cleaned_data[one.name]}


class ReliefForm(StyledForm):
    kind = forms.ChoiceField(label="Rodzaj ulgi", choices=Relief.Kind.choices, widget=forms.RadioSelect)
    amount = AmountField(label="Kwota umorzenia (zł)", required=False, help_text="Tylko przy umorzeniu.")
    count = forms.IntegerField(label="Liczba rat", required=False, min_value=2, max_value=120)
    due_on = DayField(
        label="Termin", required=False, help_text="Nowy termin zwrotu albo termin pierwszej raty."
    )
    reason = forms.CharField(label="Dlaczego", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RepaymentForm(StyledForm):
    amount = AmountField(label="Kwota (zł)")
    on = PastDayField(label="Dzień wpłaty")
    way = forms.ChoiceField(label="Sposób", choices=Repayment.Way.choices)

    def clean_amount(self):
        if not self.cleaned_data["amount"]:
            raise forms.ValidationError("Podaj kwotę większą od zera.")
        return self.cleaned_data["amount"]


class DeductionForm(StyledForm):
    """`months` as of a list, `debtor` the name of who owes."""

    starts = forms.ChoiceField(label="Od listy za miesiąc")
    whose = forms.ChoiceField(label="Z czyich wypłat", widget=forms.RadioSelect)
    monthly = AmountField(label="Najwyżej miesięcznie (zł)", required=False)

    def __init__(self, *args, months, debtor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts"].choices = months
        who = [("osoba", f"tylko z wypłat osoby zobowiązanej: {debtor}"), (FAMILY, "z wypłat całej rodziny")]
        self.fields["whose"].choices = who
        self.fields["whose"].initial = "osoba"

    def clean_starts(self):
        return datetime.date.fromisoformat(self.cleaned_data["starts"])

    def clean_monthly(self):
        return self.cleaned_data["monthly"] or None


ENDS = [one for one in Claim.End.choices if one[0] in (Claim.End.BARRED, Claim.End.DEATH, Claim.End.OTHER)]


class EndForm(StyledForm):
    why = forms.ChoiceField(label="Powód", choices=ENDS)
