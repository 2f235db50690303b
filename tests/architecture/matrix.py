"""The table of rights: who is answered at which address. What is not written here is denied.

Letters are people. Of the centre whose cases they are: W the worker of every case, K another worker, H head,
A accounting, C coordinator, D administrator, F Forum editor, R researcher, U participant, X a head whose
authorisation ended, L a head who has left. From outside: I inspector during a control, J without one, P a
partner with whom each case is shared, Q one from whom consent was withdrawn, N nobody signed in.
Every role of another centre is tried too ("fcaseworker" …): on its own pages it has what the role has here,
and nothing of this centre exists for it.

A row: addresses, methods, who is answered, who is asked for a reason first, who is refused (403).
For the rest a page of a thing does not exist (404) and a page of one's own organisation is refused (403).
"""

from dataclasses import dataclass

from kladka.accounts.models import Membership

Role = Membership.Role
OWN_ROLES = {
    "K": Role.CASEWORKER,
    "C": Role.COORDINATOR,
    "D": Role.ADMINISTRATOR,
    "F": Role.FORUM_EDITOR,
    "R": Role.RESEARCHER,
    "U": Role.PARTICIPANT,
}
# What a role of another centre is like on the pages of its own organisation.
LIKE = {
    "fcaseworker": "K",
    "fhead": "H",
    "faccountant": "A",
    "fcoordinator": "C",
    "fpartner": "P",
    "finspector": "J",
    "fforum_editor": "F",
    "fresearcher": "R",
    "fadministrator": "D",
    "fparticipant": "U",
}
EVERYBODY = "WKHACDFRUXLIJPQ"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    names: str
    methods: str
    open: str
    ask: str = ""
    refused: str = ""
    thing: bool = True  # a page of one case, list, person …; otherwise a page of the organisation
    login: bool = True


def _pages(names, methods, open, **more):
    return Row(names, methods, open, thing=False, **more)


