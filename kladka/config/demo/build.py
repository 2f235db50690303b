"""Fills an empty database with two invented centres and their partners, by the acts that the screens call."""

import datetime
import tomllib
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from kladka.accounts.models import Authorisation, Membership, Organisation, SecrecyUndertaking, User
from kladka.accounts.passwords import DEMO as PASSWORD
from kladka.casework.benefits import actions as benefits
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.models import PaymentList
from kladka.casework.cases import actions as cases
from kladka.casework.decisions import actions as decisions
from kladka.casework.intake import actions as intake
from kladka.casework.intake import queries as applications
from kladka.casework.intake.family import Covered, FamilyMember
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes import agreement_actions
from kladka.casework.programmes.amount_actions import agree_amounts
from kladka.law import acts

from . import agreements, withholdings
from .carrying import carry
from .exchanging import exchange
from .following import follow
from .moving import change_and_move
from .needs import assess_families
from .openings import open_to_others
from .papers import add_papers
from .reporting import report
from .settling import settle
from .templates import add_templates

FOLDER = Path(__file__).parent
# How far a family of each stage goes; a later stage does everything of the earlier ones.
STAGES = ["filed", "complete", "draft", "agreed", "sent", "accepted", "submitted", "issued", "running"]
FULL_STAGE = {"withheld": "running", "resumed": "running", "ended": "running"}
DAY = datetime.timedelta(days=1)
ISSUED_AFTER, PAID_AFTER = 22 * DAY, 11 * DAY


class Centre:
    """A centre with the users that act in it."""

    def __init__(self, organisation, users):
        self.organisation = organisation
        self.worker = users["caseworker"][0]
        self.second = users["caseworker"][-1]
        self.head = users["head"][0]
        self.accountant = users["accountant"][0]


def already_filled():
    return Organisation.objects.exists()


@transaction.atomic
def fill(today=None, progress=lambda done, total: None):
    """Make the centres, their users, families and payment lists, with days counted back from `today`."""
    today = today or timezone.localdate()
    password = make_password(PASSWORD)  # hashed once: a hash is slow on purpose
    centres = {row["slug"]: _centre(row, password) for row in _read("centres.toml")["centre"]}
    for row in _read("partners.toml")["organisation"]:
        _organisation(row, password)
    families = list(enumerate(_read("families.toml")["family"]))
    families.sort(key=lambda pair: _filing_day(pair[1], today))
    months = _months_to_pay(today)
    for done, (number, family) in enumerate(families):
        progress(done, len(families))
        issued = _filing_day(family, today) + ISSUED_AFTER
        while months and months[0] + PAID_AFTER < issued:
            _pay(centres.values(), months.pop(0), today)
        _family(centres[family["centre"]], family, number, today)
    for month in months:
        _pay(centres.values(), month, today)
    open_to_others(centres["pcpr"], today, DAY)
    add_papers(centres["pcpr"], today, DAY)
    add_templates(centres["pcpr"])
    follow(centres["pcpr"], today, DAY)
    assess_families(centres["pcpr"], today, DAY)
    settle(centres["pcpr"])
    change_and_move(centres["pcpr"], centres["mopr"], today, DAY)
    carry(centres["pcpr"], today)
    exchange(centres["pcpr"], today)
    report(centres["pcpr"], today)


def accounts():
    """(e-mail, name, role, centre) of everybody who can sign in."""
    for membership in Membership.objects.select_related("user", "organisation").order_by("pk"):
        yield (
            membership.user.email,
            membership.user.name,
            membership.get_role_display(),
            membership.organisation.short_name,
        )


def _read(name):
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _centre(row, password):
    return Centre(*_organisation(row, password))


def _organisation(row, password):
    """(organisation, its users by role)."""
    fields = {key: value for key, value in row.items() if key not in {"slug", "users"}}
    organisation = Organisation.objects.create(**fields)
    users = {}
    for number, person in enumerate(row["users"], 1):
        user = User(email=person["email"], name=person["name"], position=person["position"])
        user.password = password
        user.save()
        _appoint(user, organisation, person["role"], number)
        users.setdefault(person["role"], []).append(user)
    return organisation, users


def _appoint(user, organisation, role, number):
    """A role with the papers that the law asks for (ups art. 100 ust. 6)."""
    since = datetime.date(2024, 1, 1)
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, starts=since)
    if membership.sees_cases:
        Authorisation.objects.create(
            membership=membership,
            number=f"RODO.{number}.2024",
            scope="dane rodzin objętych indywidualnymi programami integracji",
            issued_on=since,
            issued_by=organisation.authority or organisation.name,
        )
        SecrecyUndertaking.objects.create(membership=membership, signed_on=since)


def _filing_day(family, today):
    if "months_ago" not in family:
        return today - family["filed_days_ago"] * DAY
    month = today.replace(day=1)
    for _ in range(family["months_ago"]):
        month = (month - DAY).replace(day=1)
    return month + 4 * DAY


