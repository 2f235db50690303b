"""Notatka z monitorowania: proposed from records, corrected, signed, frozen, and its term is met."""

import datetime
import io

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from kladka.casework.cases.actions import add_contact
from kladka.casework.monitoring.models import MonitoringNote
from kladka.casework.monitoring.note_actions import save_note
from kladka.casework.monitoring.proposing import proposal
from kladka.casework.programmes.proof_actions import fulfil_obligation
from kladka.documents.document import PDF, Document
from kladka.law.terms import monitoring_period
from tests.casework.programmes.build import running
from tests.documents.reading import one_line, pdf_words

from .build import ASSESSED, signed_note

DAY = datetime.date(2026, 11, 10)


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head)


def at(programme, number=1, tail=""):
    return f"/sprawy/{programme.case.key}/monitorowanie/{number}/{tail}"


def test_the_proposal_says_what_was_recorded_in_the_period_and_names_its_sources(programme, caseworker):
    told = {"kind": "meeting", "text": "x", "by": caseworker}
    add_contact(programme.case, on=DAY, **told)
    add_contact(programme.case, on=DAY, missed=True, excused=True, **told)
    add_contact(programme.case, on=datetime.date(2026, 10, 2), **told)  # before the programme
    duty = programme.obligations.get(code="labour_office")
    fulfil_obligation(duty, on=DAY, by=caseworker)
    found = proposal(programme, *monitoring_period(programme.starts, 1))
    assert found.social == (
        "Odbył się 1 kontakt z rodziną.\nRodzina nie przyszła 1 raz, w tym usprawiedliwiono 1."
    )
    assert found.work.startswith("Wykonano 10.11.2026: zarejestrować się w powiatowym urzędzie pracy")
    assert found.language == "Nic nie zapisano w tym okresie."
    assert found.sources == (
        "Kontakty: 10.11.2026.",
        "Nieobecności: 10.11.2026.",
        "Wykonane zobowiązania: 1.",
    )


def test_a_note_is_saved_corrected_signed_and_its_term_is_met(client, programme, caseworker):
    client.force_login(caseworker)
    page = client.get(at(programme)).content.decode()
    assert "Nie było kontaktów z rodziną." in page
    typed = {k: v for k, v in ASSESSED.items() if v} | {"on": "2026-11-20"}
    assert client.post(at(programme), typed).status_code == 302
    assert MonitoringNote.objects.get().signed_at is None
    assert client.post(at(programme), typed | {"podpisz": "1", "work": "Znalazła pracę."}).status_code == 302
    note = MonitoringNote.objects.get()
    assert (note.signed_by, note.work, len(note.sha256)) == (caseworker, "Znalazła pracę.", 64)
    term = programme.case.deadlines.get(subject_key=f"{programme.key}-1")
    assert term.done_on == datetime.date(2026, 11, 20)
    assert "Strony zmieniają program" in client.get(at(programme)).content.decode()  # work: partly


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"language_progress": ""}, "To pole jest wymagane."),
        ({"observed": "", "talked": "", "institutions": ""}, "Zaznacz co najmniej jedną metodę"),
        ({"on": "2026-10-31"}, "Notatka nie może być wcześniejsza niż okres, o którym mówi."),
    ],
)
def test_a_note_that_says_too_little_is_not_saved(client, programme, caseworker, changes, message):
    client.force_login(caseworker)
    typed = {k: v for k, v in (ASSESSED | {"on": "2026-11-20"} | changes).items() if v}
    page = client.post(at(programme), typed)
    assert (page.status_code, MonitoringNote.objects.count()) == (422, 0)
    assert message in page.content.decode()


def test_a_signed_note_is_kept_by_the_program_and_by_the_database(programme, caseworker):
    note = signed_note(programme, caseworker, on=DAY)
    with pytest.raises(ValidationError, match="Podpisanej notatki nie zmienia się"):
        save_note(programme, 1, by=caseworker, on=DAY, sources=[], **ASSESSED)
    for statement in (
        "UPDATE monitoring_monitoringnote SET work_progress = 'yes' WHERE id = %s",
        "DELETE FROM monitoring_monitoringnote WHERE id = %s",
    ):
        with (
            pytest.raises(DatabaseError, match="Podpisanej notatki"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [note.pk])


def test_the_signed_note_is_printed_in_both_formats_with_the_same_words(client, programme, caseworker):
    signed_note(programme, caseworker, on=DAY, change_needed=True, change="Więcej godzin kursu.")
    client.force_login(caseworker)
    pdf = client.get(at(programme, tail="notatka.pdf")).content
    words = one_line(pdf_words(Document.of("x", PDF, pdf)))
    word = docx.Document(io.BytesIO(client.get(at(programme, tail="notatka.docx")).content))
    said = "\n".join(one.text for one in word.paragraphs)
    for sentence in ("Uczy się chętnie.", "Ocena: niewystarczające.", "Więcej godzin kursu."):
        assert sentence in words
        assert sentence in said


def test_a_period_outside_the_programme_has_no_note(client, programme, caseworker):
    client.force_login(caseworker)
    assert client.get(at(programme, 5)).status_code == 404
    assert client.get(at(programme, 1, "notatka.pdf")).status_code == 404


def test_insufficient_progress_becomes_a_draft_annex_in_one_click_with_what_the_note_found(
    client, programme, caseworker
):
    signed_note(programme, caseworker, on=DAY, change="Kurs zawodowy zamiast ogólnego.")
    client.force_login(caseworker)
    assert "przygotuj aneks z ustaleniami" in client.get(at(programme)).content.decode()
    answer = client.post(at(programme, tail="zmiana-programu/"))
    annex = programme.amendments.get()
    assert answer["Location"] == annex.get_absolute_url()
    assert (annex.state, annex.reason) == ("draft", "progress")
    assert annex.explanation == (
        "Notatka z monitorowania nr 1, 01.11.2026–31.01.2027.\n"
        "Funkcjonowanie zawodowe: niewystarczające. Szuka pracy.\n"
        "Do zmiany: Kurs zawodowy zamiast ogólnego."
    )


def test_a_note_of_sufficient_progress_changes_no_programme(client, programme, caseworker):
    signed_note(programme, caseworker, on=DAY, work_progress="yes")
    client.force_login(caseworker)
    assert client.post(at(programme, tail="zmiana-programu/"), follow=True).status_code == 200
    assert not programme.amendments.exists()
