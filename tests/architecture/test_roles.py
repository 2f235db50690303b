"""Every address by every role: the other centre sees nothing, an act is refused to who may not do it."""

import datetime
import itertools

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.urls import get_resolver, path, reverse

from kladka.accounts.models import Membership, Organisation
from kladka.casework.attachments.actions import attach
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import prepare_list, submit
from kladka.casework.benefits.models import PaymentList
from kladka.casework.cases.models import Case
from kladka.casework.decisions import printing
from kladka.casework.intake.actions import record_supply_delivery, send_supply_letter
from kladka.casework.programmes.actions import draft_grant, withhold
from kladka.config import urls as real
from kladka.staff.actions import record_control
from kladka.uploads.accepting import accept
from tests.casework.intake.families import REFUGEE_COPIES, filed, member
from tests.casework.programmes.build import (
    SENT_ON,
    SOFIJA,
    accepted,
    agreed,
    drafted,
    running,
    sent,
    submitted,
)
from tests.casework.rights import world as rights
from tests.conftest import make_user

Role = Membership.Role
OFFICE, MONEY, HEAD = {Role.CASEWORKER, Role.HEAD}, {Role.ACCOUNTANT, Role.HEAD}, {Role.HEAD}
NAMES = itertools.cycle(
    ["Olena", "Maria", "Natalia", "Oksana", "Daryna", "Halyna", "Iryna", "Larysa", "Nina"]
)

# Name of the address → roles that may do the act. What is not here is a page to read, open to the centre.
ACTS = {
    **dict.fromkeys(["application-new", "application-received", "application-annex-back"], OFFICE),
    **dict.fromkeys(["application-supply", "application-supply-delivery", "application-unexamined"], OFFICE),
    **dict.fromkeys(["application-coverage", "application-complicated", "application-refusal"], OFFICE),
    **dict.fromkeys(["contact-new", "deadline-done", "attachments", "attachment-remove"], OFFICE),
    **dict.fromkeys(["programme-draft", "programme-agree", "programme-reopen", "programme-send"], OFFICE),
    **dict.fromkeys(
        ["programme-accept", "programme-end", "programme-decision", "programme-withhold"], OFFICE
    ),
    **dict.fromkeys(["programme-resume", "programme-situation", "programme-forms", "obligation-new"], OFFICE),
    **dict.fromkeys(["obligation-edit", "obligation-remove", "obligation-met", "programme-amounts"], OFFICE),
    "programme-recount": OFFICE,
    "case-assign": {Role.HEAD},
    "programme-readings": HEAD,
    **dict.fromkeys(["decision-grounds", "decision-submit", "decision-withdraw", "decision-deliver"], OFFICE),
    **dict.fromkeys(["decision-approve", "decision-send-back"], HEAD),
    **dict.fromkeys(["payment-list-prepare", "payment-list-recalculate", "payment-list-withdraw"], MONEY),
    **dict.fromkeys(["payment-list-submit", "payment-list-bank-file", "payment-list-sent"], MONEY),
    **dict.fromkeys(["payment-list-approve", "payment-list-send-back"], HEAD),
    **dict.fromkeys(sorted(rights.ACTS), HEAD),
    "case-correct": OFFICE,
}


def named(*given, **changes):
    """A refugee with a name of her own, so that nobody is taken for somebody on record."""
    return member(next(NAMES), received=REFUGEE_COPIES, **changes)


@pytest.fixture
def world(centre, caseworker, head, accountant, settings, tmp_path):
    """Parameters of every address that has some, by the name of the address: real rows of one centre."""
    settings.MEDIA_ROOT = tmp_path
    return World(centre, caseworker, head, accountant).addresses()


LOOKS = {"": {}, "-file": {"form": "csv"}}


