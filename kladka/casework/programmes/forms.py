"""What is typed about a programme: situation, forms of aid, duties, dates, readings."""

from django import forms
from django.db.models import Q
from django.utils import timezone

from kladka.accounts.models import Membership, User
from kladka.law.readings import DISPUTES
from kladka.ui.forms import DayField, PastDayField, StyledForm
from kladka.uploads.accepting import TAKEN

from .agreement_forms import TalkForm, accepted_scan, suggested_talk
from .models import Programme
from .queries import ORDERS
from .wording import aid_clauses


class SituationForm(StyledForm):
    life_situation = forms.CharField(
        label="Ocena sytuacji życiowej cudzoziemca i jego rodziny",
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=8000,
        required=False,
    )
    institutions = forms.CharField(
        label="Instytucje, których udział jest niezbędny, i zakres ich działania",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
        help_text="Jedna instytucja w wierszu, po dwukropku zakres, na przykład: Powiatowy Urząd Pracy: "
        "rejestracja i szkolenia.",
    )


class FormsOfAidForm(StyledForm):
    """One checkbox and one scope for every form of aid of the programme's file."""

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.clauses = aid_clauses(programme.law_file)
        chosen = {form.code: form.scope for form in programme.forms_of_aid.all()}
        for code, clause in self.clauses.items():
            self.fields[code] = forms.BooleanField(label=clause.text, required=False, initial=code in chosen)
            self.fields[f"{code}-zakres"] = forms.CharField(
                label="Zakres", max_length=400, required=False, initial=chosen.get(code, "")
            )
        for name, field in self.fields.items():
            css = "form-check-input" if not name.endswith("-zakres") else "form-control"
            field.widget.attrs["class"] = css

    def rows(self):
        return [(clause, self[code], self[f"{code}-zakres"]) for code, clause in self.clauses.items()]

    def clean(self):
        data = super().clean()
        if not data.get("cash"):
            self.add_error("cash", "Świadczenie pieniężne należy do programu (art. 92 ust. 1 pkt 1).")
        return data

    def scopes(self):
        return {code: self.cleaned_data[f"{code}-zakres"] for code in self.clauses if self.cleaned_data[code]}


class ProposalForm(FormsOfAidForm):
    """What an annex changes beside goals: forms of aid, institutions; unchanged ones stay as they are."""

    def __init__(self, *args, programme, amendment, **kwargs):
        super().__init__(*args, programme=programme, **kwargs)
        if amendment.changes_aid:
            for code in self.clauses:
                self.fields[code].initial = code in amendment.aid
                self.fields[f"{code}-zakres"].initial = amendment.aid.get(code, "")
        institutions = amendment.institutions if amendment.changes_institutions else programme.institutions
        words = {"css": "form-control", "rows": 5}
        self.fields["explanation"] = forms.CharField(
            label="Uzasadnienie zmiany", max_length=2000, required=False, initial=amendment.explanation,
            widget=forms.Textarea(attrs={"class": words["css"], "rows": words["rows"]}),
        )  # fmt: skip
        self.fields["institutions"] = forms.CharField(
            label="Instytucje, jedna w wierszu, po dwukropku zakres", max_length=4000, required=False,
            initial=institutions, widget=forms.Textarea(attrs={"class": words["css"], "rows": words["rows"]}),
        )  # fmt: skip
        self.fields["changes_costs"] = forms.BooleanField(
            label="Zmienia koszty programu (aneks trzeba wysłać wojewodzie)", required=False,
            initial=amendment.changes_costs, widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        )  # fmt: skip

    def proposal(self):
        """Arguments of `amendment_actions.propose`."""
        data = self.cleaned_data
        kept = ("explanation", "institutions", "changes_costs")
        return {name: data[name] for name in kept} | {"scopes": self.scopes()}


class FulfilForm(StyledForm):
    on = PastDayField(label="Wykonano dnia")


class ReadingsForm(StyledForm):
    base = forms.ChoiceField(
        label=DISPUTES["base"].question,
        widget=forms.RadioSelect,
        choices=list(DISPUTES["base"].variants.items()),
    )
    floor = forms.TypedChoiceField(
        label=DISPUTES["floor"].question,
        widget=forms.RadioSelect,
        choices=[("tak", DISPUTES["floor"].variants[True]), ("nie", DISPUTES["floor"].variants[False])],
        coerce=lambda value: value == "tak",
    )
    for_centre = forms.BooleanField(
        label="Używaj tych odczytań także w następnych programach jednostki", required=False
    )


class AgreeForm(TalkForm):
    on = PastDayField(label="Dzień uzgodnienia")
    represented_by = forms.ModelChoiceField(label="Za centrum", queryset=User.objects.none())
    signed_by = forms.MultipleChoiceField(label="Za rodzinę podpisuje", widget=forms.CheckboxSelectMultiple)
    scan = forms.FileField(
        label="Skan podpisanego egzemplarza",
        required=False,
        help_text=f"{TAKEN}. Można dodać później, przy tekście programu.",
    )
    field_order = ["on", "represented_by", "signed_by", "scan"]

    def __init__(self, *args, programme, **kwargs):
        kwargs["initial"] = suggested_talk(programme) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        workers = Membership.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=today),
            organisation=programme.organisation_id,
            starts__lte=today,
            role__in=(Membership.Role.CASEWORKER, Membership.Role.HEAD),
        )
        self.fields["represented_by"].queryset = User.objects.filter(
            pk__in=workers.values("user"), is_active=True
        ).order_by("name")
        self.fields["represented_by"].initial = programme.realizator_id
        covered = [one for one in programme.application.people.all() if one.covered]
        names = [(one.person.full_name, one.person.full_name) for one in covered]
        self.fields["signed_by"].choices = names
        self.fields["signed_by"].initial = [names[0][0]]

    def clean_signed_by(self):
        return ", ".join(self.cleaned_data["signed_by"])

    def clean_scan(self):
        return accepted_scan(self.cleaned_data["scan"])


class SignAnnexForm(AgreeForm):
    on = PastDayField(label="Dzień podpisania")
    starts = DayField(label="Obowiązuje od", initial=timezone.localdate)
    field_order = ["on", "starts", "represented_by", "signed_by", "scan"]


class SendForm(StyledForm):
    on = PastDayField(label="Dzień wysłania")


class AcceptanceForm(StyledForm):
    on = PastDayField(label="Dzień akceptacji")
    reference = forms.CharField(label="Znak pisma wojewody", max_length=60)


class ReopenForm(StyledForm):
    reason = forms.CharField(label="Powód cofnięcia do uzgodnień", max_length=300)


class ProgrammeFilter(StyledForm):
    """Filter and order of the list; wrong values fall back to the whole list."""

    stan = forms.ChoiceField(choices=Programme.State.choices, required=False)
    moje = forms.BooleanField(required=False)
    kolejnosc = forms.ChoiceField(choices=[(name, name) for name in ORDERS], required=False)

    def chosen(self):
        """Arguments of `queries.programme_list`."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "state": data.get("stan", ""),
            "mine": bool(data.get("moje")),
            "order": data.get("kolejnosc") or "nowe",
        }
