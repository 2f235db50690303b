"""The frozen prints: same bytes and fingerprint for ever; a draft is only a preview."""

import datetime
import hashlib
import io
import re
import zipfile

import pikepdf
import pytest
from django.db import connection

from kladka.casework import guards
from kladka.casework.decisions import letter
from kladka.casework.decisions.actions import DecisionChanged, deliver
from kladka.casework.decisions.models import DecisionFile
from kladka.casework.programmes.actions import draft_grant
from kladka.journal.models import Entry
from kladka.vault.fields import Sealed, SealedField
from tests.casework.programmes.build import ISSUED_ON, OLENA, SOFIJA, accepted, issued


def text_of(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return re.sub(r"<[^>]+>", " ", package.read("word/document.xml").decode()).replace("\u00a0", " ")


@pytest.fixture
def decision(centre, caseworker, head):
    return issued(centre, caseworker, head, OLENA, SOFIJA)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_download_is_the_stored_bytes_and_their_fingerprint(client, decision, caseworker, kind):
    client.force_login(caseworker)
    answer = client.get(f"/decyzje/{decision.key}/wydana.{kind}")
    stored = decision.files.get(name__endswith=f".{kind}")
    assert answer.content == bytes(stored.content)
    assert answer["X-Content-SHA256"] == stored.sha256 == hashlib.sha256(answer.content).hexdigest()


def test_the_frozen_print_stays_when_the_names_of_the_centre_and_the_person_change(
    client, decision, caseworker
):
    before = {file.media_type: file.sha256 for file in decision.files.all()}
    person = decision.case.applications.get().people.first().person
    person.family_name = "Inna"
    person.save()
    decision.organisation.address = "ul. Nowa 1"
    decision.organisation.save()
    client.force_login(caseworker)
    content = client.get(f"/decyzje/{decision.key}/wydana.pdf").content
    assert hashlib.sha256(content).hexdigest() == before["application/pdf"]


def test_a_frozen_file_is_neither_changed_nor_deleted(decision):
    file = decision.files.first()
    with pytest.raises(TypeError):
        file.save()
    with pytest.raises(TypeError):
        file.delete()
    assert DecisionFile.objects.count() == 2


# What somebody with the password of the database does to an issued decision.
CHANGES = (
    lambda decision: {"grounds": "Inne uzasadnienie."},
    lambda decision: {"content": {**decision.content, "total_cash": "1"}},
    lambda decision: {"number": "IPI.D.99.2026"},
    lambda decision: {"issued_on": datetime.date(2026, 11, 19)},
)


def altered(decision, change):
    with guards.lifted(connection):
        rewritten(decision, **change(decision))


def rewritten(row, **change):
    """Past save(), sealed as the program would seal it."""
    for name, value in change.items():
        field = row._meta.get_field(name)
        kept = Sealed(field.sealed(value, row.key)) if isinstance(field, SealedField) else value
        type(row).objects.filter(pk=row.pk).update(**{name: kept})


@pytest.mark.parametrize("change", CHANGES)
def test_a_decision_changed_behind_the_back_is_neither_printed_nor_delivered(
    client, decision, caseworker, change
):
    altered(decision, change)
    refused(client, decision, caseworker)


@pytest.mark.parametrize("change", [{"content": b"x"}, {"content": b"x", "sha256": "2d711642b726"}, None])
def test_a_changed_or_missing_file_stops_both_too(client, decision, caseworker, change):
    with guards.lifted(connection):
        word = decision.files.filter(name__endswith=".docx")
        rewritten(word.get(), **change) if change else word.delete()
    refused(client, decision, caseworker)


def refused(client, decision, caseworker):
    client.force_login(caseworker)
    answer = client.get(f"/decyzje/{decision.key}/wydana.pdf")
    assert (answer.status_code, "Decyzja zmieniła się po wydaniu" in answer.content.decode()) == (422, True)
    with pytest.raises(DecisionChanged):
        deliver(decision, method="in_person", on=ISSUED_ON, by=caseworker)
    decision.refresh_from_db()
    assert decision.state == "issued"
    alarms = Entry.objects.filter(act="decision.altered", subject_key=decision.key)
    assert {entry.details["approved"] for entry in alarms} == {decision.sha256}


def test_the_print_says_who_decides_how_much_why_and_how_to_appeal(decision):
    text = text_of(bytes(decision.files.get(name__endswith=".docx").content))
    for part in (
        decision.number,
        "z upoważnienia Starosty Brzozowskiego",
        "Jan Testowy",
        "art. 92 ust. 1",
        "1 175,30",
        "26 796,84",
        "Ustalenia faktyczne",
        "Samorządowego Kolegium Odwoławczego w Łodzi",
        "w terminie 14 dni",
    ):
        assert part in text
    assert "PROJEKT" not in text


def test_the_pdf_is_tagged_and_names_its_decision(decision):
    content = bytes(decision.files.get(name__endswith=".pdf").content)
    with pikepdf.open(io.BytesIO(content)) as read:
        assert str(read.docinfo["/Title"]) == f"Decyzja {decision.number}"
        assert "/StructTreeRoot" in read.Root


def test_a_draft_is_previewed_as_a_draft_and_nothing_is_stored(client, centre, caseworker):
    draft = draft_grant(accepted(centre, caseworker), caseworker)
    client.force_login(caseworker)
    answer = client.get(f"/decyzje/{draft.key}/projekt.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "projekt" in answer["Content-Disposition"] and "inline" in answer["Content-Disposition"]
    assert client.get(f"/decyzje/{draft.key}/wydana.pdf").status_code == 404
    assert DecisionFile.objects.count() == 0


def test_the_preview_of_an_issued_decision_is_its_frozen_print(client, decision, caseworker):
    client.force_login(caseworker)
    answer = client.get(f"/decyzje/{decision.key}/projekt.pdf", follow=True)
    assert answer.content == bytes(decision.files.get(name__endswith=".pdf").content)


def test_grounds_are_taken_apart_by_their_headings_and_put_together_the_same():
    parts = {"facts": ("Fakt.",), "evidence": ("karta pobytu",), "law": ("Przepis.", "Drugi.")}
    assert letter.grounds_parts(letter.grounds_text(**parts)) == parts
    assert letter.grounds_parts("Bez nagłówka.\r\n\r\ndowody:\r\n\r\nkarta") == {
        "facts": (),
        "evidence": ("karta",),
        "law": ("Bez nagłówka.",),
    }
