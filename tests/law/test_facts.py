"""Fakty: how a case file is read, and what is refused with line, key and what was expected."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kladka.law.columns import NEVER, day_number
from kladka.law.facts import (
    Facts,
    FactsError,
    PersonFacts,
    Withheld,
    facts_from_text,
    read_facts,
)
from kladka.law.readings import Readings

CASE = """\
programme = "pl-ipi"

[readings]
base = "regulation"
floor = false

[application]
filed_on = 2026-01-10
complete_on = 2026-01-20
left_reception_centre_on = 2025-12-01

[[person]]
id = "Anna"
born = 1990-05-01
status = "refugee"
relation = "applicant"
decision_delivered_on = 2025-12-15
spouse_of_polish_citizen = false
covered_from = 2026-01-01
covered_until = 2026-10-13

[[withheld]]
person = "Anna"
ground = "misuse"
starts = 2026-03-01
ends = 2026-03-10
"""


def test_a_whole_file_becomes_facts(tmp_path):
    path = tmp_path / "facts.toml"
    path.write_text(CASE)
    assert read_facts(path) == Facts(
        filed_on=date(2026, 1, 10),
        complete_on=date(2026, 1, 20),
        left_reception_centre_on=date(2025, 12, 1),
        people=(
            PersonFacts(
                id="Anna",
                born=date(1990, 5, 1),
                status="refugee",
                relation="applicant",
                decision_delivered_on=date(2025, 12, 15),
                covered_from=date(2026, 1, 1),
                covered_until=date(2026, 10, 13),
            ),
        ),
        withheld=(Withheld("Anna", "misuse", date(2026, 3, 1), date(2026, 3, 10)),),
        readings=Readings(base="regulation", floor=False),
        programme="pl-ipi",
    )


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        (
            'base = "regulation"',
            'base = "regulamin"',
            4,
            '„base”: oczekiwano jednego z: "verified", "regulation"',
        ),
        ("floor = false", "floor = 0", 5, "„floor”: oczekiwano jednego z: true, false"),
        ("filed_on = 2026-01-10", 'filed_on = "2026-01-10"', 8, "„filed_on”: oczekiwano daty rrrr-mm-dd"),
        ("filed_on = 2026-01-10", "filed_on = 2026-01-10T10:00:00", 8, "„filed_on”: oczekiwano daty"),
        ("filed_on = 2026-01-10\n", "", 7, "brakuje klucza „filed_on”"),
        ("complete_on = 2026-01-20", "complete_on = 2026-01-09", 9, "dzień wcześniejszy niż „filed_on”"),
        ("complete_on", "completed_on", 9, "nieznany klucz „completed_on”"),
        (
            'status = "refugee"',
            'status = "uchodźca"',
            15,
            '„status”: oczekiwano jednego z: "none", "refugee"',
        ),
        ('relation = "applicant"', 'relation = "cousin"', 16, "„relation”: oczekiwano jednego z"),
        ("born = 1990-05-01\n", "", 12, "brakuje klucza „born”"),
        ("spouse_of_polish_citizen = false", 'spouse_of_polish_citizen = "nie"', 18, "true albo false"),
        (
            "covered_until = 2026-10-13",
            "covered_until = 2025-10-13",
            20,
            "dzień wcześniejszy niż „covered_from”",
        ),
        ('person = "Anna"', 'person = "Ania"', 23, "nie ma osoby „Ania”; są: Anna"),
        ('ground = "misuse"', 'ground = "laziness"', 24, "„ground”: oczekiwano jednego z"),
        ("ends = 2026-03-10", "ends = 2026-02-10", 26, "dzień wcześniejszy niż „starts”"),
        ("[readings]", "[reading]", 3, "nieznana część „reading”"),
        ("[[withheld]]", "[withheld]", 22, "oczekiwano części [[withheld]]"),
        ('programme = "pl-ipi"', "programme = 1", 1, '„programme”: oczekiwano jednego z: "pl-humanitarian"'),
        ("[application]", "[application", 7, "to nie jest plik TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_line_key_and_what_was_expected(before, after, line, said):
    with pytest.raises(FactsError) as refused:
        facts_from_text(CASE.replace(before, after, 1))
    assert said in str(refused.value)
    assert refused.value.line == line


APART = 'person = "Anna"\nhome = 1\nstarts = 2026-05-01\nends = 2026-06-30\n'


@pytest.mark.parametrize(
    ("second", "line", "said"),
    [
        (APART.replace("05-01", "06-01").replace("06-30", "08-31"), 32, "zachodzą na siebie"),
        (APART.replace("05-01", "01-01").replace("2026-06-30", "2026-05-01"), 32, "zachodzą na siebie"),
        ('person = "Ania"\nhome = 1\nstarts = 2026-07-01\n', 33, "nie ma osoby „Ania”; są: Anna"),
        ('person = "Anna"\nhome = 0\nstarts = 2026-07-01\n', 34, "„home”: oczekiwano numeru gospodarstwa"),
        ('person = "Anna"\nhome = 1\n', 32, "brakuje klucza „starts”"),
    ],
)
def test_spells_apart_of_one_person_never_share_a_day(second, line, said):
    first = f"{CASE}[[apart]]\n{APART}"
    [known] = facts_from_text(first).apart
    assert (
        facts_from_text(f"{first}[[apart]]\n{APART.replace('-05-', '-07-').replace('06-30', '07-31')}").apart[
            0
        ]
        == known
    )
    with pytest.raises(FactsError, match=re.escape(said)) as refused:
        facts_from_text(f"{first}[[apart]]\n{second}")
    assert refused.value.line == line
    with pytest.raises(ValueError, match="zachodzą"):
        replace(facts_from_text(CASE), apart=(known, replace(known, starts=known.ends)))


def test_a_file_without_people_is_refused():
    with pytest.raises(FactsError, match=r"co najmniej jednej części \[\[person\]\]"):
        facts_from_text("[application]\nfiled_on = 2026-01-10\n")


def test_two_persons_of_one_name_are_refused_at_the_second():
    person = CASE[CASE.index("[[person]]") : CASE.index("[[withheld]]")]
    with pytest.raises(FactsError, match="„id”: osoba „Anna” jest już w pliku") as refused:
        facts_from_text(CASE + person)
    assert refused.value.line == 28


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(FactsError, match="nie ma takiego pliku"):
        read_facts(tmp_path / "none.toml")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "facts.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FactsError, match="UTF-8"):
        read_facts(path)


def test_a_person_has_a_status_and_a_relation_that_the_law_knows():
    with pytest.raises(ValueError, match="status"):
        PersonFacts(id="Anna", born=date(1990, 1, 1), status="uchodźca", relation="applicant")
    with pytest.raises(ValueError, match="relation"):
        PersonFacts(id="Anna", born=date(1990, 1, 1), status="refugee", relation="cousin")


def test_withheld_spans_that_touch_become_one():
    facts = Facts(
        filed_on=date(2026, 1, 10),
        people=(
            PersonFacts(id="Anna", born=date(1990, 1, 1), status="refugee", relation="applicant"),
            PersonFacts(id="Borys", born=date(1990, 1, 1), status="refugee", relation="spouse"),
        ),
        withheld=(
            Withheld("Anna", "misuse", date(2026, 3, 1), date(2026, 3, 10)),
            Withheld("Anna", "untrue_information", date(2026, 3, 11), None),
            Withheld("Borys", "misuse", date(2026, 5, 1), date(2026, 5, 2)),
            Withheld("Borys", "misuse", date(2026, 6, 1), date(2026, 6, 2)),
        ),
    )
    columns = facts.columns()
    first, second = columns["withheld_from"], columns["withheld_until"]
    march, may, june = (day_number(date(2026, month, 1)) for month in (3, 5, 6))
    assert [column.tolist() for column in first] == [[march, may], [NEVER, june]]
    assert [column.tolist() for column in second] == [[NEVER, may + 1], [NEVER, june + 1]]


@pytest.mark.parametrize(
    "written", ['"misuse"', '"ups art. 95 ust. 1 pkt 2"', '"art. 95 ust. 1 pkt 2"', '"95_1_2"', "2"]
)
def test_a_ground_is_known_by_its_name_and_by_its_place_in_the_act(written):
    text = CASE[: CASE.index("[[withheld]]")]
    text += f'[[withheld]]\nperson = "Anna"\nground = {written}\nstarts = 2026-03-01\nends = 2026-03-10\n'
    assert facts_from_text(text).withheld == (
        Withheld("Anna", "misuse", date(2026, 3, 1), date(2026, 3, 10)),
    )
