"""The copy of a person's data: all that the catalogue marks, nothing of another family, others covered."""

import csv
import datetime
import io
import json
import zipfile

import pytest

from kladka.casework.rights import reach
from kladka.casework.rights.actions import correct, restrict
from kladka.casework.rights.subject_copy import COVERED, archive_of, copy_for
from kladka.documents.document import PDF, Document
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.rights.families import family, paid, pair
from tests.documents.reading import pdf_words
from tests.trust.canaries import plant

DAY = datetime.date(2026, 12, 20)


@pytest.fixture
def case(centre, caseworker, head, accountant):
    run = family(centre, caseworker, head)
    paid(centre, accountant, head)
    return run.case


def packed(case, people):
    return zipfile.ZipFile(io.BytesIO(archive_of(copy_for(case, people, on=DAY)).content))


def machine_text(archive):
    """JSON and stored files; the PDF is read apart."""
    return b"\n".join(archive.read(name) for name in archive.namelist() if not name.endswith("danych.pdf"))


def test_the_copy_for_a_whole_family_holds_every_marked_value_and_none_of_another_family(
    case, centre, caseworker, head
):
    other = family(centre, caseworker, head, *pair("Iryna", "Bondar")).case
    ours, theirs = plant(case), plant(other, prefix="obc")
    archive = packed(case, list(reach.people_of(case.household_id)))
    content = machine_text(archive)
    assert ours.exported() - ours.found_in(content).keys() == set()
    assert len(ours.exported()) > 100
    assert theirs.found_in(content) == {}
    printed = pdf_words(Document.of("kopia.pdf", PDF, archive.read("kopia-danych.pdf")))
    words = {v for v, where in ours.planted.items() if where == "people.Person.family_name"}
    assert {v for v in words if v in printed} == words


def test_every_value_says_why_it_is_kept_and_for_how_long(case):
    archive = packed(case, list(reach.people_of(case.household_id)))
    parts = json.loads(archive.read("dane.json"))["dane"]
    assert {"people.Person", "benefits.Payment", "cases.Contact"} <= {part["tabela"] for part in parts}
    assert all(part["cel"] and part["podstawa"] and part["okres"] for part in parts)


def said_in_contacts(case, text):
    for contact in case.contacts.all():
        contact.text = text
        contact.save()


def test_another_adult_of_the_family_is_covered_in_what_they_share(centre, caseworker, head):
    spouse = member(
        "Andrij", "Kowalczuk", relation="spouse", phone="+48 600 100 200", received=REFUGEE_COPIES
    )
    case = family(centre, caseworker, head, pair()[0], spouse).case
    people = list(reach.people_of(case.household_id))
    said_in_contacts(case, "Andrij Kowalczuk dzwonił z +48 600 100 200.")
    copy = copy_for(case, people[:1], on=DAY)
    content = machine_text(zipfile.ZipFile(io.BytesIO(archive_of(copy).content))).decode()
    assert "+48 600 100 200" not in content
    assert f"{COVERED} dzwonił z {COVERED}." in content
    assert "Andrij" not in content
    assert [name for name in copy.left_out if name.endswith(".pdf")]
    assert copy.files == []


def test_a_value_that_reads_as_a_formula_stays_text_in_the_table(case):
    said_in_contacts(case, '=HYPERLINK("http://zly.test")')
    table = packed(case, list(reach.people_of(case.household_id))).read("dane.csv").decode()
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert [cell for cell in cells if cell.startswith("=")] == []


def test_the_copy_says_what_was_corrected_and_who_did_what(case, caseworker, head):
    people = list(reach.people_of(case.household_id))
    correct(case, people[0], "phone", "+48 500 000 000", reason="Nowy numer", by=caseworker)
    restrict(case, reason="Spór o adres", starts=DAY, by=head)
    copy = copy_for(case, people, on=DAY)
    assert [row[1:] for row in copy.corrections] == [("people.Person.phone", "", "Nowy numer")]
    assert ("Jan Testowy", "czynność: ograniczono przetwarzanie") in [row[1:3] for row in copy.looks]
