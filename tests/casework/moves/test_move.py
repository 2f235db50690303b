"""Art. 94: a move is proved, allowed, decided by the old starosta, continued by the new one."""

import datetime
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.timezone import localdate

from kladka.accounts.models import Membership, Organisation
from kladka.casework import walls
from kladka.casework.attachments.actions import attach
from kladka.casework.cases.models import Case
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.monitoring import notice_actions as notices
from kladka.casework.moves import arrival, handover_actions, move_actions
from kladka.casework.moves.models import HandedFile, Handover, Move
from kladka.casework.oversight.queries import overdue
from kladka.casework.people.models import Person
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes import queries
from kladka.casework.programmes.agreement import Goal
from kladka.casework.programmes.models import Obligation
from kladka.config.walls import declare_for
from kladka.uploads.accepting import accept
from tests.casework.programmes.build import OLENA, SOFIJA, agree, running
from tests.casework.programmes.build import accept as accepted_by_voivode
from tests.conftest import make_user

DAY = datetime.date
MOVES_ON = DAY(2027, 5, 12)  # the seventh month of a programme from November 2026


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


@pytest.fixture
def there(db):
    """(the new centre, its worker, its head)."""
    centre = Organisation.objects.create(
        kind="city_centre", name="Ośrodek Nowy", short_name="MOPR Nowy", authority="Prezydent Miasta Nowe",
        address="pl. Nowy 1", town="Nowe", voivode="Wojewoda Pomorski", voivodeship="pomorskie",
        appeal_board="Samorządowe Kolegium Odwoławcze w Gdańsku",
    )  # fmt: skip
    worker = make_user("Nowa Realizatorka", "nowa@nowy.test", centre, Membership.Role.CASEWORKER)
    return centre, worker, make_user("Nowy Kierownik", "kier@nowy.test", centre, Membership.Role.HEAD)


def asked(programme, worker, there, **changes):
    centre = there[0]
    details = {
        "reach": "voivodeship", "ground": "work", "moves_on": MOVES_ON,
        "centre": centre, "centre_name": centre.name,
        "authority": centre.authority, "voivode": centre.voivode, "address": "ul. Nowa 2", "town": "Nowe",
    } | changes  # fmt: skip
    return move_actions.ask_to_move(programme.case, by=worker, **details)


def allowed(programme, worker, there, *, payer="old", **changes):
    move = asked(programme, worker, there, **changes)
    for proof in move.proofs.all():
        move_actions.receive_proof(proof, on=DAY(2027, 4, 20), by=worker)
    return move_actions.allow(move, payer=payer, reason="umowa o pracę", by=worker)


def offered(
    programme, worker, there, scope=("documents", "life", "notes", "files", "home", "contact"), **more
):
    move = allowed(programme, worker, there, **more)
    handover = handover_actions.prepare(programme.case, move=move, to_organisation=there[0], by=worker)
    return arrival.offer(handover, scope=scope, by=worker)


def test_a_move_without_declaration_or_proof_is_not_allowed_and_says_what_is_missing(
    programme, caseworker, there
):
    move = asked(programme, caseworker, there)
    with pytest.raises(ValidationError, match="Brakuje oświadczenia"):
        move_actions.allow(move, payer="old", reason="x", by=caseworker)
    declaration, proof = move.proofs.all()
    move_actions.receive_proof(declaration, on=DAY(2027, 4, 20), by=caseworker)
    move_actions.note_missing(proof, note="Pracodawca nie chce dać umowy.", by=caseworker)
    with pytest.raises(ValidationError, match="Brakuje dokumentów"):
        move_actions.allow(move, payer="old", reason="x", by=caseworker)
    assert move_actions.refuse_move(move, reason="brak dowodu", by=caseworker).state == "refused"


