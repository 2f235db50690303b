"""What the pages of payments show: the lists, one list, a line's explanation, the payments of a case."""

import re

from django.utils import timezone

from kladka.accounts import permissions as accounts
from kladka.casework.cases.wording import case_context
from kladka.casework.people.models import HouseholdMember
from kladka.casework.programmes.queries import explanation_of, grosze, zlote
from kladka.casework.programmes.wording import traced
from kladka.documents.polish import account_number, month_name
from kladka.law.terms import payment_day

from . import ledger_queries, permissions, queries, returns, wording
from .format_queries import formats_of
from .forms import (
    AccountForm,
    BankFileForm,
    CalledBackForm,
    CorrectionForm,
    KeptAccountForm,
    MonthForm,
    ReasonForm,
    ReturnForm,
    SentForm,
)
from .lines import outdated, payable_of
from .models import Payment, PaymentList

State = PaymentList.State
STATES = dict(State.choices)
YEAR = re.compile(r"20[0-9][0-9]")


def year_of(request):
    """The year of the filter, or None for all."""
    typed = request.GET.get("rok", "")
    return int(typed) if YEAR.fullmatch(typed) else None


def lists_page(request, organisation, form=None):
    """Lists of the chosen year and the form of the month to prepare."""
    year, listed = year_of(request), queries.listed_months(organisation)
    page = queries.payment_lists(request.user, year=year, cursor=request.GET.get("po", ""))
    may, today = permissions.can_prepare(request.user, organisation.pk), timezone.localdate()
    proposed = queries.month_to_prepare(listed, today) if may else None
    if may and form is None:
        months = queries.free_months(listed, proposed)
        form = MonthForm(months=months, initial={"month": f"{proposed:%Y-%m}"})
    return {
        "page": page,
        "rows": [_listed(one, today) for one in page.rows],
        "years": queries.years(listed),
        "year": year,
        "form": form,
        "proposed": proposed,
        "proposed_name": proposed and month_name(proposed),
        "proposed_due": proposed and payment_day(proposed),
        "left_out": _left_out(organisation, listed, proposed),
    }


def _left_out(organisation, listed, proposed):
    """Names of the months that have amounts and no list; a list pays only months whose list was made."""
    months = queries.months_left_out(organisation, listed, proposed) if proposed else ()
    return [month_name(month) for month in months]


def _listed(row, today):
    """A list (dictionary of `queries.LISTS`) with what its row says besides."""
    due = payment_day(row["month"]).day
    return row | {
        "name": month_name(row["month"]),
        "badge": wording.STATE_BADGES[row["state"]],
        "state_name": STATES[row["state"]],
        "due": due,
        "late": due < today,
    }


def list_page(request, found, **shown):
    """One list; `shown` are bound forms or a `problem` that the page must show instead of fresh forms."""
    part = request.GET.get("czesc", "")
    part = part if part in wording.PARTS else ""
    name = request.GET.get("osoba", "").strip()
    page = queries.lines(found, part=part, name=name, cursor=request.GET.get("po", ""))
    of_list = {"payment_list__key": found.key, "payment_list__month": found.month}
    totals = queries.control(found)
    counts, due = totals.counts(), payment_day(found.month)
    acts = _acts(request.user, found, totals)
    changed = set() if found.state == State.SENT else queries.changed_since(found)
    return {
        "list": found,
        "month": month_name(found.month),
        "badge": wording.STATE_BADGES[found.state],
        "next_step": wording.NEXT_STEP[found.state],
        "due": due,
        "late": not found.sent_on and due.day < timezone.localdate(),
        "page": page,
        "rows": [row(line | of_list) for line in page.rows],
        "part": part,
        "name": name,
        "parts": [(key, label, counts[key]) for key, (label, _) in wording.PARTS.items()],
        "control": totals,
        "outdated": _outdated(found) if "owed" in changed else "",
        **_accounts(found, changed),
        "alarms": queries.alarms(found) if found.sha256 else [],
        **acts,
        **_forms(found, due, acts),
        **shown,
    }


def _accounts(found, since):
    """Changes of accounts that the list does not have; `since` says whether there may be any."""
    changed, waiting = queries.changed_accounts(found) if "accounts" in since else (0, 0)
    if found.state != State.DRAFT:
        return {"changed": changed, "waiting": waiting}
    of_dead = ledger_queries.owed_to_dead(found.organisation_id)
    unsure = returns.waiting_families(found.organisation_id)
    return {"waiting": waiting, "unsure": unsure, "owed_to_dead": of_dead}


NOTES = dict(Payment.Note.choices)


def row(line):
    """A line (dictionary of `queries.LINES` and of its list) with what its row says besides."""
    month, of_list = line["month"], line["payment_list__month"]
    return line | {
        "name": line["person_name"],
        "badge": wording.NOTE_BADGES[line["note"]],
        "note_name": NOTES[line["note"]],
        "transfer": line["method"] == "transfer",
        "account": line["account"] and account_number(line["account"]),
        "arrears": month_name(month) if month != of_list else "",
        "why": f"/wyplaty/{line['payment_list__key']}/dlaczego/{line['person__key']}/{month:%Y-%m}/",
    }


def _month(lines):
    """What the page of a case says of one list and of the case's lines on it."""
    first = lines[0]
    return first | {
        "name": month_name(first["payment_list__month"]),
        "badge": wording.STATE_BADGES[first["payment_list__state"]],
        "state_name": STATES[first["payment_list__state"]],
        "rows": [row(line) for line in lines],
        "total": sum((line["amount_pln"] for line in lines), queries.ZERO),
    }