def _family(centre, family, number, today):
    filed = _filing_day(family, today)
    worker = centre.worker if number % 3 else centre.second
    application = _file(centre, family, filed, worker, number)
    stage = FULL_STAGE.get(family["stage"], family["stage"])
    special = {"supplement": _supplement, "unexamined": _unexamined, "refused": _refused}
    special["refusal_submitted"] = _refusal_submitted
    if stage in special:
        special[stage](centre, application, filed, worker, today)
        return
    reached = STAGES.index(stage)
    if reached >= STAGES.index("complete"):
        _contacts(application.case, filed, worker, today)
    if reached >= STAGES.index("draft"):
        _programme(centre, family, application, filed, worker, reached, today)


def _file(centre, family, filed, worker, number):
    delivered = filed - family.get("delivered_days_before", 25) * DAY
    missing = set(family.get("missing", []))
    people = [
        _member(person, place, number, filed, delivered, missing)
        for place, person in enumerate(family["people"])
    ]
    return intake.file_application(
        centre.organisation,
        filed_on=filed,
        people=people,
        by=worker,
        worker=worker,
        declarations=tuple(applications.DECLARATIONS),
        address=f"ul. Zmyślona {number + 1}",
        town=centre.organisation.town,
        left_reception_centre_on=filed - 3 * DAY if family.get("left_centre") else None,
    )


def _member(person, place, number, filed, delivered, missing):
    pesel = "" if number % 4 == 3 else synthetic_pesel(person["born"], person["sex"], number * 10 + place)
    details = {
        "given_names": person["given"],
        "family_name": person["family"],
        "original_name": person.get("original", ""),
        "born": person["born"],
        "sex": person["sex"],
        "citizenship": person["citizenship"],
        "language": person["language"],
        "pesel": pesel,
        "pesel_missing": "" if pesel else "numer w trakcie nadawania",
    }
    status = {
        "kind": person["status"],
        "decision_number": f"DPU.420.{number + 101}.{delivered.year}",
        "decided_on": delivered - 10 * DAY,
        "delivered_on": delivered,
    }
    required = {annex.code for annex in acts.annexes_required(person["status"], filed)}
    return FamilyMember(
        details=details,
        relation=person["relation"],
        status=status,
        documents=(
            {"kind": "residence_card", "number": f"ZM{number:04d}{place}", "expires_on": filed + 700 * DAY},
        ),
        received=frozenset(required - missing - {"other"}),
    )


def synthetic_pesel(born, sex, serial):
    """A number of the right shape whose check digit is wrong on purpose: it belongs to nobody."""
    month = born.month + (20 if born.year >= 2000 else 0)
    tenth = (serial % 5) * 2 + (1 if sex == "m" else 0)
    digits = f"{born.year % 100:02d}{month:02d}{born.day:02d}{serial % 1000:03d}{tenth}"
    total = sum(int(d) * w for d, w in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3), strict=True))
    return digits + str((10 - total % 10 + 1) % 10)


def _supplement(centre, application, filed, worker, today):
    letter = _letter(application, filed, worker)
    intake.record_supply_delivery(letter, on=filed + 8 * DAY, by=worker)


def _letter(application, filed, worker):
    missing = [
        {"what": item.label, "provision": item.provision} for item in applications.missing_of(application)
    ]
    return intake.send_supply_letter(
        application, missing=missing, term_days=14, issued_on=filed + 3 * DAY, by=worker
    )


def _unexamined(centre, application, filed, worker, today):
    letter = _letter(application, filed, worker)
    letter = intake.record_supply_delivery(letter, on=filed + 9 * DAY, by=worker)
    intake.leave_unexamined(application, on=letter.day + 10 * DAY, by=worker)


def _refusal_submitted(centre, application, filed, worker, today):
    decision = intake.draft_refusal(application, reason="", on=filed + 10 * DAY, by=worker)
    return decisions.submit(decision, by=worker)


def _refused(centre, application, filed, worker, today):
    decision = _refusal_submitted(centre, application, filed, worker, today)
    issue(decision, centre.head, on=filed + 20 * DAY)
    decision.refresh_from_db()
    decisions.deliver(decision, method="post", on=filed + 26 * DAY, by=worker)


def _contacts(case, filed, worker, today):
    first = {"kind": "meeting", "on": filed + 4 * DAY, "interpreter": "tłumacz języka rodziny"}
    text = "Omówiono warunki pomocy i powody, dla których można ją wstrzymać. Umówiono ocenę sytuacji."
    if first["on"] <= today:
        cases.add_contact(case, by=worker, text=text, **first)


