"""What is typed about insurance: a filing, another title, a month, a reason, the day of passing to ZUS."""

from django import forms

from kladka.documents.polish import month_name
from kladka.ui.forms import DayField, PastDayField, StyledForm

from .models import InsuranceFiling, OtherTitle


class FilingForm(StyledForm):
    filed_on = PastDayField(label="Złożono w ZUS dnia")
    reference = forms.CharField(label="Znak potwierdzenia", max_length=60, required=False)


class MonthForm(StyledForm):
    month = forms.TypedChoiceField(label="Miesiąc")

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        by_name = {f"{month:%Y-%m}": month for month in months}
        self.fields["month"].choices = [(name, month_name(month)) for name, month in by_name.items()]
        self.fields["month"].coerce = by_name.get


class ReasonForm(StyledForm):
    reason = forms.CharField(label="Powód zwrotu", widget=forms.Textarea(attrs={"rows": 2}), max_length=500)


class SentForm(StyledForm):
    on = PastDayField(label="Przekazano do ZUS dnia")


class PaidForm(StyledForm):
    on = PastDayField(label="Zapłacono ZUS dnia")


class _OfFamily(StyledForm):
    """A person chosen among those of the programme."""

    person = forms.ChoiceField(label="Osoba")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.named = {person.key: person for person in people}
        self.fields["person"].choices = [(person.key, person.full_name) for person in people]

    def clean_person(self):
        return self.named[self.cleaned_data["person"]]


class OtherTitleForm(_OfFamily):
    kind = forms.ChoiceField(label="Tytuł", choices=OtherTitle.Kind.choices)
    starts = DayField(label="Od dnia")
    ends = DayField(label="Do dnia", required=False, help_text="Puste, gdy trwa.")


class LastDayForm(StyledForm):
    on = PastDayField(label="Ostatni dzień tytułu")


class DependantForm(_OfFamily):
    """A family member reported for an insured person."""

    dependant = forms.ChoiceField(label="Członek rodziny")
    kind = forms.ChoiceField(
        label="Co złożono",
        choices=[one for one in InsuranceFiling.Kind.choices if one[0].startswith("family")],
    )
    effective_on = DayField(label="Od dnia")
    filed_on = PastDayField(label="Złożono w ZUS dnia")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, people=people, **kwargs)
        self.fields["person"].label = "Osoba ubezpieczona"
        self.fields["dependant"].choices = [(person.key, person.full_name) for person in people]

    def clean_dependant(self):
        return self.named[self.cleaned_data["dependant"]]
