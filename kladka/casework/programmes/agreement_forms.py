"""What is typed about goals, steps, proofs, annexes and signatures."""

from django import forms
from django.utils import timezone

from kladka.documents.translated import TAGS
from kladka.ui.forms import DayField, PastDayField, StyledForm
from kladka.uploads.accepting import TAKEN, accept
from kladka.uploads.refusal import Refused

from .agreement import Amendment, Proof, ProofKind
from .models import Obligation
from .themes import THEMES

STEPS = 4  # rows of a new goal; empty ones are left out
LANGUAGES = [("polski", "polski"), *((name, name) for name in sorted(TAGS)), ("inny", "inny język")]


def covered(programme):
    """Persons of the programme, the applicant first."""
    return [one.person for one in programme.application.people.all() if one.covered]


def who_choices(programme):
    """Who may owe a step: the centre, each person, the family as a whole, an institution."""
    people = [(f"person:{one.key}", one.full_name) for one in covered(programme)]
    return [("participant", "rodzina"), *people, ("centre", "centrum"), ("partner", "instytucja")]


def said_by(value, programme):
    """{"owed_by", "person"} of a chosen one."""
    side, _, key = value.partition(":")
    if side == "person":
        person = next(one for one in covered(programme) if one.key == key)
        return {"owed_by": "participant", "person": person}
    return {"owed_by": side, "person": None}


