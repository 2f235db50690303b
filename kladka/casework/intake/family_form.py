"""Nowy wniosek: the page on which a whole family is typed in, a card for each person."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.people.forms import PersonForm, name_required, telephone
from kladka.casework.people.models import HouseholdMember, ProtectionStatus
from kladka.casework.people.queries import possible_duplicates
from kladka.law import acts, terms
from kladka.law.book import LawError
from kladka.ui.forms import DayField, StyledForm, style

from . import queries
from .family import FamilyMember
from .wording import clock_words

MOST_PEOPLE = 20
NEW = "new"
PERSON_FIELDS = (
    "family_name",
    "given_names",
    "original_name",
    "born",
    "sex",
    "citizenship",
    "language",
    "pesel",
    "pesel_missing",
    "marital_status",
    "school",
)


def box(annex):
    """A box to tick for an annex or a declaration."""
    field = forms.BooleanField(label=annex.label[:1].upper() + annex.label[1:], required=False)
    style(field)
    return field


class ApplicationForm(StyledForm):
    """What concerns the whole family: days, declarations of ups art. 91 ust. 5, address."""

    filed_on = DayField(label="Data złożenia wniosku")
    left_reception_centre_on = DayField(
        label="Data opuszczenia ośrodka dla cudzoziemców",
        required=False,
        help_text="Puste, jeżeli rodzina nie mieszkała w ośrodku.",
    )
    address = forms.CharField(label="Ulica i numer", max_length=200, required=False)
    town = forms.CharField(label="Kod pocztowy i miejscowość", max_length=80)
    phone = forms.CharField(
        label="Telefon wnioskodawcy",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args, declarations, **kwargs):
        super().__init__(*args, **kwargs)
        name_required(self)
        for annex in declarations:
            self.fields[annex.code] = box(annex)
        self.declarations = declarations

    def clean_filed_on(self):
        day = not_in_future(self.cleaned_data["filed_on"], "Wniosek nie może mieć daty w przyszłości.")
        return known_to_law(day)

    def clean_left_reception_centre_on(self):
        day = self.cleaned_data["left_reception_centre_on"]
        return known_to_law(not_in_future(day, "Data opuszczenia ośrodka nie może być w przyszłości."))

    def clean_phone(self):
        return telephone(self.cleaned_data["phone"])

    def declarations_received(self):
        return [annex.code for annex in self.declarations if self.cleaned_data.get(annex.code)]

    def boxes(self):
        """The box of each declaration, with its provision."""
        return [(self[annex.code], annex.provision) for annex in self.declarations]


class MemberForm(PersonForm):
    """One person of the application: person, kind of status, decision, documents held, annexes."""

    relation = forms.ChoiceField(label="Kim jest dla wnioskodawcy")
    status = forms.ChoiceField(
        label="Rodzaj ochrony", choices=[("", "wybierz"), *ProtectionStatus.Kind.choices]
    )
    decision_number = forms.CharField(label="Numer decyzji", max_length=60, required=False)
    decided_on = DayField(label="Data decyzji", required=False)
    delivered_on = DayField(
        label="Decyzję doręczono",
        required=False,
        help_text="Od tego dnia biegnie termin na złożenie wniosku.",
    )
    card_number = forms.CharField(label="Karta pobytu: seria i numer", max_length=40, required=False)
    card_expires_on = DayField(label="Karta pobytu ważna do", required=False)
    geneva_number = forms.CharField(
        label="Genewski dokument podróży: seria i numer", max_length=40, required=False
    )
    geneva_expires_on = DayField(label="Dokument podróży ważny do", required=False)
    spouse_of_polish_citizen = forms.BooleanField(label="Małżonek obywatela polskiego", required=False)

    def __init__(self, *args, organisation, first, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation, self.day, self.first = organisation, day, first
        if first:
            del self.fields["relation"]
        else:
            relations = HouseholdMember.Relation
            others = [(r.value, r.label) for r in relations if r != relations.APPLICANT]
            self.fields["relation"].choices = [("", "wybierz"), *others]
        name_required(self)
        self.annexes = self._add_annexes()
        self.candidates = []

    def _add_annexes(self):
        """A box for each copy and document that this kind of status asks for."""
        kind = self["status"].value() or ""
        found = [annex for annex in acts.annexes_required(kind, self.day) if annex.kind != "declaration"]
        for annex in found:
            self.fields[f"annex_{annex.code}"] = box(annex)
        return found

    @property
    def name(self):
        """The person as typed so far, for the heading of the card."""
        typed = [self[field].value() or "" for field in ("given_names", "family_name")]
        return " ".join(part.strip() for part in typed).strip()

    @property
    def clock(self):
        """The sixty days to the day of filing, as typed so far; None when a day is missing or wrong."""
        delivered = day_or_none(self["delivered_on"].value())
        return queries.clock(delivered if delivered and in_book(delivered) else None, self.day)

    @property
    def clock_words(self):
        return clock_words(self.clock)

    def annex_fields(self):
        return [(self[f"annex_{annex.code}"], annex.provision) for annex in self.annexes]

    def clean_decided_on(self):
        return not_in_future(self.cleaned_data["decided_on"], "Data decyzji nie może być w przyszłości.")

    def clean_delivered_on(self):
        day = self.cleaned_data["delivered_on"]
        return known_to_law(not_in_future(day, "Data doręczenia nie może być w przyszłości."))

    def clean_card_number(self):
        return self.cleaned_data["card_number"].upper()

    def clean_geneva_number(self):
        return self.cleaned_data["geneva_number"].upper()

    def clean(self):
        data = super().clean()
        self._check_days(data)
        if not self.errors:
            self._ask_whether_known(data)
        return data

    def _check_days(self, data):
        born, decided, delivered = (data.get(name) for name in ("born", "decided_on", "delivered_on"))
        if born and decided and decided < born:
            self.add_error("decided_on", "Decyzja nie może być wcześniejsza niż urodzenie.")
        if born and delivered and delivered < born:
            self.add_error("delivered_on", "Doręczenie nie może być wcześniejsze niż urodzenie.")
        if decided and delivered and delivered < decided:
            self.add_error("delivered_on", "Doręczenie nie może być wcześniejsze niż decyzja.")

    def _ask_whether_known(self, data):
        """Persons on record who may be the same one are shown, and the clerk says which it is."""
        asked = {name: data[name] for name in ("family_name", "given_names", "born", "pesel")}
        found = possible_duplicates(self.organisation, **asked)
        data["known"] = None
        same = next((person for person in found if person.pesel == data["pesel"] != ""), None)
        if same and self._refuse_if_covered(same, "pesel"):
            return
        self.candidates = [same] if same else found
        if self.candidates:
            self.fields["same_as"] = self._same_as_field(may_be_new=same is None)
            data["known"] = self._chosen()
            self._refuse_if_covered(data["known"], "same_as")

    def _same_as_field(self, *, may_be_new):
        """The records on file; the same PESEL cannot belong to somebody new."""
        choices = [(person.key, described(person)) for person in self.candidates]
        if may_be_new:
            choices.append((NEW, "To inna osoba, załóż nowy wpis"))
        label = "Może to ta sama osoba, która jest już w ewidencji?"
        field = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, required=False)
        style(field)
        return field

    def _chosen(self):
        answer = self["same_as"].value()
        if answer not in [value for value, _ in self.fields["same_as"].choices]:
            self.add_error("same_as", f"{self.name}: zaznacz, czy to osoba z ewidencji, czy inna.")
        return next((person for person in self.candidates if person.key == answer), None)

    def _refuse_if_covered(self, known, field):
        application = known and queries.active_application_of(known)
        if application:
            where = f"wniosek {application.receipt_number}, sprawa {application.case.number}"
            self.add_error(field, f"{known.full_name} jest już objęty(-a) wnioskiem lub programem: {where}.")
        return application

    def member(self, phone=""):
        """What was typed, as kladka.casework.intake.family.FamilyMember; only of a valid form."""
        data = self.cleaned_data
        codes = {annex.code for annex in self.annexes if data.get(f"annex_{annex.code}")}
        return FamilyMember(
            details={name: data[name] for name in PERSON_FIELDS} | {"phone": phone},
            relation="applicant" if self.first else data["relation"],
            status={
                "kind": data["status"],
                "decision_number": data["decision_number"],
                "decided_on": data["decided_on"],
                "delivered_on": data["delivered_on"],
            },
            spouse_of_polish_citizen=data["spouse_of_polish_citizen"],
            documents=tuple(self._documents(data)),
            received=frozenset(codes),
            known=data["known"],
            other_than=frozenset(person.key for person in self.candidates),
        )

    def _documents(self, data):
        for kind, prefix in (("residence_card", "card"), ("geneva", "geneva")):
            number, expires_on = data[f"{prefix}_number"], data[f"{prefix}_expires_on"]
            if number or expires_on:
                yield {"kind": kind, "number": number, "expires_on": expires_on}


class FamilyForm:
    """The whole page. `data` is what was typed: posted (`bound`), or a draft shown again without errors."""

    def __init__(self, organisation, data=None, *, bound=False):
        data = data or {"filed_on": timezone.localdate().isoformat()}
        self.count = _count(data)
        day = day_or_none(data.get("filed_on")) or timezone.localdate()
        day = day if in_book(day) else timezone.localdate()
        declarations = queries.declarations_on(day)
        self.application = ApplicationForm(declarations=declarations, **_given(data, "", bound))
        self.people = [
            MemberForm(
                organisation=organisation,
                first=number == 0,
                day=day,
                prefix=f"osoba-{number}",
                **_given(data, f"osoba-{number}-", bound),
            )
            for number in range(self.count)
        ]

    def is_valid(self):
        valid = [form.is_valid() for form in (self.application, *self.people)]
        if all(valid):
            self._compare_people()
        return not any(form.errors for form in (self.application, *self.people))

    def _compare_people(self):
        """Two cards must not name one person, and a child is younger than the applicant."""
        seen = {}
        for form in self.people:
            data = form.cleaned_data
            marks = {data["pesel"], (data["family_name"], data["given_names"], data["born"]), data["known"]}
            for mark in marks - {"", None}:
                if seen.setdefault(mark, form) is not form:
                    form.add_error("family_name", "Ta osoba jest już wpisana na tym wniosku.")
                    break
            if data.get("relation") == "child" and data["born"] <= self.people[0].cleaned_data["born"]:
                form.add_error("born", "Dziecko musi być młodsze od wnioskodawcy.")

    def error_list(self):
        """(id of the field, message) over the whole page, persons by their number."""
        errors = list(self.application.error_list())
        for number, form in enumerate(self.people, start=1):
            errors += [(field, f"Osoba {number}: {message}") for field, message in form.error_list()]
        return errors

    def filing(self):
        """What actions.file_application takes; only of a valid form."""
        data = self.application.cleaned_data
        phones = [data["phone"], *[""] * (self.count - 1)]
        return {
            "filed_on": data["filed_on"],
            "left_reception_centre_on": data["left_reception_centre_on"],
            "declarations": self.application.declarations_received(),
            "address": data["address"],
            "town": data["town"],
            "people": [form.member(phone) for form, phone in zip(self.people, phones, strict=True)],
        }


def with_person_added(data):
    """What was typed with one empty card more."""
    return {**data, "osoby": str(min(_count(data) + 1, MOST_PEOPLE))}


def with_person_removed(data, number):
    """What was typed without one person; those after move up. The applicant's card stays."""
    count = _count(data)
    if not 0 < number < count:
        return dict(data)
    kept = {name: value for name, value in data.items() if not name.startswith("osoba-")}
    places = [place for place in range(count) if place != number]
    for new, old in enumerate(places):
        prefix = f"osoba-{old}-"
        for name, value in data.items():
            if name.startswith(prefix):
                kept[f"osoba-{new}-{name.removeprefix(prefix)}"] = value
    return {**kept, "osoby": str(count - 1)}


