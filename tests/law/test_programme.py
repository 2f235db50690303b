"""Program jako plik: the programme in force, two proposed ones, and what is refused."""

from datetime import date

import pytest

from kladka.law.book import LawError, enacted_book
from kladka.law.located import FileError
from kladka.law.programme import PROGRAMMES, read_programme
from kladka.law.provisions import provision, references

ACTS = frozenset(enacted_book().acts)


def test_one_programme_is_in_force_and_two_are_proposed():
    statuses = {name: programme.status for name, programme in enacted_book().programmes.items()}
    assert statuses == {
        "pl-ipi": "in force",
        "pl-temporary-protection": "proposed",
        "pl-humanitarian": "proposed",
    }


def test_the_programme_in_force_has_the_forms_of_aid_and_duties_of_both_sides():
    programme = enacted_book().programmes["pl-ipi"]
    assert [form.provision for form in programme.forms_of_aid] == [
        f"ups art. 92 ust. 1 pkt {point}" for point in range(1, 7)
    ]
    assert [duty.provision[-6:] for duty in programme.duties_of("centre")] == [f"lit. {x}" for x in "abcdef"]
    assert [duty.provision[-6:] for duty in programme.duties_of("foreigner")] == [
        f"lit. {x}" for x in "abcdef"
    ]


def test_every_clause_of_every_programme_cites_a_provision_that_is_kept():
    for programme in enacted_book().programmes.values():
        for clause in (*programme.forms_of_aid, *programme.duties):
            assert all(provision(reference).text for reference in references(clause.provision))


def test_a_proposed_programme_brings_its_own_figures_and_leaves_the_book_alone():
    book = enacted_book()
    proposed = book.for_programme("pl-temporary-protection")
    day = date(2026, 1, 1)
    assert proposed.parameter("length_months").at(day) == 6
    assert book.parameter("length_months").at(day) == 12
    assert book.for_programme("pl-ipi") is book
    assert book.for_programme("pl-temporary-protection") is proposed


def test_an_unknown_programme_is_refused():
    with pytest.raises(LawError, match="są: pl-humanitarian, pl-ipi, pl-temporary-protection"):
        enacted_book().for_programme("pl-other")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('status = "in force"', 'status = "maybe"', "„status”"),
        ('title = "Indywidualny program integracji"\n', "", "brakuje klucza „title”"),
        ('owed_by = "centre"', 'owed_by = "office"', "centre, foreigner"),
        ('code = "cash"\n', "", "oczekiwano kluczy: code, provision, text"),
    ],
)
def test_a_wrong_programme_file_is_refused(tmp_path, before, after, said):
    path = tmp_path / "wrong.toml"
    path.write_text((PROGRAMMES / "pl-ipi.toml").read_text().replace(before, after, 1))
    with pytest.raises(FileError, match=said):
        read_programme(path, ACTS)


def test_a_programme_in_force_has_no_figures_of_its_own(tmp_path):
    path = tmp_path / "wrong.toml"
    text = (PROGRAMMES / "pl-humanitarian.toml").read_text()
    path.write_text(text.replace('status = "proposed"', 'status = "in force"', 1))
    with pytest.raises(FileError, match="z wielkości księgi prawa"):
        read_programme(path, ACTS)
