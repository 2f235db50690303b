"""One real row behind every address; to another centre nothing of it exists (by role: test_matrix.py)."""

import datetime
import itertools

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import get_resolver, path, reverse
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation, User
from kladka.casework.access.actions import look_at
from kladka.casework.access.address_actions import ask_glass, protect
from kladka.casework.aftercare.actions import agree as agree_to_questions
from kladka.casework.aftercare.actions import name_successor
from kladka.casework.attachments.actions import attach
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import prepare_list, submit
from kladka.casework.benefits.models import PaymentHold, PaymentList
from kladka.casework.casefile.actions import order as order_file
from kladka.casework.cases.actions import add_contact, keep_draft
from kladka.casework.cases.models import Case
from kladka.casework.changes.actions import record_change
from kladka.casework.clock.actions import agree_to_reminders
from kladka.casework.decisions import printing
from kladka.casework.exchange import actions as imports
from kladka.casework.insurance.actions import record_other_title
from kladka.casework.insurance.list_actions import prepare as prepare_contributions
from kladka.casework.insurance.list_actions import submit as submit_contributions
from kladka.casework.insurance.queries import case_tasks
from kladka.casework.intake.actions import record_supply_delivery, send_supply_letter
from kladka.casework.ledger.models import BookYear
from kladka.casework.moves.handover_actions import offer, prepare
from kladka.casework.moves.move_actions import allow, ask_to_move, prepare_notices, receive_proof
from kladka.casework.needs.actions import open_need
from kladka.casework.needs.flag_actions import name_reader, raise_flag
from kladka.casework.oversight.actions import set_aside
from kladka.casework.oversight.checks import CHECKS
from kladka.casework.people.actions import link_persons
from kladka.casework.programmes.actions import draft_grant
from kladka.casework.programmes.actions import end as end_programme
from kladka.casework.programmes.agreement_actions import add_goal
from kladka.casework.programmes.amendment_actions import draft_annex, sign_annex
from kladka.casework.programmes.goal_set_actions import save_goal_set
from kladka.casework.programmes.proof_actions import record_proof
from kladka.casework.rights.actions import correct
from kladka.casework.settlement.expense_actions import propose_expense
from kladka.casework.settlement.grant_actions import request_grant, settle_grant
from kladka.casework.settlement.statement_actions import read_statement
from kladka.config import urls as real
from kladka.staff.actions import record_absence, record_control
from kladka.uploads.accepting import accept
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
from tests.casework.rights import world as rights
from tests.casework.undue.build import standing
from tests.conftest import make_user

Role = Membership.Role
NAMES = itertools.cycle([
    *("Olena", "Maria", "Natalia", "Oksana", "Daryna", "Halyna", "Iryna", "Larysa", "Nina", "Zoryna"),
    *("Solomija", "Bohdana", "Uljana", "Vira", "Rusłana", "Stefanija", "Tamara", "Fedora", "Lesia"),
])  # fmt: skip


def named(*given, **changes):
    """A refugee with a name of her own, so that nobody is taken for somebody on record."""
    return member(next(NAMES), received=REFUGEE_COPIES, **changes)


@pytest.fixture
def world(centre, caseworker, head, accountant, settings, tmp_path):
    """Parameters of every address that has some, by the name of the address: real rows of one centre."""
    settings.MEDIA_ROOT = tmp_path
    return World(centre, caseworker, head, accountant).addresses()


