"""Zobowiązanie → dowód → pieniądze: of a person in a month what was owed, what proved it, what was paid."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.cases.contact_queries import counting_of, months_of_contacts
from kladka.casework.programmes.agreement import Proof
from kladka.casework.programmes.queries import dues
from kladka.documents.polish import short_day
from kladka.law.acts import GROUNDS
from kladka.law.contacts import last_day

from . import course_queries
from .models import DutyNotice, Enrolment
from .wording import LOW_ATTENDANCE, hours

PROVED, MISSING, PLAIN = "green", "red", "secondary"
PAID = {PaymentList.State.APPROVED, PaymentList.State.SENT}


@dataclass(frozen=True, slots=True)
class Link:
    """A person in a month: [(obligation, badge, proof or what is missing)], money due and paid, and why."""

    person: object
    duties: tuple
    due_pln: Decimal
    agreed_pln: Decimal
    paid_pln: Decimal | None
    why: tuple[str, ...]


def chain_of(programme, day):
    """[(month, [Link])] of the months until a day, newest first. `programme` is loaded with its rows."""
    records = _Records(programme, day)
    months = defaultdict(list)
    for due in dues(programme):
        if due.month <= day:
            months[due.month].append(records.link(due))
    return sorted(months.items(), reverse=True)


class _Records:
    """Everything recorded of a programme, read once."""

    def __init__(self, programme, day):
        self.programme, self.day, case = programme, day, programme.case
        counted = months_of_contacts(case, counting_of(programme.organisation), day)
        self.contacts = {one.month: one for one in counted}
        self.duties = [one for one in programme.obligations.all() if one.owed_by == "participant"]
        self.proofs = defaultdict(list)
        for proof in programme.proofs.filter(withdrawn_at=None):
            self.proofs[proof.obligation_id].append(proof)
        self.hours = course_queries.sums(Q(enrolment__case=case))
        self.enrolments = defaultdict(list)
        for pk, person in Enrolment.objects.filter(case=case).values_list("pk", "person"):
            self.enrolments[person].append(pk)
        paid = Payment.objects.filter(programme=programme, payment_list__state__in=PAID)
        self.paid = defaultdict(Decimal)
        for person, month, amount in paid.values_list("person", "month", "amount_pln"):
            self.paid[person, month] += amount
        sent = DutyNotice.objects.filter(programme=programme).exclude(issued_on=None)
        self.notices = list(sent.defer("pdf"))

    def link(self, due):
        """The chain of one person in one month."""
        return Link(
            person=due.person,
            duties=tuple(self._duties(due.person, due.month)),
            due_pln=due.cash_pln,
            agreed_pln=due.agreed_pln,
            paid_pln=self.paid.get((due.person.pk, due.month)),
            why=tuple(self._why(due)),
        )

    def _duties(self, person, month):
        for duty in self.duties:
            if duty.person_id not in (None, person.pk):
                continue
            if duty.code == "contact":
                yield self._contact(duty, month)
            elif duty.code == "polish_course":
                yield from self._course(duty, person, month)
            elif found := self._dated(duty, month):
                yield found

    def _contact(self, duty, month):
        one = self.contacts.get(month)
        if one is None:
            return duty, PLAIN, "nie liczono"
        enough = one.enough or month == self.day.replace(day=1)
        return duty, PROVED if enough else MISSING, f"{one.counted} z {one.least} kontaktów"

    def _course(self, duty, person, month):
        found = [self.hours[pk, month] for pk in self.enrolments[person.pk] if (pk, month) in self.hours]
        if found:
            planned, attended, excused = (sum(part) for part in zip(*found, strict=True))
            share = course_queries.percent(found)
            low = share is not None and share < LOW_ATTENDANCE
            said = f"obecność {hours(attended)} z {hours(planned)} godz."
            said += f", usprawiedliwiono {hours(excused)}" if excused else ""
            proved = any(one.starts == month for one in self.proofs[duty.pk])
            said += "; dowód: lista obecności" if proved else ""
            yield duty, MISSING if low else PROVED, said
        elif self.enrolments[person.pk]:
            yield duty, PLAIN, "szkoła nie podała jeszcze godzin"

    def _dated(self, duty, month):
        """A duty with a day: in the month of its day, of its performance, or of a proof of it."""
        last = last_day(month)
        proofs = [one for one in self.proofs[duty.pk] if month <= one.came_on <= last]
        days = [day for day in (duty.due_on, duty.done_on) if day and month <= day <= last]
        if not proofs and not days:
            return None
        if proofs:
            came = (f"{one.get_kind_display()}, {short_day(one.came_on)}{_unmet(one)}" for one in proofs)
            met = any(one.outcome == Proof.Outcome.MET for one in proofs)
            return duty, PROVED if met else MISSING, "; ".join(came)
        if duty.done_on and duty.done_on <= last:
            return duty, PROVED, f"wykonano {short_day(duty.done_on)}"
        late = duty.due_on < self.day
        return duty, MISSING if late else PLAIN, f"termin {short_day(duty.due_on)}, brak dowodu"

    def _why(self, due):
        last = last_day(due.month)
        for one in self.programme.withholdings.all():
            runs = one.starts <= last and (not one.ends or one.ends >= due.month)
            if one.person_id == due.person.pk and runs:
                until = f"–{short_day(one.ends)}" if one.ends else ""
                yield f"wstrzymano {short_day(one.starts)}{until}: {GROUNDS[one.ground].label}"
        for one in self.notices:
            if one.person_id == due.person.pk and due.month <= one.issued_on <= last:
                yield f"wezwanie {one.number}: {one.get_outcome_display()}"
        if due.law.withheld_days:
            yield f"dni wstrzymania: {due.law.withheld_days}"


def _unmet(proof):
    """What a proof says when it does not show the obligation as met."""
    return "" if proof.outcome == Proof.Outcome.MET else f": {proof.get_outcome_display()}"
