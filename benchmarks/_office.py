"""A large synthetic office for the page benchmark, written in bulk."""

import datetime
import random
from types import SimpleNamespace

import _forced  # noqa: F401  force_login shows a passkey
from _bulk import quickly, rows, select, table
from _papers import LINES, LISTS, first_month, month_after, papers
from django.core.signing import get_cookie_signer
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.utils import timezone

from kladka.accounts.interrupted import LAST
from kladka.accounts.models import Authorisation, Membership, Organisation, SecrecyUndertaking, User
from kladka.casework.cases import queries
from kladka.casework.cases.actions import describe
from kladka.casework.cases.models import Case, Contact, Deadline, Event
from kladka.casework.people.models import Household, HouseholdMember, Person

FAMILY = ["Kowalczuk", "Sadig", "Iwanenko", "Hamidow", "Rahimi", "Żukowa", "Bondar", "Magomiedow", "Tesfaj"]
GIVEN = ["Ołena", "Amina", "Dmytro", "Zarina", "Jusuf", "Maryja", "Taras", "Lejla", "Samuel", "Nadzieja"]
DAY = datetime.date(2026, 1, 2)
EVENTS = 500
# Notes are put together of these; the stem of a place stands in one of a thousand.
SAID = [
    "Umówiono wizytę w szkole",
    "Rozmowa o pracy i kursie języka",
    "Złożono wniosek o dodatek mieszkaniowy",
]
ABOUT = ["córki", "syna", "całej rodziny", "matki", "najemcy mieszkania"]
PLACES = 1000
AT_ONCE = 20_000