def test_an_allowed_move_puts_a_task_for_every_notice_and_sending_it_completes_it(
    programme, caseworker, there
):
    move = allowed(programme, caseworker, there)
    tasks = programme.case.deadlines.filter(kind="life", done_on=None)
    assert tasks.count() == 3
    move_actions.prepare_notices(move, on=DAY(2027, 4, 21), by=caseworker)
    for notice in move.notices.all():
        move_actions.send_notice(notice, on=DAY(2027, 4, 22), by=caseworker)
    assert tasks.count() == 0
    assert [one.addressee for one in move.notices.all()] == [
        "Prezydent Miasta Nowe", "Wojewoda Łódzki", "Wojewoda Pomorski",
    ]  # fmt: skip
    with pikepdf.open(io.BytesIO(bytes(move.notices.first().pdf))) as pdf:
        assert len(pdf.pages) >= 1


@pytest.mark.parametrize(("payer", "last", "first", "left"), [
    ("old", DAY(2027, 5, 31), DAY(2027, 6, 1), 5),
    ("new", DAY(2027, 4, 30), DAY(2027, 5, 1), 6),
])  # fmt: skip
def test_the_old_centre_stops_where_the_new_one_begins_and_the_months_count_on(
    programme, caseworker, head, there, payer, last, first, left
):
    handover = offered(programme, caseworker, there, payer=payer)
    decision = submit(move_actions.draft_revocation(Move.objects.get(), by=caseworker), by=caseworker)
    issue(decision, head, on=DAY(2027, 5, 4))
    due = queries.dues(queries.loaded(programme.key))
    assert max(one.ends for one in due) == last
    programme.case.refresh_from_db()
    assert (programme.case.state, programme.case.aid_until) == ("ended", last)
    new = continued(arrival.accept(handover, by=there[2]).new_case, there)
    months = sorted({(one.month, one.number) for one in queries.dues(new)})
    assert (months[0], len(months)) == ((first, 13 - left), left)
    assert (new.ends, new.decision.kind, new.state) == (DAY(2027, 10, 31), "transfer", "running")
    # 70 % of the base for two persons, 90 % of it from the seventh month of the whole period.
    ceilings = {one.ceiling_pln for one in new.amounts.all() if one.number >= 7}
    assert {str(one) for one in ceilings} == {"1057.77"}


def continued(case, there):
    """The new centre agrees, sends to its voivode and decides for the rest."""
    _, worker, head = there
    programme = agree(queries.loaded(case.applications.get().programme.key), worker)
    programmes.send_to_voivode(programme, on=DAY(2026, 11, 10), by=worker)
    programme = accepted_by_voivode(queries.loaded(programme.key), worker)
    decision = submit(programmes.draft_grant(programme, worker), by=worker)
    issue(decision, head, on=DAY(2027, 5, 20))
    return queries.loaded(programme.key)


