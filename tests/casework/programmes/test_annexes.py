"""Annexes to a running programme: drafted, agreed by both sides, numbered; nothing signed is written over."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kladka.casework.attachments.actions import attach
from kladka.casework.programmes import agreement_actions, amendment_actions, queries, text_actions
from kladka.casework.programmes.agreement import Amendment
from kladka.casework.programmes.changes import between, changes_of
from kladka.casework.programmes.freezing import fingerprint
from kladka.casework.programmes.models import CostStatement, Obligation, Programme
from kladka.uploads.accepting import accept
from tests.casework.programmes.build import running

TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=10)
COURSE = {"owed_by": "participant", "text": "chodzić na kurs języka polskiego", "rhythm": "weekly"}


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head)


def draft(programme, worker, **more):
    return amendment_actions.draft_annex(programme, reason="progress", by=worker, **more)


def sign(annex, worker, starts=TODAY):
    return amendment_actions.sign_annex(
        annex, on=TODAY, starts=starts, represented_by=worker, signed_by="Olena Kowalczuk",
        talk_language="ukraiński", interpreter="Iryna Bondar", by=worker,
    )  # fmt: skip


def words(programme, on):
    fresh = queries.loaded(programme.key)
    return {one.text for one in fresh.obligations.all() if one.in_force(on)}


def test_too_little_progress_begins_one_annex_and_later_words_are_added_to_it(programme, caseworker):
    first = draft(programme, caseworker, explanation="Brak postępów w nauce języka.")
    again = draft(programme, caseworker, explanation="Także w pracy.")
    assert (again.pk, again.explanation) == (first.pk, "Brak postępów w nauce języka.\nTakże w pracy.")
    assert Amendment.objects.count() == 1


def test_what_a_draft_annex_proposes_is_not_in_force_until_both_signed(programme, caseworker):
    annex = draft(programme, caseworker)
    agreement_actions.add_goal(
        programme, theme="language", text="Mówić po polsku", steps=[COURSE], by=caseworker
    )
    assert COURSE["text"] not in words(programme, LATER)
    annex = sign(annex, caseworker, starts=LATER)
    assert (annex.number, annex.state) == (1, "signed")
    assert COURSE["text"] not in words(programme, TODAY)
    assert COURSE["text"] in words(programme, LATER)
    assert {one.text for one in Obligation.objects.in_force(LATER)} == words(programme, LATER)


def test_an_agreed_obligation_is_replaced_and_keeps_its_history(programme, caseworker):
    annex = draft(programme, caseworker)
    old = programme.obligations.get(code="labour_office")
    new = agreement_actions.save_obligation(
        programme, old, text=old.text, owed_by="participant", due_on=LATER, by=caseworker
    )
    [change] = changes_of(queries.loaded(programme.key), annex)
    assert change.kind == "changed" and change.before != change.after
    sign(annex, caseworker)
    old.refresh_from_db()
    assert (new.replaces, new.provision, old.ended_with, old.due_on == LATER) == (
        old, old.provision, annex, False,
    )  # fmt: skip
    first, second = programme.texts.order_by("number")
    assert [one.kind for one in between(first.content, second.content)] == ["ended", "added"]
    assert fingerprint(first.content) == first.sha256 != second.sha256


def test_without_an_annex_an_agreed_programme_is_not_edited(programme, caseworker):
    with pytest.raises(ValidationError, match="Przygotuj aneks"):
        agreement_actions.add_goal(programme, theme="work", text="x", steps=[COURSE], by=caseworker)


def test_an_annex_that_changes_nothing_is_not_signed(programme, caseworker):
    with pytest.raises(ValidationError, match="niczego nie zmienia"):
        sign(draft(programme, caseworker), caseworker)


def test_a_given_up_annex_leaves_the_programme_as_it_was(programme, caseworker):
    before = words(programme, LATER)
    annex = draft(programme, caseworker)
    duty = programme.obligations.get(code="housing")
    agreement_actions.remove_obligation(duty, by=caseworker)
    agreement_actions.save_obligation(programme, None, owed_by="centre", text="nowe", by=caseworker)
    amendment_actions.drop_annex(annex, reason="rodzina się rozmyśliła", by=caseworker)
    assert words(programme, LATER) == before
    assert Amendment.objects.get().state == "dropped"
    assert not Obligation.objects.filter(text__isnull=False, begun_with=annex).exists()


def test_what_an_annex_would_end_may_be_kept_after_all(programme, caseworker):
    draft(programme, caseworker)
    duty = programme.obligations.get(code="housing")
    agreement_actions.remove_obligation(duty, by=caseworker)
    agreement_actions.keep_obligation(
        queries.loaded(programme.key).obligations.get(pk=duty.pk), by=caseworker
    )
    duty.refresh_from_db()
    assert duty.ended_with is None


def test_an_annex_without_the_health_contribution_changes_costs_and_goes_to_the_voivode(
    programme, caseworker
):
    annex = draft(programme, caseworker)
    annex = amendment_actions.propose(
        annex, explanation="Osoba ma inny tytuł do ubezpieczenia.", by=caseworker,
        institutions="Powiatowy Urząd Pracy: staż", scopes={"cash": "", "counselling": "prawnik"},
    )  # fmt: skip
    assert annex.changes_costs
    annex = sign(annex, caseworker)
    fresh = Programme.objects.get(pk=programme.pk)
    assert fresh.institutions == "Powiatowy Urząd Pracy: staż"
    assert set(fresh.forms_of_aid.values_list("code", flat=True)) == {"cash", "counselling"}
    annex = amendment_actions.send_annex(annex, on=TODAY, by=caseworker)
    assert annex.cost_statement.sent_on == TODAY and CostStatement.objects.count() == 2
    annex = amendment_actions.accept_annex(annex, on=TODAY, reference="PS.1", by=caseworker)
    assert (annex.accepted_on, annex.voivode_reference) == (TODAY, "PS.1")
    with pytest.raises(ValidationError):
        amendment_actions.send_annex(annex, on=TODAY, by=caseworker)


def test_the_database_keeps_a_signed_annex_and_the_texts(programme, caseworker):
    annex = draft(programme, caseworker)
    agreement_actions.save_obligation(programme, None, owed_by="centre", text="nowe", by=caseworker)
    sign(annex, caseworker)
    for statement in (
        "UPDATE programmes_amendment SET starts = '2030-01-01'",
        "UPDATE programmes_amendment SET state = 'draft', number = NULL, signed_on = NULL, starts = NULL",
        "DELETE FROM programmes_amendment",
        "DELETE FROM programmes_programmetext WHERE number = 2",
        "UPDATE programmes_obligation SET owed_by = 'participant' WHERE begun_with_id IS NOT NULL",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_scan_of_a_signed_text_is_a_file_of_the_same_case(programme, caseworker):
    scan = attach(programme.case, accept("skan.txt", b"x"), kind="letter", by=caseworker)
    text_actions.attach_signed_copy(programme.texts.get(), scan, by=caseworker)
    assert programme.texts.get().signed_copy == scan
    scan.case_id = 0
    with pytest.raises(ValidationError):
        text_actions.attach_signed_copy(programme.texts.get(), scan, by=caseworker)


def test_an_annex_goes_from_its_reason_to_both_signatures_on_pages(client, programme, caseworker):
    client.force_login(caseworker)
    base = f"/sprawy/{programme.case.key}/program/"
    answer = client.post(base + "aneks/nowy/", {"reason": "request", "explanation": "Prosi o kurs."})
    page = answer["Location"]
    step = {
        "theme": "language",
        "text": "Mówić po polsku",
        "krok-1": "chodzić na kurs",
        "kto-1": "participant",
    }
    assert client.post(base + "cele/nowy/", step)["Location"] == page
    shown = client.get(page).content.decode()
    assert "dodano" in shown and "chodzić na kurs" in shown and "Zapisz podpisanie" in shown
    asked = client.get(page + "podpisz/").content.decode()
    assert "Bez powtórzenia własnymi słowami" in asked
    signed = {
        "on": TODAY, "starts": TODAY, "represented_by": caseworker.pk, "signed_by": ["Olena Kowalczuk"],
        "talk_language": "ukraiński",
    }  # fmt: skip
    assert client.post(page + "podpisz/", signed).status_code == 422  # neither an interpreter nor a reason
    assert client.post(page + "podpisz/", signed | {"interpreter": "Iryna Bondar"}).status_code == 302
    texts = client.get(base + "teksty/").content.decode()
    assert "Aneks nr 1" in texts and "Mówić po polsku" in texts
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        for query in ("", "?jezyk=ar", "?jezyk=uk&druk=duzy"):
            assert client.get(f"{page}aneks.{kind}{query}").content.startswith(begins)
    assert client.get(base).status_code == 200
