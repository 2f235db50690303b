"""Klauzula informacyjna beside the Polish one, in the language the person reads."""

import tomllib
from dataclasses import replace

import pytest
from django.conf import settings

from kladka.casework.people.wording import LANGUAGES
from kladka.documents import docx, pdf, translated
from tests.documents import examples
from tests.documents.reading import docx_words, one_line, pdf_words

TAGS = [tag for tag, _ in settings.LANGUAGES if tag != "pl"]
PLACES = ("{centre}", "{address}", "{inspector}", "{period}")


def receipt(language):
    letter = examples.receipt()
    return replace(letter, applicant=replace(letter.applicant, language=language))


def test_every_language_of_the_public_pages_has_its_clause_and_a_name_people_choose():
    assert set(translated.TAGS.values()) == set(TAGS)
    assert set(translated.TAGS) <= set(LANGUAGES)
    assert sorted(path.stem for path in translated.FOLDER.glob("*.toml")) == sorted(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_a_clause_says_what_the_polish_one_says_and_which_text_prevails(tag):
    text = tomllib.loads((translated.FOLDER / f"{tag}.toml").read_text(encoding="utf-8"))
    whole = " ".join(text["paragraphs"])
    assert len(text["paragraphs"]) == 2
    assert [whole.count(place) for place in PLACES] == [1, 1, 1, 1]
    assert "{years}" in text["years"]
    assert "Prezes Urzędu Ochrony Danych Osobowych" in whole
    assert "100" in whole


@pytest.mark.parametrize("tag", TAGS)
def test_a_letter_carries_both_clauses(tag):
    letter = receipt(tag)
    said = letter.as_data()["privacy_too"]
    words = one_line(docx_words(docx.print_letter(letter)))
    assert "Informacja o przetwarzaniu danych osobowych" in words
    assert one_line(said["title"]) in words
    assert one_line(said["paragraphs"][1]) in words
    assert "{" not in "".join(said["paragraphs"])


def test_a_pdf_carries_the_clause_in_ukrainian_under_the_polish_one():
    words = pdf_words(pdf.print_letter(receipt("uk")))
    assert words.index("Informacja o przetwarzaniu") < words.index("Інформація про обробку")
    assert "Надання даних вимагає закон" in words


@pytest.mark.parametrize("language", ["", "so"])
def test_without_a_known_language_there_is_the_polish_clause_alone(language):
    assert receipt(language).as_data()["privacy_too"] == {}
    assert "translation" not in pdf_words(pdf.print_letter(receipt(language)))


def test_the_period_and_the_inspector_are_said_when_they_are_known():
    office = replace(examples.OFFICE, inspector="Jan Testowy, iod@przyklad.test", retention_years=10)
    said = " ".join(office.privacy_in("en")["paragraphs"])
    assert "Data protection officer: Jan Testowy, iod@przyklad.test." in said
    assert "kept for 10 years from the end of the year" in said
    assert "list of files" in " ".join(examples.OFFICE.privacy_in("en")["paragraphs"])