def test_what_the_family_chose_arrives_as_a_case_of_the_new_centre_and_the_old_one_keeps_its_file(
    programme, caseworker, there, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    attach(programme.case, accept("umowa.txt", b"umowa najmu"), kind="housing", by=caseworker)
    described(programme)
    handover = arrival.accept(offered(programme, caseworker, there), by=there[2])
    case = handover.new_case
    arrived = [member.person for member in case.household.members.order_by("pk")]
    assert [(one.organisation, one.marital_status, one.school) for one in arrived] == [
        (there[0], "wdowa", ""), (there[0], "", "SP nr 3 w Brzozowie"),
    ]  # fmt: skip
    assert (case.organisation, case.worker, case.state) == (there[0], None, "programme")
    assert case.title == programme.case.title
    assert [one.name for one in case.attachments.all()] == ["umowa.txt"]
    assert case.household.town == "Nowe"
    assert (handover.package, HandedFile.objects.count()) == ({}, 0)
    assert programme.case.attachments.count() == 1
    assert "decyzja nr" in case.applications.get().continued_note


def described(programme):
    """The mother's civil status and the child's school are on record."""
    mother, child = (member.person for member in programme.case.household.members.order_by("pk"))
    mother.marital_status, child.school = "wdowa", "SP nr 3 w Brzozowie"
    mother.save()
    child.save()


def test_a_family_whose_old_decision_is_revoked_already_is_covered_there_with_the_goals_that_are_open(
    programme, caseworker, head, there
):
    sofija = programme.application.people.last().person
    goal = Goal.objects.create(programme=programme, theme="language", text="mówi po polsku", person=sofija)
    Goal.objects.create(programme=programme, theme="work", text="pracuje", reached_on=DAY(2027, 3, 1))
    Obligation.objects.create(
        programme=programme, goal=goal, owed_by="participant", text="kurs", done_on=DAY(2027, 2, 1)
    )
    exam = Obligation.objects.create(
        programme=programme, goal=goal, owed_by="participant", person=sofija, text="egzamin",
        due_on=DAY(2027, 9, 1), proof_kind="certificate",
    )  # fmt: skip
    Obligation.objects.create(programme=programme, goal=goal, owed_by="centre", text="stopień", hangs_on=exam)
    Obligation.objects.create(programme=programme, owed_by="centre", text="wózek dla dziecka")
    programme.life_situation, programme.institutions = "Mieszkają w hostelu.", "Szkoła nr 3"
    programme.save()
    move = allowed(programme, caseworker, there)
    issue(submit(move_actions.draft_revocation(move, by=caseworker), by=caseworker), head, on=DAY(2027, 5, 4))
    handover = handover_actions.prepare(programme.case, move=move, to_organisation=there[0], by=caseworker)
    handover = arrival.accept(arrival.offer(handover, scope=(), by=caseworker), by=there[2])
    new = queries.loaded(handover.new_case.applications.get().programme.key)
    assert (new.state, new.starts, new.ends) == ("draft", DAY(2027, 6, 1), DAY(2027, 10, 31))
    assert (new.life_situation, new.institutions) == ("Mieszkają w hostelu.", "Szkoła nr 3")
    assert {one.code for one in new.forms_of_aid.all()} == {one.code for one in programme.forms_of_aid.all()}
    assert [one.covered_until for one in new.application.people.all()] == [None, None]
    (kept,) = new.goals.all()
    there_sofija = new.application.people.last().person
    assert (kept.text, kept.person) == ("mówi po polsku", there_sofija)
    assert there_sofija.organisation == there[0]
    steps = [(one.text, one.person, one.due_on, one.proof_kind) for one in kept.steps.order_by("pk")]
    assert steps == [
        ("egzamin", there_sofija, DAY(2027, 9, 1), "certificate"), ("stopień", None, None, ""),
    ]  # fmt: skip
    assert kept.steps.order_by("pk").last().hangs_on.text == "egzamin"
    texts = [one.text for one in new.obligations.all() if not one.goal_id]
    assert "wózek dla dziecka" in texts
    assert len(texts) == len(set(texts))  # duties of the statute are proposed once


def test_who_left_the_programme_before_the_move_does_not_arrive(programme, caseworker, there):
    programme.application.people.filter(pk=programme.application.people.last().pk).update(
        covered_until=DAY(2027, 3, 31)
    )
    handover = offered(programme, caseworker, there)
    assert [one["details"]["given_names"] for one in handover.package["people"]] == ["Olena"]


def test_the_old_centre_still_says_why_its_programme_ended_and_asks_nobody_afterwards(
    client, programme, caseworker, head, there
):
    move = allowed(programme, caseworker, there)
    issue(submit(move_actions.draft_revocation(move, by=caseworker), by=caseworker), head, on=DAY(2027, 5, 4))
    handover = handover_actions.prepare(programme.case, move=move, to_organisation=there[0], by=caseworker)
    arrival.accept(arrival.offer(handover, scope=(), by=caseworker), by=there[2])
    client.force_login(caseworker)
    page = f"/sprawy/{programme.case.key}/po-programie/"
    said = client.get(page).content.decode()
    assert "Po programie zapyta rodzinę Ośrodek Nowy" in said
    assert "zgoda/" not in said
    assert 'value="moved" selected' in client.get(page + "przyczyna/").content.decode()
    done = client.post(page + "przyczyna/", {"on": f"{localdate():%Y-%m-%d}", "reason": "moved"})
    assert (done.status_code, programme.case.programmes.get().exit.reason) == (302, "moved")
    assert client.post(page + "zgoda/", {"way": "phone"}).status_code == 403


def test_what_was_not_chosen_does_not_go(programme, caseworker, there):
    described(programme)
    Person.objects.filter(family_name="Kowalczuk").update(pesel_missing=None)
    handover = offered(programme, caseworker, there, scope=())
    packed = handover.package
    assert (packed["home"], packed["notes"]) == (["", ""], [])
    assert not {"phone", "marital_status", "school"} & {
        key for one in packed["people"] for key in one["details"]
    }


def test_to_the_other_centre_only_the_offered_page_exists_and_a_withdrawn_one_is_gone(
    client, programme, caseworker, there
):
    handover = offered(programme, caseworker, there)
    client.force_login(there[2])
    page = handover.get_absolute_url()
    assert client.get(page).status_code == 200
    assert "Sprawy do przyjęcia" in client.get("/").content.decode()
    for hidden in (f"/sprawy/{programme.case.key}/", Move.objects.get().get_absolute_url(), page + "karta/"):
        assert client.get(hidden).status_code in (403, 404), hidden
    client.force_login(there[1])
    assert client.get(page).status_code == 404  # the head alone answers
    handover_actions.withdraw(handover, by=caseworker)
    client.force_login(there[2])
    assert client.get(page).status_code == 404


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite nie zna takiej ściany")
def test_behind_the_wall_the_other_centre_has_the_row_of_the_handover_and_nothing_else(
    programme, caseworker, there
):
    handover = handover_actions.prepare(
        programme.case, move=allowed(programme, caseworker, there), to_organisation=there[0], by=caseworker
    )
    declare_for(there[2])
    assert not Handover.objects.exists()
    walls.declare(connection, "system")
    handover = arrival.offer(handover, scope=["notes"], by=caseworker)
    declare_for(there[2])
    assert [one.key for one in Handover.objects.all()] == [handover.key]
    assert not (Case.objects.exists() or Person.objects.exists() or Move.objects.exists())
    accepted = arrival.accept(handover, by=there[2])
    assert [one.organisation_id for one in Case.objects.all()] == [there[0].pk]
    walls.declare(connection, "system")
    accepted.refresh_from_db()
    assert accepted.state == "accepted"
    walls.forget(connection)


def test_a_file_for_a_centre_outside_opens_with_its_password_alone(
    client, programme, caseworker, there, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    attach(programme.case, accept("umowa.txt", b"umowa najmu"), kind="housing", by=caseworker)
    handover = handover_actions.prepare(programme.case, outside="PCPR Daleki", by=caseworker)
    client.force_login(caseworker)
    page = handover.get_absolute_url()
    assert client.post(page + "plik/", {"password": "krótkie"}).status_code == 422
    content = client.post(page + "plik/", {"password": "tajne-haslo-77"}).content
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content), password="tajne-haslo-77") as pdf:
        assert pdf.attachments["umowa.txt"].get_file().read_bytes() == b"umowa najmu"
    client.post(page + "potwierdzone/")
    handover.refresh_from_db()
    assert handover.state == "accepted"


