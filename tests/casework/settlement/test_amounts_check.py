"""Do przeliczenia: a look over all programmes of a centre finds what the law gives otherwise by now."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.models import Programme
from kladka.casework.programmes.revocation_actions import draft_revocation
from kladka.casework.recalculation import check_actions, check_queries
from kladka.casework.recalculation.models import AmountsCheck, AmountsFinding
from kladka.casework.recalculation.queries import compared, to_compare
from tests.casework.benefits.build import family
from tests.casework.recalculation.build import born

DAY = datetime.date
PAGE, EXPORT = "/rozliczenia/przeliczenia/", "/rozliczenia/przeliczenia.xlsx"


@pytest.fixture
def programmes(centre, caseworker):
    """Everything as decided; a child born in December; a month less on the programme than the law gives."""
    same, grown, short = (
        family(centre, caseworker, name) for name in ("Amina Sadig", "Olga Bondar", "Jan Lis")
    )
    born(grown, caseworker, name="Sami Bondar")
    Programme.objects.filter(pk=short.pk).update(ends=DAY(2027, 7, 31))
    return same, grown, short


def plain(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_a_look_over_the_centre_says_what_changed_by_how_much_and_since_when(centre, programmes, accountant):
    run = check_actions.order_check(centre, by=accountant)
    run.refresh_from_db()
    assert (run.state, run.done, run.total) == ("done", 3, 3)
    _, grown, short = programmes
    found = {one.programme: one for one in AmountsFinding.objects.all()}
    assert found.keys() == {grown, short}
    money = found[grown]
    assert (money.kind, money.since, money.people) == ("money", DAY(2026, 12, 1), 2)
    alone = compared(to_compare(grown.case)).changed  # what the page of the case says
    assert money.more_pln - money.less_pln == sum(row.change_pln for row in alone) > 0
    assert money.months == len({row.month for row in alone})
    assert "od 1.12.2026 rodzina liczy 2\xa0osoby (dotąd 1)" in money.why
    days = found[short]
    assert (days.kind, days.more_pln, days.less_pln) == ("days", 0, 0)
    assert days.why == "okres programu 01.09.2026–31.07.2027, a wynika 01.09.2026–31.08.2027"
    rows = check_queries.findings(run).rows
    assert [row["case__number"] for row in rows] == [short.case.number, grown.case.number]


def test_the_page_orders_filters_and_exports(
    client, programmes, caseworker, accountant, django_assert_max_num_queries
):
    client.force_login(accountant)
    assert "Kwot jeszcze nie sprawdzano" in plain(client.get(PAGE))
    assert client.post(f"{PAGE}sprawdz/").url == PAGE
    with django_assert_max_num_queries(12):
        page = plain(client.get(PAGE))
    _, grown, short = programmes
    assert f"/sprawy/{grown.case.key}/przeliczenie/" in page
    assert "inny okres, te same kwoty" in page
    assert "sprawdzono 3 programy" in page
    only = plain(client.get(f"{PAGE}?rodzaj=days"))
    assert short.case.number in only
    assert grown.case.number not in only
    assert "Nic nie odpowiada filtrowi" in plain(client.get(f"{PAGE}?rodzaj=problem"))
    assert client.get(f"{PAGE}stan/").status_code == 286
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(EXPORT).content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    found = AmountsFinding.objects.get(kind="money")
    assert [row[0] for row in rows] == [short.case.number, grown.case.number, "Razem"]
    assert (Decimal(str(rows[-1][7])), Decimal(str(rows[-1][8]))) == (found.more_pln, found.less_pln)


def test_a_check_whose_worker_died_is_done_again_without_doubles(centre, programmes, accountant):
    check_actions.order_check(centre, by=accountant)
    long_ago = timezone.now() - 2 * check_actions.LEASE
    AmountsCheck.objects.update(state="running", beat_at=long_ago, done=1)
    assert check_actions.take_up_again() == 1
    run = AmountsCheck.objects.get()
    assert (run.state, run.done, run.attempts, run.findings.count()) == ("done", 3, 2, 2)
    again = check_actions.order_check(centre, by=accountant)
    assert list(AmountsCheck.objects.all()) == [again]  # what the earlier one found went with it


def test_a_family_taken_out_by_a_decision_is_nothing_to_recalculate(
    centre, programmes, caseworker, head, accountant
):
    same, *_ = programmes
    people = [one.person for one in same.application.people.all()]
    why = {"facts": "Prawomocny wyrok.", "starts": DAY(2026, 12, 1), "immediate_reason": "ważny interes"}
    decision, _ = draft_revocation(same, people=people, ground="convicted", by=caseworker, **why)
    issue(submit(decision, by=caseworker), head, on=DAY(2026, 11, 28))
    check_actions.order_check(centre, by=accountant)
    assert not AmountsFinding.objects.filter(programme=same).exists()
