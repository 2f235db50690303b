"""Signals: one account or home of two families, amounts in parts, a person paid by two centres."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.casework.anomalies import actions, finding, queries
from kladka.casework.anomalies.models import ExplainedAnomaly
from kladka.casework.benefits.actions import approve, mark_sent, recalculate, submit
from kladka.casework.benefits.ledger_actions import confirm_correction, propose_correction, record_return
from kladka.casework.benefits.models import Payment, PaymentList
from kladka.casework.people.actions import change_home, protect_address
from kladka.casework.people.homes import home_of
from kladka.casework.people.models import Household
from kladka.casework.rights.actions import restrict
from kladka.casework.settlement import expense_actions
from kladka.vault.sealing import unseal
from tests.casework.benefits.build import ACCOUNT, DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family
from tests.casework.recalculation.build import send
from tests.conftest import make_user

TODAY = timezone.localdate()
PAGE = "/rozliczenia/sygnaly/"


def found(centre, day=DAY(2027, 1, 15)):
    return [
        (one.kind, {said["number"] for said in one.cases.values()}) for one in finding.found_in(centre, day)
    ]


def numbers(*programmes):
    return {one.case.number for one in programmes}


def january(accountant, head):
    """The list that the sending of December's made, counted again and approved."""
    draft = PaymentList.objects.get(state="draft")
    return approve(submit(recalculate(draft, by=accountant), by=accountant), by=head)


@pytest.fixture
def alike(centre, caseworker):
    """Two families of one account."""
    return family(centre, caseworker, "Amina Sadig"), family(centre, caseworker, "Olena Kowal")


def test_two_families_of_one_account_are_found_and_a_third_with_its_own_is_not(centre, caseworker, alike):
    family(centre, caseworker, "Maria Bondar", account=OTHER_ACCOUNT)
    assert found(centre) == [("account", numbers(*alike))]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("ul. Lipowa 4 m. 3", "Brzozów"), ("Lipowa 4/3", "brzozow"), True),
        (("ul. Lipowa 4/3", "Brzozów"), ("ul. Lipowa 43", "Brzozów"), False),
        (("ul. Lipowa 4", "Brzozów"), ("ul. Lipowa 4", "Dębowo"), False),
    ],
)
def test_a_home_is_compared_as_people_write_it(centre, caseworker, one, other, same):
    first = family(centre, caseworker, "Amina Sadig", account="")
    second = family(centre, caseworker, "Olena Kowal", account="")
    for programme, (address, town) in ((first, one), (second, other)):
        change_home(programme.case.household, address=address, town=town, by=caseworker)
    assert found(centre) == ([("home", numbers(first, second))] if same else [])
    assert (home_of(*one) == home_of(*other)) is same


def test_a_protected_address_is_compared_with_nothing(centre, caseworker):
    first = family(centre, caseworker, "Amina Sadig", account="")
    second = family(centre, caseworker, "Olena Kowal", account="")
    for programme in (first, second):
        change_home(programme.case.household, address="ul. Lipowa 4", town="Brzozów", by=caseworker)
    home = {"address": "ul. Lipowa 4", "town": "Brzozów", "correspondence": "skr. poczt. 5"}
    protect_address(second.case.household, by=caseworker, **home)
    assert found(centre) == []
    assert Household.objects.get(pk=second.case.household_id).home_index is None


def test_nothing_is_opened_to_find_that_nothing_is_alike(centre, caseworker, monkeypatch):
    for at, name in enumerate(("Amina Sadig", "Olena Kowal", "Maria Bondar")):
        made = family(centre, caseworker, name, account=ACCOUNT if at else OTHER_ACCOUNT, until=None)
        change_home(made.case.household, address=f"ul. Lipowa {at}", town="Brzozów", by=caseworker)
    opened = []
    monkeypatch.setattr(
        "kladka.vault.fields.unseal", lambda *given, **more: opened.append(more) or unseal(*given, **more)
    )
    assert [kind for kind, _ in found(centre)] == ["account"]
    assert len(opened) == 1  # one number, for its last four digits


def test_a_month_paid_in_parts_and_bills_of_one_payee_are_found(centre, caseworker, accountant, head):
    programme = family(centre, caseworker, "Amina Sadig")
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    person = programme.application.people.get().person
    more = {"month": DECEMBER, "amount": Decimal("25.00"), "reason": "x", "by": accountant}
    confirm_correction(propose_correction(programme.case, person=person, **more), by=head)
    send(january(accountant, head), accountant, DAY(2027, 1, 14))
    assert [one.facts["amounts"] for one in finding.found_in(centre, DAY(2027, 1, 15))] == [
        ["1\u00a0679,00", "25,00"]
    ]
    bill = {"payee": "Zarząd", "account": OTHER_ACCOUNT, "purpose": "czynsz", "agreed_on": DAY(2026, 12, 1)}
    for at in (1, 2):
        expense_actions.propose_expense(
            programme, by=accountant, month=DECEMBER, invoice=f"FV {at}", amount_pln=Decimal(at * 100), **bill
        )
    [bills] = [one for one in finding.found_in(centre, DAY(2027, 1, 15)) if "invoices" in one.facts]
    assert (bills.facts["invoices"], bills.facts["amounts"]) == (["FV 1", "FV 2"], ["100,00", "200,00"])


