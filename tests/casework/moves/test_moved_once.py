"""A family that moved is aided by one centre at a time, and only who still has the aid goes over."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.accounts.models import Membership
from kladka.casework.aftercare import actions as aftercare
from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import approve, prepare_list
from kladka.casework.benefits.actions import submit as submit_list
from kladka.casework.decisions.actions import submit, withdraw
from kladka.casework.issuing.actions import issue
from kladka.casework.moves import arrival, move_actions
from kladka.casework.moves.models import Move
from kladka.casework.people.models import Person
from kladka.casework.programmes.revocation_actions import draft_revocation
from tests.casework.benefits.build import ACCOUNT, family
from tests.conftest import make_user

from .test_move import allowed, continued, offered, programme, there  # noqa: F401

DAY = datetime.date
MAY = DAY(2027, 5, 1)
PESEL = "90051799999"  # its checksum is wrong on purpose


def paid(centre, case, worker, accountant, head):
    set_account(case, method="transfer", holder="Olena", account=ACCOUNT, on=DAY(2026, 11, 20), by=worker)
    waiting = submit_list(prepare_list(centre, MAY, by=accountant), by=accountant)
    return approve(waiting, by=head)


@pytest.mark.parametrize("pesel", ["", PESEL])
def test_the_month_of_the_move_is_paid_once_though_no_number_was_handed_over(
    programme, centre, caseworker, head, accountant, there, pesel  # noqa: F811
):  # fmt: skip
    applicant = programme.application.people.order_by("pk").first().person
    applicant.pesel = pesel
    applicant.save()
    handover = offered(programme, caseworker, there, payer="new", scope=("contact",))
    assert paid(centre, programme.case, caseworker, accountant, head).people == 2
    decision = submit(move_actions.draft_revocation(Move.objects.get(), by=caseworker), by=caseworker)
    issue(decision, head, on=DAY(2027, 5, 4))
    olena = Person.objects.get(organisation=centre, given_names="Olena")
    olena.phone = "600000000"
    olena.save()
    programme.case.refresh_from_db()
    asked = aftercare.agree(programme.case, olena, way="phone", on=DAY(2027, 5, 4), by=caseworker)
    assert not asked.checks.exists()  # the new centre asks the family at the end of its programme
    new = continued(arrival.accept(handover, by=there[2]).new_case, there)
    assert not any(Person.objects.filter(organisation=there[0]).values_list("pesel_index", flat=True))
    theirs = make_user("Nowa Księgowa", "ks@nowy.test", there[0], Membership.Role.ACCOUNTANT)
    with pytest.raises(ValidationError, match="Olena Kowalczuk, maj 2027: płaci już Powiatowe Centrum"):
        paid(there[0], new.case, there[1], theirs, there[2])


def test_a_move_is_not_withdrawn_while_another_centre_is_asked_or_leads_the_case(
    programme, caseworker, there  # noqa: F811
):  # fmt: skip
    handover = offered(programme, caseworker, there)
    move = Move.objects.get()
    with pytest.raises(ValidationError, match="Najpierw wycofaj przekazanie"):
        move_actions.withdraw_move(move, reason="zostają", by=caseworker)
    arrival.accept(handover, by=there[2])
    with pytest.raises(ValidationError, match="Sprawę przejęło już nowe centrum"):
        move_actions.withdraw_move(move, reason="zostają", by=caseworker)


def test_who_was_revoked_before_the_move_does_not_go_over(
    programme, caseworker, head, there  # noqa: F811
):  # fmt: skip
    revoked, stays = [one.person for one in programme.application.people.order_by("pk")]
    for draft in draft_revocation(
        programme, people=[revoked], ground="convicted", facts="Wyrok.", starts=DAY(2027, 1, 15),
        by=caseworker, immediate_reason="ważny interes społeczny",
    ):  # fmt: skip
        issue(submit(draft, by=caseworker), head, on=DAY(2027, 1, 10))
    packed = offered(programme, caseworker, there).package["people"]
    assert [one["details"]["given_names"] for one in packed] == [stays.given_names]


def test_a_withdrawn_draft_of_the_revocation_leaves_the_move_open_to_both_ways(
    client, programme, caseworker, there  # noqa: F811
):  # fmt: skip
    move = allowed(programme, caseworker, there)
    withdraw(move_actions.draft_revocation(move, by=caseworker), by=caseworker)
    client.force_login(caseworker)
    assert "Przygotuj projekt" in client.get(move.get_absolute_url()).content.decode()
    again = move_actions.draft_revocation(Move.objects.get(), by=caseworker)
    with pytest.raises(ValidationError, match="Najpierw wycofaj jej projekt"):
        move_actions.withdraw_move(move, reason="zostają", by=caseworker)
    withdraw(again, by=caseworker)
    stays = {"wycofaj": "1", "reason": "Zostają.", "payer": move.payer}
    assert client.post(f"{move.get_absolute_url()}rozstrzygnij/", stays).status_code == 302
    move.refresh_from_db()
    assert move.state == "withdrawn"


def test_who_is_aided_in_the_new_centre_already_is_refused_with_the_case(
    client, programme, caseworker, there  # noqa: F811
):  # fmt: skip
    olena = programme.application.people.order_by("pk").first().person
    running_there = family(there[0], there[1], "Olena Kowalczuk", born=olena.born)
    for person in (olena, running_there.application.people.get().person):
        person.pesel, person.sex = PESEL, olena.sex
        person.save()
    handover = offered(programme, caseworker, there)
    client.force_login(there[2])
    answer = client.post(f"{handover.get_absolute_url()}przyjmij/", follow=True)
    assert answer.status_code == 200
    assert running_there.case.number in answer.content.decode()
    handover.refresh_from_db()
    assert handover.state == "offered"