def fill(persons, notes=0, lines=LINES, lists=LISTS):
    """Fill the empty database; a household has two persons on average. Returns what the requests need.

    `notes`: how many notes of talks are spread over the cases besides those every case has. `lines`: how many
    persons a payment list has at most. `lists`: for how many months up to this one there is a payment list.
    """
    random.seed(7)
    centre, workers = _centre()
    with quickly():
        households = _people(centre, persons)
        cases = _cases(centre, workers[0], households)
        running, applied = (Case.objects.get(pk=len(cases) // 2 + n) for n in (1, 2))
        _around(centre, workers[0], running)
        _notes(centre, workers[0], len(cases), notes)
        keys = papers(centre, workers, cases, running, applied, lines, lists)
    return keys | {
        "case": running.key,
        "applied": applied.key,
        "rare": f"{_street(7)[:-1]}iej",
        "cursor": queries.case_list(workers[0], size=len(cases) // 2).next,
        "session": _session(workers[0]),
        "token": _get_new_csrf_string(),
        "signed_in": get_cookie_signer(salt=LAST).sign(workers[0].pk),
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
        since = datetime.date(2020, 1, 1)
        role = Membership.objects.create(user=worker, organisation=centre, role="head", starts=since)
        Authorisation.objects.create(
            membership=role, number="1", scope="x", issued_on=since, issued_by="Starosta"
        )
        SecrecyUndertaking.objects.create(membership=role, signed_on=since)
    return centre, workers


def _people(centre, persons):
    """Households as lists of their persons."""
    sizes = []
    while sum(sizes) < persons - 8:
        sizes.append(min(random.choice([1, 1, 2, 3, 4]), persons - 8 - sum(sizes)))
    sizes[len(sizes) // 2 + 1 : len(sizes) // 2 + 1] = [4, 4]  # the families that are measured
    people = rows(Person, [_person(centre) for _ in range(persons)])
    rows(Household, [{"organisation_id": centre.pk} for _ in sizes])
    households, position = [], 0
    for size in sizes:
        households.append(people[position : position + size])
        position += size
    rows(
        HouseholdMember,
        [
            {"household_id": number, "person_id": person["id"], "starts": DAY,
             "relation": "child" if place else "applicant"}
            for number, family in enumerate(households, 1)
            for place, person in enumerate(family)
        ],
    )  # fmt: skip
    return households


def _person(centre):
    return {
        "organisation_id": centre.pk,
        "given_names": random.choice(GIVEN),
        "family_name": random.choice(FAMILY) + random.choice(["", "-Zych", "owicz", "enko", "ska"]),
        "born": datetime.date(1960, 1, 1) + datetime.timedelta(random.randrange(20_000)),
        "sex": "f",
        "citizenship": "Ukraina",
        "pesel_missing": "dane syntetyczne",
    }


class _Described:
    """Stands for `case.household`, so that `describe` makes the titles without a query a row."""

    def __init__(self, people):
        self.members = self
        self.people = people

    def select_related(self, *_):
        return self

    def order_by(self, *_):
        return [SimpleNamespace(person=Person(**person), ends=None) for person in self.people]


def _cases(centre, worker, households):
    states = [*["running"] * 6, "application", "programme", "decision", "ended"]
    middle = len(households) // 2
    fixed = {middle: "running", middle + 1: "application", 0: "decision", 1: "programme"}
    cases = []
    for number, family in enumerate(households):
        row = SimpleNamespace(number=f"IPI.S.{number}.2026", household=_Described(family))
        describe(row)
        state = fixed.get(number) or random.choice(states)
        first = first_month(state)
        aid = state in {"running", "ended"}
        opened = min(first + datetime.timedelta(random.randrange(28)), timezone.localdate())
        cases.append(
            {"organisation_id": centre.pk, "household_id": number + 1, "number": row.number,
             "title": row.title, "sort_name": row.sort_name, "search": row.search, "state": state,
             "worker_id": worker.pk, "opened_on": opened, "aid_from": first if aid else None,
             "aid_until": month_after(first, 12) - datetime.timedelta(1) if aid else None}
        )  # fmt: skip
    return rows(Case, cases)


def _around(centre, worker, measured):
    """Five hundred events, six contacts and four open deadlines for the measured case; fewer for the rest."""
    text = {"text": "'Umówiono wizytę.'", "by_id": str(worker.pk), "on": "c.opened_on", "case_id": "c.id"}
    now = {"at": "CURRENT_TIMESTAMP", "title": "'Rozmowa telefoniczna'", "url": "''"}
    for _ in range(2):
        select(Event, text | now, _of(None))
    told = {"case_id": measured.pk, "on": DAY, "title": "Rozmowa", "text": "Umówiono.", "at": timezone.now()}
    rows(Event, [told | {"by_id": worker.pk}] * (EVENTS - 2), first=Event.objects.latest("pk").pk + 1)
    contacts = [
        {"case_id": pk, "kind": "phone", "on": DAY, "text": "Umówiono wizytę.", "by_id": worker.pk,
         "created_at": timezone.now()}
        for pk in [*range(1, Case.objects.count() + 1), *[measured.pk] * 5]
    ]  # fmt: skip
    rows(Contact, contacts)
    terms = [(pk, 0) for pk in range(1, Case.objects.count() + 1)] + [(measured.pk, n) for n in (1, 2, 3)]
    rows(Deadline, [_deadline(centre, worker, pk, number) for pk, number in terms])


def _notes(centre, worker, cases, count):
    words = Contact._meta.get_field("words")
    texts = [
        f"{SAID[place % 3]} w sprawie {ABOUT[place % 5]}, ulica {_street(place)}." for place in range(PLACES)
    ]
    indexed = [(text, words.digest(text, within=centre.pk)) for text in texts]
    last, now = Contact.objects.count(), timezone.now()
    for done in range(0, count, AT_ONCE):
        made = (
            {"case_id": number % cases + 1, "kind": "phone", "on": DAY, "text": text, "words": digest,
             "by_id": worker.pk, "created_at": now}
            for number in range(done, min(done + AT_ONCE, count))
            for text, digest in [indexed[number * 7919 % PLACES]]
        )  # fmt: skip
        rows(Contact, made, first=last + done + 1)


def _street(number):
    """A word of its own for each number."""
    return "".join("abdegikmnortuwyz"[number >> shift & 15] for shift in (0, 4, 8)) + "owska"


def _of(case):
    return f"{table(Case)} c" + (f" WHERE c.id = {case.pk}" if case else "")


def _deadline(centre, worker, case, number):
    return {
        "case_id": case,
        "organisation_id": centre.pk,
        "worker_id": worker.pk,
        "kind": f"kind{number}",
        "label": "Monitoring programu",
        "provision": "rozporządzenie z 7.04.2015 § 5 ust. 1",
        "raw_day": DAY + datetime.timedelta(number),
        "changed_at": timezone.now(),
        "day": DAY + datetime.timedelta(number + random.randrange(300)),
    }


def _session(user):
    """The key of a session opened with a passkey just now."""
    browser = Client()
    browser.force_login(user)
    return browser.session.session_key
