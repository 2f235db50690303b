"""Obligation and proof: what is owed on a day, what waits for something outside, what came and was wrong."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kladka.casework.attachments.actions import attach
from kladka.casework.programmes import agreement_actions, obligation_queries, proof_actions, queries
from kladka.casework.programmes.agreement import Proof, ProofKind
from kladka.uploads.accepting import accept
from tests.casework.programmes.build import agree, drafted, running

TODAY = timezone.localdate()
BEFORE, AFTER = (TODAY + datetime.timedelta(days=days) for days in (9, 60))


def day(days):
    return TODAY + datetime.timedelta(days=days)


def goal_of_two_steps(programme, worker):
    """A course that hangs on a seat; the exam hangs on the course."""
    return agreement_actions.add_goal(
        programme,
        theme="language",
        text="Olena mówi po polsku w urzędzie",
        steps=[
            {
                "owed_by": "partner", "partner": "Szkoła Językowa Most", "text": "przyjmie na kurs A2",
                "due_on": day(20), "hindrance": "wolne miejsce na kursie",
            },
            {
                "owed_by": "participant", "text": "zda egzamin A2", "due_on": day(50),
                "proof_kind": "certificate", "after": 0,
            },
        ],
        by=worker,
    )  # fmt: skip


def signed_with_goal(centre, worker):
    programme = drafted(centre, worker)
    goal_of_two_steps(programme, worker)
    return agree(queries.loaded(programme.key), worker)


def states(programme, on):
    """{text of a step of a goal: its state}."""
    found = obligation_queries.standings(queries.loaded(programme.key), on)
    return {one.obligation.text: (one.state, one.waits_for) for one in found if one.obligation.goal_id}


def step(programme, text):
    return next(one for one in queries.loaded(programme.key).obligations.all() if one.text == text)


def test_what_waits_for_a_seat_is_nobodys_fault_and_is_seen(centre, caseworker):
    programme = signed_with_goal(centre, caseworker)
    assert states(programme, AFTER) == {
        "przyjmie na kurs A2": ("waiting", "wolne miejsce na kursie"),
        "zda egzamin A2": ("waiting", "przyjmie na kurs A2"),
    }
    late = set(obligation_queries.late([centre.pk], AFTER).values_list("code", flat=True))
    assert "labour_office" in late and "" not in late

    course = step(programme, "przyjmie na kurs A2")
    seat = day(30)
    proof_actions.name_hindrance(course, hindrance=course.hindrance, gone_on=seat, by=caseworker)
    assert states(programme, seat)["przyjmie na kurs A2"] == ("late", "")
    proof_actions.fulfil_obligation(course, on=seat, by=caseworker)
    assert states(programme, AFTER) == {
        "przyjmie na kurs A2": ("met", ""),
        "zda egzamin A2": ("late", ""),
    }


def test_a_proof_with_its_file_meets_a_single_obligation_and_withdrawn_opens_it(centre, caseworker):
    programme = signed_with_goal(centre, caseworker)
    duty = programme.obligations.get(code="labour_office")
    assert duty.proof_kind == ProofKind.LABOUR_OFFICE
    file = attach(programme.case, accept("pup.txt", b"zarejestrowana"), kind="work", by=caseworker)
    shown = {"kind": "labour_office", "outcome": "met", "came_on": BEFORE}
    proof = proof_actions.record_proof(duty, **shown, done_on=day(5), attachment=file, by=caseworker)
    duty.refresh_from_db()
    assert duty.done_on == day(5)
    found = obligation_queries.proofs_of(programme)
    assert [(one.pk, one.attachment.name) for one in found[duty.pk]] == [(proof.pk, "pup.txt")]

    proof_actions.withdraw_proof(proof, reason="zaświadczenie innej osoby", by=caseworker)
    duty.refresh_from_db()
    assert duty.done_on is None and obligation_queries.proofs_of(programme) == {}
    with pytest.raises(ValidationError):
        proof_actions.withdraw_proof(Proof.objects.get(pk=proof.pk), reason="znowu", by=caseworker)


def test_what_comes_back_in_a_rhythm_is_proved_until_a_day_and_stays_open(centre, caseworker):
    programme = signed_with_goal(centre, caseworker)
    duty = programme.obligations.get(code="contact")
    month = {"starts": day(10), "ends": day(40)}
    proof_actions.record_proof(duty, kind="contact", outcome="met", came_on=AFTER, **month, by=caseworker)
    fresh = queries.loaded(programme.key)
    found = obligation_queries.standings(fresh, AFTER, proofs=obligation_queries.proofs_of(fresh))
    standing = next(one for one in found if one.obligation.code == "contact")
    assert (standing.state, standing.proved_until) == ("running", day(40))


def test_what_no_proof_came_for_is_listed_once_its_day_passed(centre, caseworker):
    programme = signed_with_goal(centre, caseworker)
    duty = programme.obligations.get(code="labour_office")
    unproved = obligation_queries.unproved([centre.pk], AFTER)
    assert duty in unproved
    seen = {"kind": "labour_office", "came_on": AFTER, "by": caseworker}
    proof_actions.record_proof(duty, outcome="not_met", **seen)
    assert duty in unproved.all()
    proof_actions.record_proof(duty, outcome="met", **seen)
    assert duty not in unproved.all()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"came_on": datetime.date(2020, 1, 1)}, "came_on"),
        ({"starts": BEFORE}, "ends"),
        ({"starts": AFTER, "ends": BEFORE}, "ends"),
    ],
)
def test_a_proof_that_cannot_be_is_refused_at_its_field(centre, caseworker, wrong, field):
    programme = signed_with_goal(centre, caseworker)
    given = {"kind": "other", "outcome": "met", "came_on": AFTER, "by": caseworker} | wrong
    with pytest.raises(ValidationError) as refusal:
        proof_actions.record_proof(programme.obligations.first(), **given)
    assert list(refusal.value.error_dict) == [field]


def test_a_file_of_another_case_proves_nothing_here(centre, caseworker):
    programme, other = signed_with_goal(centre, caseworker), drafted(centre, caseworker)
    file = attach(other.case, accept("x.txt", b"x"), kind="other", by=caseworker)
    given = {"kind": "other", "outcome": "met", "came_on": AFTER, "by": caseworker}
    with pytest.raises(ValidationError):
        proof_actions.record_proof(programme.obligations.first(), **given, attachment=file)


SIGNED = (
    "UPDATE programmes_obligation SET due_on = '2030-01-01' WHERE programme_id = %s",
    "UPDATE programmes_obligation SET due_on = NULL WHERE programme_id = %s AND due_on IS NOT NULL",
    "UPDATE programmes_obligation SET owed_by = 'centre', person_id = NULL WHERE programme_id = %s",
    "UPDATE programmes_obligation SET proof_kind = '' WHERE programme_id = %s",
    "DELETE FROM programmes_obligation WHERE programme_id = %s AND hangs_on_id IS NOT NULL",
    "UPDATE programmes_goal SET theme = 'work' WHERE programme_id = %s",
    "UPDATE programmes_programmetext SET content = %s",
    "UPDATE programmes_programmetext SET agreed_on = '2020-01-01' WHERE programme_id = %s",
    "DELETE FROM programmes_programmetext WHERE programme_id = %s",
)


@pytest.mark.parametrize("statement", SIGNED)
def test_the_database_keeps_what_both_sides_signed(centre, caseworker, statement):
    programme = signed_with_goal(centre, caseworker)
    value = b"x" if "content = %s" in statement else programme.pk
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [value])


def test_the_database_keeps_a_proof(centre, head, caseworker):
    programme = running(centre, caseworker, head)
    given = {"kind": "other", "outcome": "met", "came_on": AFTER, "by": caseworker}
    proof = proof_actions.record_proof(programme.obligations.first(), **given)
    for statement in ("UPDATE programmes_proof SET outcome = 'not_met'", "DELETE FROM programmes_proof"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Proof.objects.get().outcome == proof.outcome


def test_a_paper_is_recorded_from_the_obligation_in_one_page_with_its_file(
    client, centre, caseworker, head, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    programme = running(centre, caseworker, head)
    duty = programme.obligations.get(code="labour_office")
    client.force_login(caseworker)
    at = f"/sprawy/{programme.case.key}/program/zobowiazania/{duty.pk}/dowod/"
    assert client.get(at).context["form"]["kind"].value() == "labour_office"
    typed = {"kind": "labour_office", "outcome": "met", "came_on": TODAY.isoformat()}
    typed["scan"] = SimpleUploadedFile("zaswiadczenie.txt", b"zarejestrowana")
    assert client.post(at, typed).status_code == 302
    proof = duty.proofs.get()
    assert (proof.attachment.kind, proof.attachment.name) == ("work", "zaswiadczenie.txt")
    duty.refresh_from_db()
    assert duty.done_on == TODAY


def test_the_scan_of_what_was_signed_comes_with_the_signatures(
    client, centre, caseworker, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    programme = drafted(centre, caseworker)
    client.force_login(caseworker)
    typed = {
        "on": TODAY.isoformat(), "represented_by": caseworker.pk, "signed_by": ["Olena Kowalczuk"],
        "talk_language": "polski", "no_interpreter": "mówi po polsku",
        "scan": SimpleUploadedFile("podpisany.txt", b"podpisy"),
    }  # fmt: skip
    answer = client.post(f"/sprawy/{programme.case.key}/program/uzgodnij/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert programme.texts.get().signed_copy.name == "podpisany.txt"
