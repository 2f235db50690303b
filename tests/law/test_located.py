"""Pliki TOML: whatever is given as a file, the answer is a refusal in Polish with its line, never a crash."""

import pytest

from kladka.law.located import LARGEST, LONGEST, FileError, read_file, read_text, written

BROKEN = {
    "no equals sign": ("a = 1\nb\n", 2, "oczekiwano znaku ="),
    "a day that is not in the calendar": ("a = 2026-02-30\n", 1, "takiego dnia nie ma w kalendarzu"),
    "a key twice": ("a = 1\na = 2\n", 2, "ten klucz stoi drugi raz"),
    "a part twice": ("[a]\nb = 1\n[a]\n", 3, "ta część stoi już wyżej"),
    "a quotation mark missing": ('a = "x\n', 1, "tekst w cudzysłowie kończy się w tym samym wierszu"),
    "a bracket missing": ("a = [1,\n2\n", 2, "nawiasu ]"),
    "a bracket of a part missing": ("[a\n", 1, "nawiasu ]"),
    "a bare word": ("a = uchodźca\n", 1, "tekst pisze się w cudzysłowie"),
    "a number of six thousand digits in short lines": (f"a = {'9' * 4990}\n", 1, "zapis nie jest poprawny"),
    "a line that never ends": ("a" + ".a" * LONGEST + " = 1\n", 1, "wiersz jest za długi"),
    "brackets in brackets without end": ("a = " + "[\n" * 5000, None, "za wiele nawiasów"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_text_is_refused_in_polish_with_its_line(name):
    text, line, said = BROKEN[name]
    with pytest.raises(FileError) as refused:
        read_text(text, "plik.toml")
    assert said in str(refused.value)
    assert refused.value.line == line


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"\x00\xff\xfe", 1, "jako tekst UTF-8"),
        ("a = 1\nb = 'Łódź'\n".encode("iso-8859-2"), 2, "jako tekst UTF-8"),
        (b"#" * (LARGEST + 1), None, "plik jest za duży"),
    ],
)
def test_a_file_that_is_no_text_of_ours_is_refused(tmp_path, content, line, said):
    path = tmp_path / "plik.toml"
    path.write_bytes(content)
    with pytest.raises(FileError, match=said) as refused:
        read_file(path)
    assert refused.value.line == line


def test_a_folder_is_refused_as_a_folder(tmp_path):
    with pytest.raises(FileError, match="to jest katalog"):
        read_file(tmp_path)


def test_a_mark_of_the_byte_order_and_ends_of_lines_of_windows_are_no_fault(tmp_path):
    path = tmp_path / "plik.toml"
    path.write_bytes(b"\xef\xbb\xbf[a]\r\nb = 1\r\n")
    file = read_file(path)
    assert (file.data, file.line(("a", "b"))) == ({"a": {"b": 1}}, 2)


def test_the_line_of_a_table_is_that_of_the_first_key_inside_it():
    file = read_text("x = 1\n[[figure.share.values]]\nvalue = 1\n", "plik.toml")
    assert (file.line(("figure", "share")), file.line(("other",))) == (2, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), ("a", '"a"'), (None, "None"), ([1], "[1]"), ("x" * 99, f'"{"x" * 59}…')],
)
def test_a_value_is_shown_as_it_may_stand_in_the_file(value, text):
    assert written(value) == text