def _outdated(found):
    """What the page says of lines with old amounts, "" without any."""
    lines = outdated(found)
    return wording.outdated(lines) if lines else ""


def _acts(user, found, control):
    """Which acts this user may do on this list now."""
    may = permissions.can_prepare(user, found.organisation_id)
    submitted = found.state == State.SUBMITTED
    return {
        "can_change": may and found.state == State.DRAFT,
        "can_approve": submitted and permissions.can_approve(user, found),
        "own_list": submitted
        and accounts.can_approve(user, found.organisation_id)
        and not permissions.can_approve(user, found),
        "can_send_back": (submitted or (found.state == State.APPROVED and not control.files))
        and permissions.can_send_back(user, found),
        "can_export": may and found.state in {State.APPROVED, State.SENT},
        "can_send": may and found.state == State.APPROVED,
    }


def _forms(found, due, acts):
    """Fresh forms of the acts that this user may do now."""
    today, forms = timezone.localdate(), {}
    if acts["can_send_back"]:
        forms["reason_form"] = ReasonForm()
    if acts["can_export"]:
        initial = {"profile": found.organisation.bank_profile, "on": max(today, due.day)}
        forms["file_form"] = BankFileForm(formats=formats_of(found.organisation), initial=initial)
    if acts["can_send"]:
        forms["sent_form"] = SentForm(approved_on=approved_on(found), initial={"sent_on": today})
    return forms


def approved_on(found):
    """The day of approval; today while the list is not approved."""
    return timezone.localdate(found.approved_at) if found.approved_at else timezone.localdate()


def why_page(found, line):
    """The line, the trace of its month, and what the law would give today when that differs from the list."""
    month = next((m for m in explanation_of(line.programme).months if m.first == line.month), None)
    person = month and month.person(line.person.key)
    steps = person.trace if person else ()
    return {
        "list": found,
        "line": line,
        "month": month_name(line.month),
        "steps": traced(steps),
        "book": person and person.source.book.version,
        "differs": _amount_now(line) if line.attempt == 1 else None,
    }


def _amount_now(line):
    """The amount counted today, or None when it is that of the list."""
    key = line.person.key
    amounts = line.programme.amounts.filter(month=line.month).select_related("person")
    now = [found for amount, found in payable_of(line.programme, amounts) if amount.person.key == key]
    amount = zlote(now[0].cash if now else 0)
    return None if grosze(amount) == grosze(line.amount_pln) else amount


def case_page(user, case, form=None):
    """Payments of a case, its account now and before, the month to come."""
    account, waiting, former = queries.accounts_of(case)
    return case_context(case, section="wyplaty/") | {
        "months": [_month(lines) for lines in queries.payments_of(case)],
        "earlier": list(case.earlier_payments.select_related("person").order_by("-month", "pk")[:60]),
        "account": account,
        "account_number": account and account.account and account_number(account.account),
        "former": former,
        **_settlement(user, case),
        **_waiting(user, case, waiting),
        **_returned(user, case),
        **_upcoming(queries.upcoming_of(case, timezone.localdate().replace(day=1))),
        "can_set": permissions.can_set_account(user, case),
        "form": form or AccountForm(initial=_typed_before(account, case)),
    }


def _settlement(user, case):
    """What the ledger holds of the case, corrections that wait, and the forms of whoever pays families."""
    entries = ledger_queries.ledger_of(case)
    if not entries:
        return {}
    corrections = [
        one | {"may": permissions.can_settle(user, case) and one["by_id"] != user.pk}
        for one in ledger_queries.open_corrections(case)
    ]
    shown = {"settled": ledger_queries.settled(entries), "corrections": corrections}
    if permissions.can_settle(user, case):
        shown["return_form"] = ReturnForm(lines=ledger_queries.returnable(entries))
        shown["correction_form"] = CorrectionForm(months=ledger_queries.corrigible(entries))
    return shown


def _waiting(user, case, waiting):
    """The change of account that waits for a second person, and the form for whoever may confirm it."""
    if waiting is None:
        return {}
    may = permissions.can_confirm_account(user, case, waiting)
    return {
        "waiting": waiting,
        "waiting_number": waiting.account and account_number(waiting.account),
        "confirm_form": CalledBackForm() if may else None,
    }


def _returned(user, case):
    """Transfers that came back and wait for the account, and the form of who may say that it stays."""
    found = returns.waiting_returns(case)
    if not found:
        return {}
    rows = [
        {"month": month_name(one.month), "name": one.person.full_name, "amount": one.amount_pln, "on": one.on}
        for one in found
    ]
    may = permissions.can_confirm_kept(user, case, found)
    return {"returned": rows, "kept_form": KeptAccountForm() if may else None}


def _upcoming(amounts):
    """The month to come, nothing when no amount is agreed for it."""
    if not amounts:
        return {}
    month = amounts[0]["month"]
    due = payment_day(month)
    names = [f"{one['person__given_names']} {one['person__family_name']}" for one in amounts]
    return {
        "upcoming": [one | {"name": name} for one, name in zip(amounts, names, strict=True)],
        "upcoming_month": month_name(month),
        "upcoming_due": due,
        "upcoming_late": due.day < timezone.localdate(),
        "upcoming_total": sum((one["amount_pln"] for one in amounts), queries.ZERO),
    }


def _typed_before(account, case):
    """What the form of the account starts with: the account in force, or the name of the applicant."""
    if account:
        return {"method": account.method, "holder": account.holder, "account": account.account}
    members = HouseholdMember.objects.filter(household=case.household_id)
    applicant = members.select_related("person").order_by("pk").first()
    return {"holder": applicant.person.full_name if applicant else ""}
