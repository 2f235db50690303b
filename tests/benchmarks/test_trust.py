"""Pomiar zaufania: the dispatcher finds every file of cases and says what each measured."""

import json

import pytest

from benchmarks.trust import main, names


def test_a_short_run_prints_one_json_line_per_measurement(capfd):
    assert main(["seal", "--short", "--json"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {line["metric"] for line in lines} >= {"growth", "seal", "unseal", "blind index"}
    assert all(list(line) == ["bench", "case", "metric", "value", "unit"] for line in lines)
    assert {line["bench"] for line in lines} == {"trust seal"}


def test_an_unknown_name_is_refused_with_the_names_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["nie-ma-takiego"])
    told = capsys.readouterr().err
    assert [name for name in names() if name not in told] == []
