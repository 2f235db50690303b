"""Parameters of every address that has some: the rows of one world, by the name of the address."""

from django.utils import timezone

from kladka.casework.aftercare.actions import agree as agree_to_questions
from kladka.casework.aftercare.actions import name_successor
from kladka.casework.casefile.actions import order as order_file
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.clock.actions import agree_to_reminders, open_feed
from kladka.casework.correspondence.actions import issue as issue_letter
from kladka.casework.correspondence.actions import prepare as prepare_letter
from kladka.casework.decisions import printing
from kladka.casework.exchange import actions as imports
from kladka.casework.letters.actions import add as add_template
from kladka.casework.needs.actions import open_need
from kladka.casework.needs.flag_actions import name_reader, raise_flag
from kladka.casework.oversight.actions import set_aside
from kladka.casework.oversight.checks import CHECKS
from kladka.casework.people.actions import link_persons
from kladka.casework.programmes.actions import end as end_programme
from kladka.casework.reports.actions import begin_year_report, save_set
from kladka.casework.reports.definitions import example
from kladka.casework.reports.run_actions import count_set, order_list
from kladka.casework.reports.spans import year_span
from kladka.casework.reports.vocabulary import Figure
from kladka.documents import word_templates
from tests.architecture import money_addresses as of_money
from tests.casework.programmes.build import (
    SENT_ON,
)
from tests.casework.rights import world as rights

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


def addresses(world):
    """{name of an address: its parameters}: rows of this world."""
    of_rights = rights.addresses(world.applied.case, world.head)
    # A restriction takes finished prints away, so these come after it.
    world.prints = printing.request_run(world.centre, by=world.worker, keys=[world.grant.key])
    return (
        of_rights
        | staff(world)
        | openings(world)
        | cases(world)
        | applications(world)
        | programmes(world)
        | needs(world)
        | decisions(world)
        | of_money.money(world)
        | of_money.insurance(world)
        | clock(world)
        | afterwards(world)
        | of_money.settlement(world)
        | monitoring(world)
        | oversight(world)
        | reports(world)
        | exchange(world)
        | templates(world)
        | letters(world)
    )


def letters(world):
    case, person = {"key": world.run.case.key}, world.run.application.people.first().person
    made = prepare_letter(
        world.run.case, kind="participation", title="x", text="x", person=person, by=world.worker
    )
    given = prepare_letter(
        world.run.case, kind="participation", title="x", text="x", person=person, by=world.worker
    )
    issue_letter(given, by=world.worker)
    one = case | {"letter": made.key}
    return {
        "case-letters": case,
        "case-letter-new": case | {"kind": "participation", "about": person.key},
        "case-letter-file": one | {"form": "docx"},
        **{f"case-letter{tail}": one for tail in ("", "-edit", "-issue", "-drop")},
        "case-letter-void": case | {"letter": given.key},
    }


def templates(world):
    file = {"name": "wzor.docx", "content": word_templates.build("receipt")}
    made = add_template(world.centre, "receipt", by=world.head, **file)
    return {
        "template-versions": {"kind": "receipt"},
        "template-built-in": {"kind": "receipt"},
        **{f"template-{tail}": {"key": made.key} for tail in ("file", "preview", "use", "retire")},
    }


def openings(world):
    case, share = {"key": world.run.case.key}, {"key": world.share.key}
    plain = ["case-shares", "look-case", "protected-address", "address-show", "address-reader-add"]
    plain += ["glass-ask"]
    reader = world.protection.readers.first()
    return dict.fromkeys(plain, case) | {
        "share-withdraw": case | {"share": world.share.key},
        "address-reader-remove": case | {"pk": reader.pk},
        **dict.fromkeys(["shared-case", "shared-note", "shared-glass"], share),
        "glass-approve": {"key": world.glass.key},
        "glass-refuse": {"key": world.glass.key},
        "look-checked": {"key": world.look.key},
    }


def clock(world):
    case = {"key": world.run.case.key}
    world.person.email = "rodzina@przyklad.test"
    world.person.save()
    agreed = {"way": "email", "on": SENT_ON, "by": world.worker}
    open_feed(world.worker, organisation=world.centre)
    consent = agree_to_reminders(world.run.case, world.person, **agreed)
    plain = ["case-line", "case-line-export", "case-calendar", "visit-reminders", "visit-agree"]
    return dict.fromkeys(plain, case) | {
        "visit-withdraw": case | {"consent": consent.pk},
        "calendar-feed": {"token": "x"},  # no such calendar
    }


def afterwards(world):
    case, ended = {"key": world.run.case.key}, world.ended
    office = {"domain": "work", "institution": "Urząd pracy", "contact": "", "agreed_on": None}
    successor = name_successor(world.run, matter="x", by=world.worker, **office)
    end_programme(ended, on=ended.ends, by=world.worker)
    person = ended.application.people.get().person
    person.phone = "600100200"
    person.save()
    agreed = {"way": "phone", "on": SENT_ON, "by": world.worker}
    check = agree_to_questions(Case.objects.get(pk=ended.case_id), person, **agreed).checks.first()
    over = {"key": ended.case.key}
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


