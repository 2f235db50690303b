"""kladka simulate: a real file in, an answer that adds up out, and plain refusals."""

import json
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from kladka.law.book import enacted_book
from kladka.simulation import command
from kladka.simulation.population import population

REFORM = """
[reform]
title = "Osiemnaście miesięcy pomocy"
reason = "Rok nie wystarcza na naukę języka i pracę."
proposed_by = "test"

[[figure.length_months.values]]
since = 2025-01-01
value = 18
"""


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    path = tmp_path_factory.mktemp("people") / "ludzie.parquet"
    assert command.main(["population", "--persons", "3000", "--seed", "4", "--out", str(path)]) == 0
    return path


def answer(capsys, *arguments) -> dict:
    assert command.main(["simulate", "--from", "2026-01", "--json", *map(str, arguments)]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, *arguments) -> str:
    assert command.main(["simulate", "--from", "2026-01", *map(str, arguments)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def sums(months: list[dict], key: str) -> Decimal:
    return sum((Decimal(month[key]) for month in months), Decimal(0))


def test_the_answer_has_its_keys_and_adds_up(people, capsys):
    found = answer(capsys, "--people", people)
    assert list(found) == [
        "from",
        "months",
        "persons",
        "households",
        "programme",
        "late",
        "readings",
        "enacted",
        "reform",
        "difference",
    ]
    enacted = found["enacted"]
    assert (found["from"], found["months"], found["persons"]) == ("2026-01", 12, 3000)
    assert (found["programme"], found["late"]) == ("pl-ipi", "drop")
    assert enacted["book"] == enacted_book().version
    assert [month["month"] for month in enacted["months"]] == [f"2026-{number:02}" for number in range(1, 13)]
    for key in ("cash", "health", "all"):
        assert sums(enacted["months"], key) == Decimal(enacted["totals"][key])
    left_out = sum(reason["persons"] for reason in enacted["left_out"])
    assert enacted["persons"] + enacted["outside_window"] + left_out == 3000
    assert found["reform"] is None
    assert found["difference"] is None


def test_those_left_out_are_told_by_provision(people, capsys):
    reasons = answer(capsys, "--people", people)["enacted"]["left_out"]
    provisions = {reason["code"]: reason["provision"] for reason in reasons}
    assert provisions["status_not_covered"] == "ups art. 91 ust. 1"
    assert provisions["late_application"] == "ups art. 91 ust. 3"
    assert provisions["no_application"] == "ups art. 91 ust. 3"
    assert all(reason["text"] and reason["persons"] > 0 for reason in reasons)


def test_late_ones_can_be_kept(people, capsys):
    dropped, kept = answer(capsys, "--people", people), answer(capsys, "--people", people, "--late", "keep")
    assert "late_application" not in {reason["code"] for reason in kept["enacted"]["left_out"]}
    assert kept["enacted"]["persons"] > dropped["enacted"]["persons"]
    assert kept["enacted"]["late_applications"] == dropped["enacted"]["late_applications"]


def test_a_reform_is_shown_beside_the_law_with_the_difference(people, tmp_path, capsys):
    reform = tmp_path / "reforma.toml"
    reform.write_text(REFORM, encoding="utf-8")
    alone = answer(capsys, "--people", people)
    both = answer(capsys, "--people", people, "--reform", reform)
    assert both["enacted"] == alone["enacted"]
    assert both["reform"]["title"] == "Osiemnaście miesięcy pomocy"
    assert both["reform"]["book"] != both["enacted"]["book"]
    change = Decimal(both["reform"]["totals"]["all"]) - Decimal(both["enacted"]["totals"]["all"])
    assert Decimal(both["difference"]["totals"]["all"]) == change > 0
    assert both["difference"]["persons"] == both["reform"]["persons"] - both["enacted"]["persons"]
    assert both["difference"]["gainers"] > 0


def test_amounts_of_persons_add_up_to_the_answer(people, tmp_path, capsys):
    out = tmp_path / "kwoty.parquet"
    found = answer(capsys, "--people", people, "--amounts", out)
    amounts = pl.read_parquet(out)
    assert amounts.columns == ["household", "person", "month", "cash", "cash_by_share", "health"]
    assert amounts.schema["cash"] == amounts.schema["health"] == pl.Int64
    totals = found["enacted"]["totals"]
    assert amounts["cash"].sum() == Decimal(totals["cash"]) * 100
    assert amounts["health"].sum() == Decimal(totals["health"]) * 100
    assert amounts.height == totals["person_months"]
    assert answer(capsys, "--people", people) == found


def test_amounts_after_a_reform_stand_beside_the_enacted_ones(people, tmp_path, capsys):
    out, reform = tmp_path / "kwoty.parquet", tmp_path / "reforma.toml"
    reform.write_text(REFORM, encoding="utf-8")
    found = answer(capsys, "--people", people, "--amounts", out, "--reform", reform)
    amounts = pl.read_parquet(out)
    assert amounts["reform_cash"].sum() == Decimal(found["reform"]["totals"]["cash"]) * 100
    assert amounts["cash"].sum() == Decimal(found["enacted"]["totals"]["cash"]) * 100


def test_a_reading_is_switched_and_named(people, capsys):
    plain = answer(capsys, "--people", people)
    switched = answer(capsys, "--people", people, "--reading", "floor=false", "--reading", "base=regulation")
    assert (switched["readings"]["floor"], switched["readings"]["base"]) == (False, "regulation")
    assert Decimal(switched["enacted"]["totals"]["cash"]) < Decimal(plain["enacted"]["totals"]["cash"])


def test_another_programme_counts_another_group(people, capsys):
    found = answer(capsys, "--people", people, "--programme", "pl-temporary-protection", "--late", "keep")
    assert found["programme"] == "pl-temporary-protection"
    assert found["enacted"]["persons"] > 0


def test_the_table_is_in_polish(people, capsys):
    assert command.main(["simulate", "--people", str(people), "--from", "2026-01", "--months", "2"]) == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("3000 osób, gospodarstwa: ")
    assert "Prawo obowiązujące (księga prawa " in said
    assert "[ups art. 91 ust. 3]" in said
    assert "\n  Razem " in said


def test_a_file_that_is_not_parquet_is_refused(tmp_path, capsys):
    path = tmp_path / "ludzie.csv"
    path.write_text("household,person\n1,1\n", encoding="utf-8")
    assert "nie jest plikiem Parquet; oczekiwano" in refusal(capsys, "--people", path)


def test_missing_columns_are_refused(tmp_path, capsys):
    path = tmp_path / "ludzie.parquet"
    pl.concat(list(population(50, 1))).drop("born").write_parquet(path)
    assert "brakuje kolumn: born" in refusal(capsys, "--people", path)


def test_a_wrong_value_deep_in_the_file_is_refused_and_no_amounts_are_left(tmp_path, capsys):
    frame = pl.concat(list(population(5_000, 1))).with_columns(pl.col("status").cast(pl.String))
    wrong = frame.with_columns(
        status=pl.when(pl.col("person") == 4_000).then(pl.lit("gość")).otherwise("status")
    )
    path, out = tmp_path / "ludzie.parquet", tmp_path / "kwoty.parquet"
    wrong.write_parquet(path)
    expected = "Wiersz 4000: kolumna status ma wartość „gość”, a oczekiwano jednej z: none, refugee"
    assert expected in refusal(capsys, "--people", path)
    assert expected in refusal(capsys, "--people", path, "--amounts", out, "--block", 1000)
    assert [file.name for file in tmp_path.iterdir()] == ["ludzie.parquet"]


def test_the_file_of_people_is_not_overwritten_by_the_amounts(people, capsys):
    before = people.read_bytes()
    assert "to plik ludności" in refusal(capsys, "--people", people, "--amounts", people)
    assert people.read_bytes() == before


def test_a_wrong_reform_is_refused_with_line_and_key(people, tmp_path, capsys):
    reform = tmp_path / "reforma.toml"
    reform.write_text(REFORM.replace("length_months", "long_months"), encoding="utf-8")
    assert "long_months" in refusal(capsys, "--people", people, "--reform", reform)


def test_an_unknown_programme_is_refused(people, capsys):
    assert "nie ma takiego programu" in refusal(capsys, "--people", people, "--programme", "pl-inny")


def test_amounts_that_have_no_place_are_refused(people, tmp_path, capsys):
    said = refusal(capsys, "--people", people, "--amounts", tmp_path / "brak" / "kwoty.parquet")
    assert "nie ma katalogu" in said


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--from", "2026"], "oczekiwano miesiąca rrrr-mm"),
        (["--from", "2026-13"], "oczekiwano miesiąca rrrr-mm"),
        (["--from", "2009-01"], "oczekiwano miesiąca od 2012-10"),
        (["--from", "9999-12"], "oczekiwano miesiąca od 2012-10"),
        (["--from", "2026-01", "--months", "0"], "oczekiwano liczby całkowitej od 1 do 120"),
        (["--from", "2026-01", "--months", "-1"], "oczekiwano liczby całkowitej od 1 do 120"),
        (["--from", "2026-01", "--months", "1000"], "oczekiwano liczby całkowitej od 1 do 120"),
        (["--from", "2026-01", "--months", "rok"], "„rok”: oczekiwano liczby całkowitej"),
        (["--from", "2026-01", "--reading", "floor=maybe"], "oczekiwano jednego z: base=verified|regulation"),
    ],
)
def test_a_wrong_call_is_refused(people, capsys, arguments, expected):
    with pytest.raises(SystemExit) as stopped:
        command.main(["simulate", "--people", str(people), *arguments])
    assert stopped.value.code == 2
    assert expected in capsys.readouterr().err


