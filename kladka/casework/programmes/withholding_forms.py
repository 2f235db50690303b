"""What is typed about withholding, resumption and revocation.

Another page opens a form prefilled. Persons and the ground stand in the address:
`/sprawy/KEY/program/wstrzymaj/?osoba=KEY&osoba=KEY&podstawa=misuse`, and for a revocation
`/sprawy/KEY/program/uchyl/?osoba=KEY&podstawa=repeated`. What was found out never does: it is kept as a draft
of the form before the redirect, `cases.actions.keep_draft(user, draft_name(case), {"facts": "…", "evidence":
"one\\nline\\neach"})` (for a revocation `draft_name(case, "programme-revoke")`), with the fields of
`WithholdingForm`: `people` (keys), `ground`, `facts`, `evidence`, `starts`, `ends`, `stay_began_on`
("2026-12-01").
"""

from django import forms
from django.utils import timezone

from kladka.law.acts import REVOCATION
from kladka.law.readings import DISPUTES
from kladka.law.withholding import EXECUTION, REMAINING
from kladka.ui.forms import DayField, PastDayField, StyledForm

from .covered import covered_on
from .execution_actions import WAYS
from .wording import ground_choices

IMMEDIATE_HELP = (
    "Tylko gdy jest niezbędny ze względu na zdrowie lub życie, inny interes społeczny albo wyjątkowo ważny "
    "interes strony (KPA art. 108 § 1). Puste: bez rygoru."
)


def draft_name(case, form="programme-withhold"):
    """Name under which the draft of a form of this case is kept."""
    return f"{form}:{case.key}"


class _AboutPeople(StyledForm):
    """Persons of a programme, facts and evidence: what every decision that takes aid away begins with."""

    people = forms.MultipleChoiceField(label="Osoby", widget=forms.CheckboxSelectMultiple)
    facts = forms.CharField(
        label="Ustalenia: co się stało i skąd to wiadomo",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text="Także wyjaśnienia osoby. Ustalenia trafią do uzasadnienia projektu.",
    )
    evidence = forms.CharField(
        label="Dowody",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        required=False,
        help_text="Jeden w wierszu. Usuń te, które nie dotyczą sprawy.",
    )
    starts = DayField(label="Od dnia", initial=timezone.localdate)
    execution = forms.ChoiceField(
        label=EXECUTION.question, widget=forms.RadioSelect, choices=list(EXECUTION.variants.items()),
        initial="term",
    )  # fmt: skip
    immediate_reason = forms.CharField(
        label="Rygor natychmiastowej wykonalności: powód",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
        help_text=IMMEDIATE_HELP,
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        covered = [one.person for one in covered_on(programme, timezone.localdate())]
        self.named = {person.key: person for person in covered}
        self.fields["people"].choices = [(person.key, person.full_name) for person in covered]

    def clean_people(self):
        return [self.named[key] for key in self.cleaned_data["people"]]

    def clean_evidence(self):
        return tuple(line.strip() for line in self.cleaned_data["evidence"].splitlines() if line.strip())


class WithholdingForm(_AboutPeople):
    ground = forms.ChoiceField(label="Podstawa", widget=forms.RadioSelect, choices=ground_choices)
    ends = DayField(
        label="Do dnia",
        required=False,
        help_text="Ostatni dzień wstrzymania. Puste tylko wtedy, gdy ustawa nie wyznacza okresu.",
    )
    stay_began_on = DayField(
        label="Początek pobytu w zakładzie opieki zdrowotnej, aresztu albo kary",
        required=False,
        help_text="Przy pobycie w zakładzie (art. 95 ust. 1 pkt 4) i przy pozbawieniu wolności (art. 13).",
    )
    field_order = (
        *("people", "ground", "facts", "evidence", "starts", "ends", "stay_began_on"),
        *("execution", "immediate_reason"),
    )


class RevocationForm(_AboutPeople):
    ground = forms.ChoiceField(
        label="Powód",
        widget=forms.RadioSelect,
        choices=[(code, f"{text} ({provision})") for code, (provision, text) in REVOCATION.items()],
    )
    size = forms.ChoiceField(
        label=REMAINING.question, widget=forms.RadioSelect, choices=list(REMAINING.variants.items()),
        initial="smaller",
    )  # fmt: skip
    field_order = ("people", "ground", "facts", "evidence", "starts", "size", "execution", "immediate_reason")


class ResumptionForm(StyledForm):
    people = forms.MultipleChoiceField(label="Komu przywrócić pomoc", widget=forms.CheckboxSelectMultiple)
    requested_on = PastDayField(label="Realizator występuje o przywrócenie pomocy dnia")
    on = DayField(label="Pomoc od dnia", initial=timezone.localdate)
    ceased_on = PastDayField(label="Dzień ustania przyczyny", required=False, initial=None)
    facts = forms.CharField(
        label="Ustalenia: skąd wiadomo, że przyczyna ustała",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    resumption = forms.ChoiceField(
        label=DISPUTES["resumption"].question,
        widget=forms.RadioSelect,
        choices=list(DISPUTES["resumption"].variants.items()),
    )
    extension = forms.TypedChoiceField(
        label=DISPUTES["extension"].question,
        widget=forms.RadioSelect,
        choices=[
            ("nie", DISPUTES["extension"].variants[False]),
            ("tak", DISPUTES["extension"].variants[True]),
        ],
        coerce=lambda value: value == "tak",
        help_text="Przedłużenie wymaga zgody wojewody na koszty i zmiany decyzji o przyznaniu pomocy.",
    )

    def __init__(self, *args, running, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.running = {one.key: one for one in running}
        self.fields["people"].choices = [(one.key, one.person.full_name) for one in running]
        self.fields["resumption"].initial = programme.resumption_reading
        self.fields["extension"].initial = "tak" if programme.extension_reading else "nie"

    def clean_people(self):
        return [self.running[key] for key in self.cleaned_data["people"]]


class ExecutionForm(StyledForm):
    way = forms.ChoiceField(
        label="Co się stało",
        widget=forms.RadioSelect,
        choices=[(code, f"{text} ({provision})") for code, (text, provision) in WAYS.items()],
    )
    on = PastDayField(label="Dzień")