class World:
    """A centre with a family in each state that an address asks for."""

    def __init__(self, centre, worker, head, accountant):
        self.centre, self.worker, self.head = centre, worker, head
        self.key_of_worker = Authenticator.objects.create(user=worker, type="webauthn", data={"name": "x"})
        self.run = running(centre, worker, head, named(), SOFIJA)
        self.person = self.run.application.people.first().person
        self.withheld = withhold(
            self.run, person=self.person, ground="misuse", facts="x", by=worker,
            starts=datetime.date(2026, 12, 1), ends=datetime.date(2026, 12, 9),
        )  # fmt: skip
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
        self.file = attach(self.run.case, accept("a.txt", b"x"), kind="other", by=worker)
        self.prints = printing.request_run(centre, by=worker, keys=[self.grant.key])

        self.membership = worker.memberships.get()
        office = Organisation.objects.create(kind="voivode", name="Urząd Wojewódzki", short_name="UW")
        days = {"starts": SENT_ON, "ends": SENT_ON, "number": "1", "subject": "x"}
        self.control = record_control(centre, office=office, by=head, **days)

    def addresses(self):
        return (
            self._staff()
            | self._cases()
            | self._applications()
            | self._programmes()
            | self._decisions()
            | self._money()
            | rights.addresses(self.applied.case, self.head)
        )

    def _staff(self):
        role, papers = {"key": self.membership.key}, self.membership.authorisations.get()
        plain = ["staff-role", "staff-role-end", "staff-role-checked"]
        return dict.fromkeys([*plain, "staff-authorisation", "staff-undertaking"], role) | {
            "staff-authorisation-end": role | {"pk": papers.pk},
            "control-end": {"key": self.control.key},
        }

    def _cases(self):
        case = self.run.case
        task = case.deadlines.filter(kind="monitoring").first()
        plain = ["case", "case-assign", "contact-new", "case-decisions", "case-payments", "attachments"]
        plain += ["payout-account", "payout-account-confirm", "payout-account-reject"]
        plain += ["ledger-return", "correction-new"]
        file = {"key": case.key, "attachment": self.file.key}
        return {name: {"key": case.key} for name in plain} | {
            "attachment-file": file,
            "attachment-remove": file,
            "deadline-done": {"key": case.key, "deadline": task.pk},
            "correction-confirm": {"key": case.key, "correction": 1},
            "correction-reject": {"key": case.key, "correction": 1},
            **{f"case-looks{tail}": {"key": case.key} | form for tail, form in LOOKS.items()},
            "deadline-why": {"key": case.key, "deadline": task.pk},
            "draft-save": None,  # a person's own draft; nobody else's can be named
            "account_reset_password_from_key": {"uidb36": "1", "key": "x"},  # no such link
            "mfa_remove_webauthn": {"pk": self.key_of_worker.pk},
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
            "programme-withhold": run | {"person": self.person.key},
            "programme-resume": run | {"withholding": self.withheld.key},
            "obligation-new": draft,
            "obligation-edit": draft | {"pk": duty.pk},
            "obligation-remove": draft | {"pk": duty.pk},
            "obligation-met": run | {"pk": self.run.obligations.first().pk},
            "why-period": run,
            "why-month": run | month,
            "why-amount": run | month | {"person": self.person.key},
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


def leaks(client, user, world):
    """Addresses that answer a stranger with anything but "there is no such thing" (or "not this method")."""
    found = answers(client, user, world)
    bad = {key: status for key, status in found.items() if status not in (404, 405)}
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


def test_every_act_is_refused_to_the_roles_that_may_not_do_it(client, world, caseworker, head, accountant):
    world |= {"application-new": {}, "payment-list-prepare": {}}
    people = {Role.CASEWORKER: caseworker, Role.HEAD: head, Role.ACCOUNTANT: accountant}
    wrong = {}
    for name, allowed in ACTS.items():
        for role in people.keys() - allowed:
            client.force_login(people[role])
            status = client.post(reverse(name, kwargs=world[name])).status_code
            if status != 403:
                wrong[name, role] = status
    assert wrong == {}


def test_whoever_may_do_an_act_is_not_refused(client, world, caseworker, head, accountant):
    """Forms are sent empty: what is asked for is missing (422) or the act is done (302), never 403."""
    people = [(Role.CASEWORKER, caseworker), (Role.HEAD, head), (Role.ACCOUNTANT, accountant)]
    final = ["decision-approve", "decision-withdraw", "decision-submit", "payment-list-approve"]
    wrong = {}
    for name in [*(one for one in ACTS if one not in final), *final]:
        role, user = next(pair for pair in people if pair[0] in ACTS[name])
        client.force_login(user)
        status = client.post(reverse(name, kwargs=world.get(name) or {})).status_code
        if status not in (200, 302, 422) and name not in {"decision-submit"}:
            wrong[name, role] = status
    assert wrong == {}


def test_every_page_to_read_is_open_to_all_who_work_in_the_centre(
    client, world, caseworker, head, accountant
):
    shown_to_heads = {name for name in world if name.startswith(("staff-", "control-"))}
    pages = set(world) - set(ACTS) - shown_to_heads - rights.HEADS_PAGES - rights.WATCHED_PAGES
    pages -= {"payout-account", "print-run", "print-file", "application-why-supply"}
    pages -= {"mfa_remove_webauthn", "account_reset_password_from_key"}
    pages -= {"payout-account-confirm", "payout-account-reject"}
    pages -= {"ledger-return", "correction-new"}
    pages -= {"correction-confirm", "correction-reject"}  # by whoever pays, once there is a correction
    pages -= {"payment-list-file"}  # whoever handles payments, once there is a file
    for user in (caseworker, head, accountant):
        found = answers(client, user, {name: world[name] for name in pages})
        shown = {name: status for (name, method), status in found.items() if method == "get"}
        assert {name: status for name, status in shown.items() if status not in (200, 302)} == {}, user.name


def test_requests_erasure_and_incidents_are_for_the_head_alone(client, world, head, caseworker, accountant):
    only = rights.HEADS_PAGES | rights.WATCHED_PAGES
    for user in (caseworker, accountant):
        assert set(answers(client, user, world, only).values()) <= {403, 405}, user.name
    shown = {name for (name, method), status in answers(client, head, world, only).items() if status == 200}
    assert {"request", "erasure", "erasure-print", "incident", "incident-people", "incident-notice"} <= shown


def test_the_register_of_people_is_seen_by_the_head_alone(client, world, head, caseworker, accountant):
    only = {name for name in world if name.startswith(("staff-", "control-"))}
    for user in (caseworker, accountant):
        assert set(answers(client, user, world, only).values()) == {404, 405}
    assert answers(client, head, world, only)["staff-role", "get"] == 200


def test_prints_are_seen_by_who_ordered_them_alone(client, world, head, caseworker):
    only = {"print-run", "print-file"}
    assert set(answers(client, head, world, only).values()) == {404, 405}
    assert answers(client, caseworker, world, only)["print-run", "get"] == 200