def _count(data):
    typed = str(data.get("osoby", "1"))
    return min(max(int(typed), 1), MOST_PEOPLE) if typed.isdecimal() and len(typed) < 4 else 1


def _given(data, prefix, bound):
    if bound:
        return {"data": data}
    return {"initial": {k.removeprefix(prefix): v for k, v in data.items() if k.startswith(prefix)}}


def not_in_future(day, message):
    """The day, or None for nothing typed. Raises ValidationError with `message` for a day after today."""
    if day and day > timezone.localdate():
        raise ValidationError(message)
    return day


def known_to_law(day):
    """The day, or None for nothing typed. Raises ValidationError for a day before the law book begins."""
    if day and not in_book(day):
        raise ValidationError("Przepisy zapisane w programie nie sięgają tak dawnej daty. Sprawdź rok.")
    return day


def day_or_none(typed):
    """The day typed so far, or None."""
    if isinstance(typed, date):
        return typed
    try:
        return DayField().clean(typed)
    except ValidationError:
        return None


def in_book(day):
    """Whether the law book reaches back to the day."""
    try:
        terms.decision_term(day)
    except LawError:
        return False
    return True


def described(person):
    """A person on record, as shown to somebody who must tell two apart."""
    number = f"PESEL {person.pesel}" if person.pesel else "bez PESEL"
    original = f" ({person.original_name})" if person.original_name else ""
    return f"{person.full_name}{original}, ur. {person.born:%d.%m.%Y}, {number}, {person.citizenship}"
