"""What is typed about whom a running programme covers; each form also says which facts it would make."""

from dataclasses import replace
from datetime import timedelta

from django import forms
from django.utils import timezone

from kladka.casework.intake.homes import away
from kladka.casework.people.models import HouseholdMember, Person
from kladka.law.facts import Apart, PersonFacts, spells_of
from kladka.ui.forms import DayField, StyledForm

from . import coverage_actions as actions

NEW = 99  # a home that has no number yet
REASON = "Zdarzenie i skąd o nim wiadomo. Zostaje przy osobie i w historii sprawy."


class _CoverageForm(StyledForm):
    """One act on whom a programme covers; `about` is the field with persons, `members` the household."""

    about = "person"
    title = button = lead = provision = ""

    def __init__(self, *args, programme, members, keys=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.programme, self.members = programme, members
        self.rows = [one for one in programme.application.people.all() if one.covered]
        offered = self.offered()
        choice = self.fields[self.about]
        choice.queryset = Person.objects.filter(pk__in=[one.pk for one in offered]).order_by("pk")
        asked = [one.pk for one in offered if one.key in keys]
        many = isinstance(choice, forms.ModelMultipleChoiceField)
        choice.initial = asked if many else next(iter(asked), None)

    def offered(self):
        """Persons that the form offers: those whom the programme covers."""
        today = timezone.localdate()
        return [one.person for one in self.rows if not one.covered_until or one.covered_until >= today]

    def new_facts(self, facts):
        """`law.facts.Facts` as they would be; only for a form without mistakes."""
        changed = tuple(self.changed(one) for one in facts.people)
        return replace(facts, people=changed)


class JoinForm(_CoverageForm):
    title, button = "Objąć osobę trwającym programem", "Obejmij programem"
    provision = "ups art. 91 ust. 4 i 12"
    lead = (
        "Miesiąc, w którym osoba dołączyła, liczy się w całości, a stawka na osobę maleje od tego miesiąca. "
        "Pieniądze dla tej osoby popłyną po decyzji zmieniającej."
    )
    person = forms.ModelChoiceField(label="Kogo objąć", queryset=None)
    starts = DayField(
        label="Od dnia",
        help_text="Dzień urodzenia albo zamieszkania z rodziną; po wyjściu zapisanym "
        "omyłkowo lub za wcześnie następny dzień po nim.",
    )
    reason = forms.CharField(label="Powód", max_length=300, widget=forms.Textarea, help_text=REASON)

    def offered(self):
        """Members of the family without aid, and whose aid ends before the programme does."""
        ends = self.programme.ends
        covered = {one.person_id for one in self.rows if not one.covered_until or one.covered_until >= ends}
        return [one.person for one in self.members if one.person_id not in covered and not one.ends]

    def relation(self):
        person = self.cleaned_data["person"]
        return next(one.relation for one in self.members if one.person_id == person.pk)

    def new_facts(self, facts):
        person, status = self.cleaned_data["person"], self.status()
        if status is None:
            return facts
        if person.key in {one.id for one in facts.people}:
            return super().new_facts(facts)
        new = PersonFacts(
            person.key, person.born, status.kind, self.relation(), covered_from=self.cleaned_data["starts"]
        )
        return replace(facts, people=(*facts.people, new))

    def changed(self, one):
        back = one.id == self.cleaned_data["person"].key
        return replace(one, covered_until=None) if back else one

    def status(self):
        found = self.cleaned_data["person"].statuses.filter(ended_on=None)
        return found.order_by("-delivered_on", "-pk").first()

    def save(self, by):
        return actions.join(self.programme, **self.cleaned_data, relation=self.relation(), by=by)


class LeaveForm(_CoverageForm):
    title, button = "Osoba wychodzi z programu", "Zapisz wyjście z programu"
    provision = "ups art. 106 ust. 3; rozporządzenie § 3 ust. 1"
    lead = (
        "Pomoc tej osoby kończy się podanego dnia (miesiąc niepełny liczy się według dni), a rodzina jest "
        "mniejsza od następnego miesiąca. Osoba może złożyć własny wniosek."
    )
    person = forms.ModelChoiceField(label="Kto wychodzi", queryset=None)
    ends = DayField(label="Ostatni dzień pomocy")
    reason = forms.CharField(label="Powód", max_length=300, widget=forms.Textarea, help_text=REASON)

    def changed(self, one):
        gone = one.id == self.cleaned_data["person"].key
        return replace(one, covered_until=self.cleaned_data["ends"]) if gone else one

    def save(self, by):
        return actions.leave(self.programme, **self.cleaned_data, by=by)


class ApartForm(_CoverageForm):
    title, button = "Osobne gospodarstwo w programie", "Zapisz osobne gospodarstwo"
    provision = "rozporządzenie § 3 ust. 1; ups art. 93 ust. 1"
    lead = (
        "Rozwód, separacja, wyprowadzka: pomoc trwa, ale od wskazanego miesiąca każde gospodarstwo "
        "liczy się osobno, więc stawka na osobę rośnie. Zaznacz wszystkich, którzy mieszkają razem."
    )
    about = "people"
    people = forms.ModelMultipleChoiceField(
        label="Kto mieszka osobno", queryset=None, widget=forms.CheckboxSelectMultiple
    )
    starts = DayField(label="Od miesiąca", help_text="Dowolny dzień miesiąca; liczy się cały miesiąc.")
    reason = forms.CharField(label="Powód", max_length=300, widget=forms.Textarea, help_text=REASON)

    def new_facts(self, facts):
        starts = self.cleaned_data["starts"].replace(day=1)
        moving = {person.key for person in self.cleaned_data["people"]}
        known = _until(facts.apart, moving, starts)
        return replace(facts, apart=(*known, *(Apart(key, NEW, starts) for key in moving)))

    def save(self, by):
        return actions.live_apart(self.programme, **self.cleaned_data, by=by)


class BackForm(_CoverageForm):
    title, button = "Z powrotem wspólne gospodarstwo", "Zapisz powrót"
    provision = "rozporządzenie § 3 ust. 1; ups art. 93 ust. 1"
    lead = (
        "Osoba mieszkała osobno i wróciła do rodziny: od wskazanego miesiąca znów jest jedno gospodarstwo, "
        "więc stawka na osobę maleje. Miesiące osobnego gospodarstwa zostają, jak były."
    )
    about = "people"
    people = forms.ModelMultipleChoiceField(
        label="Kto wrócił", queryset=None, widget=forms.CheckboxSelectMultiple
    )
    starts = DayField(label="Od miesiąca", help_text="Dowolny dzień miesiąca; liczy się cały miesiąc.")
    reason = forms.CharField(label="Powód", max_length=300, widget=forms.Textarea, help_text=REASON)

    def offered(self):
        return [one.person for one in self.rows if away(one)]

    def new_facts(self, facts):
        starts = self.cleaned_data["starts"].replace(day=1)
        coming = {person.key for person in self.cleaned_data["people"]}
        return replace(facts, apart=tuple(_until(facts.apart, coming, starts)))

    def save(self, by):
        return actions.come_back(self.programme, **self.cleaned_data, by=by)


class TogetherForm(_CoverageForm):
    title, button = "Cofnąć osobne gospodarstwo", "Cofnij osobne gospodarstwo"
    provision = "rozporządzenie § 3 ust. 1"
    lead = (
        "Tylko gdy zapisano je omyłkowo: osoba cały ten czas mieszkała z rodziną. Cofa się ostatni zapisany "
        "okres, wcześniejsze zostają."
    )
    person = forms.ModelChoiceField(label="Kto", queryset=None)
    reason = forms.CharField(label="Powód", max_length=300, widget=forms.Textarea, help_text=REASON)

    def offered(self):
        return [one.person for one in self.rows if one.homes]

    def new_facts(self, facts):
        *_, last = spells_of(facts.apart, self.cleaned_data["person"].key)
        return replace(facts, apart=tuple(one for one in facts.apart if one != last))

    def save(self, by):
        return actions.live_together(self.programme, **self.cleaned_data, by=by)


def _until(apart, people, starts):
    """Spells with those of the people cut off before `starts`: none lasts into the next one."""
    for one in apart:
        if one.person not in people:
            yield one
        elif one.starts < starts:
            yield replace(one, ends=min(one.ends or starts, starts - timedelta(days=1)))


FORMS = {
    "dolacza": JoinForm,
    "wychodzi": LeaveForm,
    "osobno": ApartForm,
    "powrot": BackForm,
    "razem": TogetherForm,
}
OF_APART = {"powrot", "razem"}


def members_of(case):
    """Everybody who was or is in the household of a case, in the order in which they were entered."""
    return list(HouseholdMember.objects.filter(household=case.household_id).select_related("person"))