def test_help_lists_the_keys_of_the_answer(capsys):
    with pytest.raises(SystemExit) as stopped:
        command.main(["simulate", "--help"])
    said = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "left_out[]" in said
    assert "gainers" in said


def test_an_unknown_command_is_refused(capsys):
    assert command.main(["inne"]) == 2
    assert "population, simulate" in capsys.readouterr().err


def test_a_person_without_dates_is_counted_as_one_who_has_not_applied(tmp_path, capsys):
    frame = pl.DataFrame(
        {"household": ["A"], "person": ["A1"], "status": ["refugee"]}
        | {name: [None] for name in ("born", "decision_delivered_on", "filed_on", "left_reception_centre_on")}
        | {name: [None] for name in ("ends_on", "withheld_from", "withheld_until")},
    )
    path = tmp_path / "jedna.parquet"
    frame.write_parquet(path)
    left_out = answer(capsys, "--people", path)["enacted"]["left_out"]
    assert [(reason["code"], reason["persons"]) for reason in left_out] == [("no_application", 1)]


def test_one_month_of_one_person_is_the_full_amount(tmp_path, capsys):
    dates = ("left_reception_centre_on", "ends_on", "withheld_from", "withheld_until")
    frame = pl.DataFrame(
        {
            "household": ["A"],
            "person": ["A1"],
            "status": ["refugee"],
            "born": [date(1990, 1, 1)],
            "decision_delivered_on": [date(2026, 1, 2)],
            "filed_on": [date(2026, 1, 20)],
        }
        | {name: [None] for name in dates}
    )
    path = tmp_path / "jedna.parquet"
    frame.write_parquet(path)
    enacted = answer(capsys, "--people", path, "--months", 1)["enacted"]
    assert enacted["months"] == [
        {"month": "2026-01", "persons": 1, "cash": "1679.00", "health": "110.61", "all": "1789.61"}
    ]
