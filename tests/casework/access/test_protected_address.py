"""A protected address is seen by named people and through broken glass alone, and is nowhere else."""

import io
import zipfile

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.accounts.models import Membership
from kladka.casework.access import address_actions as actions
from kladka.casework.cases.openings import BreakGlass
from kladka.casework.people import actions as people
from kladka.casework.people.models import Household, ProtectedAddress
from kladka.casework.programmes.actions import draft_grant
from kladka.journal.models import Entry
from tests.casework.programmes.build import OLENA, accepted
from tests.conftest import make_user

STREET, TOWN = "Kryjówkowa 77", "Zaciszowo Małe"
PROTECTED = {"address": STREET, "town": TOWN, "correspondence": "PCPR, skr. poczt. 5"}


@pytest.fixture
def programme(centre, caseworker):
    found = accepted(centre, caseworker, OLENA)
    household = found.case.household
    household.address, household.town = STREET, TOWN
    household.save()
    return found


@pytest.fixture
def case(programme):
    return programme.case


@pytest.fixture
def decision(programme, caseworker):
    return draft_grant(programme, caseworker)


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


def test_the_worker_and_the_head_see_the_address_and_each_showing_is_recorded(client, case, caseworker, head):
    client.force_login(head)
    page = f"/sprawy/{case.key}/adres-chroniony/"
    assert client.post(page, {"address": STREET}).status_code == 422
    assert client.post(page, PROTECTED)["Location"] == page
    for user in (head, caseworker):
        client.force_login(user)
        assert STREET in client.get(f"{page}pokaz/").content.decode()
    shown = Entry.objects.filter(subject="protected_address", kind="read")
    assert [(one.actor, one.basis) for one in shown.order_by("seq")] == [
        (head, "named"),
        (caseworker, "named"),
    ]


def test_nobody_else_of_the_centre_sees_it(client, centre, case, caseworker, head):
    actions.protect(case, by=caseworker, **PROTECTED)
    coordinator = make_user("Kora", "kora@przyklad.test", centre, Membership.Role.COORDINATOR)
    for user in (head, coordinator):
        client.force_login(user)
        assert client.get(f"/sprawy/{case.key}/adres-chroniony/pokaz/").status_code == 403
        assert STREET not in client.get(f"/sprawy/{case.key}/adres-chroniony/").content.decode()


def test_the_address_is_on_no_page_list_file_or_letter(client, case, decision, caseworker, head, accountant):
    actions.protect(case, by=caseworker, **PROTECTED)
    pages = [
        "/", "/sprawy/", "/sprawy/?q=Kryjówkowa", "/sprawy/lista.xlsx", "/wnioski/", "/programy/",
        "/decyzje/",
        *(f"/sprawy/{case.key}/{tail}" for tail in ("", "wniosek/", "program/", "decyzje/", "wyplaty/")),
        f"/sprawy/{case.key}/program/program.pdf", f"/sprawy/{case.key}/adres-chroniony/",
        f"/decyzje/{decision.key}/", f"/decyzje/{decision.key}/projekt.pdf", "/nadzor/",
    ]  # fmt: skip
    found = []
    for user in (caseworker, head, accountant):
        client.force_login(user)
        for page in pages:
            answer = client.get(page)
            text = text_of(answer)
            if STREET in text or TOWN in text:
                found.append((user.name, page))
    assert found == []


def test_letters_carry_the_address_for_correspondence(case, decision, caseworker):
    assert STREET in str(decision.content)
    actions.protect(case, by=caseworker, **PROTECTED)
    decision.refresh_from_db()
    assert STREET not in str(decision.content)
    assert "skr. poczt. 5" in str(decision.content)


def test_the_bytes_of_the_database_hold_no_protected_address(case, caseworker):
    actions.protect(case, by=caseworker, **PROTECTED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, town FROM people_protectedaddress")
        kept = b"".join(bytes(value) for value in cursor.fetchone())
    assert STREET.encode() not in kept
    assert ProtectedAddress.objects.get().address == STREET


def test_a_protected_family_has_no_open_address_beside_it_and_the_database_says_so(case, caseworker):
    actions.protect(case, by=caseworker, **PROTECTED)
    household = Household.objects.get(pk=case.household_id)
    household.address = STREET
    with pytest.raises(IntegrityError), transaction.atomic():
        household.save()


def test_the_list_of_named_people_is_kept_by_the_worker_and_the_head(
    client, centre, case, caseworker, accountant
):
    protection = actions.protect(case, by=caseworker, **PROTECTED)
    second = make_user("Anna Druga", "druga@przyklad.test", centre, Membership.Role.HEAD)
    client.force_login(caseworker)
    page = f"/sprawy/{case.key}/adres-chroniony/"
    assert client.post(f"{page}osoby/", {"user": second.pk})["Location"] == page
    assert client.post(f"{page}osoby/", {"user": second.pk}).status_code == 422
    client.force_login(second)
    assert client.get(f"{page}pokaz/").status_code == 200
    reader = protection.readers.get(user=second)
    client.force_login(caseworker)
    client.post(f"{page}osoby/{reader.pk}/")
    client.force_login(second)
    assert client.get(f"{page}pokaz/").status_code == 403


def ask(case, by, **changes):
    details = {"opens": "address", "reason": "Zagrożenie życia", "minutes": 60} | changes
    return actions.ask_glass(case, by=by, **details)


def test_emergency_access_opens_with_a_second_person_and_closes_by_itself(client, case, caseworker, head):
    protection = actions.protect(case, by=caseworker, **PROTECTED)
    people.remove_reader(protection.readers.get(), by=caseworker)
    shown = f"/sprawy/{case.key}/adres-chroniony/pokaz/"
    with time_machine.travel("2026-11-23 10:00", tick=False):
        client.force_login(caseworker)
        typed = {"reason": "Pożar w budynku", "minutes": "30"}
        assert client.post(f"/sprawy/{case.key}/dostep-awaryjny/", typed).status_code == 302
        glass = BreakGlass.objects.get()
        assert client.get(shown).status_code == 403
        assert client.post(f"/nadzor/dostep/{glass.key}/zatwierdz/").status_code == 404
        client.force_login(head)
        assert "Pożar w budynku" in client.get("/nadzor/").content.decode()
        assert client.post(f"/nadzor/dostep/{glass.key}/zatwierdz/").status_code == 302
        client.force_login(caseworker)
        assert STREET in client.get(shown).content.decode()
        assert Entry.objects.get(subject="protected_address", kind="read").basis == f"break_glass:{glass.key}"
    with time_machine.travel("2026-11-23 10:31", tick=False):
        client.force_login(caseworker)
        assert client.get(shown).status_code == 403


def test_nobody_approves_their_own_request_and_the_database_says_so(case, head):
    glass = ask(case, head)
    with pytest.raises(ValidationError):
        actions.approve_glass(glass, by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.update(approved_by=head)


@pytest.mark.parametrize("minutes", [0, 24 * 60 + 1])
def test_emergency_access_lasts_at_most_a_day(case, head, minutes):
    with pytest.raises(ValidationError):
        ask(case, head, minutes=minutes)


def test_open_emergency_access_is_closed_by_the_head_at_once(case, caseworker, head):
    glass = ask(case, caseworker)
    actions.approve_glass(glass, by=head)
    assert BreakGlass.objects.open_to(caseworker).count() == 1
    actions.refuse_glass(glass, by=head)
    assert BreakGlass.objects.open_to(caseworker).count() == 0
    with pytest.raises(ValidationError):
        actions.approve_glass(glass, by=head)
