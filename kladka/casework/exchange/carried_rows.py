"""Rows of a programme under way → what its decision granted; each row is a person and a range of months."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.benefits.bankfiles import account as nrb
from kladka.casework.intake.family_form import day_or_none
from kladka.casework.intake.models import Application
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.carried import LENGTH, Granted, Spell, month_later
from kladka.casework.programmes.models import Programme
from kladka.documents.polish import month_name, short_day
from kladka.law import acts

from .cells import amount_in, month_in, not_a_month
from .columns import PROGRAMMES
from .rows import CHANGE, FAULT, WARNING, Note

HEADINGS = {column.field: column.heading for column in PROGRAMMES}
ONCE = [column for column in PROGRAMMES if column.once]
VALUES = {column.field: column.values for column in PROGRAMMES if column.values}
EMPTY = "Ta komórka nie może być pusta."
NOT_A_DAY = "Podaj datę, na przykład 21.11.2026."


@dataclass
class Carried:
    """Rows of one programme with what is to be said about them.

    `told` are the cells told once for the programme, `days` those of them that hold a day or a month;
    `people` maps the place of a row to its applicant, `stands_in` (person id, month) to the row of the
    amount; `programme` is the one carried over earlier.
    """

    rows: list
    notes: list = field(default_factory=list)
    told: dict = field(default_factory=dict)
    days: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    amounts: dict[tuple[int, date], Decimal] = field(default_factory=dict)
    stands_in: dict = field(default_factory=dict)
    withheld: list = field(default_factory=list)
    insured: dict[int, date] = field(default_factory=dict)
    application: Application | None = None
    programme: Programme | None = None
    worker: object = None
    account: str = ""

    @property
    def first(self):
        return self.rows[0]

    @property
    def title(self):
        names = dict.fromkeys(
            f"{row.texts.get('given_names', '')} {row.texts.get('family_name', '')}".strip()
            for row in self.rows
        )
        return f"{self.first.texts.get('case', '')} {', '.join(names)}"

    @property
    def faulty(self):
        return any(note.level == FAULT for note in self.notes)

    @property
    def outcome(self):
        if self.faulty:
            return "fault"
        if self.programme is None:
            return "new"
        return "changed" if any(note.level == CHANGE for note in self.notes) else "same"

    @property
    def granted(self):
        """programmes.carried.Granted of rows without faults."""
        days = (self.days[name] for name in ("starts", "ends", "pays_from"))
        return Granted(*days, amounts=self.amounts, withheld=tuple(self.withheld))

    def say(self, row, name, text, level=FAULT, **values):
        self.notes.append(Note(row.number, HEADINGS[name], level, text, **values))

    def row_of(self, name):
        """The first row that tells what is told once; the first of all when none does."""
        return next((row for row in self.rows if row.texts.get(name)), self.first)

    def say_once(self, name, text, level=FAULT, **values):
        self.say(self.row_of(name), name, text, level, **values)


def grouped(rows):
    """Programmes in the order of their first rows."""
    found = {}
    for row in rows:
        sign = row.texts.get("case") or f"wiersz {row.number}"
        found.setdefault(sign, Carried([])).rows.append(row)
    for one in found.values():
        one.notes = [note for row in one.rows for note in row.notes]
    return list(found.values())


def read_once(carried):
    """What is told once for the programme: the same wherever it stands, and there when it must be."""
    faulty = {(note.row, note.column) for note in carried.notes}
    for column in ONCE:
        name, source = column.field, carried.row_of(column.field)
        text = carried.told[name] = source.texts.get(name, "")
        for row in carried.rows:
            if row.texts.get(name) and normalise(row.texts[name]) != normalise(text):
                said = f"W wierszu {source.number} jest „{text}”. W jednym programie ma być to samo."
                carried.say(row, name, said)
        if column.required and not text and (source.number, column.heading) not in faulty:
            carried.say(source, name, EMPTY)
    _read_days(carried)
    _read_period(carried)


def _read_days(carried):
    today = timezone.localdate()
    for column in ONCE:
        text = carried.told[column.field]
        if not (column.day or column.month) or not text:
            continue
        day = day_or_none(text) if column.day else month_in(text)
        if day is None:
            carried.say_once(column.field, NOT_A_DAY if column.day else not_a_month(text))
        elif column.field in {"decided_on", "delivered_on", "accepted_on"} and day > today:
            carried.say_once(column.field, "Ten dzień nie może być w przyszłości.")
        else:
            carried.days[column.field] = day
    decided_on, delivered_on = carried.days.get("decided_on"), carried.days.get("delivered_on")
    if decided_on and delivered_on and delivered_on < decided_on:
        text = f"Doręczenie jest wcześniejsze niż decyzja ({short_day(decided_on)})."
        carried.say_once("delivered_on", text)


def _read_period(carried):
    starts, ends = carried.days.get("starts"), carried.days.get("ends")
    if starts and starts.day != 1:
        text = "Miesiące programu liczą się w całości, od pierwszego dnia."
        carried.say_once("starts", text, WARNING, old=short_day(starts), new=short_day(starts.replace(day=1)))
        starts = carried.days["starts"] = starts.replace(day=1)
    if not (starts and ends):
        return
    if ends < starts:
        carried.say_once("ends", f"Koniec jest przed początkiem ({short_day(starts)}).")
        carried.days.pop("ends")
        return
    if ends >= month_later(starts, LENGTH):
        last = f"Program od {short_day(starts)} trwa najdłużej 12 miesięcy (ups art. 92 ust. 1)."
        carried.say_once("ends", f"{last} Sprawdź początek i koniec.")
    if ends < timezone.localdate():
        carried.say_once("ends", "Program już się skończył; po zapisaniu zakończ go w sprawie.", WARNING)
    pays_from = carried.days.get("pays_from")
    if pays_from and not starts <= pays_from <= month_later(ends, 1):
        span = f"{short_day(starts)}–{short_day(ends)}"
        carried.say_once("pays_from", f"Ten miesiąc nie leży w programie ({span}) ani tuż po nim.")


def read_rows(carried):
    """Amounts by person and month, and withheld time, of the rows whose person is known."""
    if not {"starts", "ends"} <= carried.days.keys():
        return
    for place, one in carried.people.items():
        row, person = carried.rows[place], one.person_id
        _read_amount(carried, row, person)
        _read_withheld(carried, row, person)
        if filed_on := _day_of(carried, row, "insured_on"):
            carried.insured[person] = filed_on
            if filed_on > timezone.localdate():
                carried.say(row, "insured_on", "Ten dzień nie może być w przyszłości.")
    _check_gaps(carried)


def _read_amount(carried, row, person):
    texts = row.texts
    if not texts.get("amount"):
        return
    try:
        amount = amount_in(texts["amount"])
    except ValidationError as error:
        carried.say(row, "amount", error.messages[0])
        return
    first = _month_of(carried, row, "first", carried.days["starts"])
    last = _month_of(carried, row, "last", carried.days["ends"].replace(day=1))
    if not (first and last):
        return
    if last < first:
        carried.say(row, "last", f"Ten miesiąc jest przed pierwszym ({month_name(first)}).")
        return
    for month in months_between(first, last):
        if (person, month) in carried.amounts:
            earlier = carried.stands_in[person, month].number
            carried.say(row, "first", f"Za {month_name(month)} ta osoba ma już kwotę w wierszu {earlier}.")
            return
        carried.amounts[person, month] = amount
        carried.stands_in[person, month] = row


def _told(carried, row, name):
    """Whether a fault of the cell is told already."""
    return any(note.row == row.number and note.column == HEADINGS[name] for note in carried.notes)


def months_between(first, last):
    while first <= last:
        yield first
        first = month_later(first, 1)


def _month_of(carried, row, name, otherwise):
    """First day of the month in a cell: by its number in the programme or by its name."""
    text, starts, ends = row.texts.get(name, ""), carried.days["starts"], carried.days["ends"]
    if not text:
        return None if _told(carried, row, name) else otherwise
    month = month_later(starts, int(text) - 1) if text.isdecimal() and len(text) <= 2 else month_in(text)
    if month is None:
        carried.say(row, name, f"{not_a_month(text)} Albo numer miesiąca programu, od 1 do {LENGTH}.")
    elif not starts <= month <= ends:
        span = f"{short_day(starts)}–{short_day(ends)}"
        carried.say(row, name, f"Miesiąc {text} nie leży w programie ({span}).")
        month = None
    return month


def _check_gaps(carried):
    """A person has an amount in every month from the first to the last of theirs."""
    for place, one in carried.people.items():
        row = carried.rows[place]
        untold = not any(note.row == row.number and note.level == FAULT for note in carried.notes)
        if untold and not any(person == one.person_id for person, _ in carried.amounts):
            carried.say(row, "amount", "Wpisz kwotę, którą decyzja przyznaje tej osobie.")
    for person in {one for one, _ in carried.amounts}:
        own = sorted(month for one, month in carried.amounts if one == person)
        missing = [month for month in months_between(own[0], own[-1]) if month not in own]
        if missing:
            names = ", ".join(month_name(month) for month in missing)
            carried.say(carried.stands_in[person, own[0]], "amount", f"Brakuje kwoty tej osoby za: {names}.")


def _read_withheld(carried, row, person):
    texts = row.texts
    if not any(texts.get(name) for name in ("withheld_from", "withheld_until", "ground")):
        return
    starts, ends = (_day_of(carried, row, name) for name in ("withheld_from", "withheld_until"))
    if starts is None:
        if not _told(carried, row, "withheld_from"):
            carried.say(row, "withheld_from", "Podaj pierwszy dzień bez pomocy.")
        return
    if not texts.get("ground"):
        if not _told(carried, row, "ground"):
            carried.say(row, "ground", "Podaj podstawę wstrzymania: punkt art. 95 ust. 1.")
        return
    if ends and ends < starts:
        carried.say(row, "withheld_until", f"Ten dzień jest przed pierwszym ({short_day(starts)}).")
        return
    if starts < carried.days["starts"] or (ends or starts) > carried.days["ends"]:
        carried.say(row, "withheld_from", "Wstrzymanie nie leży w czasie programu.")
        return
    _keep_spell(carried, row, Spell(person, VALUES["ground"][texts["ground"]], starts, ends))


def _keep_spell(carried, row, spell):
    for other in carried.withheld:
        apart = (other.ends and other.ends < spell.starts) or (spell.ends and spell.ends < other.starts)
        if other.person_id == spell.person_id and not apart:
            text = f"W tych dniach pomoc tej osobie jest już wstrzymana od {short_day(other.starts)}."
            carried.say(row, "withheld_from", text)
            return
    lawful = acts.may_withhold(spell.ground, spell.starts, spell.ends)
    if not lawful.allowed:
        text = f"{lawful.reasons[0].text} Zostaje, jak zdecydowano."
        carried.say(row, "withheld_from", text, WARNING)
    carried.withheld.append(spell)


def _day_of(carried, row, name):
    text = row.texts.get(name, "")
    day = day_or_none(text) if text else None
    if text and day is None:
        carried.say(row, name, NOT_A_DAY)
    return day


def read_account(carried):
    """Where the money goes, as it may be told to the bank."""
    method, typed = VALUES["method"].get(carried.told["method"], ""), carried.told["account"]
    if typed and "e+" in typed.lower():
        text = "Arkusz zamienił numer rachunku na liczbę i zgubił cyfry. Ustaw komórkę jako tekst i wpisz go."
        carried.say_once("account", text)
    elif typed and method == "transfer":
        try:
            carried.account = nrb.clean(typed)
        except nrb.AccountError as error:
            carried.say_once("account", str(error))
    elif method == "transfer":
        carried.say_once("account", "Przelew wymaga numeru rachunku.")
    elif typed:
        text = "Numer rachunku podaje się przy przelewie. Wpisz „przelew” albo usuń numer."
        carried.say_once("account", text)