def test_within_the_county_only_the_address_changes(client, programme, caseworker):
    client.force_login(caseworker)
    typed = {"address": "ul. Inna 5", "town": "Brzozów Leśny", "on": "2026-11-20"}
    assert client.post(f"/sprawy/{programme.case.key}/adres-w-powiecie/", typed).status_code == 302
    programme.case.household.refresh_from_db()
    assert programme.case.household.address == "ul. Inna 5"
    assert not Move.objects.exists()


def test_a_family_that_left_is_asked_first(client, programme, caseworker):
    client.force_login(caseworker)
    typed = {"on": "2026-11-20", "told_by": "właścicielka mieszkania"}
    assert client.post(f"/sprawy/{programme.case.key}/wyjazd/", typed).status_code == 302
    task = programme.case.deadlines.get(subject_key="departure")
    assert "ups art. 94 ust. 3" in task.provision
    programme.case.refresh_from_db()
    assert programme.case.state == "running"
    notice = programme.duty_notices.get()
    assert (notice.duty, notice.state) == ("residence", "draft")
    assert "od 20.11.2026 rodzina nie mieszka we wskazanym miejscu" in notice.facts
    notices.send_notice(notice, on=DAY(2026, 11, 20), by=caseworker)
    notice = notices.record_delivery(notice, on=DAY(2026, 11, 20), by=caseworker)
    said = {"outcome": "not_excused", "reason": "Brak odpowiedzi.", "by": caseworker}
    notice = notices.record_answer(notice, on=DAY(2026, 11, 21), answer="Wrócimy w maju.", by=caseworker)
    notices.judge_notice(notice, on=DAY(2026, 11, 22), **said)
    answer = client.post(f"/sprawy/{programme.case.key}/wezwania/{notice.key}/wstrzymanie/")
    form = client.get(answer["Location"]).context["form"]
    assert (form["ground"].value(), "Wrócimy w maju." in form["facts"].value()) == ("resigned", True)


