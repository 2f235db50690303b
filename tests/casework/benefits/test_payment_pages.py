"""Pages of payments: who sees and does what, what stands on them, how many queries they ask."""

import io
from decimal import Decimal

import openpyxl
import pikepdf
import pytest
from django.db import connection
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.casework import guards
from kladka.casework.benefits.actions import approve, prepare_list, submit
from kladka.casework.benefits.models import BankFile, Payment, PaymentList
from kladka.casework.programmes.withholding_actions import withhold
from tests.conftest import JOURNAL, make_user

from .build import DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family, tamper

ACTS = ["przekaz", "przelicz", "wycofaj", "plik", "wyslana"]


@pytest.fixture
def draft(centre, caseworker, accountant):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk")
    return prepare_list(centre, DECEMBER, by=accountant)


@pytest.fixture
def stranger(db):
    other = Organisation.objects.create(
        kind="city_centre",
        name="Miejski Ośrodek Pomocy Rodzinie w Zalesiu",
        short_name="MOPR Zalesie",
        authority="Prezydent Zalesia",
        address="ul. Długa 1",
        town="Zalesie",
        voivodeship="łódzkie",
        voivode="Wojewoda Łódzki",
        appeal_board="SKO",
    )
    return make_user("Obca Osoba", "obca@przyklad.test", other, Membership.Role.HEAD)


def get(client, user, address, **kwargs):
    client.force_login(user)
    return client.get(address, **kwargs)


def test_the_first_page_proposes_a_month_and_says_that_there_are_no_lists(client, accountant):
    page = get(client, accountant, "/wyplaty/").content.decode()
    assert "Następna lista:" in page
    assert "Nie ma list wypłat" in page
    assert "rozporządzenie § 3 ust. 2" in page


def test_the_month_after_the_last_list_is_proposed(client, draft, accountant):
    page = get(client, accountant, "/wyplaty/").content.decode()
    assert "Następna lista: styczeń 2027" in page
    assert "15.01.2027" in page


def test_the_page_names_months_with_amounts_that_no_list_pays(client, centre, caseworker, accountant):
    said = "Miesiące bez listy, za które są kwoty"
    programme = family(centre, caseworker, "Amina Sadig")
    programme.amounts.filter(month__lt=DECEMBER).update(paid_before=True)
    assert said not in get(client, accountant, "/wyplaty/").content.decode()
    prepare_list(centre, DAY(2027, 2, 1), by=accountant)
    page = get(client, accountant, "/wyplaty/").content.decode()
    assert said in page
    assert "Grudzień 2026, styczeń 2027: należą się świadczenia" in page


