"""What the pages of undue benefits show: one case, and the list of a centre."""

import datetime

from django.utils import timezone

from kladka.casework.benefits.queries import next_month
from kladka.casework.cases.wording import case_context
from kladka.casework.recalculation.pages import programme_of
from kladka.documents.polish import month_name
from kladka.documents.xlsx import Column, workbook
from kladka.law.parameters import LawError

from . import permissions, queries
from .forms import ClaimForm, DeductionForm, EndForm, ReliefForm, RepaymentForm
from .models import Claim

TERM_DAYS = 30  # proposed; the act leaves the term of repayment to the decision
COLUMNS = (
    *(Column(title) for title in ("Osoba zobowiązana", "Znak sprawy", "Decyzja", "Podstawa")),
    *(Column(title, "money") for title in ("Ustalono (zł)", "Pozostało (zł)")),
    *(Column(title, "day") for title in ("Ustalono dnia", "Termin zwrotu")),
    Column("Wiek (dni)", "whole"),
    Column("Stan"),
)
ENDS, GROUNDS = dict(Claim.End.choices), dict(Claim.Ground.choices)


def case_page(user, case, **bound):
    """Claims of a case and what may be claimed; `bound` are forms to show again, by name and claim."""
    shown = case_context(case, section="nienalezne/")
    shown["may_write_off"] = permissions.can_write_off(user, case)
    claims = queries.claims_of(case)
    accounts = queries.accounts_of(claims)
    shown["claims"] = [_claim(user, case, one, accounts[one.pk], bound) for one in claims]
    form, problem = _claim_form(user, case, claims, bound)
    return shown | {"form": form, "problem": problem}


def _claim_form(user, case, claims, bound):
    if "form" in bound:
        return bound["form"], ""
    waits = any(one.decision.state in ("draft", "submitted") for one in claims)
    programme = programme_of(case) if permissions.can_propose(user, case) and not waits else None
    if programme is None:
        return None, ""
    try:
        return claim_form(programme), ""
    except LawError as error:
        return None, str(error)


def claim_form(programme, data=None):
    """The form of a claim, None when nothing was overpaid."""
    overpaid = queries.overpaid(programme)
    if not overpaid:
        return None
    people = [(one.person.key, one.person.full_name) for one in programme.application.people.all()]
    initial = {"due_on": timezone.localdate() + datetime.timedelta(days=TERM_DAYS)}
    return ClaimForm(data, overpaid=overpaid, people=people, initial=initial)


def _claim(user, case, claim, account, bound):
    reliefs = list(claim.reliefs.all())
    order = getattr(claim.decision, "deduction_order", None)
    plan = next((one for one in reversed(reliefs) if one.effective_on and one.kind == "instalments"), None)
    open_now = claim.effective_on and not claim.ended_on
    may_collect = open_now and permissions.can_collect(user, case)
    return {
        "it": claim,
        "account": account,
        "parts": [(part, month_name(part.month)) for part in claim.parts.all()],
        "order": order,
        "reliefs": reliefs,
        "plan": plan_rows(plan, account) if plan else (),
        "final": queries.final_on(claim),
        "limitation": queries.limitation_of(claim, reliefs),
        "age": claim.effective_on and (timezone.localdate() - claim.effective_on).days,
        "relief_form": _form(bound, claim, "relief_form", ReliefForm)
        if open_now and permissions.can_propose(user, case)
        else None,
        "settled": may_collect and not account.left,
        "repayment_form": _form(bound, claim, "repayment_form", RepaymentForm) if may_collect else None,
        "deduction_form": bound.get("deduction_form", deduction_form(claim)) if may_collect else None,
        "end_form": EndForm() if open_now and permissions.can_write_off(user, case) else None,
    }


def _form(bound, claim, name, kind):
    form, of = bound.get(name), bound.get("claim")
    return form if form is not None and of == claim.key else kind(auto_id=f"{claim.key}_%s")


def plan_rows(relief, account):
    """Instalments with what has been paid of each so far, the oldest first."""
    paid = account.repaid + account.deducted
    rows = []
    for one in relief.instalments.all():
        part = min(paid, one.amount_pln)
        paid -= part
        rows.append(
            {"it": one, "paid": part, "late": part < one.amount_pln and one.due_on < timezone.localdate()}
        )
    return rows


def deduction_form(claim, data=None):
    """Months of the lists to come that may deduct first."""
    since, most = queries.put_off(claim) or (datetime.date.min, None)
    months = [max(timezone.localdate().replace(day=1), since)]
    while len(months) < 4:
        months.append(next_month(months[-1]))
    choices = [(month.isoformat(), month_name(month)) for month in months]
    said = {"debtor": claim.debtor.full_name, "initial": {"monthly": most}, "auto_id": f"{claim.key}_%s"}
    return DeductionForm(data, months=choices, **said)


def list_rows(rows):
    """Rows of the centre's list with age in days and words."""
    today = timezone.localdate()
    return [
        row
        | {
            "age": (today - row["effective_on"]).days,
            "ground_name": GROUNDS[row["ground"]],
            "state_name": ENDS.get(row["ended"], "do zapłaty"),
            "late": not row["ended_on"] and row["due_on"] < today,
        }
        for row in rows
    ]


def list_workbook(rows):
    """The list as XLSX."""
    names = ("debtor", "case__number", "decision__number", "ground_name", "total_pln", "left")
    names += ("effective_on", "due_on", "age", "state_name")
    lines = [tuple(row[name] for name in names) for row in list_rows(rows)]
    return workbook("Należności", COLUMNS, lines, name="nienaleznie-pobrane")
