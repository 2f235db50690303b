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


class OtherTitleForm(StyledForm):
    person = forms.ChoiceField(label="Osoba")
    kind = forms.ChoiceField(label="Tytuł", choices=OtherTitle.Kind.choices)
    starts = DayField(label="Od dnia")
    ends = DayField(label="Do dnia", required=False, help_text="Puste, gdy trwa.")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.named = {person.key: person for person in people}
        self.fields["person"].choices = [(person.key, person.full_name) for person in people]

    def clean_person(self):
        return self.named[self.cleaned_data["person"]]


class DependantForm(OtherTitleForm):
    """A family member reported for an insured person; fields of its own in place of those of a title."""

    kind = forms.ChoiceField(
        label="Co złożono",
        choices=[one for one in InsuranceFiling.Kind.choices if one[0].startswith("family")],
    )
    dependant = forms.ChoiceField(label="Członek rodziny")
    starts = None
    ends = None
    effective_on = DayField(label="Od dnia")
    filed_on = PastDayField(label="Złożono w ZUS dnia")
    field_order = ("person", "dependant", "kind", "effective_on", "filed_on")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, people=people, **kwargs)
        self.fields["person"].label = "Osoba ubezpieczona"
        self.fields["dependant"].choices = [(person.key, person.full_name) for person in people]

    def clean_dependant(self):
        return self.named[self.cleaned_data["dependant"]]