def test_the_old_file_is_only_read_once_the_new_centre_took_over_but_its_duties_go_on(
    client, programme, caseworker, head, there
):
    handover = offered(programme, caseworker, there)
    decision = submit(move_actions.draft_revocation(Move.objects.get(), by=caseworker), by=caseworker)
    issue(decision, head, on=DAY(2027, 5, 4))
    handover, case = arrival.accept(handover, by=there[2]), programme.case
    client.force_login(caseworker)
    at = f"/sprawy/{case.key}/"
    answer = client.post(f"{at}kontakt/", {"kind": "note", "text": "x"})
    assert (answer.status_code, case.contacts.count()) == (403, 0)
    assert "tylko do odczytu" in answer.content.decode()
    assert client.get(at).status_code == 200
    for tail in ("zmiany/nowa/left/", "program/wstrzymaj/", "sklad/osobno/", "zalaczniki/"):
        assert client.post(at + tail, {}).status_code == 403, tail
    assert client.post(f"{at}wyplaty/rachunek/", {}).status_code != 403
    # Only what the old centre can still do is left; the new one plans its own assessments.
    late = overdue(case.organisation, DAY(2029, 1, 1)).filter(case=case)
    assert {one.kind for one in late} == {"life", "health_insurance"}
    notices = [one.label for one in late if one.kind == "life"]
    assert [label.split(":")[0] for label in notices] == ["Zawiadom o przeniesieniu"] * 3
    assert not case.waves.exists()
    send = handover.new_case.deadlines.get(subject_key="costs")
    assert (send.provision, send.done_on) == ("ups art. 94 ust. 9", None)


def test_a_move_goes_through_its_pages(client, programme, caseworker, there):
    client.force_login(caseworker)
    typed = {"reach": "county", "ground": "flat", "moves_on": "2027-05-12", "centre": there[0].pk}
    answer = client.post(f"/sprawy/{programme.case.key}/przeniesienie/nowe/", typed)
    page = answer["Location"]
    said = client.get(page).content.decode()
    assert "od 1.06.2027 (5 mies.)" in said
    assert "od 1.05.2027 (6 mies.)" in said
    for code in ("declaration", "proof"):
        assert client.post(f"{page}dowod/{code}/", {f"{code}-on": "2026-11-20"}).status_code == 302
    assert (
        client.post(
            page + "rozstrzygnij/", {"payer": "old", "reason": "umowa najmu", "dopusc": "1"}
        ).status_code
        == 302
    )
    client.post(page + "uchylenie/")
    client.post(page + "zawiadomienia/")
    client.post(page + "przekaz/")
    move = Move.objects.get()
    assert (move.state, move.decision.kind, move.notices.count(), move.handovers.count()) == (
        "allowed",
        "revoke",
        2,
        1,
    )
    assert client.get(page + f"zawiadomienia/{move.notices.first().key}/plik.docx").status_code == 200
    pack = f"/przekazania/{move.handovers.get().key}/zakres/"
    assert "tylko ta karta" in client.get(pack).content.decode()
    assert client.post(pack, {"scope": ["notes"]}).status_code == 302