def test_a_returned_transfer_paid_again_is_no_amount_in_parts(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig", account="")
    mark_sent(approved_list(centre, accountant, head), on=DAY(2026, 12, 15), by=accountant)
    from_desk = Payment.objects.get(payment_list__state="sent")
    record_return(from_desk, on=DAY(2026, 12, 17), by=accountant)
    mark_sent(january(accountant, head), on=DAY(2027, 1, 14), by=accountant)
    assert Payment.objects.filter(month=DECEMBER).count() == 2
    assert found(centre) == []


def test_a_person_paid_elsewhere_is_named_with_the_other_centre_and_nothing_of_its_case(
    client, centre, caseworker, accountant, head
):
    second = Organisation.objects.create(
        kind="city_centre", name="Miejski Ośrodek w Dębowie", short_name="MOPR", town="Dębowo",
        address="ul. Długa 1", account=ACCOUNT,
    )  # fmt: skip
    roles = (Membership.Role.CASEWORKER, Membership.Role.ACCOUNTANT, Membership.Role.HEAD)
    worker, author, approver = (make_user(f"Druga {r}", f"{r}@debowo.test", second, r) for r in roles)
    mine, theirs = family(centre, caseworker, "Amina Sadig"), family(second, worker, "Amina Sadig")
    approved_list(centre, accountant, head)
    approved_list(second, author, approver)
    assert found(centre) == [("twice", numbers(mine))]
    assert found(second) == [("twice", numbers(theirs))]
    client.force_login(accountant)
    page = client.get(PAGE).content.decode()
    assert "wypłaca też Miejski Ośrodek w Dębowie" in page
    assert theirs.case.number not in page.replace(mine.case.number, "")
    assert theirs.case.key not in page


def test_an_explained_signal_leaves_the_list_and_comes_back_with_a_third_family(
    centre, caseworker, head, alike
):
    [one] = finding.found_in(centre, TODAY)
    said = {"organisation": centre, "reason": "Siostry, rozmowa z obiema", "by": head}
    with pytest.raises(ValidationError, match="roku naprzód"):
        actions.explain(one, until=TODAY + datetime.timedelta(400), **said)
    rows = actions.explain(one, until=TODAY, **said)
    assert queries.waiting(centre, TODAY) == []
    assert [one.mark for one in queries.waiting(centre, TODAY + datetime.timedelta(1))] == [one.mark]
    actions.bring_back(rows[0], by=head)
    assert [one.mark for one in queries.waiting(centre, TODAY)] == [one.mark]
    actions.explain(one, until=TODAY, **said)
    family(centre, caseworker, "Maria Bondar")
    assert [len(one.cases) for one in queries.waiting(centre, TODAY)] == [3]
    assert ExplainedAnomaly.objects.filter(ended_at=None).count() == 2  # a row for each case


def test_a_worker_is_told_of_the_own_families_and_only_how_many_others_there_are(
    client, centre, caseworker, alike
):
    other = make_user("Inna Realizatorka", "inna@przyklad.test", centre, Membership.Role.CASEWORKER)
    third = family(centre, other, "Maria Bondar")
    client.force_login(caseworker)
    page = client.get(PAGE).content.decode()
    assert all(one.case.key in page for one in alike)
    assert third.case.key not in page
    assert third.case.title not in page
    assert "i 1 inna sprawa" in page
    stranger = make_user("Trzecia", "trzecia@przyklad.test", centre, Membership.Role.CASEWORKER)
    client.force_login(stranger)
    assert "Nie ma sygnałów" in client.get(PAGE).content.decode()


def test_the_pages_explain_why_take_the_explanation_and_cost_ten_queries(client, centre, head, alike):
    client.force_login(head)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(PAGE).content.decode()
    assert len([one for one in asked if "journal" not in one["sql"]]) <= 14
    assert "Rachunek kończący się na 2874" in page
    mark = finding.found_in(centre, TODAY)[0].mark
    refused = client.post(f"{PAGE}{mark}/wyjasnij/", {"reason": "", "until": TODAY.isoformat()})
    assert refused.status_code == 422
    client.post(f"{PAGE}{mark}/wyjasnij/", {"reason": "Bracia", "until": TODAY.isoformat()})
    page = client.get(PAGE).content.decode()
    assert "Nie ma sygnałów" in page
    assert "Bracia" in page
    client.post(f"{PAGE}wyjasnione/{ExplainedAnomaly.objects.first().key}/przywroc/")
    assert "Jeden rachunek" in client.get(PAGE).content.decode()


def test_the_export_leaves_restricted_cases_in_the_office(client, centre, caseworker, head, alike):
    client.force_login(head)

    def rows():
        file = io.BytesIO(client.get("/rozliczenia/sygnaly.xlsx").content)
        return list(openpyxl.load_workbook(file).active.values)[1:]

    assert [row[0] for row in rows()] == ["Jeden rachunek, dwie rodziny"]
    restrict(alike[0].case, reason="x", starts=TODAY, by=head)
    assert rows() == []
