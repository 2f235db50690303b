"""Changes of life: what they enter, what they propose, how a mistake is taken back."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kladka.casework.changes import actions
from kladka.casework.changes.models import LifeChange, Proposal
from kladka.casework.programmes import queries as programmes
from kladka.uploads.accepting import accept

from .build import BABY, BORN, REFUGEE, born, changed, coverage, family, proposal

DAY = datetime.date


@pytest.fixture
def home(centre, caseworker, head):
    return family(centre, caseworker, head)


def states(change):
    return {one.code: one.state for one in change.proposals.all()}


def test_a_birth_enters_the_child_and_asks_without_covering_anybody(home, caseworker):
    case, _, _ = home
    change = born(case, caseworker, status=REFUGEE)
    member = change.person.memberships.get()
    assert (member.household, member.relation, member.starts) == (case.household, "child", BORN)
    assert coverage(case, change.person) is None
    assert list(states(change)) == ["coverage", "recount", "change_decision", "insure"]
    case.refresh_from_db()
    assert case.title == "Olena Kowalczuk i 2 osoby"


def test_confirmed_as_covered_the_child_is_covered_from_birth_with_the_reading_and_who_chose_it(
    home, caseworker
):
    case, _, _ = home
    asked = proposal(born(case, caseworker, status=REFUGEE), "coverage")
    actions.confirm(asked, chosen="covered", reason="art. 91 ust. 12", by=caseworker)
    assert coverage(case, asked.change.person) == (True, BORN, None)
    asked.refresh_from_db()
    assert (asked.state, asked.chosen, asked.reason) == ("confirmed", "covered", "art. 91 ust. 12")
    assert asked.decided_by == caseworker


def test_confirmed_as_an_application_of_its_own_nothing_changes_in_the_programme(home, caseworker):
    case, _, _ = home
    asked = proposal(born(case, caseworker, status=REFUGEE), "coverage")
    actions.confirm(asked, chosen="own", by=caseworker)
    assert coverage(case, asked.change.person) is None


def test_of_two_readings_one_must_be_chosen(home, caseworker):
    asked = proposal(born(home[0], caseworker, status=REFUGEE), "coverage")
    with pytest.raises(ValidationError, match="Wybierz jedno z odczytań"):
        actions.confirm(asked, by=caseworker)


def test_a_dismissed_proposal_keeps_its_reason_and_is_not_decided_twice(home, caseworker):
    asked = proposal(born(home[0], caseworker), "insure")
    with pytest.raises(ValidationError):
        actions.dismiss(asked, reason=" ", by=caseworker)
    actions.dismiss(asked, reason="Dziecko zgłosił pracodawca ojca.", by=caseworker)
    with pytest.raises(ValidationError, match="już"):
        actions.confirm(asked, by=caseworker)


def test_after_a_death_payments_of_the_month_end_on_its_day_in_the_chosen_reading(home, caseworker):
    case, programme, (_, sofija) = home
    change = changed(case, "death", sofija, on=DAY(2026, 12, 10), by=caseworker)
    actions.confirm(proposal(change, "end_coverage"), chosen="days", by=caseworker)
    december = {
        one.person: one.law.paid_days
        for one in programmes.dues(programmes.loaded(programme.key), month=DAY(2026, 12, 1))
    }
    assert december[sofija] == 10
    january = programmes.dues(programmes.loaded(programme.key), month=DAY(2027, 1, 1))
    assert sofija not in [one.person for one in january]
    assert sofija.memberships.get().ends == DAY(2026, 12, 10)


def test_a_lost_status_ends_and_stays_in_the_history(home, caseworker):
    case, _, (olena, _) = home
    change = changed(case, "status_lost", olena, on=DAY(2026, 12, 10), by=caseworker)
    assert olena.statuses.get().ended_on == DAY(2026, 12, 10)
    assert {"revoke", "remaining", "deregister", "recount"} <= set(states(change))


def test_a_new_status_stands_beside_the_old_one(home, caseworker):
    case, _, (olena, _) = home
    subsidiary = REFUGEE | {"kind": "subsidiary"}
    changed(case, "status_given", olena, on=DAY(2026, 12, 10), by=caseworker, status=subsidiary)
    kinds = {one.kind: one.ended_on for one in olena.statuses.all()}
    assert kinds == {"refugee": DAY(2026, 12, 10), "subsidiary": None}


def test_a_stay_in_hospital_puts_a_task_on_its_thirty_first_day_and_its_end_asks_to_resume(home, caseworker):
    case, _, (olena, _) = home
    change = changed(case, "hospital", olena, on=DAY(2027, 1, 1), by=caseworker)
    actions.confirm(proposal(change, "check_stay"), by=caseworker)
    assert case.deadlines.get(kind="life").day == DAY(2027, 1, 31)
    change = actions.end_stay(change, on=DAY(2027, 1, 20), by=caseworker)
    assert states(change) == {
        "check_stay": "confirmed", "withhold": "undone", "resume": "open", "insure": "open",
    }  # fmt: skip
    assert not case.deadlines.filter(kind="life", done_on=None).exists()


def test_a_mistake_is_taken_back_on_the_same_day_and_its_history_stays(home, caseworker):
    case, _, (_, sofija) = home
    change = changed(case, "left", sofija, on=DAY(2026, 12, 10), by=caseworker)
    actions.undo(change, reason="Pomylono osobę.", by=caseworker)
    assert sofija.memberships.get().ends is None
    change.refresh_from_db()
    assert (change.undone_by, change.undone_reason) == (caseworker, "Pomylono osobę.")
    assert set(states(change).values()) == {"undone"}
    case.refresh_from_db()
    assert case.title == "Olena Kowalczuk i 1 osoba"


def test_the_head_takes_a_death_recorded_by_mistake_back_also_later(home, head, caseworker):
    case, _, (_, sofija) = home
    change = changed(case, "death", sofija, on=DAY(2026, 12, 10), by=caseworker)
    with time_machine.travel(change.created_at + datetime.timedelta(days=3)):
        actions.undo(change, reason="Akt zgonu innej osoby.", by=head)
    assert sofija.memberships.get().ends is None
    assert set(states(change).values()) == {"undone"}


def test_a_change_from_which_something_followed_or_of_yesterday_is_not_taken_back(home, caseworker):
    case, _, (_, sofija) = home
    change = changed(case, "left", sofija, on=DAY(2026, 12, 10), by=caseworker)
    with time_machine.travel(change.created_at + datetime.timedelta(days=1)), pytest.raises(ValidationError):
        actions.undo(change, reason="x", by=caseworker)
    actions.confirm(proposal(change, "residence"), by=caseworker)
    with pytest.raises(ValidationError, match="coś już wynikło"):
        actions.undo(change, reason="x", by=caseworker)


def test_a_child_entered_by_mistake_is_no_longer_in_the_family(home, caseworker):
    case, _, _ = home
    change = born(case, caseworker, status=REFUGEE)
    actions.undo(change, reason="Wpisano w złej sprawie.", by=caseworker)
    assert not change.person.memberships.exists()
    assert change.person.statuses.get().ended_on == BORN


def test_the_eighteenth_birthday_is_the_one_of_the_register(home, caseworker):
    case, _, (_, sofija) = home
    with pytest.raises(ValidationError, match=r"kończy 18 lat 08\.03\.2034"):
        changed(case, "adult", sofija, on=DAY(2034, 3, 7), by=caseworker)


def test_the_proof_lies_among_the_files_of_the_case(home, caseworker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    change = born(home[0], caseworker, proof=accept("akt.txt", b"akt urodzenia"))
    assert (change.proof.kind, change.proof.case) == ("civil", home[0])


def test_nobody_leaves_a_family_they_are_not_in(home, caseworker):
    case, _, (_, sofija) = home
    changed(case, "left", sofija, on=DAY(2026, 12, 10), by=caseworker)
    with pytest.raises(ValidationError, match="nie należy już"):
        changed(case, "left", sofija, on=DAY(2026, 12, 11), by=caseworker)
    assert LifeChange.objects.count() == 1
    assert Proposal.objects.filter(change__person=sofija, state="open").exists()


def test_a_confirmed_new_calculation_drafts_the_changing_decision_for_the_larger_family(home, caseworker):
    case, _, _ = home
    change = born(case, caseworker, status=REFUGEE)
    with pytest.raises(ValidationError, match="nie ma czego"):
        actions.confirm(proposal(change, "recount"), by=caseworker)
    actions.confirm(proposal(change, "coverage"), chosen="covered", by=caseworker)
    actions.confirm(proposal(change, "recount"), by=caseworker)
    decision = case.decisions.get(kind="change")
    assert decision.state == "draft"
    assert "urodzenie dziecka (Marko Kowalczuk, 05.12.2026)" in decision.grounds


def test_somebody_who_joined_is_in_the_family_and_covered_once_it_is_confirmed(home, caseworker):
    case, _, _ = home
    came = DAY(2026, 12, 5)
    husband = BABY | {"given_names": "Taras", "born": DAY(1989, 1, 2)}
    change = changed(
        case, "joined", on=came, by=caseworker, details=husband, relation="spouse", status=REFUGEE
    )
    member = change.person.memberships.get()
    assert (member.household, member.relation, member.starts) == (case.household, "spouse", came)
    assert coverage(case, change.person) is None
    assert list(states(change)) == ["coverage", "recount", "change_decision", "insure"]
    actions.confirm(proposal(change, "coverage"), chosen="covered", by=caseworker)
    assert coverage(case, change.person) == (True, came, None)


def test_prison_asks_to_suspend_to_revoke_to_deregister_and_to_count_the_others_anew(home, caseworker):
    case, _, (olena, _) = home
    on = DAY(2026, 12, 10)
    change = changed(case, "prison", olena, on=on, by=caseworker)
    assert list(states(change)) == ["suspend", "revoke", "deregister", "recount", "change_decision"]
    assert {one.code: one.provision for one in change.proposals.all()}["suspend"] == "ups art. 13 ust. 1"
    assert coverage(case, olena)[0]  # a person decides
    change = actions.end_stay(change, on=DAY(2026, 12, 20), by=caseworker)
    assert (states(change)["suspend"], states(change)["resume"]) == ("undone", "open")


def test_adulthood_that_ends_the_aid_ends_it_the_day_before_the_birthday(home, caseworker):
    case, _, (_, sofija) = home
    sofija.born = DAY(2009, 1, 15)
    sofija.save()
    change = changed(case, "adult", sofija, on=DAY(2027, 1, 15), by=caseworker)
    actions.confirm(proposal(change, "adulthood"), chosen="ends", by=caseworker)
    assert coverage(case, sofija) == (True, None, DAY(2027, 1, 14))
