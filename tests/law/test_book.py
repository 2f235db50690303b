"""Księga prawa: what it holds, and what it refuses to hold."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kladka.law import provisions
from kladka.law.book import Book, FileError, LawError, enacted_book, refuse_unused
from kladka.law.parameters import UNITS

ACTS = """
[[act]]
name = "ups"
title = "ustawa o pomocy społecznej"
journal = "Dz.U. 2024 poz. 1283"
url = "https://api.sejm.gov.pl/eli/acts/DU/2024/1283"
state = 2024-08-13
"""
SOURCE = (
    'source = { act = "ups", article = "art. 92 ust. 1", journal = "Dz.U. 2024 poz. 1283", '
    'url = "https://api.sejm.gov.pl" }'
)
FIGURE = f"""
[figure.length_months]
title = "najdłuższy okres pomocy"
unit = "months"
needed_from = 2012-10-01

[[figure.length_months.values]]
since = 2012-10-01
value = 12
{SOURCE}
status = "in force"
"""


def _read(folder: Path, text: str, *, acts: str = ACTS) -> Book:
    (folder / "acts.toml").write_text(acts)
    (folder / "figures.toml").write_text(text)
    return Book.read(folder)


def test_a_plain_figure_is_read(tmp_path):
    assert _read(tmp_path, FIGURE).parameter("length_months").at(date(2020, 1, 1)) == 12


LATER = f'[[figure.length_months.values]]\nsince = 2012-10-01\nvalue = 18\n{SOURCE}\nstatus = "in force"\n'
REFUSED = {
    "dates that do not rise": (FIGURE + LATER, "daty „since” muszą rosnąć", 13),
    "a gap before first use": (
        FIGURE.replace("needed_from = 2012-10-01", "needed_from = 2010-01-01"),
        "luka",
        5,
    ),
    "a missing source": (FIGURE.replace(SOURCE, ""), "brak źródła", 7),
    "a source without a journal": (
        FIGURE.replace(', journal = "Dz.U. 2024 poz. 1283"', ""),
        "brak źródła",
        10,
    ),
    "an unknown act": (FIGURE.replace('act = "ups"', 'act = "usp"'), "nieznany akt „usp”", 10),
    "an unknown provision": (
        FIGURE.replace("art. 92 ust. 1", "artykuł dziewięćdziesiąty"),
        "niezrozumiały przepis",
        10,
    ),
    "an unknown unit": (FIGURE.replace('"months"', '"bananas"'), 'nieznana jednostka "bananas"', 4),
    "a value out of range": (FIGURE.replace("value = 12", "value = 1200"), "poza zakresem", 9),
    "a negative value": (FIGURE.replace("value = 12", "value = -12"), "poza zakresem", 9),
    "a value of the wrong kind": (FIGURE.replace("value = 12", "value = 12.5"), "liczby całkowitej", 9),
    "an unknown key": (
        FIGURE.replace('unit = "months"', 'unit = "months"\nunti = 1'),
        "nieznany klucz „unti”",
        5,
    ),
    "an unknown status": (FIGURE.replace('"in force"', '"maybe"'), "in force, proposed, disputed", 11),
    "no values": (FIGURE.split("[[", maxsplit=1)[0], "brak wartości", 2),
    "a day as text": (
        FIGURE.replace("since = 2012-10-01", 'since = "2012-10-01"'),
        "oczekiwano daty",
        8,
    ),
    "no title": (FIGURE.replace('title = "najdłuższy okres pomocy"', 'title = ""'), "oczekiwano tekstu", 3),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_book_refuses(tmp_path, name):
    text, said, line = REFUSED[name]
    with pytest.raises(FileError, match=said.replace("„", ".").replace("”", ".")) as refused:
        _read(tmp_path, text)
    assert refused.value.line == line


@pytest.mark.parametrize("value", ['"1679.001"', '"1679"', "1679", "1679.0", '"1 679.00"', '"-5.00"'])
def test_an_amount_has_exactly_two_decimals(tmp_path, value):
    text = FIGURE.replace('"months"', '"zł"').replace("value = 12", f"value = {value}")
    with pytest.raises(FileError, match=r"1679\.00"):
        _read(tmp_path, text)


@pytest.mark.parametrize("value", ["{ 1 = 100, 3 = 60 }", "{ 0 = 100 }", "{ one = 1 }", "[100]"])
def test_a_scale_starts_at_one_person_and_has_no_gaps(tmp_path, value):
    text = FIGURE.replace('"months"', '"% by family size"').replace("value = 12", f"value = {value}")
    with pytest.raises(FileError, match=r"skala|tabeli"):
        _read(tmp_path, text)


def test_groups_are_known_statuses(tmp_path):
    text = FIGURE.replace('"months"', '"statuses"').replace("value = 12", 'value = ["refugees"]')
    with pytest.raises(FileError, match="listy statusów"):
        _read(tmp_path, text)


def test_a_figure_stands_in_one_file_only(tmp_path):
    (tmp_path / "more.toml").write_text(FIGURE)
    with pytest.raises(FileError, match="już w innym pliku"):
        _read(tmp_path, FIGURE)


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path):
    with pytest.raises(FileError, match="to nie jest plik TOML") as refused:
        _read(tmp_path, "[figure\n")
    assert refused.value.line == 1


def test_a_book_needs_its_list_of_acts(tmp_path):
    (tmp_path / "figures.toml").write_text(FIGURE)
    with pytest.raises(FileError, match="brak listy aktów"):
        Book.read(tmp_path)


def test_a_figure_that_nobody_reads_is_refused(tmp_path):
    book = _read(tmp_path, FIGURE.replace("length_months", "length_of_moths"))
    with pytest.raises(LawError, match="length_of_moths"):
        refuse_unused(book)


def test_a_day_before_the_first_line_is_refused_by_name():
    with pytest.raises(LawError, match="regulation_base: brak wartości przed 2015-04-14"):
        enacted_book().parameter("regulation_base").at(date(2015, 4, 13))


def test_an_unknown_figure_is_refused_by_name():
    with pytest.raises(LawError, match="nonsense"):
        enacted_book().parameter("nonsense")


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        (
            "verified_minimum",
            {"2012-10-01": 531, "2015-10-01": 606, "2018-10-01": 647, "2022-01-01": 721, "2025-01-01": 950},
        ),
        (
            "verified_maximum",
            {
                "2012-10-01": 1260,
                "2015-10-01": 1335,
                "2018-10-01": 1376,
                "2022-01-01": 1450,
                "2025-01-01": 1679,
            },
        ),
        (
            "criterion_single",
            {"2012-10-01": 542, "2015-10-01": 634, "2018-10-01": 701, "2022-01-01": 776, "2025-01-01": 1010},
        ),
        (
            "criterion_family",
            {"2012-10-01": 456, "2015-10-01": 514, "2018-10-01": 528, "2022-01-01": 600, "2025-01-01": 823},
        ),
        (
            "hectare_income",
            {"2012-10-01": 250, "2015-10-01": 288, "2018-10-01": 308, "2022-01-01": 345, "2025-01-01": 459},
        ),
        (
            "permanent_benefit_maximum",
            {
                "2012-10-01": 529,
                "2015-10-01": 604,
                "2018-10-01": 645,
                "2022-01-01": 719,
                "2024-01-01": 1000,
                "2025-01-01": 1229,
            },
        ),
        ("regulation_base", {"2015-04-14": 1260, "2015-10-01": 1335, "2018-10-01": 1376}),
    ],
)
def test_amounts_of_the_law_by_day(name, figures):
    entries = enacted_book().parameter(name).entries
    assert {entry.since.isoformat(): entry.value for entry in entries} == {
        since: 100 * value for since, value in figures.items()
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("application_days", 60),
        ("length_months", 12),
        ("share", {1: 100, 2: 70, 3: 60, 4: 50}),
        ("first_stage_months", 6),
        ("later_percent", 90),
        ("pay_day", 15),
        ("monitoring_months", 3),
        ("contacts_per_month", 2),
        ("withholding_days", 30),
        ("health_facility_days", 30),
        ("health_percent", 9),
        ("supply_days", 7),
        ("appeal_days", 14),
        ("decision_months", 1),
        ("complicated_decision_months", 2),
        ("restoration_days", 7),
        ("undue_limitation_years", 3),
        ("undue_decision_years", 10),
        ("adult_age", 18),
        ("second_notice_days", 7),
        ("verification_percent", 50),
        ("statutory_minimum", 44600),
        ("statutory_maximum", 117500),
        ("housing_percent_single", 40),
        ("housing_percent_person", 30),
        ("groups", ("refugee", "subsidiary", "family_permit")),
        ("insured_groups", ("refugee", "subsidiary")),
    ],
)
def test_other_figures_of_the_law_in_2026(name, value):
    assert enacted_book().parameter(name).at(date(2026, 1, 1)) == value


def test_every_figure_has_a_journal_an_address_and_a_known_unit():
    for parameter in enacted_book().parameters.values():
        assert parameter.unit in UNITS
        for entry in parameter.entries:
            assert entry.source.journal.startswith("Dz.U. ")
            assert entry.source.url.startswith("https://api.sejm.gov.pl/eli/acts/DU/")


def test_the_version_is_the_same_for_the_same_files_and_moves_with_a_figure(tmp_path):
    first = _read(tmp_path, FIGURE).version
    assert _read(tmp_path, FIGURE).version == first
    assert _read(tmp_path, FIGURE.replace("value = 12", "value = 13")).version != first


def test_the_book_opens_in_a_process_that_has_read_nothing_else():
    code = "from kladka.law.book import enacted_book; print(enacted_book().version)"
    alone = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert alone.stdout.strip() == enacted_book().version


def test_an_act_has_the_journal_and_the_state_of_the_text_that_is_kept():
    kept = {}
    for act in provisions.acts():  # the newest of a series stands for it
        for name in {act.act, act.series, *act.names}:
            kept[name] = (act.journal.removeprefix("t.j. "), act.state_on, act.url)
    for act in enacted_book().acts.values():
        if act.name in kept:
            assert (act.name, (act.journal, act.state, act.url)) == (act.name, kept[act.name])


def test_every_amount_stands_in_the_text_of_its_provision():
    for parameter in enacted_book().parameters.values():
        for entry in parameter.entries:
            if parameter.unit == "zł" and entry.source.act in ("ups", "rozporządzenie", "rozporządzenie RM"):
                text = provisions.provision(f"{entry.source.act} {entry.source.article}", entry.since).text
                written = text.replace("\N{NO-BREAK SPACE}", " ")
                assert (parameter.name, f"{entry.value // 100} zł" in written) == (parameter.name, True)
