"""Families of an import: rows of one family → the page „Nowy wniosek”, compared with the records."""

import difflib
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberFault
from stdnum.pl import pesel as pesel_number

from kladka.accounts.permissions import workers_of
from kladka.casework.intake.family_form import NEW, FamilyForm, day_or_none
from kladka.casework.intake.queries import active_application_of
from kladka.casework.people.forms import PersonForm, telephone
from kladka.casework.people.queries import known, possible_duplicates
from kladka.casework.people.spelling import normalise
from kladka.casework.people.wording import CITIZENSHIPS, NO_PESEL
from kladka.law import acts

from .columns import FAMILIES
from .rows import CHANGE, FAULT, WARNING, Note

HEADINGS = {column.field: column.heading for column in FAMILIES}
VALUES = {column.field: column.values for column in FAMILIES if column.values}
PERSON = [column.field.removeprefix("osoba-") for column in FAMILIES if column.field.startswith("osoba-")]
COMPARED = ("original_name", "citizenship", "language", "marital_status", "school", "pesel", "phone")
OTHERWISE = "W ewidencji jest inaczej; import niczego nie nadpisuje. Popraw w sprawie, jeżeli plik ma rację."
CARDS = (("residence_card", "card"), ("geneva", "geneva"))


@dataclass
class Family:
    """Rows of one family, the applicant first, with what is to be said about them.

    `people` are records found for the rows (None: nobody), `application` the running one that covers them.
    """

    rows: list
    notes: list = field(default_factory=list)
    people: list = field(default_factory=list)
    application: object = None
    form: FamilyForm | None = None

    @property
    def first(self):
        return self.rows[0]

    @property
    def title(self):
        texts = self.first.texts
        others = len(self.rows) - 1
        name = f"{texts['osoba-given_names']} {texts['osoba-family_name']}".strip()
        return f"{name} i {others} os." if others else name

    @property
    def faulty(self):
        return any(note.level == FAULT for note in self.notes)

    @property
    def outcome(self):
        if self.faulty:
            return "fault"
        if self.application is None:
            return "new"
        return "changed" if any(note.level == CHANGE for note in self.notes) else "same"

    def say(self, row, name, text, level=FAULT, **values):
        self.notes.append(Note(row.number, HEADINGS.get(name, ""), level, text, **values))


def grouped(rows):
    """Families in the order of their first rows; a row that repeats another of its family is a fault."""
    families = {}
    for row in rows:
        number = row.texts.get("family") or f"wiersz {row.number}"
        families.setdefault(number, Family([])).rows.append(row)
    seen = {}
    for family in families.values():
        family.notes += [note for row in family.rows for note in row.notes]
        family.rows.sort(key=lambda row: row.texts.get("relation") != "wnioskodawca")  # stable
        _check_shape(family)
        for row in family.rows:
            _check_repeated(family, row, seen)
    return list(families.values())


def _check_shape(family):
    applicants = [row for row in family.rows if row.texts.get("relation") == "wnioskodawca"]
    if not applicants and not any(note.column == HEADINGS["relation"] for note in family.notes):
        family.say(
            family.first, "relation", "Rodzina nie ma wnioskodawcy. Wpisz „wnioskodawca” w jednym wierszu."
        )
    for row in applicants[1:]:
        family.say(
            row, "relation", f"Drugi wnioskodawca w rodzinie; pierwszy stoi w wierszu {applicants[0].number}."
        )


def _check_repeated(family, row, seen):
    texts = row.texts
    names = tuple(normalise(texts.get(f"osoba-{one}", "")) for one in ("family_name", "given_names", "born"))
    marks = {texts.get("osoba-pesel", ""), names if all(names) else ""}
    for mark in marks - {""}:
        if (earlier := seen.setdefault(mark, row)) is not row:
            family.say(row, "osoba-family_name", f"Ta sama osoba stoi już w wierszu {earlier.number}.")
            return


