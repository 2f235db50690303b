"""Payments made elsewhere: rows of an import compared with what is recorded of them."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone

from kladka.casework.benefits.models import Payment as ListPayment
from kladka.casework.cases.models import Case
from kladka.casework.intake.family_form import day_or_none
from kladka.casework.moves.handed import said, taken_over
from kladka.casework.people.models import HouseholdMember
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.models import AgreedAmount
from kladka.documents.polish import zl

from .cells import amount_in, case_named, month_in, not_a_month
from .columns import PAYMENTS
from .models import EarlierPayment
from .rows import CHANGE, FAULT, WARNING, Note

HEADINGS = {column.field: column.heading for column in PAYMENTS}


@dataclass
class Payment:
    """One row: whose it is, for which month, what differs from the record."""

    row: object
    notes: list = field(default_factory=list)
    case: Case | None = None
    person: object = None
    values: dict = field(default_factory=dict)
    before: EarlierPayment | None = None

    @property
    def rows(self):
        return [self.row]

    @property
    def first(self):
        return self.row

    @property
    def title(self):
        texts = self.row.texts
        return f"{texts.get('given_names', '')} {texts.get('family_name', '')}, {texts.get('month', '')}"

    @property
    def outcome(self):
        if any(note.level == FAULT for note in self.notes):
            return "fault"
        if self.before is None:
            return "new"
        return "changed" if any(note.level == CHANGE for note in self.notes) else "same"

    def say(self, name, text, level=FAULT, **values):
        self.notes.append(Note(self.row.number, HEADINGS[name], level, text, **values))


def grouped(rows):
    """A payment a row; the same person, month and payer twice in the file is a fault."""
    seen, found = {}, []
    for row in rows:
        payment = Payment(row, list(row.notes))
        names = ("case", "family_name", "given_names", "month", "payer")
        mark = tuple(normalise(row.texts.get(name, "")) for name in names)
        if (earlier := seen.setdefault(mark, row)) is not row:
            payment.say("month", f"Ta wypłata stoi już w wierszu {earlier.number}.")
        found.append(payment)
    return found


def examine(payment, organisation):
    """Find the case, the person and the earlier record; fills in `values`, `notes`, `before`."""
    texts = payment.row.texts
    payment.case = case_named(organisation, texts["case"]) if texts.get("case") else None
    if texts.get("case") and payment.case is None:
        payment.say("case", f"Nie ma sprawy {texts['case']}. Sprawdź znak albo najpierw wczytaj rodzinę.")
    elif payment.case and (taken := taken_over(payment.case.key)):
        payment.say("case", said(taken))
        payment.case = None
    elif payment.case:
        _find_person(payment)
    month, amount = _month_of(payment), _amount_of(payment)
    paid_on = day_or_none(texts.get("paid_on", ""))
    if texts.get("paid_on") and paid_on is None:
        payment.say("paid_on", "Podaj datę, na przykład 21.11.2026.")
    if paid_on and paid_on > timezone.localdate():
        payment.say("paid_on", "Dzień wypłaty nie może być w przyszłości.")
    payment.values = {"amount_pln": amount, "paid_on": paid_on}
    if payment.person and month:
        _compare(payment, month)
    return payment


def _find_person(payment):
    asked = [normalise(payment.row.texts.get(name, "")) for name in ("family_name", "given_names")]
    members = HouseholdMember.objects.filter(household=payment.case.household_id).select_related("person")
    for member in members:
        if [normalise(member.person.family_name), normalise(member.person.given_names)] == asked:
            payment.person = member.person
            return
    payment.say("family_name", f"W sprawie {payment.case.number} nie ma takiej osoby. Sprawdź pisownię.")


def _month_of(payment):
    text = payment.row.texts.get("month", "")
    month = month_in(text)
    if text and month is None:
        payment.say("month", not_a_month(text))
    if month and month > timezone.localdate():
        payment.say("month", "Miesiąc wypłaty nie może być w przyszłości.")
    return month


def _amount_of(payment):
    text = payment.row.texts.get("amount", "")
    try:
        return amount_in(text) if text else None
    except ValidationError as error:
        payment.say("amount", error.messages[0])
        return None


def _compare(payment, month):
    payer = " ".join(payment.row.texts.get("payer", "").split())[:120]
    payment.values |= {"month": month, "payer": payer}
    found = EarlierPayment.objects.filter(person=payment.person, month=month, payer=payer).first()
    payment.before = found
    _beside_granted(payment, month)
    if found is None or payment.values["amount_pln"] is None:
        return
    if found.amount_pln != payment.values["amount_pln"]:
        new = f"{zl(payment.values['amount_pln'])} zł"
        payment.say("amount", "Zmieni kwotę.", CHANGE, old=f"{zl(found.amount_pln)} zł", new=new)
    if payment.values["paid_on"] and found.paid_on != payment.values["paid_on"]:
        old = f"{found.paid_on:%d.%m.%Y}" if found.paid_on else ""
        payment.say("paid_on", "Zmieni dzień.", CHANGE, old=old, new=f"{payment.values['paid_on']:%d.%m.%Y}")


def _beside_granted(payment, month):
    """What a person should look at: another sum than was granted, a month that our own list pays."""
    amount, paid = payment.values["amount_pln"], {"person": payment.person, "month": month}
    closed = (
        ListPayment.objects.filter(**paid).exclude(payment_list__state="draft").select_related("payment_list")
    )
    if line := closed.first():
        number = line.payment_list.number
        payment.say("month", f"Za ten miesiąc ta osoba stoi na liście wypłat {number}. Sprawdź.", WARNING)
    granted = AgreedAmount.objects.filter(programme__case=payment.case, as_granted=True, **paid).first()
    if granted and amount is not None and granted.amount_pln != amount:
        text = "Decyzja przyznała inną kwotę; lista tego miesiąca nie wypłaci, różnicę wyjaśnij."
        new = f"{zl(amount)} zł"
        payment.say("amount", text, WARNING, old=f"{zl(granted.amount_pln)} zł", new=new)
