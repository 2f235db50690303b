"""Terminy: how the Code of Administrative Procedure counts days and months, and the terms in use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kladka.law.book import Book, enacted_book
from kladka.law.holidays import is_day_off, last_working_day, next_working_day, statutory_holidays
from kladka.law.uses import reads

__all__ = [
    "Term",
    "appeal_term",
    "application_term",
    "at_once",
    "blue_card_term",
    "decision_term",
    "execution_day",
    "is_day_off",
    "monitoring_term",
    "monitoring_terms",
    "payment_day",
    "restoration_term",
    "statutory_holidays",
    "supply_term",
    "term_in_days",
    "term_in_months",
    "term_in_working_days",
]


@dataclass(frozen=True, slots=True)
class Term:
    """The day on which a term runs out: as counted, and moved past Saturdays and holidays."""

    raw_day: date
    day: date
    provision: str


def term_in_days(event: date, days: int, *, provision: str) -> Term:
    """A term in days: the day of the event is not counted (KPA art. 57 § 1), the end moves by § 4."""
    raw = event + timedelta(days=days)
    return Term(raw, next_working_day(raw), f"{provision}; KPA art. 57 § 1 i 4")


def months_later(event: date, months: int) -> date:
    """The day of the same number so many months later, or the last day of that month."""
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(event.day, last))


def term_in_months(event: date, months: int, *, provision: str) -> Term:
    """A term in months: it ends on the day of the same number (KPA art. 57 § 3), moved by § 4."""
    raw = months_later(event, months)
    return Term(raw, next_working_day(raw), f"{provision}; KPA art. 57 § 3 i 4")


def term_in_working_days(event: date, days: int, *, provision: str) -> Term:
    """A term in working days: Saturdays, Sundays and statutory holidays are not counted, nor is the event.

    "Dzień roboczy" has no definition of its own here; Saturday is left out, as in KPA art. 57 § 4.
    """
    day = event
    for _ in range(days):
        day = next_working_day(day + timedelta(days=1))
    return Term(day, day, provision)


def at_once(event: date, *, provision: str) -> Term:
    """What is due without delay (niezwłocznie): the same day, whatever day it is."""
    return Term(event, event, provision)


def _figure(name: str, day: date, book: Book | None) -> int:
    return (book or enacted_book()).parameter(name).number(day)


@reads("application_days")
def application_term(
    decision_delivered_on: date, filed_on: date | None = None, *, book: Book | None = None
) -> Term:
    """Sixty days for the application, counted from delivery of the decision (ups art. 91 ust. 3).

    The length is that of the day of filing, as the rules read it, or of delivery while nothing is filed.
    """
    days = _figure("application_days", filed_on or decision_delivered_on, book)
    return term_in_days(decision_delivered_on, days, provision="ups art. 91 ust. 3")


@reads("supply_days")
def supply_term(delivered_on: date, days: int | None = None, *, book: Book | None = None) -> Term:
    """Term to supply what an application lacks (KPA art. 64 § 2).

    Raises `ValueError` for a term shorter than the statutory seven days.
    """
    least = _figure("supply_days", delivered_on, book)
    if days is not None and days < least:
        raise ValueError(
            f"termin na uzupełnienie wniosku nie może być krótszy niż {least} dni (KPA art. 64 § 2)"
        )
    return term_in_days(delivered_on, days or least, provision="KPA art. 64 § 2")


@reads("appeal_days")
def appeal_term(delivered_on: date, *, book: Book | None = None) -> Term:
    """Fourteen days for an appeal from the delivery of the decision (KPA art. 129 § 2)."""
    return term_in_days(
        delivered_on, _figure("appeal_days", delivered_on, book), provision="KPA art. 129 § 2"
    )


def execution_day(appeal_day: date) -> Term:
    """The first day on which a decision may be carried out when nobody appealed (KPA art. 130 § 1 and 2)."""
    day = appeal_day + timedelta(days=1)
    return Term(day, day, "KPA art. 130 § 1 i 2")


@reads("restoration_days")
def restoration_term(obstacle_ceased_on: date, *, book: Book | None = None) -> Term:
    """Seven days to ask for a missed term to be restored (KPA art. 58 § 2)."""
    days = _figure("restoration_days", obstacle_ceased_on, book)
    return term_in_days(obstacle_ceased_on, days, provision="KPA art. 58 § 2")


@reads("decision_months", "complicated_decision_months")
def decision_term(filed_on: date, complicated: bool = False, *, book: Book | None = None) -> Term:
    """One month for a decision, two in a complicated case, from filing (KPA art. 35 § 3)."""
    name = "complicated_decision_months" if complicated else "decision_months"
    return term_in_months(filed_on, _figure(name, filed_on, book), provision="KPA art. 35 § 3")


@reads("appeal_decision_months")
def appeal_decision_term(received_on: date, *, book: Book | None = None) -> Term:
    """One month for the answer to an appeal, from the day the appeal body received it (KPA art. 35 § 3)."""
    months = _figure("appeal_decision_months", received_on, book)
    return term_in_months(received_on, months, provision="KPA art. 35 § 3")


@reads("forwarding_days")
def forwarding_term(appeal_received_on: date, *, book: Book | None = None) -> Term:
    """Seven days in which the office passes an appeal on with the files (KPA art. 133)."""
    days = _figure("forwarding_days", appeal_received_on, book)
    return term_in_days(appeal_received_on, days, provision="KPA art. 133")


@reads("urging_forward_days", "urging_decide_days")
def urging_terms(received_on: date, *, book: Book | None = None) -> tuple[Term, Term]:
    """Days to pass an urging (ponaglenie) on, and to decide on it (KPA art. 37 § 4 and 5)."""
    forward = _figure("urging_forward_days", received_on, book)
    decide = _figure("urging_decide_days", received_on, book)
    return (
        term_in_days(received_on, forward, provision="KPA art. 37 § 4"),
        term_in_days(received_on, decide, provision="KPA art. 37 § 5"),
    )


@reads("supplement_days")
def supplement_term(delivered_on: date, *, book: Book | None = None) -> Term:
    """Fourteen days to ask for a decision to be supplemented (KPA art. 111 § 1)."""
    days = _figure("supplement_days", delivered_on, book)
    return term_in_days(delivered_on, days, provision="KPA art. 111 § 1")


@reads("complaint_days")
def complaint_term(delivered_on: date, *, book: Book | None = None) -> Term:
    """Seven days for a complaint against an order (KPA art. 141 § 2)."""
    days = _figure("complaint_days", delivered_on, book)
    return term_in_days(delivered_on, days, provision="KPA art. 141 § 2")


@reads("certificate_days")
def certificate_term(requested_on: date, *, book: Book | None = None) -> Term:
    """Seven days at most for a certificate, or for the order that refuses it (KPA art. 217 § 3 and 219)."""
    days = _figure("certificate_days", requested_on, book)
    return term_in_days(requested_on, days, provision="KPA art. 217 § 3")


@reads("pickup_days")
def fictional_delivery(left_on: date, *, book: Book | None = None) -> Term:
    """Day on which a letter that was not picked up counts as delivered (KPA art. 44 § 4)."""
    days = _figure("pickup_days", left_on, book)
    raw = left_on + timedelta(days=days)
    return Term(raw, raw, "KPA art. 44 § 4")


@reads("second_notice_days")
def second_notice(left_on: date, *, book: Book | None = None) -> Term:
    """Day after which a letter that was not picked up is notified once more (KPA art. 44 § 2 and 3)."""
    raw = left_on + timedelta(days=_figure("second_notice_days", left_on, book))
    return Term(raw, raw, "KPA art. 44 § 2 i 3")


@reads("pay_day")
def payment_day(month: date, *, book: Book | None = None) -> Term:
    """The last day for paying the month's cash: the 15th, or the working day before it.

    The regulation (§ 3 ust. 2) says "by the 15th"; KPA art. 57 § 4 serves the party, not the office.
    """
    raw = month.replace(day=_figure("pay_day", month.replace(day=1), book))
    return Term(raw, last_working_day(raw), "rozporządzenie § 3 ust. 2")


@reads("monitoring_months")
def monitoring_term(starts: date, which: int = 1, *, book: Book | None = None) -> Term:
    """Last day for the n-th monitoring note from the start of the programme (regulation § 5 ust. 1)."""
    months = _figure("monitoring_months", starts, book) * which
    raw = months_later(starts, months)
    return Term(raw, raw, "rozporządzenie § 5 ust. 1")


def monitoring_terms(starts: date, ends: date, *, book: Book | None = None) -> tuple[Term, ...]:
    """Last days for every note of a programme, the first note first (regulation § 5 ust. 1).

    "At least every three months" of the programme: what is left after the last whole three months has its
    note by the last day of the programme. `starts` and `ends` inclusive.
    """
    found = [monitoring_term(starts, 1, book=book)]
    while found[-1].day < ends:
        found.append(monitoring_term(starts, len(found) + 1, book=book))
    last = min(found[-1].day, ends)
    return (*found[:-1], Term(last, last, found[-1].provision))


@reads("monitoring_months")
def monitoring_period(starts: date, which: int, *, book: Book | None = None) -> tuple[date, date]:
    """First and last day that the n-th monitoring note is about (regulation § 5 ust. 1)."""
    months = _figure("monitoring_months", starts, book)
    return months_later(starts, months * (which - 1)), months_later(starts, months * which) - timedelta(1)


def explanation_term(delivered_on: date, days: int) -> Term:
    """Term to explain why a duty was not performed, in days from the delivery of the call (KPA art. 54 § 1).

    No act sets its length: the centre does, so that the call is not a burden (KPA art. 50 § 2).
    """
    return term_in_days(delivered_on, days, provision="KPA art. 54 § 1 pkt 5")


@reads("institution_answer_days")
def institution_answer_term(received_on: date, *, book: Book | None = None) -> Term:
    """Seven days in which institutions answer the centre (ups art. 105 ust. 1)."""
    days = _figure("institution_answer_days", received_on, book)
    return term_in_days(received_on, days, provision="ups art. 105 ust. 1")


@reads("blue_card_working_days")
def blue_card_term(form_filled_on: date, *, book: Book | None = None) -> Term:
    """Five working days to pass „Niebieska Karta – A” to the interdisciplinary team (rozporządzenie NK § 7).

    Counted from the day on which the form was filled, which begins the procedure (§ 2 ust. 1).
    """
    days = _figure("blue_card_working_days", form_filled_on, book)
    return term_in_working_days(form_filled_on, days, provision="rozporządzenie NK § 7 ust. 1")
