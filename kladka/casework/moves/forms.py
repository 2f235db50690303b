"""What is typed when a case is handed over, and about how people work."""

from django import forms
from django.utils import timezone

from kladka.casework.cases.models import Case
from kladka.ui.forms import DayField, StyledForm

from .brief import LONGEST, SECTIONS
from .models import Handover


class GiveForm(StyledForm):
    """To whom of the centre a case goes; the likeliest first."""

    to_worker = forms.ModelChoiceField(label="Komu przekazujesz", queryset=None)

    def __init__(self, *args, workers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_worker"].queryset = workers


class BriefForm(StyledForm):
    """The page of a handover, section by section."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in SECTIONS.items():
            widget = forms.Textarea(attrs={"rows": 4, "class": "form-control"})
            self.fields[name] = forms.CharField(
                label=label, max_length=LONGEST, required=False, widget=widget
            )


class QuestionsForm(StyledForm):
    questions = forms.CharField(label="O co pytasz", max_length=1000, widget=forms.Textarea)


class ManyForm(StyledForm):
    """Cases of one worker, or of nobody, given to another."""

    z = forms.ModelChoiceField(label="Od kogo", queryset=None, required=False)
    do = forms.ModelChoiceField(label="Komu", queryset=None, required=False)
    stan = forms.ChoiceField(label="Stan sprawy", required=False)
    kolejnosc = forms.ChoiceField(
        label="Kolejność",
        required=False,
        choices=[
            ("nazwisko", "według nazwiska"),
            ("dawne", "od najdawniejszych"),
            ("nowe", "od najnowszych"),
        ],
    )

    def __init__(self, *args, workers, former, states, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["z"].queryset, self.fields["z"].empty_label = former, "sprawy bez realizatora"
        self.fields["do"].queryset = workers
        names = dict(Case.State.choices)
        self.fields["stan"].choices = [("", "każdy"), *((one, names[one]) for one in states)]


class OrphanFilter(StyledForm):
    """Filter and order of the list; wrong values fall back to the whole of it."""

    powod = forms.ChoiceField(choices=[("none", ""), ("left", ""), ("away", "")], required=False)
    kolejnosc = forms.ChoiceField(choices=[("nazwisko", ""), ("dawne", ""), ("nowe", "")], required=False)

    def chosen(self):
        self.is_valid()
        data = self.cleaned_data
        return {"why": data.get("powod") or "", "order": data.get("kolejnosc") or "nazwisko"}


class HandoverFilter(StyledForm):
    stan = forms.ChoiceField(choices=Handover.State.choices, required=False)
    kierunek = forms.ChoiceField(choices=[("in", ""), ("out", "")], required=False)
    kolejnosc = forms.ChoiceField(choices=[("nowe", ""), ("dawne", "")], required=False)

    def chosen(self):
        self.is_valid()
        data = self.cleaned_data
        order = data.get("kolejnosc") or "nowe"
        return {"state": data.get("stan") or "", "way": data.get("kierunek") or "", "order": order}


class WorkForm(StyledForm):
    languages = forms.CharField(
        label="Języki", max_length=200, required=False,
        help_text="Po przecinku, na przykład: ukraiński, rosyjski, angielski.",
    )  # fmt: skip
    most_families = forms.IntegerField(
        label="Najwyżej rodzin naraz", min_value=0, max_value=500, required=False,
        help_text="Puste: bez ograniczenia. Ustawa nie zna normy dla programów integracji.",
    )  # fmt: skip


class AbsenceForm(StyledForm):
    starts = DayField(label="Od dnia", initial=timezone.localdate)
    ends = DayField(label="Do dnia")
    substitute = forms.ModelChoiceField(label="Kto zastępuje", queryset=None, required=False)

    def __init__(self, *args, workers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = workers