def oversight(world):
    said = {"reason": "x", "until": timezone.localdate(), "by": world.head}
    ended = world.ended
    aside = set_aside(CHECKS["pesel"], 1, ended.case_id, organisation=world.centre, **said)
    row = {"check": "exit", "key": ended.case.key, "row": ended.pk}
    one = {"check": "exit"}
    return dict.fromkeys(["quality-check", "quality-export"], one) | {
        "quality-set-aside": row,
        "quality-bring-back": {"key": aside.key},
    }


def reports(world):
    rows = save_set(world.centre, example(), by=world.head)
    report = begin_year_report(world.centre, 2026, by=world.head)
    days = year_span(2026)
    count_set(rows, days, by=world.head)
    asked = {"register": True, "money": True, "by": world.head}
    file = order_list(world.centre, days, Figure(), **asked)
    plain = ["", "-edit", "-export", "-definition", "-count"]
    return {
        **{f"report-set{tail}": {"code": rows.code} for tail in plain},
        **{f"year-report{tail}": {"key": report.key} for tail in ("", "-texts", "-finish", "-count")},
        "report-run": {"key": report.runs.get().key},
        "report-run-file": {"key": file.key},
        "year-report-file": {"key": report.key, "form": "xlsx"},
    }


def staff(world):
    role, papers = {"key": world.membership.key}, world.membership.authorisations.get()
    plain = ["staff-role", "staff-role-end", "staff-role-checked"]
    plain += ["staff-link", "staff-sessions", "staff-factors", "worker", "absence-new"]
    return dict.fromkeys([*plain, "staff-authorisation", "staff-undertaking"], role) | {
        "absence-cancel": role | {"pk": world.absence.pk},
        "staff-authorisation-end": role | {"pk": papers.pk},
        "control-end": {"key": world.control.key},
    }


def cases(world):
    case = world.run.case
    task = case.deadlines.filter(kind__in=Deadline.BY_HAND, done_on=None).first()
    plain = ["case", "case-assign", "contact-new", "case-decisions", "case-payments", "attachments"]
    plain += ["payout-account", "payout-account-confirm", "payout-account-reject"]
    plain += ["payout-account-kept"]
    plain += ["ledger-return", "correction-new", "case-changes", "case-handover"]
    plain += ["case-coverage", "case-recalculation", "recalculation-propose", "case-claims", "claim-propose"]
    claim = {"key": case.key, "claim": world.claim.key}
    file = {"key": case.key, "attachment": world.file.key}
    made = {"key": case.key, "run": order_file(case, by=world.worker).key}
    change = {"key": case.key, "change": world.change.key}
    proposal = world.change.proposals.first()
    return {name: {"key": case.key} for name in plain} | {
        **moves(world),
        **{f"handover{tail}": {"key": world.handover.key} for tail in HANDOVER},
        **dict.fromkeys(["relief-propose", "repayment-new", "claim-write-off"], claim),
        **dict.fromkeys(["claim-deduct", "claim-deduct-stop", "claim-settle"], claim),
        "change-new": {"key": case.key, "kind": "left"},
        "coverage-change": {"key": case.key, "what": "wychodzi"},
        **dict.fromkeys(["change-undo", "change-over"], change),
        "proposal-decide": {"key": case.key, "proposal": proposal.key},
        "case-file": {"key": case.key},
        "case-sheet": {"key": case.key, "page": "attachments"},
        "office-sheet": {"page": "course-list"},
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
        "mfa_remove_webauthn": {"pk": world.foreign_factor.pk},
    }


def moves(world):
    case = {"key": world.run.case.key}
    move = case | {"move": world.move.key}
    notice = move | {"notice": world.move.notices.first().key}
    acts = ("", "-decide", "-revoke", "-notices", "-handover")
    return {f"move{tail}": move for tail in acts} | {
        **dict.fromkeys(["move-new", "home-change", "departure"], case),
        "move-proof": move | {"proof": "proof"},
        "notice-sent": notice,
        "notice-file": notice | {"form": "pdf"},
    }


def applications(world):
    case, person = {"key": world.applied.case.key}, world.applied.people.get()
    letter, annex = {"letter": world.letter.key}, person.annexes.first().pk
    plain = ["", "-received", "-supply", "-unexamined", "-coverage", "-complicated", "-refusal"]
    who = {"person": person.person.key}
    return {f"application{name}": case for name in [*plain, "-why-decision"]} | {
        "application-receipt": {"key": world.applied.key},
        "application-receipt-file": {"key": world.applied.key, "form": "pdf"},
        "application-annex-back": case | {"annex": annex},
        "application-supply-file": case | letter | {"form": "pdf"},
        "application-supply-delivery": case | letter,
        "application-why-supply": case | letter,
        "application-why-term": case | who,
        "application-why-coverage": case | who,
    }


