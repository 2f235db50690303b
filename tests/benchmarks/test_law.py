"""Pomiar prawa: prints lines that a program can read, each measurement once."""

import json

from benchmarks.law import main


def test_a_quick_run_prints_one_json_line_per_measurement(capsys):
    assert main(["--json", "--max-persons", "0", "--agreement", "0"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["bench"], line["case"], line["unit"]) for line in lines] == [
        ("law", "family-year", "ms")
    ] * 2
    assert all(list(line) == ["bench", "case", "metric", "value", "unit"] for line in lines)
    assert all(line["value"] > 0 for line in lines)
