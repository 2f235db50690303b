"""What is typed about a case: a contact, a filter of the list."""

from django import forms

from kladka.law.contacts import next_contact
from kladka.ui.forms import DayField, PastDayField, StyledForm
from kladka.ui.widgets import PILL

from .models import Contact

NEXT = (
    ("week", "za tydzień"),
    ("fortnight", "za dwa tygodnie"),
    ("month", "za miesiąc"),
    ("day", "w dniu"),
    ("", "bez terminu"),
)
EXCUSED = (("", "jeszcze nie wiadomo"), ("tak", "tak"), ("nie", "nie"))


class SpokenTextarea(forms.Textarea):
    """A plain field in Polish: what the operating system hears in dictation is typed into it."""

    def __init__(self, **attrs):
        super().__init__({"lang": "pl", "spellcheck": "true", "autocapitalize": "sentences", **attrs})


class ContactBasics(StyledForm):
    """When, how and what: of every contact, also of one that a partner writes down."""

    kind = forms.ChoiceField(label="Rodzaj", choices=Contact.Kind.choices, initial=Contact.Kind.PHONE)
    on = PastDayField(label="Dzień")
    text = forms.CharField(label="Co ustalono", widget=SpokenTextarea(rows=4), max_length=4000)


class ContactForm(ContactBasics):
    """A contact in half a minute. `members` gives rows of `queries.family_of`, of whom some were there."""

    kind = forms.ChoiceField(
        label="Rodzaj", choices=Contact.Kind.choices, initial=Contact.Kind.PHONE, widget=forms.RadioSelect
    )
    present = forms.MultipleChoiceField(
        label="Kto z rodziny był", required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.CharField(label="Język rozmowy", max_length=40, required=False)
    interpreter = forms.CharField(
        label="Tłumacz", max_length=80, required=False, help_text="Kto tłumaczył; puste, gdy nikt."
    )
    missed = forms.BooleanField(label="Nikt nie przyszedł albo nie odebrał", required=False)
    absence = forms.CharField(
        label="Podany powód", max_length=400, required=False, help_text="Puste, gdy powodu nie podano."
    )
    excused = forms.ChoiceField(label="Usprawiedliwione", choices=EXCUSED, required=False)
    next_in = forms.ChoiceField(
        label="Następny kontakt", choices=NEXT, required=False, widget=forms.RadioSelect
    )
    next_on = DayField(label="Dzień następnego kontaktu", required=False)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = lambda: [
            (row["person__key"], row["person__given_names"]) for row in members()
        ]
        self.fields["text"].required = not self.data.get("missed")
        for name in ("kind", "present", "next_in"):
            self.fields[name].widget.attrs["class"] = PILL

    def clean(self):
        data = super().clean()
        if data.get("missed"):
            data["excused"] = {"tak": True, "nie": False}.get(data.get("excused"))
        else:
            data["absence"], data["excused"] = "", None
        step = data.pop("next_in", "")
        if step in ("week", "fortnight", "month") and data.get("on"):
            data["next_on"] = next_contact(data["on"], step)
        elif step == "day" and not data.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", "Podaj dzień następnego kontaktu.")
        if data.get("next_on") and data.get("on") and data["next_on"] < data["on"]:
            self.add_error("next_on", "Następny kontakt nie może być wcześniejszy niż ten.")
        return data


class WorkerForm(StyledForm):
    """Whose case it is; `workers`: users who may be given cases of the centre."""

    worker = forms.TypedChoiceField(label="Realizator")

    def __init__(self, *args, workers, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["worker"]
        field.choices = [("", "wybierz"), *((one.pk, one.name) for one in workers)]
        field.coerce = {str(one.pk): one for one in workers}.get