def needs(world):
    case, by = world.run.case, {"by": world.worker}
    need = open_need(case, "housing", text="x", on=SENT_ON, **by)
    flag = raise_flag(case, "begging", facts="x", on=SENT_ON, person=world.person, **by)
    reader = name_reader(case, world.head, **by)
    key, wave = {"key": case.key}, {"key": case.key, "wave": case.waves.get(kind="start").key}
    person = wave | {"subject": world.person.key, "code": "work"}
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


def programmes(world):
    states = {
        "draft": ["-situation", "-forms", "-amounts", "-readings", "-recount", "-agree", "-draft"],
        "agreed": ["-send", "-reopen"],
        "sent": ["-accept"],
        "accepted": ["-decision"],
        "run": ["", "-end"],
    }
    run, duty = {"key": world.run.case.key}, world.draft.obligations.first()
    draft, month = {"key": world.draft.case.key}, {"month": "2026-11"}
    return {
        f"programme{name}": {"key": getattr(world, state).case.key}
        for state, names in states.items()
        for name in names
    } | {
        "programme-print": run | {"kind": "pdf"},
        "cost-statement": run | {"pk": world.run.cost_statements.get().pk},
        "programme-withhold": run,
        "programme-withholdings": run,
        "programme-revoke": run,
        "programme-execution": run | {"decision": world.withheld.decision.key},
        "programme-carry-out": run | {"decision": world.withheld.decision.key},
        "programme-resume": run | {"withholding": world.withheld.key},
        **agreement(world),
        "obligation-new": draft,
        "obligation-edit": draft | {"pk": duty.pk},
        "obligation-remove": draft | {"pk": duty.pk},
        "obligation-met": run | {"pk": world.run.obligations.first().pk},
        "why-period": run,
        "why-month": run | month,
        "why-amount": run | month | {"person": world.person.key},
    }


def monitoring(world):
    case = {"key": world.run.case.key}
    note, course = case | {"number": 1}, {"key": world.enrolment.course.key}
    return {
        "case-contacts": case,
        "case-contacts-export": case,
        **dict.fromkeys(["monitoring-note", "monitoring-note-change"], note),
        "monitoring-note-print": note | {"kind": "pdf"},
        "case-courses": case,
        **dict.fromkeys(["case-chain", "duty-notices"], case),
        "duty-notice-new": case | {"person": world.person.key, "duty": "contact"},
        **dict.fromkeys(["duty-notice", "duty-notice-withhold"], case | {"notice": world.notice.key}),
        "duty-notice-step": case | {"notice": world.notice.key, "step": "odrzuc"},
        "duty-notice-print": case | {"notice": world.notice.key, "kind": "pdf"},
        "course-leave": case | {"enrolment": world.enrolment.key},
        **dict.fromkeys(["course", "course-template", "course-file", "course-link"], course),
        "course-month": course | {"month": "2026-11"},
        "course-link-revoke": course | {"link": world.course_link.key},
        "school-month": {"token": "x"},
    }


def exchange(world):
    read = imports.start(world.centre, "families", EMPTY_IMPORT, name="x", by=world.head, pasted=True)
    plain = ["import-run", "import-notes", "import-confirm", "import-drop"]
    people = (world.person, world.applied.people.get().person)
    link = link_persons(*people, same=False, reason="x", by=world.head)
    return {name: {"key": read.key} for name in plain} | {"duplicate-undo": {"key": link.key}}


def agreement(world):
    """Goals, proofs, annexes and sets: of the draft, of the family that runs, of one with an annex."""
    draft, run = {"key": world.draft.case.key}, {"key": world.run.case.key}
    goal = {"goal": world.goal.key}
    annex = {"key": world.amended.case.key, "amendment": world.annex.key}
    signed = {"key": world.signed_annex.programme.case.key, "amendment": world.signed_annex.key}
    first = world.amended.obligations.order_by("pk").first().pk
    return {
        **dict.fromkeys(["goal-new", "goal-sets", "goal-set-save"], draft),
        **dict.fromkeys(["goal-edit", "goal-remove"], draft | goal),
        "goal-reached": run | {"goal": world.run_goal.key},
        "obligation-keep": {"key": world.amended.case.key, "pk": first},
        **dict.fromkeys(["obligation", "proof-new"], run | {"pk": world.proof.obligation_id}),
        "obligation-hindrance": run | {"pk": world.proof.obligation_id},
        "proof-withdraw": run | {"proof": world.proof.key},
        "teach-back": run,
        "programme-texts": run,
        "signed-copy": run | {"number": 1},
        "annex-new": run,
        **dict.fromkeys(["annex", "annex-propose", "annex-sign", "annex-drop"], annex),
        "annex-print": annex | {"kind": "pdf"},
        **dict.fromkeys(["annex-send", "annex-accept"], signed),
        "side-by-side": draft | {"kind": "pdf"},
        "goal-set-retire": {"key": world.goal_set.key},
    }


def decisions(world):
    issued, waiting = {"key": world.run.decision.key}, {"key": world.submitted.key}
    draft, prints = {"key": world.grant.key}, {"key": world.prints.key}
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
