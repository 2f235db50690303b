"""What is typed about withholding and resumption."""

from django import forms
from django.utils import timezone

from kladka.ui.forms import DayField, PastDayField, StyledForm

from .wording import ground_choices


class WithholdingForm(StyledForm):
    ground = forms.ChoiceField(label="Podstawa", widget=forms.RadioSelect, choices=ground_choices)
    facts = forms.CharField(
        label="Ustalenia: co się stało i skąd to wiadomo",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    starts = DayField(label="Wstrzymane od", initial=timezone.localdate)
    ends = DayField(
        label="Wstrzymane do",
        required=False,
        help_text="Ostatni dzień wstrzymania. Puste tylko wtedy, gdy ustawa nie wyznacza okresu.",
    )
    stay_began_on = DayField(
        label="Początek pobytu w zakładzie opieki zdrowotnej",
        required=False,
        help_text="Tylko przy pobycie w zakładzie (art. 95 ust. 1 pkt 4).",
    )


class ResumptionForm(StyledForm):
    on = DayField(label="Pomoc od dnia", initial=timezone.localdate)
    ceased_on = PastDayField(label="Dzień ustania przyczyny", required=False)