def test_a_list_is_prepared_from_the_page(client, centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    client.force_login(accountant)
    answer = client.post("/wyplaty/przygotuj/", {"month": "2026-12"})
    made = PaymentList.objects.get()
    assert (answer.status_code, answer["Location"], made.month) == (302, made.get_absolute_url(), DECEMBER)


@pytest.mark.parametrize("month", ["2026-12", "2026-13", "1999-01", "", "x"])
def test_a_month_that_cannot_be_prepared_is_refused_with_a_message(client, draft, accountant, month):
    client.force_login(accountant)
    answer = client.post("/wyplaty/przygotuj/", {"month": month})
    assert answer.status_code == 422
    assert "alert-danger" in answer.content.decode()
    assert PaymentList.objects.count() == 1


def test_a_caseworker_sees_a_list_and_may_do_nothing_with_it(client, draft, caseworker):
    page = get(client, caseworker, draft.get_absolute_url()).content.decode()
    assert "Ołena Kowalczuk" in page
    assert "Przekaż do zatwierdzenia" not in page
    refused = {act: client.post(f"{draft.get_absolute_url()}{act}/").status_code for act in ACTS}
    assert refused == dict.fromkeys(ACTS, 403)
    assert client.post("/wyplaty/przygotuj/", {"month": "2027-01"}).status_code == 403


def test_an_accountant_may_not_approve_or_send_back(client, draft, accountant):
    submit(draft, by=accountant)
    client.force_login(accountant)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Zatwierdź listę" not in page
    for act in ("zatwierdz", "zwroc"):
        assert client.post(f"{draft.get_absolute_url()}{act}/", {"reason": "x"}).status_code == 403


def test_a_head_who_submitted_a_list_gets_403_for_approving_it(client, draft, head):
    submit(draft, by=head)
    client.force_login(head)
    page = client.get(draft.get_absolute_url()).content.decode()
    assert "Tę listę zatwierdza inny kierownik" in page
    assert client.post(f"{draft.get_absolute_url()}zatwierdz/").status_code == 403
    assert PaymentList.objects.get().state == "submitted"


def test_a_list_and_a_case_of_another_centre_do_not_exist(client, draft, stranger):
    line = draft.payments.first()
    client.force_login(stranger)
    addresses = [
        draft.get_absolute_url(),
        f"{draft.get_absolute_url()}lista.xlsx",
        f"{draft.get_absolute_url()}lista.pdf",
        f"{draft.get_absolute_url()}dlaczego/{line.person.key}/2026-12/",
        f"/sprawy/{line.case.key}/wyplaty/",
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 5
    assert client.post(f"{draft.get_absolute_url()}zatwierdz/").status_code == 404
    assert "Nie ma list wypłat" in client.get("/wyplaty/").content.decode()


def test_the_whole_way_of_a_list_through_the_pages(client, draft, accountant, head):
    address = draft.get_absolute_url()
    client.force_login(accountant)
    assert client.post(f"{address}przelicz/").status_code == 302
    assert client.post(f"{address}przekaz/").status_code == 302
    client.force_login(head)
    assert client.post(f"{address}zwroc/", {"reason": "Sprawdź kwoty."}).status_code == 302
    assert "Sprawdź kwoty." in client.get(address).content.decode()
    client.force_login(accountant)
    client.post(f"{address}przekaz/")
    client.force_login(head)
    assert client.post(f"{address}zatwierdz/").status_code == 302
    client.force_login(accountant)
    file = client.post(f"{address}plik/", {"profile": "elixir0-cp852", "on": "2099-12-15"}, follow=True)
    assert (file.status_code, file["X-Content-SHA256"]) == (200, BankFile.objects.get().sha256)
    today = timezone.localdate(PaymentList.objects.get().approved_at).isoformat()
    answer = client.post(f"{address}wyslana/", {"sent_on": today}, follow=True)
    assert "Przygotowano listę na następny miesiąc: styczeń 2027." in answer.content.decode()
    assert list(PaymentList.objects.order_by("month").values_list("state", flat=True)) == ["sent", "draft"]


def test_a_list_goes_back_only_with_a_reason(client, draft, accountant, head):
    submit(draft, by=accountant)
    client.force_login(head)
    answer = client.post(f"{draft.get_absolute_url()}zwroc/", {"reason": " "})
    assert answer.status_code == 422
    assert "Napisz, co poprawić" in answer.content.decode()
    assert PaymentList.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("day", "message"), [("2020-01-01", "nie mogła wyjść"), ("2099-01-01", "w przyszłości")]
)
def test_a_day_of_sending_that_cannot_be_is_refused(client, draft, accountant, head, day, message):
    approve(submit(draft, by=accountant), by=head)
    client.force_login(accountant)
    answer = client.post(f"{draft.get_absolute_url()}wyslana/", {"sent_on": day})
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_a_list_shows_why_an_amount_is_missing(client, centre, caseworker, accountant):
    programme = family(centre, caseworker, "Amina Sadig")
    person = programme.application.people.get().person
    withhold(
        programme,
        person=person,
        ground="untrue_information",
        starts=DAY(2026, 11, 20),
        facts="Ustalono inną sytuację.",
        by=caseworker,
    )
    made = prepare_list(centre, DECEMBER, by=accountant)
    page = get(client, accountant, made.get_absolute_url()).content.decode()
    assert "wstrzymana w całości" in page
    assert "udzielanie nieprawdziwych informacji o sytuacji życiowej (ups art. 95 ust. 1 pkt 3)" in page


def test_why_opens_the_trace_as_a_fragment_and_as_a_page(client, draft, caseworker):
    line = draft.payments.first()
    address = f"{draft.get_absolute_url()}dlaczego/{line.person.key}/2026-12/"
    fragment = get(client, caseworker, address, headers={"HX-Request": "true"}).content.decode()
    page = client.get(address).content.decode()
    assert fragment.lstrip().startswith('<h2 class="h3" id="why-title">')
    assert "<html" in page
    for text in (fragment, page):
        assert "Skąd wynika kwota najwyższa" in text
        assert line.explanation in text
        assert "ups art. 106 ust. 3" in text


def test_why_says_that_the_facts_changed_since_the_list_was_prepared(client, draft, caseworker):
    line = draft.payments.get(person__given_names="Iwan")
    withhold(
        line.programme,
        person=line.person,
        ground="criminal_proceedings",
        starts=DAY(2026, 12, 1),
        facts="Zawiadomienie.",
        by=caseworker,
    )
    address = f"{draft.get_absolute_url()}dlaczego/{line.person.key}/2026-12/"
    page = get(client, caseworker, address).content.decode()
    assert "Od przygotowania listy zmieniły się fakty" in page


@pytest.mark.parametrize("month", ["2026-11", "2026-99", "x"])
def test_why_of_a_month_that_is_not_on_the_list_does_not_exist(client, draft, caseworker, month):
    person = draft.payments.first().person
    address = f"{draft.get_absolute_url()}dlaczego/{person.key}/{month}/"
    assert get(client, caseworker, address).status_code == 404


def test_lines_are_found_by_part_and_by_name(client, centre, caseworker, accountant, draft):
    family(centre, caseworker, "Amina Sadig", account="", filed_on=DAY(2027, 1, 3))
    january = prepare_list(centre, DAY(2027, 1, 1), by=accountant)
    shown = {
        query: [name for name in ("Amina", "Iwan", "Ołena") if f"<td>{name}" in page]
        for query in ("", "?czesc=kasa", "?czesc=przelew", "?osoba=OLENA", "?czesc=kasa&osoba=iwan")
        for page in [get(client, accountant, january.get_absolute_url() + query).content.decode()]
    }
    assert shown == {
        "": ["Amina", "Iwan", "Ołena"],
        "?czesc=kasa": ["Amina"],
        "?czesc=przelew": ["Iwan", "Ołena"],
        "?osoba=OLENA": ["Ołena"],
        "?czesc=kasa&osoba=iwan": [],
    }


def test_the_list_as_xlsx_has_every_line_and_the_sum(client, draft, accountant):
    answer = get(client, accountant, f"{draft.get_absolute_url()}lista.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True).active
    rows = [row[:6] for row in sheet.iter_rows(values_only=True)]
    number = draft.payments.first().case.number
    assert rows[1:] == [
        (1, "Iwan Kowalczuk", number, "grudzień 2026", 1175.3, 1175.3),
        (2, "Ołena Kowalczuk", number, "grudzień 2026", 1175.3, 1175.3),
        ("Razem", None, None, None, 2350.6, 2350.6),
    ]


def test_the_lists_of_a_year_as_xlsx(client, centre, draft, accountant):
    prepare_list(centre, DAY(2027, 1, 1), by=accountant)
    answer = get(client, accountant, "/wyplaty/listy.xlsx?rok=2027")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True).active
    assert [row[:4] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("styczeń 2027", "IPI.LW.2.2026", "w przygotowaniu", 2)
    ]


def test_the_list_as_pdf_is_a_tagged_document_of_one_page(client, draft, accountant):
    answer = get(client, accountant, f"{draft.get_absolute_url()}lista.pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert (len(document.pages), "/StructTreeRoot" in document.Root) == (1, True)


def test_no_print_leaves_the_house_when_an_approved_list_was_changed(client, draft, accountant, head):
    approve(submit(draft, by=accountant), by=head)
    with guards.lifted(connection):
        tamper(Payment.objects.all(), account=OTHER_ACCOUNT)
    client.force_login(accountant)
    for name in ("lista.xlsx", "lista.pdf"):
        answer = client.get(f"{draft.get_absolute_url()}{name}")
        assert answer.status_code == 422
        assert "Lista zmieniła się po zatwierdzeniu" in answer.content.decode()


def test_a_case_shows_its_payments_its_account_and_the_month_to_come(client, draft, caseworker):
    case = draft.payments.first().case
    page = get(client, caseworker, f"/sprawy/{case.key}/wyplaty/").content.decode()
    assert "Grudzień 2026" in page
    assert "61\u00a01090\u00a01014\u00a00000\u00a00712\u00a01981\u00a02874" in page
    assert f"lista {draft.number}" in page
    assert "Następna wypłata:" in page


def test_a_case_without_payments_says_when_they_begin(client, centre, caseworker):
    programme = family(centre, caseworker, "Amina Sadig", account=None)
    page = get(client, caseworker, f"/sprawy/{programme.case.key}/wyplaty/").content.decode()
    assert "Nie było jeszcze wypłat" in page
    assert "Podaj sposób wypłaty" in page


def test_an_address_typed_by_hand_with_a_wrong_part_or_year_shows_the_whole_list(client, draft, accountant):
    assert (
        "Iwan Kowalczuk" in get(client, accountant, f"{draft.get_absolute_url()}?czesc=nic").content.decode()
    )
    assert draft.number in get(client, accountant, "/wyplaty/?rok=abc").content.decode()


@pytest.mark.parametrize("families", [1, 100])
def test_pages_ask_at_most_ten_queries_for_three_lines_and_for_three_hundred(
    client, centre, caseworker, accountant, head, django_assert_max_num_queries, families
):
    for number in range(families):
        programme = family(
            centre, caseworker, f"A{number} Testowa", f"B{number} Testowy", f"C{number} Testowa"
        )
    approved = approved_list(centre, accountant, head)
    assert (approved.people, approved.total_pln) == (3 * families, families * Decimal("3022.20"))
    client.force_login(accountant)
    for address in (approved.get_absolute_url(), "/wyplaty/"):
        with django_assert_max_num_queries(10 + JOURNAL):
            assert client.get(address).status_code == 200
    with django_assert_max_num_queries(12 + JOURNAL):
        assert client.get(f"/sprawy/{programme.case.key}/wyplaty/").status_code == 200