TABLE = [
    # A case is read by its worker, supervision and an inspector in control; others of the centre say why.
    Row("case deadline-why case-shares protected-address", "get", "WHCI", ask="KA"),
    Row(
        "application application-receipt application-receipt-file application-supply-file",
        "get",
        "WHCI",
        ask="KA",
    ),
    Row("application-why-decision application-why-supply application-why-term", "get", "WHCI", ask="KA"),
    Row("application-why-coverage why-period why-month why-amount", "get", "WHCI", ask="KA"),
    Row("programme programme-print programme-withholdings case-decisions", "get", "WHCI", ask="KA"),
    Row("decision decision-preview decision-why-appeal", "get", "WHCI", ask="KA"),
    # Issued before the address in it was protected: for those named alone.
    Row("decision-file cost-statement programme-texts", "get", "W", ask="KA", refused="HCI"),
    Row("case-changes case-handover", "get", "WHCI", ask="KA"),
    Row("move notice-file", "get", "WHCI", ask="KA"),
    Row("move-new home-change departure", "get post", "WH", "KA", "CI"),
    Row(
        "move-proof move-decide move-revoke move-notices notice-sent move-handover", "post", "WH", "KA", "CI"
    ),
    # A case handed over: its own centre prepares the page, the new worker (here H) answers it.
    Row("handover handover-print", "get", "WHCI", ask="KA"),
    Row("handover-edit", "get post", "WC", "KA", "HI"),
    # This one goes to a worker: nothing is packed for another centre, no file is made.
    Row("handover-pack handover-file", "get post", "", "KA", "HI"),
    Row("handover-offer handover-withdraw handover-confirmed", "post", "WC", "KA", "HI"),
    Row("handover-accept handover-return", "post", "H", "KA", "WCI"),
    Row("case-handover", "post", "WHC", "KA", "I"),
    Row("worker", "get post", "HC"),
    Row("absence-new absence-cancel", "post", "HC"),
    Row("attachments attachment-file case-data case-looks case-looks-file", "get", "WHCI", ask="KA"),
    Row("case-sheet", "get", "WHCI", ask="KA"),
    Row("case-line case-line-export case-calendar visit-reminders", "get", "WHCI", ask="KA"),
    Row("visit-agree visit-withdraw", "post", "WH", "KA", "CI"),
    Row("after", "get", "WHCI", ask="KA"),
    Row("after-farewell after-exit after-ask", "get post", "WH", "KA", "CI"),
    Row("after-successor after-successor-drop after-agree after-withdraw", "post", "WH", "KA", "CI"),
    Row("after-link-new after-give-up", "post", "WH", "KA", "CI"),
    Row("after-link", "get", "WH", "KA", "CI"),
    Row("look-case", "get post", "WKHACI"),
    # In a case act its worker and the head.
    Row("contact-new", "get post", "WH", "KA", "CI"),
    Row("deadline-done attachments case-shares protected-address", "post", "WH", "KA", "CI"),
    Row("address-reader-add address-reader-remove obligation-remove", "post", "WH", "KA", "CI"),
    Row("application-received application-supply-delivery", "post", "WH", "KA", "CI"),
    Row("programme-draft programme-decision programme-recount", "post", "WH", "KA", "CI"),
    Row("decision-submit decision-withdraw decision-deliver", "post", "WH", "KA", "CI"),
    Row("share-withdraw attachment-remove case-correct decision-grounds", "get post", "WH", "KA", "CI"),
    Row("attachment-validity case-file", "get post", "WH", "KA", "CI"),
    Row("case-letters case-letter case-letter-file", "get", "WHCI", ask="KA"),
    Row("case-letter-new case-letter-edit", "get post", "WH", "KA", "CI"),
    Row("case-letter-issue case-letter-drop case-letter-void", "post", "WH", "KA", "CI"),
    Row("case-file-run case-file-pdf", "get", "W", ask="KA", refused="CI"),  # its maker's alone
    Row("application-annex-back application-supply application-unexamined", "get post", "WH", "KA", "CI"),
    Row("application-coverage application-complicated application-refusal", "get post", "WH", "KA", "CI"),
    Row("programme-agree programme-reopen programme-send programme-accept", "get post", "WH", "KA", "CI"),
    Row("programme-end programme-withhold programme-resume", "get post", "WH", "KA", "CI"),
    Row("programme-revoke programme-execution", "get post", "WH", "KA", "CI"),
    Row("programme-carry-out", "post", "WH", "KA", "CI"),
    Row("programme-situation programme-forms programme-amounts", "get post", "WH", "KA", "CI"),
    Row("obligation-new obligation-edit obligation-met", "get post", "WH", "KA", "CI"),
    Row("change-new change-undo change-over proposal-decide", "get post", "WH", "KA", "CI"),
    # Needs are read with the case; red flags by its worker, the head and people named.
    Row("needs need-wave needs-export", "get", "WHCI", ask="KA"),
    Row("needs-begin need-new need-wave need-wave-close need-task", "post", "WH", "KA", "CI"),
    Row("need-rate need-close need-flags", "get post", "WH", "KA", "CI"),
    Row("need-flag", "get", "WH", "KA", "CI"),
    Row("need-flag-task need-flag-close", "post", "WH", "KA", "CI"),
    Row("need-flag-reader-add need-flag-reader-remove", "post", "WH", "KA", "CI"),
    Row("obligation-new obligation-edit obligation-met goal-new goal-edit", "get post", "WH", "KA", "CI"),
    Row("goal-sets", "get", "WH", "KA", "CI"),
    Row("goal-sets", "post", "", "KA", "CI"),  # no set is named
    Row("goal-reached goal-set-save proof-new proof-withdraw", "get post", "WH", "KA", "CI"),
    Row("obligation-hindrance teach-back signed-copy", "get post", "WH", "KA", "CI"),
    Row(
        "annex-new annex-propose annex-sign annex-drop annex-send annex-accept", "get post", "WH", "KA", "CI"
    ),
    Row("goal-remove obligation-keep", "post", "WH", "KA", "CI"),
    Row("obligation annex annex-print side-by-side", "get", "WHCI", ask="KA"),
    Row("goal-set-retire", "post", "WKH", thing=True),
    # The head alone decides; the coordinator distributes.
    Row("decision-approve decision-send-back", "post", "H", "KA", "WCI"),
    Row("programme-readings", "get post", "H", "KA", "WCI"),
    Row("case-copy", "get", "H", "KA", "WCI"),
    Row("case-restrict case-restriction-except case-restriction-lift", "post", "H", "KA", "WCI"),
    Row("case-hold case-hold-end", "post", "H", "KA", "WCI"),
    Row("case-assign", "post", "HC", "KA", "WI"),
    # Following a programme; a note signed before the address was protected: for those named alone.
    Row("case-contacts case-contacts-export", "get", "WHCI", ask="KA"),
    Row("monitoring-note monitoring-note-print", "get", "W", ask="KA", refused="HCI"),
    Row("monitoring-note monitoring-note-change", "post", "WH", "KA", "CI"),
    # A protected address is shown to the people named (here the worker) and through broken glass.
    Row("address-show", "get", "W", "KA", "HCI"),
    Row("glass-ask", "post", "WHC", "KA", "I"),
    Row("glass-approve glass-refuse look-checked", "post", "HC"),
    # A partner has what is shared with them, while it is shared.
    Row("shared-case", "get", "P"),
    Row("shared-note", "post", "P"),
    Row("shared-glass", "get post", "PQ"),
    # Money: no coordinator; prepared by accounting, approved by the head.
    Row("payment-list payment-list-xlsx payment-list-pdf", "get", "WKHAI"),
    Row("payment-list-file", "get", "", refused="WKI"),  # no file was made of this list
    Row("payment-list-recalculate payment-list-withdraw payment-list-submit", "post", "HA", refused="WKI"),
    Row("payment-list-bank-file payment-list-sent", "post", "HA", refused="WKI"),
    Row("payment-list-approve payment-list-send-back", "post", "H", refused="WKAI"),
    Row("payment-why", "get", "WHAI", ask="K"),
    Row("case-recalculation case-claims", "get", "WHAI", ask="K", refused="C"),
    Row("case-coverage", "get", "WHAI", ask="K", refused="C"),
    Row("coverage-change", "get post", "WH", ask="K", refused="ACI"),
    Row("recalculation-propose", "post", "WH", ask="K", refused="ACI"),
    Row("claim-propose relief-propose", "post", "WHA", ask="K", refused="CI"),
    Row("repayment-new claim-deduct claim-deduct-stop claim-settle", "post", "HA", ask="K", refused="WCI"),
    Row("claim-write-off", "post", "H", ask="K", refused="WACI"),
    Row("payment-hold payment-hold-end expiry-carry-out", "post", "H", "K", "WACI"),
    Row("expiry", "get post", "WH", "KA", "CI"),
    Row("expense-approve expense-reject", "post", "H", refused="WKAI"),
    Row("contribution-list contribution-list-xlsx contribution-list-pdf", "get", "WKHAI"),
    Row("contribution-list-recalculate contribution-list-withdraw", "post", "HA", refused="WKI"),
    Row(
        "contribution-list-submit contribution-list-sent contribution-list-paid", "post", "HA", refused="WKI"
    ),
    Row("contribution-list-correct", "post", "HA", refused="WKI"),
    Row("contribution-list-approve contribution-list-send-back", "post", "H", refused="WKAI"),
    Row("case-insurance", "get", "WHCI", ask="KA"),
    Row("other-title-new other-title-end insurance-dependant", "get post", "WH", "KA", "CI"),
    Row("insurance-filing", "get post", "WH", "KA", "CI"),
    Row("statement statement-export", "get", "WKHAI"),
    Row("statement-columns statement-confirm", "post", "HA", refused="WKI"),
    Row("expense-file", "get", "HA", refused="WKI"),
    Row("bank-format-try bank-format-retire", "post", "HA", refused="WKI"),
    Row("bank-format-confirm", "post", "H", refused="WKAI"),  # the accountant described it
    Row("anomaly-explain", "get post", "H", refused="WKAI"),
    Row("anomaly-bring-back", "post", "H", refused="WKAI"),
    Row("grant-request grant-settlement grant-request-file grant-settlement-print", "get", "WKHAI"),
    Row("grant-request-approve grant-settlement-approve", "post", "H", refused="WKAI"),
    Row("grant-request-sent grant-settlement-returned", "post", "HA", refused="WKI"),
    Row("settlement-programme", "get", "WHAI", ask="K"),
    Row("settlement-year-reopen", "post", "H", refused="WKAI"),
    Row("case-payments", "get", "WHAI", ask="K", refused="C"),
    Row("payout-account", "post", "WHA", ask="K", refused="CI"),
    Row("payout-account-confirm payout-account-reject payout-account-kept", "post", "", ask="K"),
    Row("ledger-return correction-new", "post", "HA", ask="K", refused="WCI"),
    Row("correction-confirm correction-reject", "post", "", ask="K", refused="WCI"),  # nothing waits
    # The register of people: an administrator keeps it and opens no family to anybody.
    Row("staff-role", "get", "HD"),
    Row("staff-role-end staff-role-checked staff-link staff-sessions staff-factors", "post", "HD"),
    Row("staff-authorisation staff-authorisation-end staff-undertaking", "post", "H", refused="D"),
    Row("control-end", "post", "H"),
    # Data protection: the head; incidents, which show no family, the administrator too.
    Row("request erasure erasure-print", "get", "H", refused="WKACDFRU"),
    Row(
        "request-extend request-answer erasure-approve erasure-refuse erasure-sweep",
        "post",
        "H",
        refused="WKACDFRU",
    ),
    Row("incident incident-notice", "get", "HD", refused="WKACFRU"),
    Row("incident-people", "get", "H", refused="WKACDFRU"),
    Row("incident-step incident-close", "post", "HD", refused="WKACFRU"),
    Row("print-run print-file", "get", "W"),  # seen by who ordered it
    # Lists and pages of one's own organisation.
    _pages("case-list case-export application-list application-export", "get", "WKHACI"),
    _pages("programme-list programme-export decision-list decision-export", "get", "WKHACI"),
    _pages("proposal-list proposal-export office-sheet", "get", "WKHACI"),
    _pages("template-list template-versions template-built-in", "get", "H"),
    _pages("template-versions", "post", "H"),
    Row("template-file template-preview", "get", "H"),
    Row("template-use template-retire", "post", "H"),
    _pages("expiring-list expiring-export", "get", "WKHACI"),
    # A course has people of several families, as a list has.
    Row("course", "get", "WKHACI"),
    Row("course-template course-month course-file", "get", "WKH", refused="ACI"),
    Row("course-month course-file course-link course-link-revoke", "post", "WKH", refused="ACI"),
    Row("case-chain duty-notices duty-notice duty-notice-print", "get", "WHCI", ask="KA"),
    Row("duty-notice-new", "get post", "WH", "KA", "CI"),
    Row("duty-notice-step duty-notice-withhold", "post", "WH", "KA", "CI"),
    Row("case-courses", "get", "WHCI", ask="KA"),
    Row("case-courses course-leave", "post", "WH", "KA", "CI"),
    Row("school-month", "get post", "", login=False),  # no such link
    _pages("course-list", "get", "WKHACI"),
    _pages("course-new", "get post", "WKH"),
    _pages("monitoring-list monitoring-export", "get", "WKHACI"),
    _pages("contact-counting", "post", "H"),
    _pages("goal-set-list", "get", "WKH"),
    _pages("proposal-list proposal-export handover-list handover-export", "get", "WKHACI"),
    _pages("orphan-list orphan-export worker-list", "get", "HC"),
    _pages("handover-many", "get post", "HC"),
    _pages("look-search", "get post", "WKHACI"),
    _pages("note-search", "get", "WKHCI"),
    # Files are imported by the head: what is written lands in the cases of the whole centre.
    _pages("import-list", "get post", "H"),
    _pages("import-families-template import-programmes-template import-payments-template", "get", "H"),
    _pages("duplicates", "get", "HC"),
    _pages("duplicate-say", "post", "HC"),
    Row("duplicate-undo", "post", "HC"),
    _pages("earlier-payments earlier-payments-export", "get", "WKHAI"),
    Row("import-run import-notes", "get", "H"),
    Row("import-confirm import-drop", "post", "H"),
    _pages("application-new", "get post", "WKH"),
    _pages("print-order", "post", "WKHAC"),
    _pages("payment-lists payment-lists-export", "get", "WKHAI"),
    _pages("contribution-lists", "get", "WKHA"),
    _pages("contribution-list-prepare", "post", "HA"),
    _pages("insurance-tasks insurance-tasks-xlsx", "get", "WKHA"),
    _pages("claim-list claim-export", "get", "WKHAI"),
    _pages("payment-list-prepare", "post", "HA"),
    _pages(
        "settlement settlement-figure settlement-book settlement-book-export settlement-costs", "get", "WKHAI"
    ),
    _pages("settlement-costs-export settlement-year anomalies anomalies-export", "get", "WKHAI"),
    _pages("amounts amounts-export amounts-state", "get", "WKHAI"),
    _pages("amounts-order", "post", "WKHA"),
    _pages("bank-formats", "get", "WKHAI"),
    _pages("bank-format-new bank-format-default", "post", "HA"),
    _pages("own-funds own-funds-export", "get", "WKHAI"),
    _pages("grant statements desk desk-print expenses expenses-export", "get", "WKHAI"),
    _pages("desk-settle expense-new expenses-pay", "post", "HA"),
    _pages("statement-new", "post", "HA"),
    _pages("own-funds-cover own-funds-back grant-request-new grant-receive grant-settle", "post", "HA"),
    _pages("settlement-year-close", "post", "H"),
    _pages("supervision looks-export", "get", "HC"),
    _pages("caseload caseload-export caseload-cases caseload-cases-export", "get", "HC"),
    _pages("caseload-flags", "get", "H"),
    _pages("overdue overdue-export quality", "get", "HC"),
    _pages("quality-check quality-export", "get", "HC"),
    _pages("reports report-list report-list-export register", "get", "HCAI"),
    _pages("register-xlsx register-csv", "get", "HCAI"),
    _pages("year-report-new report-set-import", "post", "H"),
    _pages("report-set-new", "get post", "H"),
    Row("year-report year-report-file report-set report-set-export", "get", "HCAI"),
    Row("report-set-definition", "get", "HCAI"),
    Row("year-report-texts report-set-edit", "get post", "H"),
    Row("year-report-finish year-report-count", "post", "H"),
    Row("report-set-count", "post", "HCA"),
    _pages("report-pack", "get post", "H"),
    _pages("report-files", "get", "HCA"),
    _pages("report-file-order", "post", "HCA"),
    Row("report-run", "get", "HCAI"),
    Row("report-run-file", "get", "H"),
    Row("quality-set-aside", "get post", "HC"),
    Row("quality-bring-back", "post", "HC"),
    _pages("staff staff-export staff-print staff-review", "get", "HD"),
    _pages("staff-person-new incident-new", "get post", "HD"),
    _pages("rights rights-record rights-record-print rights-record-export rights-catalogue", "get", "HD"),
    _pages("incident-list", "get", "HD"),
    _pages("rights-office request-new", "get post", "H"),
    _pages("request-list erasure-list", "get", "H"),
    _pages("erasure-export", "get", "H"),
    _pages("erasure-propose erasure-records", "post", "H"),
    _pages("reminders", "get post", "WKHACI"),
    _pages("feed-open feed-close", "post", "WKHACI"),
    _pages("feed-new", "get", "WKHACI"),
    _pages("after-list after-export", "get", "WKHACI"),
    _pages("after-thanks", "get", EVERYBODY + "N", login=False),
    Row("after-questions", "get post", "", login=False),  # no such link
    _pages("shared-list", "get", "PQ"),
    _pages("controls", "get", "HIJ"),
    _pages("controls", "post", "H"),
    _pages("today", "get", "WKHACDFRUIJPQ"),
    # One's own account, draft and sign-out; pages for everybody.
    _pages("draft-save appearance", "post", EVERYBODY),
    _pages("sign-out", "post", EVERYBODY + "N", login=False),
    _pages("resume account_reauthenticate", "get post", EVERYBODY),
    _pages("account", "get post", EVERYBODY),
    _pages("mfa_index", "get", EVERYBODY),
    _pages("account_change_password mfa_activate_totp mfa_add_webauthn", "get post", EVERYBODY),
    _pages("mfa_generate_recovery_codes", "get post", EVERYBODY),
    _pages("account_reset_password mfa_authenticate", "get post", EVERYBODY + "N", login=False),
    _pages("mfa_login_webauthn", "get post", EVERYBODY + "N", login=False),
    _pages("account_reset_password_done", "get", EVERYBODY + "N", login=False),
    _pages("law", "get", EVERYBODY + "N", login=False),
    _pages("account_login", "get post", EVERYBODY + "N", login=False),
    # Nothing to choose, to end or to take away, no provision named, a wrong link, no demo: for nobody.
    Row("mfa_remove_webauthn mfa_deactivate_totp", "get post", ""),
    Row("mfa_view_recovery_codes", "get", ""),
    Row("end-session", "post", ""),
    Row("account_reset_password_from_key", "get post", "", login=False),
    Row("choose-organisation", "post", ""),
    Row("provision calendar-feed", "get", "", login=False),
    Row("demo-sign-in", "post", "", login=False),
]


def rows():
    """{(name of the address, method): Row}."""
    return {
        (name, method): row for row in TABLE for name in row.names.split() for method in row.methods.split()
    }


def acts():
    """Addresses at which the head does something, in the order of the table."""
    return list(
        dict.fromkeys(
            name
            for (name, method), row in rows().items()
            if method == "post" and "H" in row.open and row.open != EVERYBODY
        )
    )


def expected(row, letter):
    """What this person should meet: open, ask, refused, hidden or sign-in."""
    if letter == "N" and row.login:
        return "sign-in"
    own = letter if row.thing else LIKE.get(letter, letter)
    if own in row.open:
        return "open"
    if own in row.ask:
        return "ask"
    return "refused" if own in row.refused or not row.thing else "hidden"
