"""Invented families that the tests file: as typed into the page, and as the action takes them."""

import datetime

from stdnum.pl import pesel as pesel_number

from kladka.casework.intake.actions import file_application
from kladka.casework.intake.family import FamilyMember

FILED_ON = datetime.date(2026, 11, 2)
DELIVERED_ON = datetime.date(2026, 9, 22)
DECLARATIONS = ("voivodeship", "no_other_application", "readiness")
REFUGEE_COPIES = frozenset({"status_decision", "travel_document", "residence_card"})


def right_pesel(born, sex, serial=123):
    """A number whose checksum, date and sex are right; made up for one test, kept nowhere."""
    century = {19: 0, 20: 20}[born.year // 100]
    front = f"{born:%y}{born.month + century:02}{born:%d}{serial:03}{'1' if sex == 'm' else '2'}"
    return front + pesel_number.calc_check_digit(front)


def member(given="Olena", family="Kowalczuk", relation="applicant", **changes):
    """A refugee without PESEL whose decision was delivered on DELIVERED_ON."""
    details = {
        "given_names": given,
        "family_name": family,
        "original_name": "",
        "born": datetime.date(1990, 5, 17) if relation != "child" else datetime.date(2016, 3, 8),
        "sex": "f",
        "citizenship": "Ukraina",
        "language": "ukraiński",
        "pesel": "",
        "pesel_missing": "w trakcie nadawania",
    }
    status = {
        "kind": changes.pop("kind", "refugee"),
        "decision_number": "DPU-1/2026",
        "decided_on": datetime.date(2026, 9, 14),
        "delivered_on": changes.pop("delivered_on", DELIVERED_ON),
    }
    received = changes.pop("received", frozenset())
    known = changes.pop("known", None)
    return FamilyMember(
        details=details | changes, relation=relation, status=status, received=received, known=known
    )


def filed(centre, caseworker, *people, **changes):
    """An application filed on FILED_ON: one refugee and nothing attached, unless said otherwise."""
    facts = {"filed_on": FILED_ON, "town": "99-100 Brzozów Leśny", "address": "ul. Polna 3"} | changes
    return file_application(centre, people=list(people) or [member()], by=caseworker, **facts)


def complete(centre, caseworker, *people, **changes):
    """The same with every declaration and annex."""
    people = people or (member(received=REFUGEE_COPIES),)
    return filed(centre, caseworker, *people, declarations=DECLARATIONS, **changes)


def typed(**changes):
    """What is typed into the page for one refugee without PESEL."""
    person = {
        "family_name": "Kowalczuk",
        "given_names": "Olena",
        "original_name": "Олена Ковальчук",
        "born": "1990-05-17",
        "sex": "f",
        "citizenship": "Ukraina",
        "language": "ukraiński",
        "pesel": "",
        "pesel_missing": "w trakcie nadawania",
        "status": "refugee",
        "decision_number": "DPU-1/2026",
        "decided_on": "2026-09-14",
        "delivered_on": "2026-09-22",
    }
    page = {
        "osoby": "1",
        "filed_on": "2026-11-02",
        "address": "ul. Polna 3",
        "town": "99-100 Brzozów Leśny",
        "phone": "600 100 200",
        **{f"osoba-0-{name}": value for name, value in person.items()},
    }
    return page | changes


def typed_child(number=1, **changes):
    """What is typed for a child on the card with this number."""
    child = {
        "family_name": "Kowalczuk",
        "given_names": "Sofija",
        "born": "2016-03-08",
        "sex": "f",
        "citizenship": "Ukraina",
        "pesel_missing": "w trakcie nadawania",
        "relation": "child",
        "status": "refugee",
        "delivered_on": "2026-09-22",
    }
    return {f"osoba-{number}-{name}": value for name, value in (child | changes).items()}
