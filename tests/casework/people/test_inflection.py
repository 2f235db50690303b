"""Stems of Polish words: measured on forms that the rules were made with, and on forms they never saw."""

from itertools import combinations

import pytest

from kladka.casework.people.inflection import stem, stems

from .word_forms import TUNED, UNSEEN


def measured(lines, spelled=str):
    """(recall over pairs of forms of one word, share of pairs with one stem that are of one word)."""
    forms = [(number, spelled(form)) for number, line in enumerate(lines) for form in line.split()]
    same = equal = both = 0
    for (word, form), (other, another) in combinations(forms, 2):
        alike = stem(form) == stem(another)
        same, equal, both = same + (word == other), equal + alike, both + (alike and word == other)
    return both / same, both / equal


def test_there_are_enough_forms_to_measure():
    assert sum(len(set(line.split())) for line in UNSEEN) > 150
    assert sum(len(set(line.split())) for line in TUNED + UNSEEN) > 350


@pytest.mark.parametrize("lines", [TUNED, UNSEEN])
def test_the_forms_of_a_word_meet_and_other_words_do_not(lines):
    recall, precision = measured(lines)
    assert recall > 0.95
    assert precision > 0.98


def test_without_diacritics_it_is_the_same():
    plain = str.maketrans("ąćęłńóśźż", "acelnoszz")
    assert measured(UNSEEN, lambda form: form.translate(plain)) == measured(UNSEEN)


def test_words_of_every_note_are_left_out():
    assert stems("Oraz nie był w szkole, bo 12345 ... w szkołach!") == ["12345", stem("szkoła")]