# Where the family that runs a programme lives: on its decision, then corrected, then protected.
EARLIER_HOME, HIDDEN_HOME, HIDDEN_TOWN = "Dawnokryjówkowa 8", "ul. Kryjówkowa 77", "Zaciszowo Małe"
DECEMBER = {"starts": datetime.date(2026, 12, 1), "ends": datetime.date(2026, 12, 31)}
EMPTY_IMPORT = b"Rodzina\n1"  # cannot be read; the page of the import says why
HANDOVER = (
    "",
    "-edit",
    "-print",
    "-offer",
    "-withdraw",
    "-accept",
    "-return",
    "-pack",
    "-file",
    "-confirmed",
)
LOOKS = {"": {}, "-file": {"form": "csv"}}


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

    def addresses(self):
        of_rights = rights.addresses(self.applied.case, self.head)
        # A restriction takes finished prints away, so these come after it.
        self.prints = printing.request_run(self.centre, by=self.worker, keys=[self.grant.key])
        return (
            of_rights
            | self._staff()
            | self._openings()
            | self._cases()
            | self._applications()
            | self._programmes()
            | self._needs()
            | self._decisions()
            | self._money()
            | self._insurance()
            | self._clock()
            | self._afterwards()
            | self._settlement()
            | self._monitoring()
            | self._oversight()
            | self._exchange()
        )

    def _openings(self):
        case, share = {"key": self.run.case.key}, {"key": self.share.key}
        plain = ["case-shares", "look-case", "protected-address", "address-show", "address-reader-add"]
        plain += ["glass-ask"]
        reader = self.protection.readers.first()
        return dict.fromkeys(plain, case) | {
            "share-withdraw": case | {"share": self.share.key},
            "address-reader-remove": case | {"pk": reader.pk},
            **dict.fromkeys(["shared-case", "shared-note", "shared-glass"], share),
            "glass-approve": {"key": self.glass.key},
            "glass-refuse": {"key": self.glass.key},
            "look-checked": {"key": self.look.key},
        }

    def _clock(self):
        case = {"key": self.run.case.key}
        self.person.email = "rodzina@przyklad.test"
        self.person.save()
        agreed = {"way": "email", "on": SENT_ON, "by": self.worker}
        consent = agree_to_reminders(self.run.case, self.person, **agreed)
        plain = ["case-line", "case-line-export", "case-calendar", "visit-reminders", "visit-agree"]
        return dict.fromkeys(plain, case) | {
            "visit-withdraw": case | {"consent": consent.pk},
            "calendar-feed": {"token": "x"},  # no such calendar
        }

    def _afterwards(self):
        case, ended = {"key": self.run.case.key}, running(self.centre, self.worker, self.head, named())
        office = {"domain": "work", "institution": "Urząd pracy", "contact": "", "agreed_on": None}
        successor = name_successor(self.run, matter="x", by=self.worker, **office)
        end_programme(ended, on=ended.ends, by=self.worker)
        person = ended.application.people.get().person
        person.phone = "600100200"
        person.save()
        agreed = {"way": "phone", "on": SENT_ON, "by": self.worker}
        check = agree_to_questions(Case.objects.get(pk=ended.case_id), person, **agreed).checks.first()
        over = {"key": ended.case.key}
        self.ended = ended
        one = over | {"check": check.key}
        return {
            "after": case,
            "after-farewell": case,
            "after-successor": case,
            "after-successor-drop": case | {"successor": successor.key},
            **dict.fromkeys(["after-exit", "after-agree", "after-withdraw", "after-link"], over),
            **dict.fromkeys(["after-ask", "after-link-new", "after-give-up"], one),
            "after-questions": {"token": "x"},  # no such link
        }

    def _oversight(self):
        said = {"reason": "x", "until": timezone.localdate(), "by": self.head}
        ended = self.ended
        aside = set_aside(CHECKS["pesel"], 1, ended.case_id, organisation=self.centre, **said)
        row = {"check": "exit", "key": ended.case.key, "row": ended.pk}
        one = {"check": "exit"}
        return dict.fromkeys(["quality-check", "quality-export"], one) | {
            "quality-set-aside": row,
            "quality-bring-back": {"key": aside.key},
        }

    def _staff(self):
        role, papers = {"key": self.membership.key}, self.membership.authorisations.get()
        plain = ["staff-role", "staff-role-end", "staff-role-checked"]
        plain += ["staff-link", "staff-sessions", "staff-factors", "worker", "absence-new"]
        return dict.fromkeys([*plain, "staff-authorisation", "staff-undertaking"], role) | {
            "absence-cancel": role | {"pk": self.absence.pk},
            "staff-authorisation-end": role | {"pk": papers.pk},
            "control-end": {"key": self.control.key},
        }

    def _cases(self):
        case = self.run.case
        task = case.deadlines.filter(kind="monitoring").first()
        plain = ["case", "case-assign", "contact-new", "case-decisions", "case-payments", "attachments"]
        plain += ["payout-account", "payout-account-confirm", "payout-account-reject"]
        plain += ["ledger-return", "correction-new", "case-changes", "case-handover"]
        plain += ["case-recalculation", "recalculation-propose", "case-claims", "claim-propose"]
        claim = {"key": case.key, "claim": self.claim.key}
        file = {"key": case.key, "attachment": self.file.key}
        made = {"key": case.key, "run": order_file(case, by=self.worker).key}
        change = {"key": case.key, "change": self.change.key}
        proposal = self.change.proposals.first()
        return {name: {"key": case.key} for name in plain} | {
            **self._moves(),
            **{f"handover{tail}": {"key": self.handover.key} for tail in HANDOVER},
            **dict.fromkeys(["relief-propose", "repayment-new", "claim-write-off"], claim),
            **dict.fromkeys(["claim-deduct", "claim-deduct-stop"], claim),
            "change-new": {"key": case.key, "kind": "left"},
            **dict.fromkeys(["change-undo", "change-over"], change),
            "proposal-decide": {"key": case.key, "proposal": proposal.key},
            "case-file": {"key": case.key},
            **dict.fromkeys(["case-file-run", "case-file-pdf"], made),
            "attachment-file": file,
            "attachment-remove": file,
            "attachment-validity": file,
            "deadline-done": {"key": case.key, "deadline": task.pk},
            "correction-confirm": {"key": case.key, "correction": 1},
            "correction-reject": {"key": case.key, "correction": 1},
            **{f"case-looks{tail}": {"key": case.key} | form for tail, form in LOOKS.items()},
            "deadline-why": {"key": case.key, "deadline": task.pk},
            "draft-save": None,  # a person's own draft; nobody else's can be named
            "account_reset_password_from_key": {"uidb36": "1", "key": "x"},  # no such link
            "mfa_remove_webauthn": {"pk": self.foreign_factor.pk},
        }

    def _moves(self):
        case = {"key": self.run.case.key}
        move = case | {"move": self.move.key}
        notice = move | {"notice": self.move.notices.first().key}
        acts = ("", "-decide", "-revoke", "-notices", "-handover")
        return {f"move{tail}": move for tail in acts} | {
            **dict.fromkeys(["move-new", "home-change", "departure"], case),
            "move-proof": move | {"proof": "proof"},
            "notice-sent": notice,
            "notice-file": notice | {"form": "pdf"},
        }

    def _applications(self):
        case, person = {"key": self.applied.case.key}, self.applied.people.get()
        letter, annex = {"letter": self.letter.key}, person.annexes.first().pk
        plain = ["", "-received", "-supply", "-unexamined", "-coverage", "-complicated", "-refusal"]
        who = {"person": person.person.key}
        return {f"application{name}": case for name in [*plain, "-why-decision"]} | {
            "application-receipt": {"key": self.applied.key},
            "application-receipt-pdf": {"key": self.applied.key},
            "application-annex-back": case | {"annex": annex},
            "application-supply-file": case | letter | {"form": "pdf"},
            "application-supply-delivery": case | letter,
            "application-why-supply": case | letter,
            "application-why-term": case | who,
            "application-why-coverage": case | who,
        }

    def _needs(self):
        case, by = self.run.case, {"by": self.worker}
        need = open_need(case, "housing", text="x", on=SENT_ON, **by)
        flag = raise_flag(case, "begging", facts="x", on=SENT_ON, person=self.person, **by)
        reader = name_reader(case, self.head, **by)
        key, wave = {"key": case.key}, {"key": case.key, "wave": case.waves.get(kind="start").key}
        person = wave | {"subject": self.person.key, "code": "work"}
        own = key | {"flag": flag.key}
        plain = ["needs", "needs-begin", "needs-export", "need-new", "need-flags", "need-flag-reader-add"]
        return dict.fromkeys(plain, key) | {
            **dict.fromkeys(["need-wave", "need-wave-close"], wave),
            "need-rate": person,
            "need-task": person | {"number": 0},
            "need-close": key | {"need": need.key},
            **dict.fromkeys(["need-flag", "need-flag-close"], own),
            "need-flag-task": own | {"task": flag.tasks.first().key},
            "need-flag-reader-remove": key | {"reader": reader.key},
        }

    def _programmes(self):
        states = {
            "draft": ["-situation", "-forms", "-amounts", "-readings", "-recount", "-agree", "-draft"],
            "agreed": ["-send", "-reopen"],
            "sent": ["-accept"],
            "accepted": ["-decision"],
            "run": ["", "-end"],
        }
        run, duty = {"key": self.run.case.key}, self.draft.obligations.first()
        draft, month = {"key": self.draft.case.key}, {"month": "2026-11"}
        return {
            f"programme{name}": {"key": getattr(self, state).case.key}
            for state, names in states.items()
            for name in names
        } | {
            "programme-print": run | {"kind": "pdf"},
            "cost-statement": run | {"pk": self.run.cost_statements.get().pk},
            "programme-withhold": run,
            "programme-withholdings": run,
            "programme-revoke": run,
            "programme-execution": run | {"decision": self.withheld.decision.key},
            "programme-carry-out": run | {"decision": self.withheld.decision.key},
            "programme-resume": run | {"withholding": self.withheld.key},
            **self._agreement(),
            "obligation-new": draft,
            "obligation-edit": draft | {"pk": duty.pk},
            "obligation-remove": draft | {"pk": duty.pk},
            "obligation-met": run | {"pk": self.run.obligations.first().pk},
            "why-period": run,
            "why-month": run | month,
            "why-amount": run | month | {"person": self.person.key},
        }

    def _monitoring(self):
        case = {"key": self.run.case.key}
        note, course = case | {"number": 1}, {"key": self.enrolment.course.key}
        return {
            "case-contacts": case,
            "case-contacts-export": case,
            "monitoring-note": note,
            "monitoring-note-print": note | {"kind": "pdf"},
            "case-courses": case,
            **dict.fromkeys(["case-chain", "duty-notices"], case),
            "duty-notice-new": case | {"person": self.person.key, "duty": "contact"},
            **dict.fromkeys(["duty-notice"], case | {"notice": self.notice.key}),
            "duty-notice-step": case | {"notice": self.notice.key, "step": "odrzuc"},
            "duty-notice-print": case | {"notice": self.notice.key, "kind": "pdf"},
            "course-leave": case | {"enrolment": self.enrolment.key},
            **dict.fromkeys(["course", "course-template", "course-file", "course-link"], course),
            "course-month": course | {"month": "2026-11"},
            "course-link-revoke": course | {"link": self.course_link.key},
            "school-month": {"token": "x"},
        }

    def _exchange(self):
        read = imports.start(self.centre, "families", EMPTY_IMPORT, name="x", by=self.head, pasted=True)
        plain = ["import-run", "import-notes", "import-confirm", "import-drop"]
        people = (self.person, self.applied.people.get().person)
        link = link_persons(*people, same=False, reason="x", by=self.head)
        return {name: {"key": read.key} for name in plain} | {"duplicate-undo": {"key": link.key}}

    def _agreement(self):
        """Goals, proofs, annexes and sets: of the draft, of the family that runs, of one with an annex."""
        draft, run = {"key": self.draft.case.key}, {"key": self.run.case.key}
        goal = {"goal": self.goal.key}
        annex = {"key": self.amended.case.key, "amendment": self.annex.key}
        signed = {"key": self.signed_annex.programme.case.key, "amendment": self.signed_annex.key}
        first = self.amended.obligations.order_by("pk").first().pk
        return {
            **dict.fromkeys(["goal-new", "goal-sets", "goal-set-save"], draft),
            **dict.fromkeys(["goal-edit", "goal-remove"], draft | goal),
            "goal-reached": run | {"goal": self.run_goal.key},
            "obligation-keep": {"key": self.amended.case.key, "pk": first},
            **dict.fromkeys(["obligation", "proof-new"], run | {"pk": self.proof.obligation_id}),
            "obligation-hindrance": run | {"pk": self.proof.obligation_id},
            "proof-withdraw": run | {"proof": self.proof.key},
            "teach-back": run,
            "programme-texts": run,
            "signed-copy": run | {"number": 1},
            "annex-new": run,
            **dict.fromkeys(["annex", "annex-propose", "annex-sign", "annex-drop"], annex),
            "annex-print": annex | {"kind": "pdf"},
            **dict.fromkeys(["annex-send", "annex-accept"], signed),
            "side-by-side": draft | {"kind": "pdf"},
            "goal-set-retire": {"key": self.goal_set.key},
        }

    def _decisions(self):
        issued, waiting = {"key": self.run.decision.key}, {"key": self.submitted.key}
        draft, prints = {"key": self.grant.key}, {"key": self.prints.key}
        return {
            "decision": issued,
            "decision-preview": draft,
            "decision-file": issued | {"kind": "pdf"},
            "decision-deliver": issued,
            "decision-why-appeal": issued,
            "decision-approve": waiting,
            "decision-send-back": waiting,
            **dict.fromkeys(["decision-grounds", "decision-submit", "decision-withdraw"], draft),
            "print-run": prints,
            "print-file": prints,
        }

    def _money(self):
        tails = (
            "xlsx",
            "pdf",
            "recalculate",
            "withdraw",
            "submit",
            "send-back",
            "approve",
            "bank-file",
            "sent",
        )
        key = {"key": self.list.key}
        why = key | {"person": self.person.key, "month": "2026-12"}
        lists = {f"payment-list-{tail}": key for tail in tails} | {"payment-list": key, "payment-why": why}
        return lists | {"payment-list-file": key | {"file": 1}}

    def _payouts(self):
        held = self.sent.case  # not of the family whose list waits for approval
        hold = PaymentHold.objects.create(case=held, starts=SENT_ON, reason="x", by=self.head)
        expense = propose_expense(
            self.run, month=datetime.date(2026, 12, 1), purpose="x", payee="x", invoice="x", amount_pln=1,
            account="61109010140000071219812874", agreed_on=SENT_ON, by=self.accountant,
        )  # fmt: skip
        return {
            "payment-hold": {"key": self.run.case.key},
            "payment-hold-end": {"key": held.key, "hold": hold.key},
            "expense-approve": {"key": expense.key},
            "expense-reject": {"key": expense.key},
        }

    def _insurance(self):
        made = prepare_contributions(self.centre, datetime.date(2026, 11, 1), by=self.accountant)
        key = {"key": submit_contributions(made, by=self.accountant).key}
        tails = [
            "xlsx",
            "pdf",
            "recalculate",
            "withdraw",
            "submit",
            "send-back",
            "approve",
            "sent",
            "correct",
        ]
        case = self.run.case
        title = record_other_title(
            case, person=self.person, kind="work", starts=datetime.date(2027, 3, 1), by=self.worker
        )
        task = case_tasks(self.run, datetime.date(2026, 11, 30))[0]
        of_case = ["case-insurance", "other-title-new", "insurance-dependant"]
        return (
            {f"contribution-list-{tail}": key for tail in tails}
            | {"contribution-list": key}
            | {name: {"key": case.key} for name in of_case}
            | {"other-title-end": {"key": case.key, "title": title.key}}
            | {"insurance-filing": {"key": case.key, "subject": task.subject}}
        )

    def _settlement(self):
        closed = BookYear.objects.create(organisation=self.centre, year=2024, closed_by=self.head)
        asked = request_grant(self.centre, **DECEMBER, direct=0, by=self.accountant)
        settled = settle_grant(self.centre, **DECEMBER, final=False, by=self.accountant)
        asked_for, one = {"key": asked.key}, {"key": settled.key}
        of_grant = {f"grant-request{tail}": asked_for for tail in ("", "-approve", "-sent")} | {
            f"grant-settlement{tail}": one for tail in ("", "-print", "-approve", "-returned")
        }
        of_grant["grant-request-file"] = asked_for | {"form": "pdf"}
        csv = "Data;Kwota;Tytuł\n2026-12-15;-1,00;x\n".encode()
        statement, _ = read_statement(self.centre, name="x.csv", content=csv, by=self.accountant)
        of_bank = {f"statement{tail}": {"key": statement.key} for tail in ("", "-columns", "-confirm")}
        return (
            of_grant
            | of_bank
            | self._payouts()
            | {
                "settlement-programme": {"key": self.run.key},
                "settlement-year-reopen": {"key": closed.key},
            }
        )