def _programme(centre, family, application, filed, worker, reached, today):
    people = applications.people_of(application)
    coverage = [
        Covered(applicant=applicant, covered=proposal.covered)
        for applicant, proposal in applications.coverage_of(application, people)
    ]
    application = intake.confirm_coverage(application, coverage=coverage, on=filed + 5 * DAY, by=worker)
    programme = programmes.draft_programme(application, worker, on=filed + 6 * DAY)
    agreements.propose_goals(programme, people, filed, worker)
    _situation(programme, family, worker)
    steps = [
        ("agreed", lambda: _agree(centre, programme, people, filed, worker)),
        ("sent", lambda: programmes.send_to_voivode(programme, on=filed + 12 * DAY, by=worker)),
        ("accepted", lambda: _accept(programme, filed, worker)),
        ("submitted", lambda: _submit(programme, filed, worker)),
        ("issued", lambda: _issue(centre, family, programme, filed, worker)),
        ("running", lambda: _run(centre, family, programme, filed, worker, today)),
    ]
    for stage, step in steps:
        if reached >= STAGES.index(stage):
            step()


def _situation(programme, family, worker):
    programmes.describe_situation(
        programme,
        life_situation="Rodzina wynajmuje pokój, szuka mieszkania. Dorośli uczą się polskiego (A1).",
        institutions="Powiatowy urząd pracy: rejestracja i oferty. Szkoła podstawowa: przyjęcie dzieci.",
        by=worker,
    )
    if reason := family.get("lower"):
        amounts = {
            row.pk: (max(row.floor_pln, row.ceiling_pln - 100), reason)
            for row in programme.amounts.all()
            if row.number > 6
        }
        agree_amounts(programme, amounts, by=worker)


def _agree(centre, programme, people, filed, worker):
    signed_by = people[0].person.full_name
    agreements.say_again(programme, filed, worker)
    agreement_actions.agree(
        programme, on=filed + 10 * DAY, represented_by=centre.head, signed_by=signed_by, by=worker,
        talk_language="ukraiński", interpreter="Iryna Bondar",
    )  # fmt: skip


def _accept(programme, filed, worker):
    reference = f"PS-IV.946.{programme.pk}.{filed.year}"
    programmes.record_acceptance(programme, on=filed + 19 * DAY, reference=reference, by=worker)


def _submit(programme, filed, worker):
    decisions.submit(programmes.draft_grant(programme, worker, on=filed + 20 * DAY), by=worker)


def _issue(centre, family, programme, filed, worker):
    programme.refresh_from_db()
    issue(programme.decision, centre.head, on=filed + ISSUED_AFTER)
    _account(family, programme, filed, worker)


def _run(centre, family, programme, filed, worker, today):
    programme.refresh_from_db()
    if filed + 24 * DAY <= today:
        decisions.deliver(programme.decision, method="in_person", on=filed + 24 * DAY, by=worker)
    agreements.live_with_goals(programme, filed, worker, today)
    person = programme.application.people.order_by("pk").first().person
    if family["stage"] == "withheld":
        withholdings.withhold(programme, person, centre.head, worker, today)
    if family["stage"] == "resumed":
        withholdings.resume(programme, person, centre.head, worker, today)
        agreements.amend(programme, worker, today)
    if family.get("revoked"):
        withholdings.revoke(programme, person, centre.head, worker, today)
    for task in programme.case.deadlines.filter(kind="monitoring", done_on=None, day__lt=today - 20 * DAY):
        cases.fulfil(task, on=task.day, by=worker)
    if family["stage"] == "ended":
        programmes.end(programme, on=programme.ends, by=worker)


def _account(family, programme, filed, worker):
    holder = programme.application.people.order_by("pk").first().person.full_name
    method = "cash_desk" if family.get("cash_desk") else "transfer"
    set_account(
        programme.case, method=method, holder=holder, account=family.get("account", ACCOUNT),
        on=filed + ISSUED_AFTER, by=worker,
    )  # fmt: skip


ACCOUNT = "10105000997603123456789123"


def _months_to_pay(today):
    """The first days of the last three months and of this one: their lists are sent, the next waits."""
    months = [today.replace(day=1)]
    for _ in range(3):
        months.insert(0, (months[0] - DAY).replace(day=1))
    return months


def _pay(centres, month, today):
    """Send the list of a month; a family whose decision comes later gets its arrears on a later list."""
    paid_on = min(month + PAID_AFTER, today)
    for centre in centres:
        drafted = PaymentList.objects.filter(organisation=centre.organisation, month=month).first()
        if drafted:
            payment_list = benefits.recalculate(drafted, by=centre.accountant)
        else:
            payment_list = benefits.prepare_list(centre.organisation, month, by=centre.accountant)
        payment_list = benefits.submit(payment_list, by=centre.accountant)
        payment_list = benefits.approve(payment_list, by=centre.head)
        profile = centre.organisation.bank_profile
        benefits.export_bank_file(payment_list, profile=profile, on=paid_on, by=centre.accountant)
        benefits.mark_sent(payment_list, on=paid_on, by=centre.accountant)
