"""kladka explain: what it prints and how it ends."""

import json
from pathlib import Path

import pytest

from kladka.law.command import main

REFORMS = Path(__file__).parents[2] / "examples" / "reforms"
CASE = """\
[application]
filed_on = 2026-01-10

[[person]]
id = "Anna"
born = 1990-05-01
status = "refugee"
relation = "applicant"
decision_delivered_on = 2025-12-01
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "facts.toml"
    path.write_text(CASE)
    return path


def test_it_prints_the_answer_for_people(case, capsys):
    assert main([str(case)]) == 0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert out.startswith("Pomoc przysługuje.\n")
    assert "2026-07     7  Anna                 1 511,10 zł     1 511,10 zł     110,61 zł" in out
    assert "Razem: świadczenia 19 140,60 zł, składki 1 327,32 zł, łącznie 20 467,92 zł" in out


def test_the_trace_shows_each_step_with_its_source(case, capsys):
    assert main([str(case), "--trace"]) == 0
    out = capsys.readouterr().out
    assert "verified_maximum od 2025-01-01: rozporządzenie RM § 1 pkt 2 lit. c, Dz.U. 2024 poz. 1044" in out
    assert "drugie odczytanie (kwota wpisana w § 3 rozporządzenia): 1\u00a0376,00\u00a0zł" in out


def test_json_is_json(case, capsys):
    assert main([str(case), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["cash"] == "19140.60"


def test_a_reform_changes_the_answer_and_is_named(case, capsys):
    assert main([str(case), "--reform", str(REFORMS / "18_months.toml")]) == 0
    out = capsys.readouterr().out
    assert "2027-06    18  Anna" in out
    assert "reforma: Program do 18 miesięcy" in out


def test_json_names_the_reform_and_has_no_such_key_without_one(case, capsys):
    main([str(case), "--json"])
    enacted = json.loads(capsys.readouterr().out)
    main([str(case), "--json", "--reform", str(REFORMS / "18_months.toml")])
    reformed = json.loads(capsys.readouterr().out)
    assert set(reformed) - set(enacted) == {"reforms"}
    assert reformed["reforms"] == ["Program do 18 miesięcy"]
    assert reformed["book"] != enacted["book"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CASE.replace("born = 1990-05-01", 'born = "maj"'), "wiersz 6: „born”: oczekiwano daty"),
        (CASE.replace("2026-01-10", "2011-01-10"), "brak wartości przed 2012-10-01"),
        ('programme = "xx"\n' + CASE, "wiersz 1: „programme”: oczekiwano jednego z"),
    ],
)
def test_a_wrong_file_ends_with_two_and_says_what_was_expected(tmp_path, capsys, text, said):
    path = tmp_path / "facts.toml"
    path.write_text(text)
    assert main([str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def test_a_wrong_reform_ends_with_two(case, tmp_path, capsys):
    reform = tmp_path / "reform.toml"
    reform.write_text("[reform]\n")
    assert main([str(case), "--reform", str(reform)]) == 2
    assert "brakuje klucza „title”" in capsys.readouterr().err
