"""A large synthetic office for the page benchmark, written in bulk."""

import datetime
import random
from decimal import Decimal

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from kladka.accounts.models import Membership, Organisation, User
from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.cases import queries
from kladka.casework.cases.actions import describe
from kladka.casework.cases.models import Case, Contact, Deadline, Event
from kladka.casework.intake.models import Application
from kladka.casework.people.models import Household, HouseholdMember, Person
from kladka.casework.programmes.models import Programme

FAMILY = ["Kowalczuk", "Sadig", "Iwanenko", "Hamidow", "Rahimi", "Żukowa", "Bondar", "Magomiedow", "Tesfaj"]
GIVEN = ["Ołena", "Amina", "Dmytro", "Zarina", "Jusuf", "Maryja", "Taras", "Lejla", "Samuel", "Nadzieja"]
LINES = 5000
DAY = datetime.date(2026, 1, 2)


def fill(persons):
    """Fill the empty database; a household has two persons on average. Returns what the requests need."""
    random.seed(7)
    centre, worker = _centre()
    households = _people(centre, persons)
    cases = _cases(centre, worker, households)
    _around(centre, worker, cases)
    payment_list, lines = _payments(centre, worker, cases)
    middle = queries.case_list(worker, size=max(1, len(cases) // 2)).next
    return {
        "case": cases[len(cases) // 2].key,
        "cursor": middle,
        "payment_list": payment_list,
        "lines": lines,
        "session": _session(worker),
        "token": _get_new_csrf_string(),
    }


def _centre():
    centre = Organisation.objects.create(
        kind="county_centre", name="Centrum Pomiarowe", short_name="Pomiar", authority="Starosta",
        address="ul. Próbna 1", town="Próba", voivodeship="łódzkie", voivode="Wojewoda Łódzki",
        appeal_board="SKO w Łodzi",
    )  # fmt: skip
    workers = [
        User.objects.create_user(f"osoba{n}@przyklad.test", name=f"Osoba {n}", password=None)
        for n in range(20)
    ]
    for worker in workers:
        Membership.objects.create(
            user=worker, organisation=centre, role="head", starts=datetime.date(2020, 1, 1)
        )
    return centre, workers[0]


def _people(centre, persons):
    sizes = []
    while sum(sizes) < persons:
        sizes.append(min(random.choice([1, 1, 2, 3, 4]), persons - sum(sizes)))
    people = Person.objects.bulk_create(
        [
            Person(
                organisation=centre, given_names=random.choice(GIVEN),
                family_name=random.choice(FAMILY) + random.choice(["", "-Zych", "owicz", "enko", "ska"]),
                born=datetime.date(1960, 1, 1) + datetime.timedelta(random.randrange(20_000)),
                sex="f", citizenship="Ukraina", pesel_missing="dane syntetyczne",
            )
            for _ in range(persons)
        ],
        batch_size=2000,
    )  # fmt: skip
    households = Household.objects.bulk_create(
        [Household(organisation=centre) for _ in sizes], batch_size=2000
    )
    members, position = [], 0
    for household, size in zip(households, sizes, strict=True):
        household.people = people[position : position + size]
        position += size
        members += [
            HouseholdMember(
                household=household, person=person, relation="child" if place else "applicant", starts=DAY
            )
            for place, person in enumerate(household.people)
        ]
    HouseholdMember.objects.bulk_create(members, batch_size=2000)
    return households


class _Described:
    """Stands for `case.household`, so that `describe` makes the titles without a query a row."""

    def __init__(self, people):
        self.members = self
        self.people = people

    def select_related(self, *_):
        return self

    def order_by(self, *_):
        return [type("Member", (), {"person": person}) for person in self.people]


def _cases(centre, worker, households):
    states = [*["running"] * 6, "application", "programme", "decision", "ended"]
    cases = []
    for number, household in enumerate(households):
        row = type("Row", (), {"number": f"IPI.S.{number}.2026", "household": _Described(household.people)})()
        describe(row)
        cases.append(
            Case(
                organisation=centre, household=household, number=row.number, title=row.title,
                sort_name=row.sort_name, search=row.search, state=random.choice(states), worker=worker,
                opened_on=datetime.date(2024, 1, 1) + datetime.timedelta(random.randrange(730)),
            )
        )  # fmt: skip
    return Case.objects.bulk_create(cases, batch_size=2000)


def _around(centre, worker, cases):
    """Twelve events, six contacts and four open deadlines for the measured case; fewer for the rest."""
    measured = cases[len(cases) // 2]
    rows = [(case, 12 if case is measured else 2) for case in cases]
    Event.objects.bulk_create(
        [
            Event(case=case, on=DAY, title="Rozmowa telefoniczna", text="Umówiono wizytę.", by=worker)
            for case, many in rows
            for _ in range(many)
        ],
        batch_size=2000,
    )
    Contact.objects.bulk_create(
        [
            Contact(case=case, kind="phone", on=DAY, text="Umówiono wizytę.", by=worker)
            for case, many in rows
            for _ in range(many // 2)
        ],
        batch_size=2000,
    )
    Deadline.objects.bulk_create(
        [
            Deadline(
                case=case, organisation=centre, worker=worker, kind=f"kind{n}", label="Monitoring programu",
                provision="rozporządzenie z 7.04.2015 § 5 ust. 1",
                raw_day=DAY + datetime.timedelta(n), day=DAY + datetime.timedelta(n + random.randrange(300)),
            )
            for case, many in rows
            for n in range(max(1, many // 3))
        ],
        batch_size=2000,
    )  # fmt: skip


def _payments(centre, worker, cases):
    lines = min(LINES, len(cases))
    payment_list = PaymentList.objects.create(
        organisation=centre, month=datetime.date(2026, 1, 1), number="IPI.L.1.2026", prepared_by=worker
    )
    chosen = cases[:lines]
    applications = Application.objects.bulk_create(
        [
            Application(
                organisation=centre, case=case, receipt_number=f"IPI.W.{n}.2026", filed_on=DAY,
                declares_residence=True, declares_no_other=True, declares_readiness=True, received_by=worker,
            )
            for n, case in enumerate(chosen)
        ],
        batch_size=1000,
    )  # fmt: skip
    programmes = Programme.objects.bulk_create(
        [
            Programme(
                organisation=centre, case=application.case, application=application, state="running",
                starts=datetime.date(2026, 1, 1), ends=datetime.date(2026, 12, 31), base_reading="verified",
                floor_reading=True, book_version="pomiar", realizator=worker,
            )
            for application in applications
        ],
        batch_size=1000,
    )  # fmt: skip
    Payment.objects.bulk_create(
        [
            Payment(
                payment_list=payment_list, programme=programme, case=programme.case,
                person=programme.case.household.people[0], month=payment_list.month,
                sort_name=programme.case.sort_name, agreed_pln=Decimal("1679.00"),
                amount_pln=Decimal("1679.00"), health_pln=Decimal("110.61"), explanation="pełna kwota",
                method="transfer", holder=programme.case.title[:120], account="27114020040000300201355387",
            )
            for programme in programmes
        ],
        batch_size=1000,
    )  # fmt: skip
    return payment_list.key, lines


def _session(user):
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key
