"""Correction keeps the old value sealed; restriction is seen on every page of a case."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from kladka.casework.decisions.actions import submit
from kladka.casework.programmes.actions import draft_grant
from kladka.casework.rights import actions, reach
from kladka.casework.rights.models import Correction
from tests.casework.intake.families import filed
from tests.casework.programmes.build import accepted

DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def case(centre, caseworker):
    return filed(centre, caseworker).case


def person_of(case):
    return reach.people_of(case.household_id).get()


def test_a_corrected_name_goes_to_the_title_and_the_search_and_the_old_one_is_sealed(
    case, caseworker, client
):
    done = actions.correct(
        case, person_of(case), "family_name", "Kowalczyk", reason="Karta pobytu", by=caseworker
    )
    case.refresh_from_db()
    assert "Kowalczyk" in case.title
    lies = Correction.objects.values_list("old", flat=True).get()
    assert b"Kowalczuk" not in bytes(lies)
    assert Correction.objects.get(pk=done.pk).old == "Kowalczuk"
    client.force_login(caseworker)
    assert case.number in client.get("/sprawy/?q=kowalczyk").content.decode()


def test_the_same_value_is_no_correction(case, caseworker):
    with pytest.raises(ValidationError, match="taka sama"):
        actions.correct(case, person_of(case), "family_name", "Kowalczuk", reason="x", by=caseworker)
    assert not Correction.objects.exists()


def test_a_field_is_corrected_on_its_page_and_a_wrong_value_is_said(case, caseworker, client):
    client.force_login(caseworker)
    address = f"/sprawy/{case.key}/dane/popraw/{person_of(case).key}/"
    assert client.post(address + "phone/", {"value": "12", "reason": "x"}).status_code == 422
    assert client.post(address + "pesel/", {"value": "90051712345", "reason": "x"}).status_code == 422
    assert client.get(address + "organisation/").status_code == 404
    done = client.post(address + "born/", {"value": "1991-05-17", "reason": "Paszport"})
    assert done.status_code == 302
    assert person_of(case).born == datetime.date(1991, 5, 17)
    page = client.get(f"/sprawy/{case.key}/dane/").content.decode()
    assert "Paszport" in page


def test_the_household_moves_by_a_correction_too(case, caseworker, client):
    client.force_login(caseworker)
    typed = {"value": "ul. Nowa 1", "reason": "Pomyłka"}
    assert client.post(f"/sprawy/{case.key}/dane/popraw/rodzina/address/", typed).status_code == 302
    case.household.refresh_from_db()
    assert case.household.address == "ul. Nowa 1"


def test_a_restriction_stands_on_top_of_every_page_of_the_case_until_it_ends(case, head, client):
    actions.restrict(case, reason="Spór o adres", starts=DAY, by=head)
    client.force_login(head)
    for tail in ("", "wniosek/", "decyzje/", "wyplaty/", "dane/"):
        assert "jest ograniczone" in client.get(f"/sprawy/{case.key}/{tail}").content.decode()
    actions.lift(case.restrictions.get(), on=DAY, by=head)
    assert "jest ograniczone" not in client.get(f"/sprawy/{case.key}/").content.decode()


def test_a_case_is_restricted_once_at_a_time(case, head):
    actions.restrict(case, reason="Spór", starts=DAY, by=head)
    with pytest.raises(ValidationError, match="już ograniczone"):
        actions.restrict(case, reason="Drugi", starts=DAY, by=head)


def test_restricted_data_go_into_no_letter_and_no_list_until_the_head_records_an_exception(
    centre, caseworker, head, client
):
    decision = draft_grant(accepted(centre, caseworker), caseworker)
    actions.restrict(decision.case, reason="Spór", starts=DAY, by=head)
    with pytest.raises(ValidationError, match="ograniczone"):
        submit(decision, by=caseworker)
    client.force_login(caseworker)
    rows = list(load_workbook(io.BytesIO(client.get("/sprawy/lista.xlsx").content)).active.values)
    assert len(rows) == 1
    actions.allow_today(decision.case, reason="Termin z art. 35 KPA", on=timezone.localdate(), by=head)
    assert submit(decision, by=caseworker).state == "submitted"
