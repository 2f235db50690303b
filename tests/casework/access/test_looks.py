"""Who opens a case of a colleague says why first; its worker, the head and payments are not asked."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from kladka.accounts.models import Membership
from kladka.casework.access import actions
from kladka.casework.cases.models import Case, Contact
from kladka.casework.cases.openings import Look
from kladka.journal.models import Entry
from tests.casework.intake.families import filed, member
from tests.conftest import gave_reason, make_user

Role = Membership.Role
WHY = {"reason": "substitute", "text": "Realizatorka na urlopie"}


@pytest.fixture
def case(centre, caseworker):
    return filed(centre, caseworker, member("Olena")).case


@pytest.fixture
def colleague(centre):
    return make_user("Anna Druga", "druga@przyklad.test", centre, Role.CASEWORKER)


def test_the_worker_of_a_case_opens_it_with_no_extra_click(client, case, caseworker):
    client.force_login(caseworker)
    pages = ["", "wniosek/", "program/", "decyzje/", "wyplaty/", "udostepnienia/"]
    found = {client.get(f"/sprawy/{case.key}/{tail}").status_code for tail in pages}
    assert found == {200}
    assert Entry.objects.filter(kind="read").values_list("basis", flat=True).distinct().get() == "own"


@pytest.mark.parametrize("tail", ["", "wniosek/", "program/", "decyzje/", "wyplaty/", "udostepnienia/"])
def test_a_colleague_is_asked_for_a_reason_before_anything_is_shown(client, case, colleague, tail):
    client.force_login(colleague)
    answer = client.get(f"/sprawy/{case.key}/{tail}", follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"/sprawy/{case.key}/powod/?dalej=")
    assert "Olena" not in answer.content.decode()
    assert "Maria Testowa" in answer.content.decode()
    assert not Entry.objects.filter(kind="read").exists()


def test_a_reason_opens_the_case_to_the_end_of_the_day(client, case, colleague):
    with time_machine.travel("2026-11-23 10:00", tick=False):
        client.force_login(colleague)
        asked = client.get(case.get_absolute_url())["Location"]
        assert client.post(asked, WHY)["Location"] == case.get_absolute_url()
        assert client.get(case.get_absolute_url()).status_code == 200
        look = Look.objects.get()
        assert Entry.objects.get(kind="read").basis == f"look:{look.key}"
    with time_machine.travel("2026-11-24 07:00", tick=False):
        client.force_login(colleague)
        assert client.get(case.get_absolute_url()).status_code == 302


def test_another_reason_needs_words_and_words_are_not_in_the_journal(client, case, colleague):
    client.force_login(colleague)
    asked = f"/sprawy/{case.key}/powod/"
    assert client.post(asked, {}).status_code == 422
    assert client.post(asked, {"reason": "other"}).status_code == 422
    assert client.post(asked, {"reason": "other", "text": "Tajny powód"}).status_code == 302
    assert "Tajny" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_a_form_sent_without_a_reason_is_kept_and_sent_after_it(client, case, colleague):
    client.force_login(colleague)
    typed = {"kind": "note", "on": str(datetime.date.today()), "text": "Dzwoniła rodzina"}
    asked = client.post(f"/sprawy/{case.key}/kontakt/", typed)["Location"]
    assert Contact.objects.count() == 0
    assert client.post(asked, WHY)["Location"] == "/konto/niezapisany-formularz/"
    assert "Dzwoniła rodzina" in client.get("/konto/niezapisany-formularz/").content.decode()
    assert client.post(f"/sprawy/{case.key}/kontakt/", typed).status_code == 302
    assert Contact.objects.get().text == "Dzwoniła rodzina"


@pytest.mark.parametrize("role", [Role.HEAD, Role.COORDINATOR])
def test_who_supervises_is_not_asked_and_it_is_noted(client, centre, case, role):
    user = make_user("Nadzór", "nadzor@przyklad.test", centre, role)
    client.force_login(user)
    assert client.get(case.get_absolute_url()).status_code == 200
    assert Entry.objects.get(kind="read").basis == "supervision"


def test_accounting_sees_payments_freely_and_is_asked_for_the_rest(client, case, accountant):
    client.force_login(accountant)
    assert client.get(f"/sprawy/{case.key}/wyplaty/").status_code == 200
    assert Entry.objects.get(kind="read").basis == "payments"
    assert client.get(case.get_absolute_url()).status_code == 302


def test_a_case_that_is_nobodys_yet_is_open_to_every_worker(client, case, colleague):
    Case.objects.update(worker=None)
    client.force_login(colleague)
    assert client.get(case.get_absolute_url()).status_code == 200


def test_the_reason_page_leads_back_into_the_house_alone(client, case, colleague):
    client.force_login(colleague)
    for going in ("//obcy.test/", "https://obcy.test/", "javascript:alert(1)", "/\\obcy.test"):
        gone = client.post(f"/sprawy/{case.key}/powod/?dalej={going}", WHY)["Location"]
        assert gone == case.get_absolute_url()
        Look.objects.all().delete()


def test_the_reason_page_of_a_foreign_case_does_not_exist(client, case, centre):
    other = type(centre).objects.create(kind="city_centre", name="Obcy", short_name="Obcy")
    client.force_login(make_user("Obca", "obca@przyklad.test", other, Role.CASEWORKER))
    assert client.get(f"/sprawy/{case.key}/powod/").status_code == 404


def test_one_searches_among_own_cases_and_in_the_whole_centre_with_a_reason(
    client, centre, case, caseworker, colleague
):
    client.force_login(colleague)
    assert "Olena" not in str(client.get("/sprawy/", {"q": "Olena"}).context["page"].rows)
    asked = client.get("/sprawy/", {"q": "Olena", "gdzie": "cala"})["Location"]
    assert asked == "/szukanie/powod/?q=Olena"
    whole = client.post(asked, {"reason": "duplicate", "text": ""})["Location"]
    assert "Olena" in str(client.get(whole).context["page"].rows)
    assert client.get("/sprawy/", {"q": "Maria", "gdzie": "cala"}).status_code == 302
    assert client.get("/sprawy/lista.xlsx", {"q": "Kowal", "gdzie": "cala"}).status_code == 302
    assert "Olena" not in Look.objects.get().words
    client.force_login(caseworker)
    assert "Olena" in str(client.get("/sprawy/", {"q": "Olena"}).context["page"].rows)


def test_the_head_searches_the_whole_centre(client, case, head):
    client.force_login(head)
    assert "Olena" in str(client.get("/sprawy/", {"q": "Olena"}).context["page"].rows)


def test_a_reason_is_checked_by_somebody_else(case, colleague, head):
    look = gave_reason(colleague, case)
    actions.check_look(look, by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Look.objects.update(checked_by=colleague)


def test_the_record_of_looks_of_a_case_says_why_a_colleague_looked(client, case, colleague, head):
    client.force_login(colleague)
    client.post(f"/sprawy/{case.key}/powod/", WHY)
    client.get(case.get_absolute_url())
    client.force_login(head)
    page = client.get(f"/sprawy/{case.key}/wglady/").content.decode()
    assert "zastępstwo: Realizatorka na urlopie" in page
    assert "wgląd z podanym powodem" in page
