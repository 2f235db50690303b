"""What is typed in the register of people."""

from django import forms
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.ui.forms import DayField, PastDayField, StyledForm

Role = Membership.Role
# Which roles make sense where; the participant's pages do not exist yet.
OF_CENTRE = (Role.CASEWORKER, Role.HEAD, Role.ACCOUNTANT, Role.COORDINATOR, Role.ADMINISTRATOR)
OF_PARTNER = (Role.PARTNER, Role.HEAD, Role.ADMINISTRATOR)
OF_VOIVODE = (Role.INSPECTOR, Role.HEAD, Role.ADMINISTRATOR)
ANYWHERE = (Role.FORUM_EDITOR, Role.RESEARCHER)


def roles_in(organisation):
    """[(value, words)] of the roles that an organisation of this kind gives."""
    own = OF_CENTRE if organisation.is_centre else OF_PARTNER
    if organisation.kind == Organisation.Kind.VOIVODE:
        own = OF_VOIVODE
    return [(role.value, role.label) for role in (*own, *ANYWHERE)]


class RoleForm(StyledForm):
    role = forms.ChoiceField(label="Rola")
    starts = DayField(label="Od dnia", initial=timezone.localdate)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_in(organisation)


class PersonForm(RoleForm):
    email = forms.EmailField(label="Adres e-mail", max_length=254)
    name = forms.CharField(label="Imię i nazwisko", max_length=120)
    position = forms.CharField(label="Stanowisko", max_length=120, required=False)
    field_order = ["name", "email", "position", "role", "starts"]


class EndForm(StyledForm):
    on = DayField(
        label="Ostatni dzień", initial=timezone.localdate, help_text="Dzień dzisiejszy kończy rolę od razu."
    )


class AuthorisationForm(StyledForm):
    number = forms.CharField(label="Numer upoważnienia", max_length=60)
    scope = forms.CharField(
        label="Zakres", max_length=200, initial="dane rodzin objętych indywidualnymi programami integracji"
    )
    issued_on = PastDayField(label="Wydane dnia")
    issued_by = forms.CharField(label="Kto wydał", max_length=120)


class UndertakingForm(StyledForm):
    signed_on = PastDayField(label="Podpisane dnia")


class ControlForm(StyledForm):
    office = forms.ModelChoiceField(
        label="Urząd wojewódzki", queryset=Organisation.objects.filter(kind=Organisation.Kind.VOIVODE)
    )
    number = forms.CharField(label="Numer upoważnienia do kontroli", max_length=60)
    subject = forms.CharField(label="Przedmiot kontroli", max_length=200)
    starts = DayField(label="Od dnia", initial=timezone.localdate)
    ends = DayField(label="Do dnia")


class RegisterFilter(StyledForm):
    """Filter and order of the register; wrong values fall back to the whole of it."""

    rola = forms.ChoiceField(choices=Role.choices, required=False)
    stan = forms.ChoiceField(
        choices=[("valid", ""), ("lacking", ""), ("future", ""), ("over", "")], required=False
    )
    kolejnosc = forms.ChoiceField(choices=[("data", ""), ("nazwisko", "")], required=False)

    def chosen(self):
        self.is_valid()
        data = self.cleaned_data
        return {
            "role": data.get("rola") or "",
            "state": data.get("stan") or "",
            "order": data.get("kolejnosc") or "data",
        }
