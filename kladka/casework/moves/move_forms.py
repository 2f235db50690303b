"""What is typed about a move: where to, why, its proofs, what is decided, what is handed over."""

from django import forms

from kladka.accounts.models import Organisation
from kladka.law.acts import MOVES
from kladka.ui.forms import DayField, PastDayField, StyledForm
from kladka.uploads.accepting import TAKEN, accept
from kladka.uploads.refusal import Refused

from .arrival import SCOPE
from .models import Move

OUTSIDE = ("centre_name", "authority", "voivode")


class MoveForm(StyledForm):
    """To another county or voivodeship; the new centre is one of this installation, or is typed."""

    reach = forms.ChoiceField(label="Dokąd", choices=Move.Reach.choices)
    ground = forms.ChoiceField(
        label="Podstawa",
        choices=[(code, f"{text} ({provision})") for code, (provision, text) in MOVES.items()],
    )
    moves_on = DayField(label="Dzień przeniesienia")
    reason = forms.CharField(label="Dlaczego", widget=forms.Textarea, max_length=1000, required=False)
    address = forms.CharField(label="Nowy adres (ulica i numer)", max_length=200, required=False)
    town = forms.CharField(label="Nowa miejscowość", max_length=80, required=False)
    centre = forms.ModelChoiceField(
        label="Nowe centrum w tej instalacji",
        queryset=None,
        required=False,
        empty_label="inne, wpisane niżej",
    )
    centre_name = forms.CharField(label="Nazwa nowego centrum", max_length=200, required=False)
    centre_address = forms.CharField(label="Adres nowego centrum", max_length=200, required=False)
    authority = forms.CharField(label="Nowy starosta lub prezydent miasta", max_length=200, required=False)
    voivode = forms.CharField(label="Wojewoda nowego centrum", max_length=80, required=False)

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organisation.objects.filter(kind__in=Organisation.CENTRES).exclude(pk=organisation.pk)
        self.fields["centre"].queryset = others

    def clean(self):
        data = super().clean()
        if centre := data.get("centre"):
            data |= {"centre_name": centre.name, "centre_address": centre.address}
            data |= {"authority": centre.authority, "voivode": centre.voivode}
            return data
        for name in OUTSIDE:
            if not data.get(name):
                self.add_error(name, "Uzupełnij albo wybierz centrum z listy.")
        return data


class ProofForm(StyledForm):
    on = PastDayField(label="Kiedy wpłynął", required=False)
    file = forms.FileField(label="Plik", required=False, help_text=TAKEN)
    note = forms.CharField(label="Czego brakuje albo dlaczego odmówiono", max_length=300, required=False)

    def clean_file(self):
        sent = self.cleaned_data["file"]
        if not sent:
            return None
        try:
            return accept(sent.name, sent.read())
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        data = super().clean()
        if not data.get("on") and not data.get("note"):
            self.add_error("on", "Podaj dzień wpływu albo napisz, czego brakuje.")
        return data


class AllowForm(StyledForm):
    payer = forms.ChoiceField(
        label="Kto płaci miesiąc przeniesienia", choices=Move.Payer.choices, widget=forms.RadioSelect,
        initial=Move.Payer.OLD,
    )  # fmt: skip
    reason = forms.CharField(label="Uzasadnienie", widget=forms.Textarea, max_length=1000)


class OfferForm(StyledForm):
    scope = forms.MultipleChoiceField(
        label="Co jeszcze przekazać, zgodnie z "
            "oświadczeniem rodziny", choices=list(SCOPE.items()), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class LockForm(StyledForm):
    password = forms.CharField(
        label="Hasło do pliku", min_length=10, max_length=100,
        help_text="Co najmniej 10 znaków. Podaj je nowemu centrum przez telefon, nie w tej samej wiadomości.",
    )  # fmt: skip


class HomeForm(StyledForm):
    address = forms.CharField(label="Ulica i numer", max_length=200)
    town = forms.CharField(label="Miejscowość", max_length=80)
    on = PastDayField(label="Od kiedy")


class DepartureForm(StyledForm):
    on = PastDayField(label="Od kiedy rodziny nie ma")
    told_by = forms.CharField(label="Skąd wiadomo", max_length=160)