def examine(family, organisation):
    """Compare a family with the law of the page and with the records; fills in `notes`, `people`, `form`."""
    typed = typed_of(family)
    _check_pesels(family, typed)
    _check_words(family, organisation)
    family.people = [_match(family, row, organisation) for row in family.rows]
    _find_running(family)
    if family.application:
        _compare(family, typed)
        return family
    for number, person in enumerate(family.people):
        if person or family.rows[number].texts.get("same") == "nie":
            typed[f"osoba-{number}-same_as"] = person.key if person else NEW
    family.form = FamilyForm(organisation, typed, bound=True)
    if not family.form.is_valid():
        _take_errors(family)
    return family


def typed_of(family):
    """What a person would have typed into the page."""
    texts = family.first.texts
    day = day_or_none(texts.get("filed_on")) or timezone.localdate()
    data = {"osoby": str(len(family.rows))}
    data |= {
        name: texts.get(name, "")
        for name in ("filed_on", "left_reception_centre_on", "address", "town", "phone")
    }
    if texts.get("declarations") == "tak":
        data |= dict.fromkeys(("voivodeship", "no_other_application", "readiness"), "on")
    for number, row in enumerate(family.rows):
        person = {name: row.texts.get(f"osoba-{name}", "") for name in PERSON}
        person = {name: VALUES.get(f"osoba-{name}", {}).get(text, text) for name, text in person.items()}
        person["relation"] = VALUES["relation"].get(row.texts.get("relation", ""), "")
        if row.texts.get("annexes") == "tak":
            required = acts.annexes_required(person["status"], day)
            person |= {f"annex_{one.code}": "on" for one in required if one.kind == "copy"}
        data |= {f"osoba-{number}-{name}": text for name, text in person.items()}
    return data


def _check_pesels(family, typed):
    """Where the demo is shown numbers are invented and fail their checksum; they are kept with a warning."""
    for number, row in enumerate(family.rows):
        text = row.texts.get("osoba-pesel", "")
        try:
            pesel_number.validate(text or "00000000000")
        except InvalidChecksum:
            if settings.DEMO:
                family.say(
                    row, "osoba-pesel", "Numer PESEL ma błędną cyfrę kontrolną (dane zmyślone).", WARNING
                )
                typed[f"osoba-{number}-pesel"] = ""
                typed[f"osoba-{number}-pesel_missing"] = NO_PESEL[0]
        except (NumberFault, KeyError):
            continue  # the page says it better


def _check_words(family, organisation):
    today = timezone.localdate()
    for row in family.rows:
        country = row.texts.get("osoba-citizenship", "")
        if country and country not in CITIZENSHIPS:
            alike = difflib.get_close_matches(country, CITIZENSHIPS, 1)
            hint = f" Czy chodziło o „{alike[0]}”?" if alike else " Zostanie zapisane, jak jest."
            family.say(
                row,
                "osoba-citizenship",
                f"Nieznane obywatelstwo „{country}”.{hint}",
                FAULT if alike else WARNING,
            )
        for name in ("osoba-card_expires_on", "osoba-geneva_expires_on"):
            day = day_or_none(row.texts.get(name, ""))
            if day and day < today:
                text = (
                    "Dokument stracił ważność. Status trwa dalej; po zapisie przypomnij rodzinie o wymianie."
                )
                family.say(row, name, text, WARNING)
    email = family.first.texts.get("worker", "")
    if email and not workers_of(organisation).filter(email__iexact=email).exists():
        family.say(family.first, "worker", f"Nikt z adresem {email} nie prowadzi spraw w tej jednostce.")


def _match(family, row, organisation):
    """The record of the person of a row, or None; asks when somebody alike is on record."""
    texts = row.texts
    names = {name: texts.get(f"osoba-{name}", "") for name in ("family_name", "given_names", "pesel")}
    born = day_or_none(texts.get("osoba-born"))
    if not born or not names["family_name"] or texts.get("same") == "nie":
        return None
    found = possible_duplicates(organisation, born=born, **names)
    same = next((one for one in found if _surely(one, names)), None)
    if same or not found:
        return same
    if texts.get("same") == "tak" and len(found) == 1:
        return found[0]
    text = f"W ewidencji jest {found[0].full_name}, ur. {born:%d.%m.%Y}. "
    text += "Wpisz „tak”, gdy to ta osoba, „nie”, gdy inna."
    family.say(row, "same", text)
    return None


