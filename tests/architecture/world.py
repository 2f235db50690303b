"""One centre with a family in each state that an address asks for: the rows behind every address."""

import datetime
import itertools

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from kladka.accounts.models import Organisation, User
from kladka.casework.access.actions import look_at
from kladka.casework.access.address_actions import ask_glass, protect
from kladka.casework.attachments.actions import attach
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import prepare_list, submit
from kladka.casework.cases.actions import add_contact, keep_draft
from kladka.casework.changes.actions import record_change
from kladka.casework.intake.actions import record_supply_delivery, send_supply_letter
from kladka.casework.moves.handover_actions import offer, prepare
from kladka.casework.moves.move_actions import allow, ask_to_move, prepare_notices, receive_proof
from kladka.casework.programmes.actions import draft_grant
from kladka.casework.programmes.agreement_actions import add_goal
from kladka.casework.programmes.amendment_actions import draft_annex, sign_annex
from kladka.casework.programmes.goal_set_actions import save_goal_set
from kladka.casework.programmes.proof_actions import record_proof
from kladka.casework.rights.actions import correct
from kladka.staff.actions import record_absence, record_control
from kladka.uploads.accepting import accept
from tests.architecture.addresses import addresses
from tests.casework.access.build import shared
from tests.casework.intake.families import REFUGEE_COPIES, filed, member
from tests.casework.monitoring.build import drafted_notice, on_a_course, signed_note
from tests.casework.programmes.build import (
    SENT_ON,
    SOFIJA,
    accepted,
    agreed,
    drafted,
    running,
    sent,
    submitted,
    withheld,
)
from tests.casework.undue.build import standing

NAMES = itertools.cycle([
    *("Olena", "Maria", "Natalia", "Oksana", "Daryna", "Halyna", "Iryna", "Larysa", "Nina", "Zoryna"),
    *("Solomija", "Bohdana", "Uljana", "Vira", "Rusłana", "Stefanija", "Tamara", "Fedora", "Lesia"),
])  # fmt: skip


def named(*given, **changes):
    """A refugee with a name of her own, so that nobody is taken for somebody on record."""
    return member(next(NAMES), received=REFUGEE_COPIES, **changes)


# Where the family that runs a programme lives: on its decision, then corrected, then protected.
EARLIER_HOME, HIDDEN_HOME, HIDDEN_TOWN = "Dawnokryjówkowa 8", "ul. Kryjówkowa 77", "Zaciszowo Małe"


def _signed_annex(programme, words, worker):
    """A signed annex that added a goal."""
    annex = draft_annex(programme, reason="request", by=worker)
    add_goal(programme, **words)
    today = timezone.localdate()
    return sign_annex(annex, on=today, starts=today, represented_by=worker, signed_by="x", by=worker)


