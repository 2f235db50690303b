"""What is said about the persons of an application: when it is filed, and when its coverage is confirmed."""

from dataclasses import dataclass
from datetime import date

from kladka.casework.people.models import Person

from .models import Applicant


@dataclass(frozen=True)
class FamilyMember:
    """A person named in an application that is being filed, the applicant first.

    `details` are fields of Person, `status` of ProtectionStatus, each of `documents` of HeldDocument;
    `received` holds the slugs of the annexes that came (kladka.law.acts.annexes_required); `known` is the
    record of a person who is in the register already. `other_than` holds the keys of the records that the
    clerk looked at and found to be somebody else; None when nobody was asked.
    """

    details: dict
    relation: str
    status: dict
    spouse_of_polish_citizen: bool = False
    documents: tuple = ()
    received: frozenset = frozenset()
    known: Person | None = None
    other_than: frozenset | None = None


@dataclass(frozen=True)
class Covered:
    """What a person confirmed for one applicant; a reason is needed when it differs from the proposal."""

    applicant: Applicant
    covered: bool
    starts: date | None = None
    ends: date | None = None
    reason: str = ""
