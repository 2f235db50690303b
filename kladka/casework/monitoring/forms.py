"""What is typed while a programme is followed: a note of monitoring, filters of the lists."""

from django import forms

from kladka.casework.cases.forms import SpokenTextarea
from kladka.casework.cases.models import Contact
from kladka.ui.forms import PastDayField, StyledForm

from .models import MonitoringNote
from .wording import WAITS

PROGRESS = [("", "wybierz"), *MonitoringNote.Progress.choices]


class NoteForm(StyledForm):
    """Notatka z monitorowania (regulation § 5)."""

    on = PastDayField(label="Dzień notatki")
    observed = forms.BooleanField(label="Obserwacja", required=False)
    talked = forms.BooleanField(label="Rozmowa z cudzoziemcem i członkami rodziny", required=False)
    institutions = forms.CharField(
        label="Opinie instytucji",
        required=False,
        max_length=1000,
        widget=SpokenTextarea(rows=2),
        help_text="Kto i co powiedział; puste, gdy nie pytano (§ 5 ust. 4).",
    )
    language_progress = forms.ChoiceField(label="Postępy w nauce języka", choices=PROGRESS)
    language = forms.CharField(label="Edukacja językowa", max_length=3000, widget=SpokenTextarea(rows=4))
    work_progress = forms.ChoiceField(label="Postępy zawodowe", choices=PROGRESS)
    work = forms.CharField(label="Funkcjonowanie zawodowe", max_length=3000, widget=SpokenTextarea(rows=4))
    social_progress = forms.ChoiceField(label="Postępy w funkcjonowaniu społecznym", choices=PROGRESS)
    social = forms.CharField(label="Funkcjonowanie społeczne", max_length=3000, widget=SpokenTextarea(rows=4))
    change_needed = forms.BooleanField(label="Potrzebna zmiana programu (§ 5 ust. 6)", required=False)
    change = forms.CharField(
        label="Co zmienić w programie", required=False, max_length=2000, widget=SpokenTextarea(rows=3)
    )

    def clean(self):
        data = super().clean()
        if not (data.get("observed") or data.get("talked") or data.get("institutions")):
            self.add_error("observed", "Zaznacz co najmniej jedną metodę (§ 5 ust. 3 i 4).")
        return data


class ContactFilter(StyledForm):
    """Filter and order of the contacts of a case; wrong values fall back to all of them."""

    rodzaj = forms.ChoiceField(choices=Contact.Kind.choices, required=False)
    nieobecnosci = forms.BooleanField(required=False)
    kolejnosc = forms.ChoiceField(choices=[("nowe", ""), ("stare", "")], required=False)

    def chosen(self):
        """Arguments of `queries.contacts_page`."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "kind": data.get("rodzaj") or "",
            "missed": bool(data.get("nieobecnosci")),
            "order": data.get("kolejnosc") or "nowe",
        }


class FamilyFilter(StyledForm):
    """Filter of the list of families; wrong values fall back to all of them."""

    czego = forms.ChoiceField(choices=list(WAITS.items()), required=False)
    czyje = forms.ChoiceField(choices=[("moje", ""), ("wszystkie", "")], required=False)

    def chosen(self):
        """Arguments of `queries.families`."""
        self.is_valid()
        data = self.cleaned_data
        return {"waits": data.get("czego") or "", "mine": data.get("czyje") == "moje"}


class CountingForm(StyledForm):
    """What counts as a contact in this centre: the two disputed points (kladka.law.contacts)."""

    messages = forms.BooleanField(label="Wiadomość liczy się jak kontakt", required=False)
    missed = forms.BooleanField(label="Próba kontaktu liczy się jak kontakt", required=False)
