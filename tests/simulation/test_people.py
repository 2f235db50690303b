"""Plik ludności: whole households in every block, and a plain Polish refusal of what is no such file."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kladka.law.columns import ALWAYS, day_number
from kladka.law.statuses import RELATIONS, STATUSES
from kladka.simulation.people import REQUIRED, Block, PeopleFileError, open_people

DAY = date(2026, 3, 9)


def rows(*households: int, **changes) -> pl.DataFrame:
    """People of the given households with everything else plain; `changes` replace columns."""
    count = len(households)
    columns = {
        "household": list(households),
        "person": list(range(1, count + 1)),
        "status": ["refugee"] * count,
        "born": [date(1990, 1, 1)] * count,
        "decision_delivered_on": [DAY] * count,
        "filed_on": [DAY] * count,
        "left_reception_centre_on": [None] * count,
        "ends_on": [None] * count,
        "withheld_from": [None] * count,
        "withheld_until": [None] * count,
    }
    dates = dict.fromkeys(REQUIRED[3:], pl.Date)
    return pl.DataFrame(
        columns | changes, schema_overrides={k: v for k, v in dates.items() if k not in changes}
    )


def read(frame: pl.DataFrame, tmp_path, block: int = 100) -> list[Block]:
    path = tmp_path / "ludzie.parquet"
    frame.write_parquet(path)
    return list(open_people(path).blocks(block))


def refusal(frame: pl.DataFrame, tmp_path) -> str:
    with pytest.raises(PeopleFileError) as refused:
        read(frame, tmp_path)
    return str(refused.value)


@settings(max_examples=30, deadline=None)
@given(sizes=some.lists(some.integers(1, 7), min_size=1, max_size=40), block=some.integers(1, 30))
def test_blocks_hold_every_row_once_and_never_part_a_household(tmp_path_factory, sizes, block):
    households = [number for number, size in enumerate(sizes) for _ in range(size)]
    frame = rows(*households)
    blocks = read(frame, tmp_path_factory.mktemp("people"), block)
    assert pl.concat(part.names for part in blocks).equals(frame.select("household", "person"))
    seen = [set(part.names["household"]) for part in blocks]
    assert sum(len(part) for part in seen) == len(set().union(*seen))


def test_households_may_be_named_by_text(tmp_path):
    frame = rows(1, 1, 2).with_columns(household=pl.Series(["a", "a", "b"]))
    assert [part.rows for part in read(frame, tmp_path, 3)] == [2, 1]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PeopleFileError, match="Nie ma pliku"):
        open_people(tmp_path / "brak.parquet")


@pytest.mark.parametrize("content", [b"", b"household,person\n1,1\n", b"PAR1" * 3])
def test_a_file_that_is_not_parquet_is_refused(tmp_path, content):
    path = tmp_path / "x.parquet"
    path.write_bytes(content)
    with pytest.raises(PeopleFileError, match="nie jest plikiem Parquet"):
        open_people(path)


def test_missing_columns_are_named(tmp_path):
    message = refusal(rows(1).drop("filed_on", "status"), tmp_path)
    assert "brakuje kolumn: status, filed_on" in message
    assert "withheld_until" in message


def test_an_empty_file_is_refused(tmp_path):
    assert "plik jest pusty" in refusal(rows(1).head(0), tmp_path)


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("filed_on", ["2026-03-09"], "kolumna filed_on jest typu String, a oczekiwano daty"),
        (
            "household",
            [1.5],
            "kolumna household jest typu Float64, a oczekiwano liczby całkowitej albo tekstu",
        ),
        ("status", [3], "kolumna status jest typu Int64, a oczekiwano tekstu"),
        ("relation", [3], "kolumna relation jest typu Int64, a oczekiwano tekstu"),
        ("spouse_of_polish_citizen", ["tak"], "jest typu String, a oczekiwano wartości logicznej"),
    ],
)
def test_a_column_of_the_wrong_type_is_refused(tmp_path, column, values, expected):
    assert expected in refusal(rows(1, **{column: values}), tmp_path)


def test_a_divided_household_is_refused_with_its_row(tmp_path):
    assert refusal(rows(1, 2, 1), tmp_path).startswith("Wiersz 3: gospodarstwo jest rozdzielone")


def test_a_household_divided_by_the_edge_of_a_block_is_refused(tmp_path):
    path = tmp_path / "ludzie.parquet"
    rows(*range(1, 200), 5).write_parquet(path, row_group_size=50)
    with pytest.raises(PeopleFileError, match="Wiersz 200: gospodarstwo"):
        list(open_people(path).blocks(20))


def test_a_missing_household_is_refused_with_its_row(tmp_path):
    for households in ([1, None, 2], [1, 2, None], [None]):
        frame = rows(*households)
        expected = f"Wiersz {households.index(None) + 1}: kolumna household jest pusta"
        assert refusal(frame.with_columns(pl.col("household").cast(pl.Int64)), tmp_path).startswith(expected)


def test_words_may_come_as_text_and_households_as_small_numbers(tmp_path):
    frame = rows(1, 1, 2, status=["tolerated", "none", "refugee"]).with_columns(
        pl.col("household").cast(pl.UInt8)
    )
    (block,) = read(frame.with_columns(relation=pl.lit("child")), tmp_path, 2)[:1]
    assert block.facts["status"].tolist() == [STATUSES.index("tolerated"), STATUSES.index("none")]
    assert block.facts["relation"].tolist() == [RELATIONS.index("child")] * 2


def test_an_unknown_status_is_refused_with_its_row_and_the_known_ones(tmp_path):
    message = refusal(rows(1, 2, status=["refugee", "uchodźca"]), tmp_path)
    assert message.startswith("Wiersz 2: kolumna status ma wartość „uchodźca”")
    assert "temporary_protection" in message


def test_a_missing_status_is_refused_with_its_row(tmp_path):
    assert refusal(rows(1, 2, status=["refugee", None]), tmp_path).startswith(
        "Wiersz 2: kolumna status jest pusta"
    )


def test_withholding_that_ends_before_it_starts_is_refused(tmp_path):
    frame = rows(1, withheld_from=[date(2026, 5, 2)], withheld_until=[date(2026, 5, 1)])
    message = refusal(frame, tmp_path)
    assert message.startswith("Wiersz 1: withheld_until (2026-05-01) jest wcześniejsze niż withheld_from")


@pytest.mark.parametrize(
    ("column", "day", "expected"),
    [
        ("filed_on", date(2012, 9, 30), "od 2012-10-01 do 2100-12-31"),
        ("filed_on", date(9999, 12, 31), "od 2012-10-01 do 2100-12-31"),
        ("born", date(1, 1, 1), "od 1900-01-01 do 2100-12-31"),
        ("ends_on", date(9999, 12, 31), "od 1900-01-01 do 2100-12-31"),
        ("left_reception_centre_on", date(1850, 1, 1), "od 1900-01-01 do 2100-12-31"),
    ],
)
def test_a_day_that_the_calendar_of_the_law_does_not_know_is_refused_with_its_row(
    tmp_path, column, day, expected
):
    said = refusal(rows(1, 1, **{column: [None, day]}), tmp_path)
    assert said == f"Wiersz 2: kolumna {column} ma dzień {day}, a oczekiwano dnia {expected}."


def test_a_child_born_after_the_application_is_covered_from_birth(tmp_path):
    (block,) = read(rows(1, 1, 1, born=[date(1990, 1, 1), date(2026, 5, 4), None]), tmp_path)
    assert block.facts["covered_from"].tolist() == [ALWAYS, day_number(date(2026, 5, 4)), ALWAYS]
