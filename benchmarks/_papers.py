"""Applications, programmes, decisions and payments of the synthetic office, mostly written by the database.

Amounts, duties, annexes and payments are written by one INSERT … SELECT each:
a million amounts in seconds. Amounts are those of the law for each size of family and month of filing.
"""

import datetime
import random

from _bulk import days_before, rows, select, table
from django.db.models import OuterRef
from django.utils import timezone

from kladka.casework.benefits.models import Payment, PaymentList, PayoutAccount
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.decisions.actions import submit
from kladka.casework.decisions.models import Decision, DecisionFile, Delivery
from kladka.casework.intake.models import Annex, Applicant, Application, SupplyLetter
from kladka.casework.people.models import HouseholdMember, ProtectionStatus
from kladka.casework.programmes import drafting, grant, queries
from kladka.casework.programmes.models import (
    AgreedAmount,
    CostStatement,
    FormOfAid,
    Obligation,
    Programme,
    Withholding,
)
from kladka.law import wording
from kladka.law.acts import annexes_required
from kladka.law.explain import explain
from kladka.law.facts import Facts, PersonFacts

LINES = 5000
LISTS = 24
# State of the case → state of its application; states of the programme are drawn.
APPLICATIONS = {"programme": "complete", "decision": "complete", "running": "granted", "ended": "granted"}
PROGRAMMES = {
    "programme": ["draft", "agreed", "sent"],
    "decision": ["accepted"],
    "running": ["running"],
    "ended": ["ended"],
}


