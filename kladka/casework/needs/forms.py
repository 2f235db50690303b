"""What is typed in an assessment, about a need and about a red flag."""

from django import forms

from kladka.ui.forms import SHORT, PastDayField, StyledForm

from .domains import domains
from .flags import kinds
from .models import Need, Rating

Answer = Rating.Answer
WITHOUT = {value: label for value, label in Answer.choices if value != Answer.RATED}


class RatingForm(StyledForm):
    """One domain of one person, by both raters: the lowest true anchor, or why there is none; own view.

    The worker's value is that of the anchor unless `other` gives another one with a reason.
    """

    anchor = forms.ChoiceField(label="Najniższe zdanie, które jest prawdą", widget=forms.RadioSelect)
    other = forms.TypedChoiceField(
        label="Oceniam inaczej niż to zdanie",
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "nie, jak zdanie"), *((value, str(value)) for value in range(1, 6))],
    )
    reason = forms.CharField(
        label="Dlaczego inaczej", required=False, max_length=SHORT, widget=forms.Textarea
    )
    evidence = forms.CharField(
        label="Co na to wskazuje",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Co widać, co powiedziano, jaki dokument. Bez rozpoznań lekarskich.",
    )
    own = forms.ChoiceField(label="Jak ocenia to sama osoba", widget=forms.RadioSelect, required=False)

    def __init__(self, *args, domain, scale, **kwargs):
        super().__init__(*args, **kwargs)
        without = list(WITHOUT.items())
        numbered = [(str(n), f"{n}. {text}") for n, text in enumerate(domain.anchors, 1)]
        self.fields["anchor"].choices = [*numbered, *without]
        self.fields["own"].choices = [*((str(n), f"{n} – {word}") for n, word in scale.items()), *without]
        self.fields["anchor"].error_messages["required"] = (
            "Wybierz zdanie albo powód, dla którego oceny nie ma."
        )

    def clean(self):
        data = super().clean()
        anchor, other = data.get("anchor"), data.get("other")
        if other and anchor in WITHOUT:
            self.add_error("other", "Bez wybranego zdania nie ma od czego się różnić.")
        if other and str(other) != anchor and not data.get("reason", "").strip():
            self.add_error("reason", "Ocena różni się od wybranego zdania: zapisz, dlaczego.")
        return data

    def worker(self):
        """Fields of the worker's rating."""
        data = self.cleaned_data
        told = {"evidence": data["evidence"]}
        if data["anchor"] in WITHOUT:
            return told | {"answer": data["anchor"]}
        anchor = int(data["anchor"])
        value = data["other"] or anchor
        reason = data["reason"] if value != anchor else ""
        return told | {"answer": Answer.RATED, "anchor": anchor, "value": value, "reason": reason}

    def person(self):
        """Fields of the person's own rating; not asked when nothing was chosen."""
        own = self.cleaned_data["own"] or Answer.NOT_ASKED
        if own in WITHOUT:
            return {"answer": own}
        return {"answer": Answer.RATED, "value": int(own)}


class TalkForm(StyledForm):
    """When and how the talk of an assessment was."""

    on = PastDayField(label="Dzień rozmowy")
    language = forms.CharField(label="Język rozmowy", max_length=40)
    interpreter = forms.CharField(
        label="Tłumacz",
        max_length=120,
        required=False,
        help_text="Nigdy dziecko ani ktoś z rodziny; zostaw puste, jeśli tłumacza nie było.",
    )


class CloseForm(StyledForm):
    on = PastDayField(label="Dzień zakończenia")


class NeedForm(StyledForm):
    """A need, with its domain and whose it is."""

    domain = forms.ChoiceField(label="Obszar")
    person = forms.ModelChoiceField(
        label="Kogo dotyczy", queryset=None, required=False, empty_label="cała rodzina"
    )
    text = forms.CharField(label="Czego potrzeba", max_length=SHORT, widget=forms.Textarea)
    on = PastDayField(label="Od dnia")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        open_ones = [one for one in domains().values() if not one.restricted]
        self.fields["domain"].choices = [(one.code, one.name) for one in open_ones]


class NeedCloseForm(StyledForm):
    outcome = forms.ChoiceField(label="Wynik", choices=Need.Outcome.choices, widget=forms.RadioSelect)
    cause = forms.ChoiceField(
        label="Przyczyna (gdy niezaspokojona)",
        choices=[("", "wybierz"), *Need.Cause.choices],
        required=False,
    )
    reason = forms.CharField(
        label="Jak ją zaspokojono albo dlaczego nie", max_length=SHORT, widget=forms.Textarea
    )
    on = PastDayField(label="Dzień zamknięcia")

    def clean(self):
        data = super().clean()
        if data.get("outcome") == Need.Outcome.UNMET and not data.get("cause"):
            self.add_error("cause", "Wskaż przyczynę: z nich powstaje obraz braków w systemie.")
        return data


class FlagForm(StyledForm):
    """A danger that was seen: its kind, whom it concerns, what was seen."""

    kind = forms.ChoiceField(label="Rodzaj", widget=forms.RadioSelect)
    person = forms.ModelChoiceField(
        label="Kogo dotyczy", queryset=None, required=False, empty_label="cała rodzina"
    )
    facts = forms.CharField(
        label="Co zauważono",
        max_length=4000,
        widget=forms.Textarea,
        help_text="Fakty: co widziano, co powiedziano i kto to powiedział. Pytaj bez świadków.",
    )
    on = PastDayField(label="Kiedy zauważono")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["kind"].choices = [(one.code, one.name) for one in kinds().values()]


class TaskForm(StyledForm):
    on = PastDayField(label="Dzień wykonania")
    note = forms.CharField(label="Co zrobiono", max_length=1000, required=False, widget=forms.Textarea)


class FlagCloseForm(StyledForm):
    on = PastDayField(label="Dzień zamknięcia")
    reason = forms.CharField(
        label="Powód zamknięcia",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dlaczego zagrożenia już nie ma albo kto teraz prowadzi sprawę.",
    )


class ReaderForm(StyledForm):
    user = forms.ModelChoiceField(label="Osoba", queryset=None)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
