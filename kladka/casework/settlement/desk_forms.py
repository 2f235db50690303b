"""What is typed at the cash desk and about payments that nobody collects."""

from django import forms
from django.utils import timezone

from kladka.law.withholding import EXECUTION
from kladka.ui.forms import DayField, PastDayField, StyledForm

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
    """A family explained why it did not collect; that the decision expired is stated by a decision."""

    on = PastDayField(label="Do dnia")
    explanation = forms.CharField(
        label="Co wyjaśniono", max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ExpiryForm(StyledForm):
    """What has to be true before a decision states that the grant expired, and what it says."""

    interview_failed = forms.BooleanField(
        label="Nie można było przeprowadzić rodzinnego wywiadu środowiskowego",
        required=False,
        help_text="Decyzje dla cudzoziemców zwykle go nie wymagają (art. 106 ust. 4), ale art. 106a ust. 3 "
        "stawia ten warunek wprost.",
    )
    delivered_on = PastDayField(label="Wezwanie do złożenia wyjaśnień doręczono", initial=None)
    appear_by = PastDayField(label="Termin stawienia się minął", initial=None)
    absent = forms.BooleanField(label="Nikt się nie stawił ani nie wyjaśnił przyczyny", required=False)
    facts = forms.CharField(
        label="Ustalenia",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=1000,
        help_text="Kiedy i jak próbowano dotrzeć do rodziny. Trafią do uzasadnienia projektu.",
    )
    evidence = forms.CharField(
        label="Dowody",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        help_text="Jeden w wierszu: zwroty z kasy lub banku, wezwanie i potwierdzenie doręczenia, notatki.",
    )
    starts = DayField(label="Wygaśnięcie z dniem", initial=timezone.localdate)
    execution = forms.ChoiceField(
        label=EXECUTION.question, widget=forms.RadioSelect, choices=list(EXECUTION.variants.items()),
        initial="term",
    )  # fmt: skip

    def clean_evidence(self):
        return tuple(line.strip() for line in self.cleaned_data["evidence"].splitlines() if line.strip())
