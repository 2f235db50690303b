"""What is typed when a case is opened to somebody else."""

from django import forms
from django.utils import timezone

from kladka.casework.cases.forms import ContactBasics
from kladka.casework.cases.openings import Look, Share
from kladka.ui.forms import DayField, PastDayField, StyledForm

CONSENT = ("consent_form", "consent_on", "consent_by")


class ShareForm(StyledForm):
    organisation = forms.ModelChoiceField(label="Komu", queryset=None)
    basis = forms.ChoiceField(label="Podstawa", choices=Share.Basis.choices)
    consent_by = forms.ModelChoiceField(label="Kto się zgodził", queryset=None, required=False)
    consent_form = forms.ChoiceField(
        label="Forma zgody", choices=[("", "wybierz"), *Share.Form.choices], required=False
    )
    consent_on = PastDayField(label="Dzień zgody", required=False, initial=None)
    purpose = forms.CharField(label="Cel", widget=forms.Textarea, max_length=500)
    shows_contact = forms.BooleanField(label="telefon i e-mail", required=False)
    shows_needs = forms.BooleanField(label="kontakty i ich terminy (bez treści notatek)", required=False)
    shows_programme = forms.BooleanField(label="uzgodnione zobowiązania programu, bez kwot", required=False)
    may_note = forms.BooleanField(label="odbiorca może dopisać notatkę", required=False)
    starts = DayField(label="Od dnia", initial=timezone.localdate)
    ends = DayField(label="Do dnia")

    def __init__(self, *args, recipients, adults, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = recipients
        self.fields["consent_by"].queryset = adults

    def clean(self):
        data = super().clean()
        consent = data.get("basis") == Share.Basis.CONSENT
        for name in CONSENT:
            if consent and not data.get(name) and name not in self.errors:
                self.add_error(name, "Zgoda wymaga tego pola.")
        if not consent:
            data |= {"consent_form": "", "consent_on": None, "consent_by": None}
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Koniec nie może być przed początkiem.")
        return data


class LookForm(StyledForm):
    reason = forms.ChoiceField(label="Powód", choices=Look.Reason.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Opis", widget=forms.Textarea, max_length=500, required=False,
        help_text="Konieczny, gdy powód jest inny.",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("reason") == Look.Reason.OTHER and not data.get("text"):
            self.add_error("text", "Opisz powód jednym zdaniem.")
        return data


class AddressForm(StyledForm):
    address = forms.CharField(label="Ulica i numer", max_length=200)
    town = forms.CharField(label="Miejscowość", max_length=80)
    correspondence = forms.CharField(label="Adres do korespondencji, który niosą pisma", max_length=200)


class ReaderForm(StyledForm):
    user = forms.ModelChoiceField(label="Osoba", queryset=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people


class GlassForm(StyledForm):
    reason = forms.CharField(label="Powód", widget=forms.Textarea, max_length=500)
    minutes = forms.IntegerField(
        label="Na ile minut", min_value=1, max_value=24 * 60, initial=60,
        help_text="Najwyżej 1440 (doba).",
    )  # fmt: skip


class LookFilter(StyledForm):
    """Filter of the list of looks; wrong values fall back to the whole of it."""

    REASONS = Look.Reason.choices
    powod = forms.ChoiceField(choices=REASONS, required=False)
    sprawdzone = forms.ChoiceField(choices=[("tak", "tak"), ("nie", "nie")], required=False)

    def chosen(self):
        self.is_valid()
        data = self.cleaned_data
        return {"reason": data.get("powod") or "", "checked": data.get("sprawdzone") or ""}


class PartnerNoteForm(ContactBasics):
    """A contact as a partner writes it."""