def _surely(person, names):
    if names["pesel"] and person.pesel:
        return names["pesel"] == person.pesel
    return all(
        normalise(getattr(person, name)) == normalise(names[name]) for name in ("family_name", "given_names")
    )


def _find_running(family):
    """The running application of these people; a person of another family's case is a fault."""
    running = [person and active_application_of(person) for person in family.people]
    family.application = running[0]
    for row, application in zip(family.rows, running, strict=True):
        if application is None and family.application:
            number = family.application.case.number
            family.say(
                row,
                "osoba-family_name",
                f"Rodzina ma już sprawę {number}, a tej osoby w niej nie ma. Dopisz ją w sprawie.",
            )
        elif application and application != family.application:
            name = f"{row.texts['osoba-given_names']} {row.texts['osoba-family_name']}"
            family.say(
                row, "osoba-family_name", f"{name} jest już w toczącej się sprawie {application.case.number}."
            )


def _compare(family, typed):
    """What the file says beside the record: empty fields are to be filled in, the rest is said and left."""
    for number, (row, person) in enumerate(zip(family.rows, family.people, strict=True)):
        if person is None:
            continue
        form = PersonForm(typed, prefix=f"osoba-{number}")
        for name, messages in form.errors.items():
            if name != "pesel_missing":
                family.say(row, f"osoba-{name}", messages[0])
        for name, new in facts_of(family, number, typed).items():
            old = getattr(person, name)
            if new and not old:
                family.say(row, _column(name), "Uzupełni puste pole.", CHANGE, old="", new=new)
            elif new and new != old:
                family.say(row, _column(name), OTHERWISE, WARNING, old=old, new=new)
        held = list(person.documents.all())
        for document in documents_of(row):
            if not known(held, document):
                prefix = dict(CARDS)[document["kind"]]
                family.say(row, f"osoba-{prefix}_number", "Dopisze dokument.", CHANGE, new=document["number"])


def _column(name):
    return name if name == "phone" else f"osoba-{name}"


def facts_of(family, number, typed):
    """{field of Person: text} of one row that the records are compared with."""
    facts = {name: typed.get(f"osoba-{number}-{name}", "") for name in COMPARED if name != "phone"}
    facts["pesel"] = family.rows[number].texts.get("osoba-pesel", "")
    if number == 0:
        try:
            facts["phone"] = telephone(family.first.texts.get("phone", ""))
        except ValidationError:
            family.say(family.first, "phone", "To nie jest numer telefonu.")
    return facts


def documents_of(row):
    """Documents of one row, as fields of HeldDocument."""
    for kind, prefix in CARDS:
        number = row.texts.get(f"osoba-{prefix}_number", "").upper()
        if number:
            expires = day_or_none(row.texts.get(f"osoba-{prefix}_expires_on", ""))
            yield {"kind": kind, "number": number, "expires_on": expires}


def _take_errors(family):
    """What the page refuses, at the column that fills the field, unless a fault of that cell is told."""
    told = {(note.row, note.column) for note in family.notes if note.level == FAULT}
    for name, messages in family.form.application.errors.items():
        family.say(family.first, name, messages[0])
    for row, form in zip(family.rows, family.form.people, strict=True):
        for name, messages in form.errors.items():
            column = _column_of(name)
            cells = {column, "osoba-family_name"} if name == "same_as" else {column}
            if not told & {(row.number, HEADINGS[cell]) for cell in cells}:
                family.say(row, column, messages[0])


def _column_of(name):
    """The column that fills a field of a person; what has none is told at the name."""
    if name == "same_as":
        return "same"
    named = [one for one in (f"osoba-{name}", name) if one in HEADINGS]
    return named[0] if named else "osoba-family_name"
