"""A month's list: who is on it, with what amount, and why."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kladka.casework.benefits.actions import prepare_list
from kladka.casework.benefits.models import PaymentList
from kladka.casework.cases.models import Deadline
from kladka.casework.programmes.queries import explanation_of, loaded, zlote
from kladka.casework.programmes.withholding_actions import withhold
from kladka.journal.models import Entry

from .build import DAY, DECEMBER, family, tamper


def lines(payment_list):
    return [
        (str(line.person), line.amount_pln, line.health_pln, line.note, line.method)
        for line in payment_list.payments.order_by("sort_name", "pk")
    ]


def law_of(programme, person, month=DECEMBER):
    found = next(m for m in explanation_of(loaded(programme.key)).months if m.first == month)
    return found.person(person.key)


def test_a_list_has_one_line_for_every_person_of_every_running_programme(centre, caseworker, accountant):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    family(centre, caseworker, "Amina Sadig", account="")
    made = prepare_list(centre, DECEMBER, by=accountant)
    health = Decimal("110.61")
    assert lines(made) == [
        ("Iwan Kowalczuk", Decimal("1175.30"), health, "", "transfer"),
        ("Ołena Kowalczuk", Decimal("1175.30"), health, "", "transfer"),
        ("Amina Sadig", Decimal("1679.00"), health, "", "cash_desk"),
    ]
    assert (made.people, made.total_pln, made.state) == (3, Decimal("4029.60"), "draft")


def test_every_amount_at_the_ceiling_is_that_of_the_law(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk", "Maja Kowalczuk")
    made = prepare_list(centre, DAY(2027, 5, 1), by=accountant)
    for line in made.payments.all():
        found = law_of(programme, line.person, DAY(2027, 5, 1))
        assert (line.amount_pln, line.health_pln) == (zlote(found.cash), zlote(found.health))


def test_a_month_partly_withheld_gives_the_amount_of_the_law_and_says_why(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    person = programme.application.people.get().person
    withhold(
        programme,
        person=person,
        ground="misuse",
        starts=DAY(2026, 12, 10),
        ends=DAY(2026, 12, 26),
        facts="Pomoc wydano na inny cel.",
        by=caseworker,
    )
    line = prepare_list(centre, DECEMBER, by=accountant).payments.get()
    # 1679,00 ÷ 31 × 14
    assert (line.amount_pln, line.note) == (Decimal("758.26"), "part")
    assert zlote(law_of(programme, person).cash) == line.amount_pln
    assert line.explanation == (
        "4. miesiąc programu, uzgodniono 1\u00a0679,00 zł (ups art. 93 ust. 1). "
        "Pomoc wstrzymano od 10.12.2026 do 26.12.2026: wykorzystywanie pomocy niezgodnie z celem "
        "(ups art. 95 ust. 1 pkt 2). Dni wstrzymania w tym miesiącu: 17 z 31. "
        "Do wypłaty za 14 dni: 1\u00a0679,00 zł ÷ 31 × 14 = 758,26 zł (ups art. 106 ust. 3)."
    )


def test_an_agreed_amount_below_the_ceiling_is_counted_by_days_too(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig", until=DAY(2026, 12, 13))
    december = programme.amounts.filter(month=DECEMBER)
    tamper(december, amount_pln=Decimal("1000.00"), reason="własne mieszkanie")
    line = prepare_list(centre, DECEMBER, by=accountant).payments.get()
    # 1000,00 ÷ 31 × 13
    assert (line.agreed_pln, line.amount_pln, line.note) == (Decimal("1000.00"), Decimal("419.35"), "part")
    assert "Pomoc obejmuje 13 z 31 dni miesiąca" in line.explanation


def test_a_person_withheld_for_the_whole_month_stays_on_the_list_with_zero_and_the_reason(
    centre, caseworker, accountant
):
    programme = family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    person = programme.application.people.get(relation="spouse").person
    withhold(
        programme,
        person=person,
        ground="criminal_proceedings",
        starts=DAY(2026, 11, 20),
        facts="Zawiadomienie prokuratury.",
        by=caseworker,
    )
    made = prepare_list(centre, DECEMBER, by=accountant)
    withheld = made.payments.get(person=person)
    assert (withheld.amount_pln, withheld.health_pln, withheld.note) == (0, 0, "withheld")
    assert "wszczęcie postępowania karnego (ups art. 95 ust. 1 pkt 5)" in withheld.explanation
    # The family still counts two persons (art. 95 ust. 4a), so the other one gets the share of two.
    assert made.payments.exclude(person=person).get().amount_pln == Decimal("1175.30")


def test_an_amount_agreed_above_what_the_law_allows_is_lowered_and_marked(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    too_much = Decimal("1800.00")
    programme.amounts.filter(month=DECEMBER).update(amount_pln=too_much, ceiling_pln=too_much)
    line = prepare_list(centre, DECEMBER, by=accountant).payments.get()
    assert (line.agreed_pln, line.amount_pln, line.note) == (too_much, Decimal("1679.00"), "lowered")


def test_a_family_without_an_account_is_on_the_list_and_marked(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig", account=None)
    line = prepare_list(centre, DECEMBER, by=accountant).payments.get()
    assert (line.amount_pln, line.method, line.account) == (Decimal("1679.00"), "", "")


def test_months_left_behind_by_a_later_decision_come_as_arrears_once(centre, caseworker, accountant, head):
    family(centre, caseworker, "Ołena Kowalczuk")
    october = prepare_list(centre, DAY(2026, 10, 1), by=accountant)
    PaymentList.objects.filter(pk=october.pk).update(state="submitted")
    family(centre, caseworker, "Amina Sadig", filed_on=DAY(2026, 10, 5))
    november = prepare_list(centre, DAY(2026, 11, 1), by=accountant)
    assert [(str(p.person), p.month.month) for p in november.payments.all()] == [
        ("Ołena Kowalczuk", 11),
        ("Amina Sadig", 10),
        ("Amina Sadig", 11),
    ]
    PaymentList.objects.filter(pk=november.pk).update(state="submitted")
    assert prepare_list(centre, DECEMBER, by=accountant).people == 2


def test_months_before_the_first_list_of_the_centre_are_not_paid_again(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig", filed_on=DAY(2026, 6, 1))
    made = prepare_list(centre, DECEMBER, by=accountant)
    assert [payment.month for payment in made.payments.all()] == [DECEMBER]


def test_a_list_sets_one_deadline_of_payment_in_each_case(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    prepare_list(centre, DECEMBER, by=accountant)
    deadline = Deadline.objects.get(kind="payment")
    assert (deadline.case, deadline.day, deadline.provision, deadline.label) == (
        programme.case,
        DAY(2026, 12, 15),
        "rozporządzenie § 3 ust. 2",
        "Wypłata świadczeń za grudzień 2026",
    )


def test_a_month_has_one_list(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    prepare_list(centre, DECEMBER, by=accountant)
    with pytest.raises(ValidationError, match="już istnieje"):
        prepare_list(centre, DECEMBER, by=accountant)
    assert PaymentList.objects.count() == 1


def test_a_month_without_programmes_gives_no_list(centre, accountant):
    with pytest.raises(ValidationError, match="nie trwa żaden program"):
        prepare_list(centre, DECEMBER, by=accountant)
    assert PaymentList.objects.count() == 0


def test_the_database_never_pays_a_person_twice_for_a_month(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    first = prepare_list(centre, DECEMBER, by=accountant)
    line = first.payments.get()
    line.pk, line.payment_list = (
        None,
        PaymentList.objects.create(
            organisation=centre, month=DAY(2027, 1, 1), number="2", prepared_by=accountant
        ),
    )
    with pytest.raises(IntegrityError, match=r"payment_once_a_month|person"), transaction.atomic():
        line.save()


def test_a_person_in_two_programmes_of_a_month_stops_the_list_and_is_named(centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    second = family(centre, caseworker, "Ołena Kowalczuk")
    second.amounts.update(person=programme.application.people.get().person)
    second.application.people.update(active=False)
    second.application.people.update(person=programme.application.people.get().person)
    with pytest.raises(ValidationError, match="Amina Sadig"):
        prepare_list(centre, DECEMBER, by=accountant)


def test_preparing_is_in_the_journal(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    made = prepare_list(centre, DECEMBER, by=accountant)
    entry = Entry.objects.get(act="payment_list.prepared")
    assert (entry.subject_key, entry.actor, entry.details) == (
        made.key,
        accountant,
        {"lines": 1, "total": "1679.00"},
    )


def reads(captured):
    return [query["sql"] for query in captured if query["sql"].startswith("SELECT")]


def test_preparing_reads_as_often_for_three_persons_as_for_three_hundred(centre, caseworker, accountant):
    for number in range(3):
        family(centre, caseworker, f"Imię{number} Testowa")
    with CaptureQueriesContext(connection) as few:
        prepare_list(centre, DECEMBER, by=accountant)
    for number in range(99):
        family(centre, caseworker, f"Ina{number} Inna", f"Jan{number} Inny", f"Ola{number} Inna")
    with CaptureQueriesContext(connection) as many:
        made = prepare_list(centre, DAY(2027, 1, 1), by=accountant)
    assert made.people == 300
    assert len(reads(many)) == len(reads(few))


def test_the_list_of_a_later_month_follows_the_lower_rate(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    line = prepare_list(centre, DAY(2027, 3, 1), by=accountant).payments.get()
    assert line.amount_pln == Decimal("1511.10")
