"""What is typed at the end of a programme and after it."""

from django import forms

from kladka.casework.needs.domains import domains
from kladka.ui.forms import DayField, PastDayField, StyledForm
from kladka.ui.widgets import PILL

from .models import Exit, Way
from .questions import QUESTIONS


class FarewellForm(StyledForm):
    held_on = PastDayField(label="Dzień rozmowy")
    language = forms.CharField(label="Język rozmowy", max_length=40, required=False)
    interpreter = forms.CharField(label="Tłumacz", max_length=120, required=False)
    situation = forms.CharField(
        label="Gdzie stoi rodzina i co ustalono",
        widget=forms.Textarea({"rows": 6, "lang": "pl"}),
        max_length=4000,
        help_text="Mieszkanie, praca, język, szkoła, zdrowie; co robi sama, w czym potrzebuje pomocy.",
    )


class SuccessorForm(StyledForm):
    domain = forms.ChoiceField(label="Obszar")
    institution = forms.CharField(label="Instytucja", max_length=160)
    matter = forms.CharField(label="Co przejmuje", max_length=400)
    contact = forms.CharField(label="Telefon lub adres instytucji", max_length=160, required=False)
    agreed_on = DayField(
        label="Uzgodniono z instytucją",
        required=False,
        help_text="Puste, dopóki instytucja nie potwierdziła.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [(code, one.name) for code, one in domains().items()]


class ExitForm(StyledForm):
    on = PastDayField(label="Dzień zakończenia")
    reason = forms.ChoiceField(label="Przyczyna", choices=Exit.Reason)
    note = forms.CharField(
        label="Wyjaśnienie", required=False, max_length=1000, widget=forms.Textarea({"rows": 3, "lang": "pl"})
    )


class AfterConsentForm(StyledForm):
    """`people`: grown persons of the family."""

    person = forms.ChoiceField(label="Kto")
    way = forms.ChoiceField(label="Jak zapytać", choices=Way)
    on = PastDayField(label="Zgoda z dnia")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.key: one for one in people}
        self.fields["person"].choices = [(one.key, one.full_name) for one in people]

    def clean_person(self):
        return self.people[self.cleaned_data["person"]]


class QuestionsForm(forms.Form):
    """The questions to a family; none has to be answered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for one in QUESTIONS:
            self.fields[one.code] = forms.ChoiceField(
                label=one.text, choices=one.answers, widget=forms.RadioSelect, required=False
            )
            self.fields[one.code].widget.attrs["class"] = PILL

    def answers(self):
        """{code: answer} of what was answered."""
        return {code: value for code, value in self.cleaned_data.items() if value}
