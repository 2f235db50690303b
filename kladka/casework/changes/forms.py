"""What is typed about a change of life, and about the proposals that follow from it."""

from django import forms

from kladka.casework.intake.family_form import NEW, described
from kladka.casework.people.forms import PersonForm
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.casework.people.queries import possible_duplicates
from kladka.ui.forms import DayField, PastDayField, StyledForm, style
from kladka.uploads.accepting import TAKEN, accept
from kladka.uploads.refusal import Refused

from .models import LifeChange, Proposal

Kind = LifeChange.Kind
STATUS = ("kind", "decision_number", "decided_on", "delivered_on")


class ChangeForm(StyledForm):
    """A change that happened to somebody of the family."""

    person = forms.ModelChoiceField(label="Kogo dotyczy", queryset=None)
    on = DayField(label="Dzień zmiany")
    learnt_on = PastDayField(label="Kiedy się o tym dowiedzieliśmy")
    told_by = forms.CharField(
        label="Od kogo", max_length=160, help_text="Na przykład: wnioskodawczyni osobiście, szkoła, szpital."
    )
    text = forms.CharField(label="Co ustalono", widget=forms.Textarea, max_length=1000, required=False)
    proof = forms.FileField(
        label="Dowód (skan lub plik)", required=False, help_text=f"{TAKEN}. Trafi do załączników sprawy."
    )

    def __init__(self, *args, people=None, day_label="", organisation=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        if "person" in self.fields:
            self.fields["person"].queryset = people
        if day_label:
            self.fields["on"].label = day_label

    def clean_proof(self):
        sent = self.cleaned_data["proof"]
        if not sent:
            return None
        try:
            return accept(sent.name, sent.read())
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def details(self):
        """Arguments of `actions.record_change`."""
        plain = ("person", "on", "learnt_on", "told_by", "text", "proof")
        return {name: self.cleaned_data[name] for name in plain if name in self.cleaned_data}


class StatusFields(StyledForm):
    """The protection that a decision gave."""

    kind = forms.ChoiceField(
        label="Status lub ochrona", choices=[("", "wybierz"), *ProtectionStatus.Kind.choices]
    )
    decision_number = forms.CharField(label="Numer decyzji", max_length=60, required=False)
    decided_on = PastDayField(label="Data decyzji", required=False, initial=None)
    delivered_on = PastDayField(label="Doręczono", required=False, initial=None)

    def status(self):
        """Fields of ProtectionStatus, or None when no status is known."""
        found = {name: self.cleaned_data.get(name) for name in STATUS}
        return found if found["kind"] else None


class StatusForm(StatusFields, ChangeForm):
    field_order = ["person", "on", *STATUS, "learnt_on", "told_by", "text", "proof"]

    def details(self):
        return super().details() | {"status": self.status()}


class NewcomerForm(StatusFields, PersonForm, ChangeForm):
    """Somebody who was born or joined: a new person with their status, if there is one already."""

    person = None  # type: ignore[assignment]  # Django: a field taken away
    relation = forms.ChoiceField(
        label="Kim jest dla wnioskodawcy",
        choices=[("child", "małoletnie dziecko"), ("spouse", "małżonek")],
        initial=HouseholdMember.Relation.CHILD,
    )
    OF_PERSON = tuple(PersonForm.base_fields)
    field_order = [*OF_PERSON, "relation", "on", *STATUS, "learnt_on", "told_by", "text", "proof"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False
        self.fields["kind"].choices = [("", "jeszcze nie nadano"), *ProtectionStatus.Kind.choices]

    def clean(self):
        data = super().clean()
        data["known"] = None
        if not self.errors:
            self._ask_whether_known(data)
        return data

    def _ask_whether_known(self, data):
        """Persons on record who may be the same one are shown, and the worker says which it is."""
        asked = {name: data[name] for name in ("family_name", "given_names", "born", "pesel")}
        found = possible_duplicates(self.organisation, **asked)
        same = [one for one in found if one.pesel == data["pesel"] != ""]
        found = same or found
        if not found:
            return
        choices = [(one.key, described(one)) for one in found]
        if not same:
            choices.append((NEW, "To inna osoba, załóż nowy wpis"))
        label = "Może to ta sama osoba, która jest już w ewidencji?"
        field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)
        self.fields = {"same_as": style(field) or field, **self.fields}
        answer = self["same_as"].value()
        if answer not in dict(choices):
            self.add_error("same_as", "Zaznacz, czy to osoba z ewidencji, czy inna.")
        data["known"] = next((one for one in found if one.key == answer), None)

    def details(self):
        person = {name: self.cleaned_data[name] for name in self.OF_PERSON}
        told = {"details": person, "known": self.cleaned_data["known"]}
        told |= {"relation": self.cleaned_data["relation"], "status": self.status()}
        return super().details() | told


def form_for(kind):
    """The form that a kind of change asks for."""
    if kind in LifeChange.ENTERS:
        return NewcomerForm
    return StatusForm if kind == Kind.STATUS_GIVEN else ChangeForm


class DecideForm(StyledForm):
    """Confirm a proposal (with a reading, where there are two) or dismiss it with a reason."""

    chosen = forms.ChoiceField(label="Odczytanie", required=False, widget=forms.RadioSelect)
    together = forms.ModelMultipleChoiceField(
        label="Kto jeszcze mieszka z tą osobą",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Jedno gospodarstwo. Zaznaczono tych, którzy opuścili rodzinę tego samego dnia.",
    )
    reason = forms.CharField(label="Uzasadnienie", max_length=500, required=False, widget=forms.Textarea)

    def __init__(self, *args, proposal, others=(), along=(), **kwargs):
        super().__init__(*args, **kwargs)
        if others:
            self.fields["together"].queryset = Person.objects.filter(pk__in=others).order_by("pk")
            self.fields["together"].initial = list(along)
        else:
            del self.fields["together"]
        self.fields["chosen"].choices = [(code, text) for code, text, _ in proposal.variants]
        if not proposal.variants:
            del self.fields["chosen"]


class ReasonForm(StyledForm):
    reason = forms.CharField(label="Powód", max_length=500, widget=forms.Textarea)


class OverForm(StyledForm):
    on = PastDayField(label="Ostatni dzień pobytu")


class ProposalFilter(StyledForm):
    """Filter and order of the list; wrong values fall back to what waits."""

    stan = forms.ChoiceField(choices=[("wszystkie", ""), *Proposal.State.choices], required=False)
    rodzaj = forms.ChoiceField(choices=Kind.choices, required=False)
    moje = forms.BooleanField(required=False)
    kolejnosc = forms.ChoiceField(choices=[("nowe", ""), ("dawne", "")], required=False)

    def chosen(self, user):
        self.is_valid()
        data = self.cleaned_data
        state = data.get("stan") or Proposal.State.OPEN
        return {
            "state": "" if state == "wszystkie" else state,
            "kind": data.get("rodzaj") or "",
            "mine": bool(data.get("moje")),
            "order": data.get("kolejnosc") or "nowe",
        }