class ObligationForm(StyledForm):
    """One step or obligation: who, what, by when, what proves it, what it hangs on."""

    who = forms.ChoiceField(label="Kto")
    partner = forms.CharField(
        label="Która instytucja", max_length=160, required=False, help_text="Tylko gdy robi to instytucja."
    )
    text = forms.CharField(label="Co zrobi", widget=forms.Textarea(attrs={"rows": 2}), max_length=400)
    due_on = DayField(label="Do kiedy", required=False, help_text="Puste: przez cały czas trwania programu.")
    rhythm = forms.ChoiceField(
        label="Jak często", required=False, choices=[("", "raz albo stale"), *Obligation.Rhythm.choices]
    )
    proof_kind = forms.ChoiceField(
        label="Co to potwierdzi", required=False, choices=[("", "nie ustalono"), *ProofKind.choices]
    )
    hangs_on = forms.ChoiceField(label="Zależy od kroku", required=False)
    hindrance = forms.CharField(
        label="Zależy od czegoś spoza rodziny",
        max_length=200,
        required=False,
        help_text="Na przykład: wolne miejsce na kursie. Dopóki tego nie ma, opóźnienie nie obciąża osoby.",
    )

    def __init__(self, *args, programme, obligation=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.fields["who"].choices = who_choices(programme)
        today = timezone.localdate()
        self.others = [
            one
            for one in programme.obligations.all()
            if one.pk != getattr(obligation, "pk", None) and one.ended_with_id is None
            and (one.goal_id or one.in_force(today))
        ]  # fmt: skip
        steps = [(str(one.pk), one.text[:90]) for one in self.others]
        self.fields["hangs_on"].choices = [("", "nie zależy"), *steps]

    def clean(self):
        data = super().clean()
        if data.get("who") == "partner" and not data.get("partner"):
            self.add_error("partner", "Podaj nazwę instytucji.")
        return data

    def details(self):
        """Fields of Obligation."""
        data = dict(self.cleaned_data)
        who = said_by(data.pop("who"), self.programme)
        before = data.pop("hangs_on")
        hangs_on = next((one for one in self.others if str(one.pk) == before), None)
        partner = data.pop("partner") if who["owed_by"] == "partner" else ""
        return data | who | {"hangs_on": hangs_on, "partner": partner}


def obligation_initial(one):
    """What the form of an obligation begins with."""
    kept = ("partner", "text", "due_on", "rhythm", "proof_kind", "hindrance")
    who = f"person:{one.person.key}" if one.person_id else one.owed_by
    hangs_on = str(one.hangs_on_id or "")
    return {name: getattr(one, name) for name in kept} | {"who": who, "hangs_on": hangs_on}


class GoalForm(StyledForm):
    """A goal and, while it is new, its first steps in rows; a row without words is left out."""

    theme = forms.ChoiceField(label="Temat", choices=[("", "wybierz"), *THEMES.items()])
    text = forms.CharField(
        label="Cel", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Słowami rodziny: co ma być inaczej i po czym to poznamy.",
    )  # fmt: skip
    person = forms.ChoiceField(label="Czyj to cel", required=False)

    def __init__(self, *args, programme, steps=STEPS, **kwargs):
        super().__init__(*args, **kwargs)
        self.programme, self.count = programme, steps
        self.fields["person"].choices = [("", "cała rodzina")] + [
            (one.key, one.full_name) for one in covered(programme)
        ]
        for number in range(1, steps + 1):
            self._add_step(number)

    def _add_step(self, number):
        row = {
            "krok": forms.CharField(label=f"Krok {number}: co", max_length=400, required=number == 1),
            "kto": forms.ChoiceField(label="Kto", choices=who_choices(self.programme), required=False),
            "instytucja": forms.CharField(label="Nazwa instytucji", max_length=160, required=False),
            "do": DayField(label="Do kiedy", required=False),
            "rytm": forms.ChoiceField(
                label="Jak często",
                required=False,
                choices=[("", "raz albo stale"), *Obligation.Rhythm.choices],
            ),
            "dowod": forms.ChoiceField(
                label="Co to potwierdzi", required=False, choices=[("", "nie ustalono"), *ProofKind.choices]
            ),
            "przeszkoda": forms.CharField(
                label="Zależy od czegoś spoza rodziny", max_length=200, required=False
            ),
        }
        if number > 1:
            row["po"] = forms.BooleanField(label="Dopiero po poprzednim kroku", required=False)
        for name, field in row.items():
            self.fields[f"{name}-{number}"] = field
            css = {"po": "form-check-input"}.get(name, "form-control")
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else css

    def rows(self):
        """[(number, {name: field})] of the steps."""
        names = ("krok", "kto", "instytucja", "do", "rytm", "dowod", "przeszkoda", "po")
        return [
            (number, [self[f"{name}-{number}"] for name in names if f"{name}-{number}" in self.fields])
            for number in range(1, self.count + 1)
        ]

    def clean(self):
        data = super().clean()
        for number in range(1, self.count + 1):
            partner = data.get(f"kto-{number}") == "partner" and not data.get(f"instytucja-{number}")
            if data.get(f"krok-{number}") and partner:
                self.add_error(f"instytucja-{number}", f"Krok {number}: podaj nazwę instytucji.")
        return data

    def goal(self):
        """theme, text, person."""
        data = self.cleaned_data
        person = next((one for one in covered(self.programme) if one.key == data["person"]), None)
        return {"theme": data["theme"], "text": data["text"], "person": person}

    def steps(self):
        """Steps as `agreement_actions.add_goal` takes them."""
        found = []
        for number in range(1, self.count + 1):
            if self.cleaned_data[f"krok-{number}"]:
                found.append(self._step(number, len(found)))
        return found

    def _step(self, number, place):
        data = {name: self.cleaned_data.get(f"{name}-{number}") for name in ("kto", "instytucja", "po")}
        who = said_by(data["kto"] or "participant", self.programme)
        after = {"after": place - 1} if data["po"] and place else {}
        return (
            who
            | after
            | {
                "text": self.cleaned_data[f"krok-{number}"],
                "partner": data["instytucja"] if who["owed_by"] == "partner" else "",
                "due_on": self.cleaned_data[f"do-{number}"],
                "rhythm": self.cleaned_data[f"rytm-{number}"],
                "proof_kind": self.cleaned_data[f"dowod-{number}"],
                "hindrance": self.cleaned_data[f"przeszkoda-{number}"],
            }
        )


# What usually proves an obligation of the programme's file.
PROVED_BY = {
    "residence": ProofKind.HOUSING,
    "labour_office": ProofKind.LABOUR_OFFICE,
    "polish_course": ProofKind.ATTENDANCE,
    "contact": ProofKind.CONTACT,
}


class ProofForm(StyledForm):
    kind = forms.ChoiceField(label="Rodzaj dowodu", choices=ProofKind.choices)
    outcome = forms.ChoiceField(label="Co pokazuje", choices=Proof.Outcome.choices, widget=forms.RadioSelect)
    came_on = PastDayField(label="Dowód wpłynął")
    done_on = PastDayField(
        label="Wykonano dnia",
        required=False,
        initial=None,
        help_text="Puste: w dniu, w którym dowód wpłynął.",
    )
    starts = DayField(label="Za czas od", required=False, help_text="Na przykład miesiąc listy obecności.")
    ends = DayField(label="Za czas do", required=False)
    attachment = forms.ChoiceField(label="Plik, który już jest w sprawie", required=False)
    scan = forms.FileField(label="Albo nowy plik", required=False, help_text=f"{TAKEN}; trafi do sprawy.")
    said = forms.CharField(label="Treść w jednym zdaniu", max_length=500, required=False)

    def __init__(self, *args, attachments, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = {one.key: one for one in attachments}
        self.fields["attachment"].choices = [("", "bez pliku"), *_named(attachments)]

    def clean_attachment(self):
        return self.kept.get(self.cleaned_data["attachment"])

    def clean_scan(self):
        return accepted_scan(self.cleaned_data["scan"])


def accepted_scan(sent):
    """The file that was sent, accepted; None without one; ValidationError with the reason of a refusal."""
    if not sent:
        return None
    try:
        return accept(sent.name, sent.read())
    except Refused as error:
        raise forms.ValidationError(str(error)) from error


def _named(attachments):
    return [(one.key, f"{one.name} ({one.added_at:%-d.%m.%Y})") for one in attachments]


class WithdrawProofForm(StyledForm):
    reason = forms.CharField(label="Powód wycofania dowodu", max_length=300)


class HindranceForm(StyledForm):
    hindrance = forms.CharField(label="Na co czeka, spoza rodziny", max_length=200, required=False)
    gone_on = PastDayField(label="Przeszkoda ustała dnia", required=False, initial=None)


class TalkForm(StyledForm):
    """Language of the talk and interpreter: named, or why none was needed."""

    talk_language = forms.ChoiceField(label="Język rozmowy", choices=LANGUAGES)
    interpreter = forms.CharField(label="Tłumacz (imię i nazwisko)", max_length=120, required=False)
    no_interpreter = forms.CharField(
        label="Bez tłumacza, bo", max_length=200, required=False,
        help_text="Na przykład: realizator mówi w tym języku. Dziecko ani krewny nie zastępuje tłumacza.",
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if not data.get("interpreter") and not data.get("no_interpreter"):
            self.add_error("interpreter", "Podaj tłumacza albo napisz, dlaczego nie był potrzebny.")
        return data


def suggested_talk(programme):
    """{"talk_language"} from what the applicant speaks."""
    language = next((one.language for one in covered(programme)), "")
    return {"talk_language": language if language in TAGS else "polski"}


class AnnexNewForm(StyledForm):
    reason = forms.ChoiceField(
        label="Powód zmiany", choices=Amendment.Reason.choices, widget=forms.RadioSelect
    )
    explanation = forms.CharField(
        label="Uzasadnienie", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False
    )


class TeachBackForm(StyledForm):
    """A tick for every obligation of the text as it stands."""

    on = PastDayField(label="Dzień rozmowy")

    def __init__(self, *args, obligations, **kwargs):
        super().__init__(*args, **kwargs)
        self.obligations = obligations
        self.fields["repeated"] = forms.MultipleChoiceField(
            label="Powtórzył(a) własnymi słowami",
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            choices=[(str(one.pk), one.text) for one in obligations],
            required=False,
            initial=[str(one.pk) for one in obligations if one.repeated_on],
        )

    def chosen(self):
        return [one for one in self.obligations if str(one.pk) in self.cleaned_data["repeated"]]


class SaveSetForm(StyledForm):
    name = forms.CharField(label="Nazwa zestawu", max_length=80)
    goals = forms.MultipleChoiceField(label="Cele", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, goals, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {one.key: one for one in goals}
        self.fields["goals"].choices = [(one.key, one.text) for one in goals]
        self.fields["goals"].initial = list(self.known)

    def clean_goals(self):
        return [self.known[key] for key in self.cleaned_data["goals"]]


class DropForm(StyledForm):
    reason = forms.CharField(label="Powód zaniechania", max_length=300)


class SignedCopyForm(StyledForm):
    attachment = forms.ChoiceField(label="Skan podpisanego egzemplarza")

    def __init__(self, *args, attachments, **kwargs):
        super().__init__(*args, **kwargs)
        self.files = {one.key: one for one in attachments}
        self.fields["attachment"].choices = [("", "wybierz"), *_named(attachments)]

    def clean_attachment(self):
        return self.files[self.cleaned_data["attachment"]]