def names(resolver=None):
    """{name of the address: whether it takes parameters}."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= names(pattern)
        else:
            found[pattern.name] = bool(pattern.pattern.converters)
    return found


def answers(client, user, world, only=None):
    """{(name, method): status} of every address with parameters, as one user."""
    client.force_login(user)
    return {
        (name, ask.__name__): ask(reverse(name, kwargs=kwargs)).status_code
        for name, kwargs in world.items()
        if kwargs and (only is None or name in only)
        for ask in (client.get, client.post)
    }


def strangers(db):
    other = Organisation.objects.create(kind="city_centre", name="Ośrodek Obcy", short_name="MOPR Obcy")
    for role in Role.values:
        yield make_user(f"Obca {role}", f"{role}@obcy.test", other, role)
    left = make_user("Była Pracownica", "byla@obcy.test", other, Role.HEAD)
    left.memberships.update(ends=datetime.date(2021, 1, 1))
    yield left


# Named by a check of data, which every centre has: what is shown is the reader's own.
OF_OFFICE = {("quality-check", "get"), ("quality-export", "get")}


def leaks(client, user, world):
    """Addresses that answer a stranger with anything but "there is no such thing" (or "not this method")."""
    found = answers(client, user, world)
    bad = {key: one for key, one in found.items() if one not in (404, 405) and key not in OF_OFFICE}
    silent = {name for name, _ in found if {found[name, "get"], found[name, "post"]} == {405}}
    return bad, silent


def test_every_address_with_parameters_is_tried_here(world):
    assert {name for name, takes in names().items() if takes} == set(world)


def test_to_the_other_centre_and_to_who_has_left_nothing_exists(client, world, db):
    before = (Case.objects.count(), PaymentList.objects.get().state)
    for user in strangers(db):
        assert leaks(client, user, world) == ({}, set()), user.name
    assert (Case.objects.count(), PaymentList.objects.get().state) == before


def leaking_view(request, key):
    return HttpResponse(Case.objects.get(key=key).title)


urlpatterns = [*real.urlpatterns, path("wyciek/<str:key>/", leaking_view, name="planted-leak")]


def test_the_check_finds_a_leak_that_was_planted(client, world, settings, db):
    settings.ROOT_URLCONF = __name__
    planted = {"planted-leak": world["case"]}
    bad, _ = leaks(client, next(strangers(db)), planted)
    assert bad == {("planted-leak", "get"): 200, ("planted-leak", "post"): 200}
    assert "planted-leak" in names()