class World:
    """A centre with a family in each state that an address asks for."""

    def __init__(self, centre, worker, head, accountant):
        self.centre, self.worker, self.head, self.accountant = centre, worker, head, accountant
        stranger = User.objects.create_user("klucz@obcy.test", name="Klucz Obcy")
        self.foreign_factor = Authenticator.objects.create(user=stranger, type="webauthn", data={"name": "x"})
        self.run = running(centre, worker, head, named(), SOFIJA, address=EARLIER_HOME)
        self.person = self.run.application.people.first().person
        self.withheld = withheld(
            self.run, worker, head, starts=datetime.date(2026, 12, 1), ends=datetime.date(2026, 12, 9)
        )
        day = {"on": SENT_ON, "by": worker}
        set_account(self.run.case, method="cash_desk", holder="x", account="", **day)
        self.list = submit(prepare_list(centre, datetime.date(2026, 12, 1), by=accountant), by=accountant)
        self.draft, self.agreed = drafted(centre, worker, named()), agreed(centre, worker, named())
        self.sent, self.accepted = sent(centre, worker, named()), accepted(centre, worker, named())
        self.grant = draft_grant(accepted(centre, worker, named()), worker)
        self.ended = running(centre, worker, head, named())  # until its addresses are asked for
        self.submitted = submitted(centre, worker, named())
        self.applied = filed(centre, worker, member(next(NAMES)))
        self.letter = send_supply_letter(
            self.applied, missing=[{"what": "x", "provision": "ups art. 91"}], term_days=7,
            issued_on=SENT_ON, by=worker,
        )  # fmt: skip
        record_supply_delivery(self.letter, **day)
        told = {"on": SENT_ON, "learnt_on": SENT_ON, "told_by": "x", "person": self.person, "by": worker}
        self.change = record_change(self.run.case, "hospital", **told)
        self.handover = offer(prepare(self.run.case, to_worker=head, by=worker), by=worker)
        self.move = ask_to_move(
            self.run.case, by=worker, reach="county", ground="work", moves_on=datetime.date(2027, 1, 5),
            centre_name="x", authority="x", voivode="x",
        )  # fmt: skip
        for proof in self.move.proofs.all():
            receive_proof(proof, on=SENT_ON, by=worker)
        prepare_notices(allow(self.move, payer="old", reason="x", by=worker), on=SENT_ON, by=worker)
        self.file = attach(self.run.case, accept("Umowa Kryjówkowa 77.txt", b"x"), kind="other", by=worker)

        self.claim = standing(self.run, worker)
        self._agree_goals(centre, worker, head)
        self.membership = worker.memberships.get()
        day = {"starts": SENT_ON, "ends": SENT_ON}
        self.absence = record_absence(self.membership, by=head, **day)
        office = Organisation.objects.create(kind="voivode", name="Urząd Wojewódzki", short_name="UW")
        days = {"starts": SENT_ON, "ends": SENT_ON, "number": "1", "subject": "x"}
        self.control = record_control(centre, office=office, by=head, **days)
        signed_note(self.run, worker, on=SENT_ON)
        self.notice = drafted_notice(self.run, self.person, worker)
        self.enrolment, self.course_link = on_a_course(self.run.case, worker)
        self._open_to_others(head)

    def _agree_goals(self, centre, worker, head):
        step = {"owed_by": "centre", "text": "x"}
        words = {"theme": "work", "text": "x", "steps": [step], "by": worker}
        self.goal = add_goal(self.draft, **words)
        self.goal_set = save_goal_set(self.draft, [self.goal], name="x", by=worker)
        shown = {"kind": "other", "outcome": "met", "came_on": SENT_ON, "by": worker}
        self.proof = record_proof(self.run.obligations.first(), **shown)
        self.amended, self.run_goal = running(centre, worker, head, named()), None
        self.annex = draft_annex(self.amended, reason="request", by=worker)
        add_goal(self.amended, **words)
        other = running(centre, worker, head, named())
        self.signed_annex = _signed_annex(other, words, worker)
        self.run_goal = _signed_annex(self.run, words, worker).programme.goals.get()

    def _open_to_others(self, head):
        """Every way in which a case is opened beyond its worker, each for the case that runs."""
        case = self.run.case
        self.share = shared(case, self.worker, may_note=True, purpose=f"Odwiedziny, {HIDDEN_HOME}")
        self._write_where_they_live(case)
        home = {"address": HIDDEN_HOME, "town": HIDDEN_TOWN, "correspondence": "skr. poczt. 5"}
        self.protection = protect(case, by=self.worker, **home)
        self.glass = ask_glass(case, opens="address", reason="x", minutes=5, by=self.worker)
        self.look = look_at(case, reason="call", text="", by=self.worker)

    def _write_where_they_live(self, case):
        """What people write of a home before somebody says that nobody may know it."""
        told = {
            "kind": "home",
            "on": SENT_ON,
            "text": f"Wizyta: {HIDDEN_HOME.lower()} m. 3",
            "by": self.worker,
        }
        add_contact(case, **told)
        keep_draft(self.worker, f"contact:{case.key}", {"text": HIDDEN_HOME})
        correct(case, case.household, "address", HIDDEN_HOME, reason="x", by=self.worker)


@pytest.fixture
def world(centre, caseworker, head, accountant, settings, tmp_path):
    """Parameters of every address that has some, by the name of the address: real rows of one centre."""
    settings.MEDIA_ROOT = tmp_path
    return addresses(World(centre, caseworker, head, accountant))