def month_after(month, many):
    """The first day of the month so many months later (or earlier)."""
    number = month.year * 12 + month.month - 1 + many
    return datetime.date(number // 12, number % 12 + 1, 1)


def first_month(state):
    """A first month of aid that suits the state of a case today."""
    spread = {"running": (-11, 0), "ended": (-23, -12)}.get(state, (0, 0))
    return month_after(timezone.localdate().replace(day=1), random.randint(*spread))


def papers(centre, workers, cases, measured, applied, lines, months):
    """Everything on paper around the cases (dictionaries of rows). Returns keys of what is measured."""
    applications = _applications(centre, workers[0], cases)
    _applicants()
    programmes = _programmes(centre, workers[0], cases, applications)
    _contents(sorted({one["starts"] for one in programmes}))
    decisions = _decisions(centre, workers, programmes, measured)
    _details(measured, workers)
    _letter(applied, workers)
    lists = _payments(centre, workers, lines, months)
    return lists | decisions


def _applications(centre, worker, cases):
    """One a case, with the number of its case as its own."""
    found = []
    for case in cases:
        filed, asked = case["opened_on"], case["state"] == "application"
        found.append(
            {"organisation_id": centre.pk, "case_id": case["id"], "receipt_number": f"IPI.W.{case['id']}",
             "filed_on": filed, "complete_on": None if asked else filed, "declares_residence": True,
             "declares_no_other": True, "declares_readiness": not asked, "declared_on": filed,
             "state": APPLICATIONS.get(case["state"]) or random.choice(["filed", "supplement"]),
             "coverage_confirmed_by_id": None if asked else worker.pk, "received_by_id": worker.pk}
        )  # fmt: skip
    return rows(Application, found)


def _applicants():
    """Status and place in the application of everybody, and the copies that the law asks for."""
    members = (
        f"{table(HouseholdMember)} m JOIN {table(Case)} c ON c.household_id = m.household_id "
        f"JOIN {table(Application)} a ON a.case_id = c.id"
    )
    columns = {"person_id": "m.person_id", "kind": "'refugee'"}
    columns |= {"decided_on": days_before("a.filed_on", 40), "delivered_on": days_before("a.filed_on", 20)}
    select(ProtectionStatus, columns, f"{members} ORDER BY m.id")
    columns = {"application_id": "a.id", "person_id": "m.person_id", "relation": "m.relation"}
    columns |= {"status_id": "s.id", "spouse_of_polish_citizen": "FALSE"}
    columns |= {"covered": "CASE WHEN c.state = 'application' THEN NULL ELSE TRUE END"}
    columns |= {"active": "c.state <> 'ended'"}
    statuses = f"JOIN {table(ProtectionStatus)} s ON s.person_id = m.person_id"
    select(Applicant, columns, f"{members} {statuses} ORDER BY m.id")
    copies = [a for a in annexes_required("refugee", timezone.localdate()) if a.kind == "copy"]
    for annex in copies:
        columns = {"applicant_id": "p.id", "code": "%s", "label": "%s", "provision": "%s"}
        columns["received_on"] = "a.complete_on" if annex is copies[-1] else "a.filed_on"
        tables = f"{table(Applicant)} p JOIN {table(Application)} a ON a.id = p.application_id"
        select(Annex, columns, tables, (annex.code, annex.label, annex.provision))


def _programmes(centre, worker, cases, applications):
    found = []
    for case, one in zip(cases, applications, strict=True):
        if case["state"] in PROGRAMMES:
            first = case["aid_from"] or one["filed_on"].replace(day=1)
            state = random.choice(PROGRAMMES[case["state"]])
            accepted = state in {"accepted", "running", "ended"}
            found.append(
                {"organisation_id": centre.pk, "case_id": case["id"], "application_id": one["id"],
                 "state": state, "starts": first, "ends": month_after(first, 12) - datetime.timedelta(1),
                 "base_reading": "verified", "floor_reading": True, "book_version": "pomiar",
                 "realizator_id": worker.pk, "represented_by_id": worker.pk,
                 "life_situation": "Rodzina mieszka w wynajętym mieszkaniu. " * 20,
                 "institutions": "Powiatowy Urząd Pracy: rejestracja i oferty pracy\n" * 4,
                 "agreed_on": None if state == "draft" else one["filed_on"], "signed_by": "Olena Kowalczuk",
                 "accepted_on": one["filed_on"] if accepted else None,
                 "voivode_reference": "PS.9421.7.2026", "decision_id": None}
            )  # fmt: skip
    return rows(Programme, found)


def _contents(months):
    """Amounts at the ceiling of the law, forms of aid and duties of every programme."""
    model = Programme.objects.first()
    for clause in drafting.forms_of_aid(model):
        columns = {"programme_id": "p.id", "code": "%s"}
        select(FormOfAid, columns, f"{table(Programme)} p", (clause.code,))
    for duty in drafting.obligations(model, datetime.date(2026, 1, 2)):
        columns = {"programme_id": "p.id", "code": "%s", "owed_by": "%s", "text": "%s", "provision": "%s"}
        columns["due_on"] = "p.starts" if duty.due_on else "NULL"
        values = (duty.code, duty.owed_by, duty.text, duty.provision)
        select(Obligation, columns, f"{table(Programme)} p", values)
    figures = [row for starts in months for size in range(1, 5) for row in _figures(starts, size)]
    literals = ", ".join(f"({', '.join(map(str, row))})" for row in figures)
    names = ("starts", "size", "month", "number", "floor_pln", "ceiling_pln", "health_pln")
    columns = {"programme_id": "p.id", "person_id": "n.person_id", "amount_pln": "f.ceiling_pln"}
    columns |= {name: f"f.{name}" for name in names[2:]}
    sizes = f"(SELECT application_id, COUNT(*) AS size FROM {table(Applicant)} GROUP BY application_id)"
    tables = (
        f"{table(Programme)} p JOIN {sizes} s ON s.application_id = p.application_id "
        f"JOIN (WITH f({', '.join(names)}) AS (VALUES {literals}) SELECT * FROM f) f "
        "ON f.starts = p.starts AND f.size = s.size "
        f"JOIN {table(Applicant)} n ON n.application_id = p.application_id ORDER BY p.id, f.number, n.id"
    )
    select(AgreedAmount, columns, tables)


def _figures(starts, size):
    """Months of aid of a family of that size that applied in the month of `starts`, as SQL literals."""
    people = tuple(
        PersonFacts(id=str(n), born=datetime.date(1990 + 30 * bool(n), 1, 1), status="refugee",
                    relation="child" if n else "applicant")
        for n in range(size)
    )  # fmt: skip
    day = "DATE('{}')".format
    for month in explain(Facts(filed_on=starts, people=people)).months:
        line = month.people[0]
        bounds = [queries.zlote(grosz) for grosz in (line.floor, line.ceiling, line.health)]
        yield day(starts), size, day(month.first), month.number, *bounds


def _decisions(centre, workers, programmes, measured):
    """Delivered decisions of running and ended programmes, others still to be approved."""
    loaded = queries.loaded(case__key=measured.key)
    content = grant.content(loaded, queries.dues(loaded))
    law = wording.grounds(explain(queries.with_names(queries.facts_of_programme(loaded))))
    grounds = grant.grounds(loaded, law)
    chosen = [one for one in programmes if one["state"] in {"accepted", "running", "ended"}]
    found = []
    for number, one in enumerate(chosen):
        issued = one["state"] != "accepted"
        found.append(
            {"organisation_id": centre.pk, "case_id": one["case_id"], "kind": "grant", "content": content,
             "grounds": grounds, "state": "delivered" if issued else "draft",
             "prepared_by_id": workers[1 + number % 3].pk, "prepared_at": timezone.now(),
             "number": f"IPI.D.{number}.2026" if issued else "", "edited_by_id": None,
             "approved_by_id": workers[0].pk if issued else None,
             "issued_on": one["starts"] if issued else None}
        )  # fmt: skip
    found = rows(Decision, found)
    Programme.objects.filter(state__in=["accepted", "running", "ended"]).update(
        decision=Decision.objects.filter(case=OuterRef("case")).values("pk")[:1]
    )
    columns = {"decision_id": "d.id", "method": "'post'", "by_id": "d.prepared_by_id"}
    columns |= dict.fromkeys(("on", "appeal_raw_day", "appeal_day"), "d.issued_on")
    select(Delivery, columns, f"{table(Decision)} d WHERE d.state = 'delivered'")
    _terms("appeal", "d.issued_on", f"{table(Decision)} d ON d.case_id = c.id AND d.state = 'delivered'")
    waiting = Decision.objects.filter(state="draft").order_by("pk")
    for decision in list(waiting[:12]):
        submit(decision, by=decision.prepared_by)
    keys = {one["case_id"]: one["key"] for one in found}
    first = Decision.objects.filter(state="submitted").first()
    return {"decision": keys[measured.pk], "waiting": first.key}


def _payments(centre, workers, lines, months):
    """A list for each of the last months, of as many persons as a list may have here."""
    columns = {
        "case_id": "p.case_id", "person_id": "a.person_id", "programme_id": "p.id", "month": "a.month",
        "sort_name": "c.sort_name", "agreed_pln": "a.amount_pln", "amount_pln": "a.amount_pln",
        "health_pln": "a.health_pln", "note": "''", "explanation": "'Pełna kwota za cały miesiąc.'",
        "method": "'transfer'", "holder": "c.title", "account": "'27114020040000300201355387'",
    }  # fmt: skip
    columns["holder"] = "SUBSTR(c.title, 1, 120)"
    select(
        PayoutAccount,
        {"case_id": "c.id", "method": "'transfer'", "holder": columns["holder"], "since": "c.opened_on",
         "account": columns["account"], "created_at": "CURRENT_TIMESTAMP", "by_id": "%s"},
        f"{table(Case)} c WHERE c.aid_from IS NOT NULL",
        (workers[0].pk,),
    )  # fmt: skip
    this, keys = timezone.localdate().replace(day=1), {}
    for back in range(months - 1, -1, -1):
        found = _payment_list(centre, workers, month_after(this, -back), number=months - back, back=back)
        tables = (
            f"(SELECT * FROM {table(AgreedAmount)} WHERE month = %s AND programme_id IN "
            f"(SELECT id FROM {table(Programme)} WHERE state IN ('running', 'ended')) "
            f"ORDER BY programme_id LIMIT {lines}) a JOIN {table(Programme)} p ON p.id = a.programme_id "
            f"JOIN {table(Case)} c ON c.id = p.case_id"
        )
        select(Payment, {"payment_list_id": str(found.pk), **columns}, tables, (found.month,))
        paid = list(found.payments.values_list("amount_pln", flat=True))
        PaymentList.objects.filter(pk=found.pk).update(people=len(paid), total_pln=sum(paid))
        keys[{0: "payment_list", 1: "approved_list"}.get(back, "")] = found.key
        keys["lines"] = len(paid)
    if not keys:
        return keys
    families = f"(SELECT DISTINCT case_id FROM {table(Payment)} WHERE payment_list_id = {found.pk})"
    _terms("payment", f"DATE('{this}')", f"{families} f ON f.case_id = c.id")
    return keys


def _terms(kind, day, joined):
    """An open term of a kind in every case of a joined table; the old ones stay open as in an office."""
    columns = {"case_id": "c.id", "organisation_id": "c.organisation_id", "worker_id": "c.worker_id"}
    columns |= {
        "kind": f"'{kind}'",
        "subject_key": "''",
        "label": "'Termin sprawy'",
        "provision": "'KPA art. 57 § 1'",
    }
    columns |= {"raw_day": day, "day": day}
    select(Deadline, columns, f"{table(Case)} c JOIN {joined}")


def _payment_list(centre, workers, month, *, number, back):
    state = {0: "draft", 1: "approved"}.get(back, "sent")
    approved = state != "draft"
    return PaymentList.objects.create(
        organisation=centre, month=month, number=f"IPI.L.{number}.2026", state=state, prepared_by=workers[1],
        submitted_by=workers[1] if approved else None,
        approved_by=workers[0] if approved else None, approved_at=timezone.now() if approved else None,
        sha256="0" * 64 if approved else "", sent_on=month if state == "sent" else None,
    )  # fmt: skip


def _details(measured, workers):
    """What only a few cases have: withheld time, frozen files, the costs for the voivode, a letter."""
    programme, text = measured.programmes.get(), b"%PDF" + b"0" * 60_000
    person = HouseholdMember.objects.filter(household=measured.household).last().person
    starts = programme.starts
    Withholding.objects.create(
        programme=programme, person=person, ground="misuse", facts="Ustalono w rozmowie.", starts=starts,
        ends=starts + datetime.timedelta(29), resumed_on=starts + datetime.timedelta(30), by=workers[0],
    )  # fmt: skip
    CostStatement.objects.create(
        programme=programme, number="IPI.K.1.2026", cash_pln=1, health_pln=1, sent_on=starts, pdf=text,
        sha256="0" * 64, by=workers[0],
    )  # fmt: skip
    for name, kind in (("d.pdf", "application/pdf"), ("d.docx", "application/octet-stream")):
        DecisionFile.objects.create(
            decision=programme.decision, name=name, media_type=kind, content=text, sha256="0" * 64
        )


def _letter(case, workers):
    """The measured application misses documents and was called to bring them."""
    application = case.applications.get()
    case.applications.update(state="supplement")
    SupplyLetter.objects.create(
        application=application, missing=[{"what": "kopia karty pobytu"}], term_days=7,
        issued_on=application.filed_on, by=workers[0],
    )  # fmt: skip
