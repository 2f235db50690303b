"""Health insurance from a programme: who is registered since when, contributions of a month, their list."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import prepare_list
from kladka.casework.insurance import actions, files, list_actions, queries
from kladka.casework.insurance.models import Contribution, ContributionList
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.withholding_actions import resume
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.ledger.test_book import balances
from tests.casework.programmes.build import ISSUED_ON, OLENA, SOFIJA, running, withheld
from tests.documents.reading import pdf_words

DAY = datetime.date
NOVEMBER, DECEMBER = DAY(2026, 11, 1), DAY(2026, 12, 1)
ONE = Decimal("110.61")  # 9 % of 1229 zł


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


@pytest.fixture
def people(programme):
    return [one.person for one in programme.application.people.order_by("pk")]


def approved(centre, month, accountant, head, act=list_actions.prepare):
    made = list_actions.submit(act(centre, month, by=accountant), by=accountant)
    return list_actions.approve(made, by=head)


def tasks(programme, today):
    return [
        (one.person.given_names, one.kind, one.effective_on, one.due)
        for one in queries.case_tasks(loaded(programme.key), today)
    ]


def test_everybody_insured_is_registered_within_seven_days_of_the_decision(programme):
    # The decision of 20.11; the seventh day is Friday 27.11.
    assert tasks(programme, DAY(2026, 11, 30)) == [
        ("Olena", "register", NOVEMBER, DAY(2026, 11, 27)),
        ("Sofija", "register", NOVEMBER, DAY(2026, 11, 27)),
    ]


def test_withholding_deregisters_and_resumption_registers_again(programme, caseworker, head):
    withholding = withheld(programme, caseworker, head, ground="untrue_information")
    deadlines = programme.case.deadlines.filter(kind=actions.DEADLINE, done_on=None)
    assert deadlines.count() == 3  # two registrations and one deregistration
    assert ("Olena", "deregister", DECEMBER, DAY(2026, 12, 7)) in tasks(programme, DAY(2026, 12, 5))
    resume(withholding, on=DAY(2026, 12, 11), ceased_on=DAY(2026, 12, 10), by=caseworker)
    assert ("Olena", "register", DAY(2026, 12, 11), DAY(2026, 12, 18)) in tasks(programme, DAY(2026, 12, 12))


def test_the_right_to_care_lapses_thirty_days_after_the_insurance(programme, caseworker, head):
    withheld(programme, caseworker, head, ground="untrue_information")
    task = next(one for one in queries.case_tasks(programme, DAY(2026, 12, 5)) if one.kind == "deregister")
    assert task.care_until == DAY(2026, 12, 30)


def test_what_was_filed_is_kept_once_with_its_day_and_closes_the_deadline(programme, caseworker, head):
    withheld(programme, caseworker, head, ground="untrue_information")
    task = queries.tasks(programme.organisation, DAY(2026, 12, 5))[0]
    actions.record_filing(task, filed_on=DAY(2026, 11, 24), reference="ZZA/1", by=caseworker)
    assert programme.case.deadlines.get(subject_key=task.subject).done_on == DAY(2026, 11, 24)
    assert len(queries.tasks(programme.organisation, DAY(2026, 12, 5))) == 2
    with pytest.raises(ValidationError, match="już zapisano"):
        actions.record_filing(task, filed_on=DAY(2026, 11, 24), by=caseworker)


def test_a_family_permit_does_not_insure(centre, caseworker, head):
    permit = member("Sofija", relation="child", kind="family_permit", received=REFUGEE_COPIES)
    programme = running(centre, caseworker, head, OLENA, permit)
    assert [name for name, *_ in tasks(programme, DAY(2026, 11, 30))] == ["Olena"]


def test_the_list_of_a_month_holds_a_whole_contribution_for_every_insured_person(
    programme, centre, accountant, head, people
):
    made = approved(centre, NOVEMBER, accountant, head)
    assert (made.people, made.total_pln) == (2, 2 * ONE)
    rows = queries.contributions_of(centre, NOVEMBER)
    assert [(row["person_id"], row["amount"]) for row in rows] == [(one.pk, ONE) for one in people]
    assert queries.total_of(centre, NOVEMBER) == 2 * ONE
    assert queries.contributions_of(centre, DECEMBER) == []


def test_one_covered_day_owes_the_whole_month_and_a_month_withheld_whole_owes_nothing(
    programme, centre, caseworker, accountant, head
):
    withheld(programme, caseworker, head, ends=DAY(2026, 12, 30), starts=DECEMBER)
    assert list_actions.prepare(centre, DECEMBER, by=accountant).total_pln == 2 * ONE  # 31 December is paid
    list_actions.withdraw(ContributionList.objects.get(), by=accountant)
    withheld(programme, caseworker, head, ground="criminal_proceedings", starts=DAY(2026, 12, 31))
    made = list_actions.prepare(centre, DECEMBER, by=accountant)
    assert (made.people, made.total_pln) == (1, ONE)
    assert made.lines.get(amount_pln=0).reason == Contribution.Reason.WITHHELD


def test_another_title_for_the_whole_month_leaves_the_person_out_with_the_reason(
    programme, centre, caseworker, accountant, people
):
    title = actions.record_other_title(
        programme.case, person=people[0], kind="work", starts=NOVEMBER, by=caseworker
    )
    made = list_actions.prepare(centre, NOVEMBER, by=accountant)
    assert (made.total_pln, made.lines.get(person=people[0]).reason) == (ONE, "other_title")
    actions.end_other_title(title, on=DAY(2026, 11, 10), by=caseworker)
    # 20 days of November are not covered by the other title: the contribution is not divided.
    assert list_actions.recalculate(made, by=accountant).total_pln == 2 * ONE


def test_a_month_is_listed_once_and_approved_by_another_person(programme, centre, accountant, head):
    made = list_actions.prepare(centre, NOVEMBER, by=head)
    with pytest.raises(ValidationError, match="już istnieje"):
        list_actions.prepare(centre, NOVEMBER, by=accountant)
    with pytest.raises(ValidationError, match="kto inny"):
        list_actions.approve(list_actions.submit(made, by=accountant), by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionList.objects.filter(pk=made.pk).update(state="approved", approved_by=head)


def test_a_list_that_is_no_longer_right_is_not_approved(programme, centre, caseworker, accountant, head):
    made = list_actions.submit(list_actions.prepare(centre, DECEMBER, by=accountant), by=accountant)
    withheld(programme, caseworker, head, ground="untrue_information", starts=DECEMBER)
    with pytest.raises(ValidationError, match="zmieniły się składki"):
        list_actions.approve(made, by=head)


def test_a_correction_lists_only_who_changed_and_the_sum_of_the_month_follows(
    programme, centre, caseworker, accountant, head, people
):
    first = approved(centre, NOVEMBER, accountant, head)
    with pytest.raises(ValidationError, match="nie przekazano jeszcze"):
        list_actions.prepare_correction(centre, NOVEMBER, by=accountant)
    list_actions.mark_sent(first, on=DAY(2026, 12, 5), by=accountant)
    with pytest.raises(ValidationError, match="Nic się nie zmieniło"):
        list_actions.prepare_correction(centre, NOVEMBER, by=accountant)
    actions.record_other_title(programme.case, person=people[0], kind="work", starts=NOVEMBER, by=caseworker)
    second = approved(centre, NOVEMBER, accountant, head, act=list_actions.prepare_correction)
    assert (second.part, second.people, second.total_pln) == (2, 1, -ONE)
    assert queries.total_of(centre, NOVEMBER) == ONE
    assert "Poprzednio" in pdf_words(files.list_print(second, list(second.lines.select_related("case"))))


def test_contributions_agree_with_the_payment_list_to_the_grosz_or_say_why_not(
    programme, centre, caseworker, accountant, head, people
):
    set_account(programme.case, method="cash_desk", holder="x", account="", on=ISSUED_ON, by=caseworker)
    prepare_list(centre, NOVEMBER, by=accountant)
    made = list_actions.prepare(centre, NOVEMBER, by=accountant)
    assert queries.differences(centre, NOVEMBER, made.lines.all()) == []
    assert queries.paid_sum(centre, NOVEMBER) == made.total_pln
    actions.record_other_title(programme.case, person=people[0], kind="work", starts=NOVEMBER, by=caseworker)
    made = list_actions.recalculate(made, by=accountant)
    (found,) = queries.differences(centre, NOVEMBER, made.lines.all())
    assert (found.person, found.listed_pln, found.paid_pln) == ("Olena Kowalczuk", Decimal("0.00"), ONE)
    assert "inny tytuł" in found.why


def test_a_payment_list_made_afterwards_knows_of_the_other_title(
    programme, centre, caseworker, accountant, people
):
    set_account(programme.case, method="cash_desk", holder="x", account="", on=ISSUED_ON, by=caseworker)
    actions.record_other_title(programme.case, person=people[0], kind="work", starts=NOVEMBER, by=caseworker)
    paid = prepare_list(centre, NOVEMBER, by=accountant)
    lines = dict(paid.payments.values_list("person", "health_pln"))
    assert lines == {people[0].pk: 0, people[1].pk: ONE}
    assert "art. 82 ust. 6" in paid.payments.get(person=people[0]).explanation
    made = list_actions.prepare(centre, NOVEMBER, by=accountant)
    assert queries.differences(centre, NOVEMBER, made.lines.all()) == []


def test_an_approved_list_costs_its_programmes_and_its_payment_leaves_the_bank(
    programme, centre, caseworker, accountant, head, people
):
    made = approved(centre, NOVEMBER, accountant, head)
    assert balances() == {"cost_health": 2 * ONE, "zus": -2 * ONE}
    with pytest.raises(ValidationError, match="nie można teraz wykonać"):
        list_actions.record_paid(made, on=DAY(2026, 11, 22), by=accountant)
    list_actions.mark_sent(made, on=DAY(2026, 11, 20), by=accountant)
    with pytest.raises(ValidationError, match="przed przekazaniem"):
        list_actions.record_paid(made, on=DAY(2026, 11, 19), by=accountant)
    list_actions.record_paid(made, on=DAY(2026, 11, 21), by=accountant)
    with pytest.raises(ValidationError, match="już zapisano"):
        list_actions.record_paid(made, on=DAY(2026, 11, 21), by=accountant)
    actions.record_other_title(programme.case, person=people[0], kind="work", starts=NOVEMBER, by=caseworker)
    approved(centre, NOVEMBER, accountant, head, list_actions.prepare_correction)
    assert balances() == {"bank": -2 * ONE, "cost_health": ONE, "zus": ONE}  # ZUS has one too much


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE insurance_contribution SET amount_pln = 1",
        "DELETE FROM insurance_contribution",
        "UPDATE insurance_contributionlist SET total_pln = 1",
        "UPDATE insurance_contributionlist SET state = 'draft'",
        "DELETE FROM insurance_contributionlist",
    ],
)
def test_the_database_keeps_an_approved_list(programme, centre, accountant, head, statement):
    approved(centre, NOVEMBER, accountant, head)
    with pytest.raises(IntegrityError, match="przygotowuje się korektę"), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_list_is_read_back_from_its_files(programme, centre, accountant, head):
    made = approved(centre, NOVEMBER, accountant, head)
    lines = list(made.lines.select_related("case"))
    sheet = openpyxl.load_workbook(io.BytesIO(files.list_workbook(made, lines).content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[1] for row in rows[1:3]] == ["Olena Kowalczuk", "Sofija Kowalczuk"]
    assert [Decimal(str(row[5])) for row in rows[1:3]] == [ONE, ONE]
    words = pdf_words(files.list_print(made, lines))
    assert "SKŁADKI ZDROWOTNE" in words and "221,22" in words and "2 osoby" in words


def test_a_dependant_is_reported_for_an_insured_person(programme, caseworker, people):
    details = {"kind": "family", "effective_on": NOVEMBER, "filed_on": DAY(2026, 11, 22), "by": caseworker}
    with pytest.raises(ValidationError, match="inna osoba"):
        actions.record_dependant(programme, person=people[0], dependant=people[0], **details)
    filing = actions.record_dependant(programme, person=people[0], dependant=people[1], **details)
    assert filing.get_kind_display() == "zgłoszenie członka rodziny"


def test_the_pages_of_a_month_from_preparation_to_zus(client, programme, centre, accountant, head):
    client.force_login(accountant)
    assert "Nie ma zestawień składek" in client.get("/skladki/").content.decode()
    page = client.post("/skladki/przygotuj/", {"month": "2026-11"}, follow=True).content.decode()
    assert "Listopad 2026" in page and "221,22" in page
    assert "nie ma jeszcze na żadnej liście wypłat" in page
    made = ContributionList.objects.get()
    address = made.get_absolute_url()
    client.post(f"{address}przekaz/")
    client.force_login(head)
    client.post(f"{address}zwroc/", {"zwrot-reason": "Sprawdź Olenę"})
    client.force_login(accountant)
    assert "Sprawdź Olenę" in client.get(address).content.decode()
    client.post(f"{address}przekaz/")
    client.force_login(head)
    client.post(f"{address}zatwierdz/")
    client.force_login(accountant)
    client.post(f"{address}wyslane/", {"on": "2026-11-22"})
    made.refresh_from_db()
    assert (made.state, made.approved_by) == ("sent", head)
    assert client.get(f"{address}lista.xlsx").status_code == 200
    assert client.get(f"{address}lista.pdf").status_code == 200
    client.post(f"{address}zaplacone/", {"on": "2026-11-22"})
    assert "zapłacono ZUS" in client.get(address).content.decode()
    assert "Nic się nie zmieniło" in client.post(f"{address}korekta/").content.decode()


def test_the_pages_of_tasks_and_of_a_case(client, programme, caseworker, people):
    client.force_login(caseworker)
    page = client.get("/skladki/zgloszenia/").content.decode()
    assert page.count("zgłoszenie od 1.11.2026") == 2
    task = queries.tasks(programme.organisation, DAY(2026, 11, 22))[0]
    base = f"/sprawy/{programme.case.key}/ubezpieczenie/"
    page = client.post(f"{base}{task.subject}/", {"filed_on": "2026-11-22"}, follow=True).content.decode()
    assert "22.11.2026" in page
    data = {"person": people[0].key, "kind": "work", "starts": "2026-11-21"}
    page = client.post(f"{base}tytul/", data, follow=True).content.decode()
    assert "praca lub zlecenie" in page and "prawo do świadczeń do" in page
    data = {
        "person": people[0].key, "dependant": people[1].key, "kind": "family",
        "effective_on": "2026-11-01", "filed_on": "2026-11-22",
    }  # fmt: skip
    assert "zgłoszenie członka rodziny" in client.post(f"{base}rodzina/", data, follow=True).content.decode()
    assert client.get("/skladki/zgloszenia/lista.xlsx").status_code == 200


def test_a_page_of_a_list_does_not_ask_more_for_more_persons(
    client, centre, caseworker, accountant, head, django_assert_max_num_queries
):
    for name in ("Anna", "Berta", "Celina"):
        running(centre, caseworker, head, member(name, received=REFUGEE_COPIES))
    made = list_actions.prepare(centre, NOVEMBER, by=accountant)
    client.force_login(accountant)
    client.get(made.get_absolute_url())
    with django_assert_max_num_queries(22):
        client.get(made.get_absolute_url())
