"""What is typed on an application that was filed: what came, the letter, the delivery, the coverage."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.law import terms
from kladka.ui.forms import DayField, PastDayField, StyledForm, style

from .family import Covered


class ListFilter(StyledForm):
    """Filter and order of the list; wrong values fall back to the whole list."""

    stan = forms.CharField(required=False)
    kolejnosc = forms.ChoiceField(
        choices=[("data", "od najnowszych"), ("najstarsze", "od najstarszych")], required=False
    )


class ReceivedForm(StyledForm):
    """Which of the missing declarations and annexes came, and on which day."""

    on = PastDayField(label="Wpłynęło dnia")

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        self.missing = missing
        for item in missing:
            field = forms.BooleanField(label=f"Wpłynęło: {item.label} {item.who}".strip(), required=False)
            style(field)
            self.fields[item.name] = field

    def clean(self):
        data = super().clean()
        if not any(data.get(item.name) for item in self.missing):
            raise ValidationError("Zaznacz, które oświadczenie lub który załącznik wpłynął.")
        return data

    @property
    def ticked(self):
        """Names ticked so far, right or wrong."""
        return {item.name for item in self.missing if self[item.name].value()}

    def came(self):
        """Names of what came, as in queries.Item."""
        return {item.name for item in self.missing if self.cleaned_data.get(item.name)}


class SupplyLetterForm(StyledForm):
    """What the letter calls for and the term, proposed from the law."""

    missing = forms.MultipleChoiceField(label="Czego brakuje", widget=forms.CheckboxSelectMultiple)
    issued_on = PastDayField(label="Data pisma")
    term_days = forms.IntegerField(
        label="Termin w dniach od doręczenia",
        min_value=1,
        max_value=90,
        error_messages={"invalid": "Podaj liczbę dni."},
    )

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {item.name: item for item in missing}
        self.fields["missing"].choices = [
            (item.name, f"{item.label} – {item.who}" if item.who else item.label) for item in missing
        ]
        self.fields["missing"].initial = list(self.items)
        today = timezone.localdate()
        least = terms.supply_term(today).raw_day - today
        self.fields["term_days"].initial = least.days
        self.fields["term_days"].help_text = f"Ustawa: nie krócej niż {least.days} dni (art. 64 § 2 KPA)."

    def listed(self):
        """The missing things as the letter keeps them."""
        labels = dict(self.fields["missing"].choices)
        return [
            {"what": labels[name], "provision": self.items[name].provision}
            for name in self.cleaned_data["missing"]
        ]


class DayForm(StyledForm):
    """The day of an act."""

    on = PastDayField(label="Dzień")


class ReasonForm(StyledForm):
    """Why the clerk does what they do."""

    reason = forms.CharField(label="Powód", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class RefusalForm(StyledForm):
    """What the clerk adds to the grounds; must be said when the rules themselves give no ground."""

    reason = forms.CharField(
        label="Uzasadnienie pracownika", max_length=3000, required=False, widget=forms.Textarea
    )

    def __init__(self, *args, outcome, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = not outcome.allowed


class CoveredForm(StyledForm):
    """Whether one person is covered, from when to when, and why otherwise than proposed."""

    covered = forms.ChoiceField(
        label="Czy wniosek obejmuje tę osobę",
        choices=[("tak", "objęta"), ("nie", "nieobjęta")],
        widget=forms.RadioSelect,
    )
    starts = DayField(label="Objęta od", required=False, help_text="Puste: cały okres pomocy.")
    ends = DayField(label="Objęta do", required=False)
    reason = forms.CharField(
        label="Powód, jeżeli inaczej niż proponuje program", max_length=300, required=False
    )

    def __init__(self, *args, applicant, proposal, **kwargs):
        now = proposal.covered if applicant.covered is None else applicant.covered
        initial = {
            "covered": "tak" if now else "nie",
            "starts": applicant.covered_from,
            "ends": applicant.covered_until,
            "reason": applicant.coverage_reason,
        }
        super().__init__(*args, prefix=applicant.person.key, initial=initial, **kwargs)
        self.applicant, self.proposal = applicant, proposal

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Koniec nie może być przed początkiem.")
        elif data.get("ends") and data["ends"] < self.applicant.application.filed_on.replace(day=1):
            self.add_error("ends", "Koniec nie może być przed miesiącem złożenia wniosku.")
        if data.get("covered") and self.differs() and not data.get("reason"):
            self.add_error("reason", f"{self.applicant.person}: podaj powód zmiany propozycji.")
        return data

    def differs(self):
        return (self.cleaned_data["covered"] == "tak") != self.proposal.covered

    def answer(self):
        """What was confirmed; only of a valid form."""
        data = self.cleaned_data
        return Covered(
            applicant=self.applicant,
            covered=data["covered"] == "tak",
            starts=data["starts"],
            ends=data["ends"],
            reason=data["reason"],
        )


def put_error(form, error):
    """Show what an action refused: at its field when it names one, otherwise above the form."""
    named = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for field, messages in named.items():
        form.add_error(field if field in form.fields else None, messages)
