"""Karta przekazania: one page about a case, composed from its records for a person to edit and sign."""

from django.utils import timezone

from kladka.casework.cases.models import Deadline
from kladka.casework.cases.queries import family_of
from kladka.casework.people.models import Person
from kladka.casework.programmes import queries as programmes
from kladka.documents import polish
from kladka.documents.polish import short_day

# Sections in their order; every one is a text that a person may change.
SECTIONS = {
    "state": "Stan sprawy",
    "family": "Rodzina",
    "language": "Język i tłumacz",
    "promises": "Obietnice i otwarte zobowiązania",
    "dates": "Najbliższe terminy",
    "money": "Pieniądze w toku",
    "risks": "Na co uważać",
    "call": "Do kogo zadzwonić",
}
LONGEST = 2000  # signs of a section
CALL = "O tym, czego nie zapisuje się na karcie, porozmawiaj z dotychczasowym realizatorem: zadzwoń."
CALL_FIRST = "Zadzwoń do dotychczasowego realizatora przed pierwszym kontaktem z rodziną."


def compose(case, day=None):
    """{section: text} from the records of a case on a day."""
    day = day or timezone.localdate()
    programme = programmes.loaded(case__key=case.key)
    people = Person.objects.filter(memberships__household=case.household_id, memberships__ends=None)
    people = list(people.order_by("memberships__pk"))
    return {
        "state": _state(case, programme, day),
        "family": _lines(_member(row) for row in family_of(case) if row["ends"] is None),
        "language": _language(case, people),
        "promises": _promises(programme),
        "dates": _dates(case, day),
        "money": _money(programme, day),
        "risks": _risks(case),
        "call": _call(case, people),
    }


def _lines(texts):
    return "\n".join(text for text in texts if text)


def _state(case, programme, day):
    said = [f"Sprawa {case.number}, {case.get_state_display()}."]
    if month := case.month_of_programme(day):
        ends = short_day(case.aid_until)
        said.append(f"Miesiąc programu: {month}. Pomoc od {short_day(case.aid_from)} do {ends}.")
    if programme and programme.decision:
        said.append(f"Decyzja: {programme.decision}.")
    if programme and (withheld := [one for one in programme.withholdings.all() if _lasts(one, day)]):
        said.append(f"Pomoc wstrzymana: {', '.join(one.person.full_name for one in withheld)}.")
    return _lines(said)


def _lasts(withholding, day):
    return withholding.starts <= day and (withholding.ends is None or withholding.ends >= day)


def _member(row):
    name = f"{row['person__given_names']} {row['person__family_name']}"
    return f"{name}, {row['relation']}, ur. {short_day(row['person__born'])}, {row['person__citizenship']}"


def _language(case, people):
    spoken = sorted({one.language for one in people if one.language})
    last = case.contacts.filter(interpreter__isnull=False).order_by("-on", "-pk").first()
    said = [f"Języki rodziny: {', '.join(spoken)}." if spoken else "Języka rodziny nie zapisano."]
    if last:
        said.append(f"Ostatnio tłumaczył(a): {last.interpreter} ({short_day(last.on)}).")
    return _lines(said)


def _promises(programme):
    if programme is None:
        return "Programu jeszcze nie uzgodniono."
    open_ones = [one for one in programme.obligations.all() if one.done_on is None]
    return _lines(_promise(one) for one in open_ones) or "Wszystkie zobowiązania wykonano."


def _promise(one):
    due = f", do {short_day(one.due_on)}" if one.due_on else ""
    return f"{one.get_owed_by_display()}: {one.text}{due}"


def _dates(case, day):
    rows = case.deadlines.filter(done_on=None).exclude(kind=Deadline.APPEAL, day__lt=day)
    said = [f"{short_day(one.day)}: {one.label}" for one in rows.order_by("day", "pk")[:8]]
    meeting = case.contacts.filter(next_on__gte=day).order_by("next_on").first()
    if meeting:
        said.insert(0, f"{short_day(meeting.next_on)}: umówiony kontakt z rodziną")
    return _lines(said) or "Nie ma otwartych terminów."


def _money(programme, day):
    if programme is None or programme.state != "running":
        return "Wypłaty jeszcze się nie zaczęły."
    month = day.replace(day=1)
    due = programmes.dues(programme, month=month)
    total = sum(one.cash_pln for one in due)
    said = [f"{polish.month_name(month)}: {polish.zl(total)} zł dla {len(due)} os."] if due else []
    return _lines([*said, f"Ostatni miesiąc programu: {polish.month_name(programme.ends)}."])


def _risks(case):
    """Nothing of a red flag or of a hidden address is written here: it says whom to call, and when first."""
    first = case.household.protected or case.red_flags.filter(closed_on=None).exists()
    return _lines([CALL_FIRST if first else "", CALL])


def _call(case, people):
    worker = case.worker
    said = [
        f"Dotychczasowy realizator: {worker.name}, {worker.email}."
        if worker
        else "Sprawa nie ma realizatora."
    ]
    return _lines([*said, *(f"{one.full_name}: tel. {one.phone}" for one in people if one.phone)])
