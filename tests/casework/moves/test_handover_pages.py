"""Pages of handovers: preparing, accepting, cases without a worker, many at once, how people work."""

import io

import openpyxl
import pikepdf
import pytest

from kladka.accounts.models import Membership
from kladka.casework.cases.models import Case
from kladka.casework.moves import handover_actions as actions
from kladka.casework.moves.models import Handover
from kladka.staff.models import Absence
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import OLENA, running
from tests.conftest import make_user


@pytest.fixture
def case(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA).case


@pytest.fixture
def second(centre):
    return make_user("Anna Druga", "druga@przyklad.test", centre, Membership.Role.CASEWORKER)


def test_a_case_is_handed_over_from_its_page_to_acceptance(client, case, caseworker, second):
    client.force_login(caseworker)
    answer = client.post(f"/sprawy/{case.key}/przekazanie/", {"to_worker": second.pk})
    handover = Handover.objects.get()
    assert answer["Location"] == handover.get_absolute_url()
    page = f"/przekazania/{handover.key}/"
    edited = client.post(page + "karta/", {"state": "Wszystko w toku.", "call": "Maria"})
    assert edited.status_code == 302
    client.post(page + "przekaz/")
    client.force_login(second)
    assert "Sprawy do przyjęcia" in client.get("/").content.decode()
    said = client.get(page).content.decode()
    assert "Wszystko w toku." in said
    assert client.get(f"/sprawy/{case.key}/").status_code == 302  # asked for a reason: not theirs yet
    client.post(page + "przyjmij/")
    assert client.get(f"/sprawy/{case.key}/").status_code == 200


def test_the_list_of_handovers_has_an_order_and_a_file(client, case, centre, caseworker, head, second):
    other = running(centre, caseworker, head, member("Amina", family="Sadig", received=REFUGEE_COPIES)).case
    for one in (case, other):
        actions.offer(actions.prepare(one, to_worker=second, by=caseworker), by=caseworker)
    client.force_login(caseworker)
    page = client.get("/przekazania/?kolejnosc=dawne").content.decode()
    assert page.index(case.number) < page.index(other.number)
    file = io.BytesIO(client.get("/przekazania/lista.xlsx?stan=offered").content)
    _, *rows = openpyxl.load_workbook(file).active.values
    assert [(row[1], row[4], row[8]) for row in rows] == [
        (other.number, "Anna Druga", "czeka na przyjęcie"),
        (case.number, "Anna Druga", "czeka na przyjęcie"),
    ]


def test_questions_come_back_to_who_handed_it_over(client, case, caseworker, second):
    handover = actions.offer(actions.prepare(case, to_worker=second, by=caseworker), by=caseworker)
    client.force_login(second)
    page = handover.get_absolute_url()
    assert client.post(page + "pytania/", {"questions": ""}).status_code == 422
    assert client.post(page + "pytania/", {"questions": "Kto tłumaczy?"}).status_code == 302
    client.force_login(caseworker)
    assert "Przekazania zwrócone z pytaniami" in client.get("/").content.decode()
    assert "Kto tłumaczy?" in client.get(page).content.decode()


def test_the_page_prints_and_names_both_sides(client, case, caseworker, second):
    handover = actions.prepare(case, to_worker=second, by=caseworker)
    client.force_login(caseworker)
    content = client.get(handover.get_absolute_url() + "karta.pdf").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) <= 2
        assert str(pdf.docinfo["/Title"]) == "Karta przekazania sprawy"


def test_cases_without_a_worker_are_listed_filtered_and_in_a_file(client, case, head):
    Case.objects.update(worker=None)
    client.force_login(head)
    assert case.number in client.get("/przekazania/bez-realizatora/?powod=none").content.decode()
    assert case.number not in client.get("/przekazania/bez-realizatora/?powod=away").content.decode()
    file = io.BytesIO(client.get("/przekazania/bez-realizatora/lista.xlsx").content)
    _, row = openpyxl.load_workbook(file).active.values
    assert (row[0], row[3]) == (case.number, "nie ma realizatora")
    assert "Sprawy bez realizatora" in client.get("/").content.decode()


def test_many_cases_are_chosen_shown_and_handed_over(client, centre, case, caseworker, head, second):
    other = running(centre, caseworker, head, member("Amina", family="Sadig", received=REFUGEE_COPIES)).case
    client.force_login(head)
    address = "/przekazania/zbiorcze/"
    assert other.title in client.get(f"{address}?z={caseworker.pk}").content.decode()
    nothing = client.post(address, {"z": caseworker.pk, "do": second.pk})
    assert nothing.status_code == 422
    chosen = {"z": caseworker.pk, "do": second.pk, "sprawa": [case.key, other.key]}
    preview = client.post(address, chosen).content.decode()
    assert "2 sprawy od Maria Testowa do Anna Druga" in preview
    assert not Handover.objects.exists()
    assert client.post(address, chosen | {"wykonaj": "1"}).status_code == 302
    assert Handover.objects.filter(state="offered", to_worker=second).count() == 2


def test_cases_of_another_worker_are_not_slipped_in(client, case, caseworker, head, second):
    client.force_login(head)
    chosen = {"z": second.pk, "do": head.pk, "sprawa": [case.key], "wykonaj": "1"}
    assert client.post("/przekazania/zbiorcze/", chosen).status_code == 422
    assert not Handover.objects.exists()


def test_languages_limits_and_absences_are_kept_and_shown(client, case, caseworker, head, second):
    client.force_login(head)
    page = f"/przekazania/realizatorzy/{second.memberships.get().key}/"
    client.post(page, {"languages": "ukraiński", "most_families": "1"})
    day = "2026-11-22"
    assert client.post(page + "nieobecnosc/", {"starts": day, "ends": "2026-11-20"}).status_code == 422
    assert client.post(page + "nieobecnosc/", {"starts": day, "ends": "2099-01-01"}).status_code == 302
    said = client.get("/przekazania/realizatorzy/").content.decode()
    assert "ukraiński" in said
    assert "do 1.01.2099" in said
    assert "mówi: ukraiński" in client.get(f"/sprawy/{case.key}/przekazanie/").content.decode()
    client.post(f"{page}nieobecnosc/{Absence.objects.get().pk}/")
    assert "do 1.01.2099" not in client.get("/przekazania/realizatorzy/").content.decode()


def test_pages_ask_few_questions(client, case, caseworker, head, django_assert_max_num_queries):
    actions.prepare(case, to_worker=head, by=caseworker)
    client.force_login(head)
    case_page = f"/sprawy/{case.key}/przekazanie/"
    for address in (
        "/przekazania/",
        "/przekazania/bez-realizatora/",
        "/przekazania/realizatorzy/",
        case_page,
    ):
        client.get(address)
        with django_assert_max_num_queries(15):  # three write the journal
            assert client.get(address).status_code == 200
