"""What is typed about requests, corrections, restriction, holds, incidents and the unit's own data."""

from django import forms
from django.utils import timezone

from kladka.accounts.models import User
from kladka.casework.cases.models import Case
from kladka.casework.people.forms import latin, telephone, valid_pesel
from kladka.casework.people.models import Person
from kladka.ui.forms import DayField, PastDayField, StyledForm

from .models import Incident, IncidentStep, RightsRequest
from .queries import CLOSED

CLOSED_STATES = [choice for choice in Case.State.choices if choice[0] in CLOSED]


class RequestForm(StyledForm):
    kind = forms.ChoiceField(label="Czego żąda", choices=RightsRequest.Kind.choices)
    requester = forms.CharField(label="Kto żąda (imię i nazwisko)", max_length=160)
    contact = forms.CharField(label="Jak odpowiedzieć (adres, e-mail)", max_length=200, required=False)
    received_on = PastDayField(label="Wpłynęło")
    number = forms.CharField(
        label="Znak sprawy", max_length=60, required=False, help_text="Puste, gdy osoba nie ma tu sprawy."
    )
    text = forms.CharField(label="Treść żądania", widget=forms.Textarea, max_length=4000, required=False)

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        data = super().clean()
        number = data.pop("number", "")
        data["case"] = Case.objects.visible_to(self.user).filter(number=number).first() if number else None
        if number and data["case"] is None:
            self.add_error("number", "Nie ma sprawy o tym znaku.")
        return data


class ExtendForm(StyledForm):
    reason = forms.CharField(label="Powód (złożoność lub liczba żądań)", max_length=400)


class AnswerForm(StyledForm):
    outcome = forms.ChoiceField(label="Wynik", choices=RightsRequest.Outcome.choices)
    answer = forms.CharField(label="Odpowiedź", widget=forms.Textarea, max_length=4000)
    on = PastDayField(label="Dzień odpowiedzi")


class ErasureFilter(forms.Form):
    """State and order of the cases due for erasure; what is not known is left out."""

    STATES = CLOSED_STATES
    stan = forms.ChoiceField(choices=STATES, required=False)
    kolejnosc = forms.ChoiceField(choices=[("dawne", ""), ("nowe", ""), ("znak", "")], required=False)

    def chosen(self):
        """{"state": …, "order": …}"""
        self.is_valid()
        return {
            "state": self.cleaned_data.get("stan", ""),
            "order": self.cleaned_data.get("kolejnosc") or "dawne",
        }


class ReasonForm(StyledForm):
    """A reason, as for a restriction or a hold."""

    reason = forms.CharField(label="Powód", widget=forms.Textarea(attrs={"rows": 2}), max_length=400)


class RestrictionForm(ReasonForm):
    """A reason and whose data: of one person in all their cases, or (empty) of the family in this one."""

    person = forms.ModelChoiceField(
        label="Czyich danych", queryset=Person.objects.none(), to_field_name="key", required=False
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class CorrectionForm(StyledForm):
    """The new value of one field, of the kind that field has, and why it was wrong."""

    reason = forms.CharField(label="Powód i dokument, z którego to wynika", max_length=400)
    order = ("value", "reason")

    def __init__(self, *args, column, **kwargs):
        super().__init__(*args, **kwargs)
        self.column = column
        field = column.formfield(label=str(column.verbose_name).capitalize(), required=not column.blank)
        if isinstance(field, forms.DateField):
            field = DayField(label=field.label)
        field.widget.attrs["class"] = "form-select" if column.choices else "form-control"
        self.fields = {"value": field, **self.fields}

    def clean_value(self):
        checks = {
            "pesel": valid_pesel,
            "phone": telephone,
            "family_name": latin,
            "given_names": latin,
        }
        value = self.cleaned_data["value"]
        return checks.get(self.column.name, lambda typed: typed)(value)


class OfficeForm(StyledForm):
    inspector = forms.CharField(label="Inspektor ochrony danych", max_length=120, required=False)
    inspector_contact = forms.CharField(label="Kontakt do inspektora", max_length=160, required=False)
    retention_years = forms.IntegerField(
        label="Ile lat przechowuje się akta sprawy", min_value=1, max_value=100,
        help_text="Od końca roku, w którym sprawa się zakończyła.",
    )  # fmt: skip
    retention_source = forms.CharField(label="Podstawa tego okresu (wykaz akt)", max_length=200)


class MomentField(forms.DateTimeField):
    """A day and hour in Polish time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs):
        messages = {"invalid": "Podaj dzień i godzinę, na przykład 21.11.2026 14:30."}
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
        super().__init__(input_formats=formats, error_messages=messages, **kwargs)

    def clean(self, value):
        moment = super().clean(value)
        if moment and moment > timezone.now():
            raise forms.ValidationError("Ta chwila jeszcze nie nadeszła.")
        return moment


class IncidentForm(StyledForm):
    kind = forms.ChoiceField(label="Rodzaj", choices=Incident.Kind.choices)
    what = forms.CharField(
        label="Co się stało", widget=forms.Textarea, max_length=4000, help_text="Bez imion i danych rodzin."
    )
    found_at = MomentField(label="Kiedy stwierdzono", help_text="Od tej chwili biegną terminy.")
    happened_from = MomentField(label="Działo się od", required=False)
    happened_to = MomentField(label="Działo się do", required=False)
    actor = forms.ModelChoiceField(label="Czyje konto", queryset=User.objects.none(), required=False)
    affected = forms.IntegerField(label="Ilu osób dotyczy (szacunek)", min_value=0, initial=0)
    risk = forms.ChoiceField(label="Ryzyko dla osób", choices=Incident.Risk.choices)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__organisation=organisation).distinct().order_by("name")
        self.fields["actor"].queryset = people
        self.fields["actor"].empty_label = "nie wiadomo albo nie dotyczy"

    def clean(self):
        data = super().clean()
        start, end = data.get("happened_from"), data.get("happened_to")
        if end and (not start or end < start):
            self.add_error("happened_to", "Koniec nie może być przed początkiem.")
        return data


class StepForm(StyledForm):
    kind = forms.ChoiceField(label="Czynność", choices=IncidentStep.Kind.choices)
    at = MomentField(label="Kiedy")
    text = forms.CharField(label="Opis, znak pisma", max_length=1000, required=False)
