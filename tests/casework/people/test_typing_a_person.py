"""Names, PESEL and telephone as typed: what is accepted, what is refused, and in which words."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.people.forms import PersonForm, latin, telephone, valid_pesel
from tests.casework.intake.families import right_pesel

BORN = datetime.date(2004, 2, 29)


def typed(**changes):
    person = {
        "family_name": "Al-Hasan",
        "given_names": "Ahmad",
        "born": "29.02.2004",
        "sex": "m",
        "citizenship": "Syria",
        "pesel": right_pesel(BORN, "m"),
    }
    return PersonForm(person | changes)


def test_a_person_with_a_number_that_agrees_is_accepted():
    form = typed()
    assert form.errors == {}
    assert form.cleaned_data["born"] == BORN


def test_a_reason_beside_a_number_is_dropped():
    form = typed(pesel_missing="w trakcie nadawania")
    assert form.is_valid()
    assert form.cleaned_data["pesel_missing"] == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("123", "ma 11 cyfr"),
        ("04222912345a", "To nie jest numer PESEL"),
        ("00000000000", "To nie jest numer PESEL"),
    ],
)
def test_a_wrong_number_is_refused_in_words(text, message):
    with pytest.raises(ValidationError, match=message):
        valid_pesel(text)


def test_a_number_differing_in_one_digit_is_refused():
    number = right_pesel(BORN, "m")
    for place in range(11):
        wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
        with pytest.raises(ValidationError):
            valid_pesel(wrong)


@pytest.mark.parametrize("name", ["Żółć-Gęślińska", "O'Neil", "Nguyễn Thị", "Müller"])
def test_every_latin_spelling_is_accepted(name):
    assert latin(f" {name} ") == name


@pytest.mark.parametrize("name", ["Ковальчук", "محمد", "Kowalсzuk", "123"])
def test_other_letters_are_refused_even_a_single_one(name):
    with pytest.raises(ValidationError):
        latin(name)


@pytest.mark.parametrize(
    ("text", "stored"),
    [("600100200", "+48 600 100 200"), ("+380 50 123 4567", "+380 50 123 4567"), ("", "")],
)
def test_a_telephone_is_stored_with_its_country(text, stored):
    assert telephone(text) == stored


@pytest.mark.parametrize("text", ["12", "telefon", "+48 600 100 200 300 400"])
def test_a_wrong_telephone_is_refused(text):
    with pytest.raises(ValidationError):
        telephone(text)


@pytest.mark.parametrize(
    "name", ["Olena 😀", "Olena\u202e", "Olena\u200b", "<b>Olena</b>", "Olena1", "O\u0000l"]
)
def test_a_name_is_written_with_letters(name):
    with pytest.raises(ValidationError, match="literami"):
        latin(name)


@pytest.mark.parametrize(
    "name", ["O’Neill", "Bondarczuk-Próba", "al-Ḥāfiẓ", "Nguyễn Thị", "Maria (Masza)", "D. Kowalska"]
)
def test_names_as_documents_write_them_are_taken(name):
    assert latin(name) == name


def test_a_letter_and_its_mark_typed_apart_are_kept_as_one():
    assert latin("Rene\u0301e") == "Renée"
