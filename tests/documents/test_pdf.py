"""Every letter as PDF: tagged, complete, readable in every script, the same bytes each time."""

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

import pdfua
import pikepdf
import pytest

from kladka.documents import pdf
from kladka.documents.letters import Missing
from kladka.documents.parts import AmountLine
from tests.documents import examples
from tests.documents.reading import pdf_words, printed_texts

LETTERS = list(examples.ALL)


@pytest.mark.parametrize("letter", LETTERS)
def test_the_print_holds_every_text_of_the_letter(letter):
    words = pdf_words(pdf.print_letter(examples.ALL[letter]()))
    missing = [text for text in printed_texts(examples.ALL[letter]().as_data()) if not _found(text, words)]
    assert missing == []


def _found(text: str, words: str) -> bool:
    # pdftotext gives Arabic in visual order; its letters are checked in a test of their own.
    return "ا" in text or text in words


@pytest.mark.parametrize("letter", LETTERS)
def test_the_print_is_tagged_and_names_its_language_and_title(letter):
    document = pdf.print_letter(examples.ALL[letter]())
    with pikepdf.open(io.BytesIO(document.content)) as read, read.open_metadata() as meta:
        said = (
            "/StructTreeRoot" in read.Root,
            bool(read.Root.MarkInfo.Marked),
            str(read.Root.Lang),
            meta["dc:title"],
            meta["pdfaid:part"],
            meta["pdfuaid:part"],
        )
    assert said == (True, True, "pl-PL", examples.ALL[letter]().as_data()["title"], "2", "1")


@pytest.mark.parametrize("letter", LETTERS)
def test_a_checker_of_pdf_ua_finds_no_error(letter, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf.print_letter(examples.ALL[letter]()).content)
    findings = [(found.rule_id, found.message) for found in pdfua.validate(str(path)).findings]
    assert findings == []


def test_names_stand_in_latin_cyrillic_and_arabic_letters():
    words = pdf_words(pdf.print_letter(examples.decision()))
    arabic = {char for char in words if "\u0600" <= char <= "\u06ff"}
    assert "Olena Kowalczuk (Олена Ковальчук)" in words
    assert arabic == set("أحمدالحسن")


def test_the_day_comes_from_the_letter_and_not_from_the_clock():
    with pikepdf.open(io.BytesIO(pdf.print_letter(examples.decision()).content)) as read:
        assert str(read.docinfo["/CreationDate"]).startswith("D:20261121")


def test_the_same_letter_has_the_same_fingerprint_in_another_process():
    here = pdf.print_letter(examples.decision()).sha256
    command = (
        "from kladka.documents import pdf; from tests.documents import examples; "
        "print(pdf.print_letter(examples.decision()).sha256)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == here


def test_threads_print_side_by_side_and_alike():
    with ThreadPoolExecutor(4) as pool:
        prints = {made.sha256 for made in pool.map(lambda _: pdf.print_letter(examples.receipt()), range(8))}
    assert prints == {pdf.print_letter(examples.receipt()).sha256}


def test_a_draft_says_so_in_words_and_in_its_name():
    document = pdf.print_letter(examples.refusal())
    assert "PROJEKT – dokument roboczy, nie wywołuje skutków prawnych." in pdf_words(document)
    assert document.name == "Decyzja-PCPR.IPI.5232.7.2026-projekt.pdf"


def test_an_issued_letter_does_not_call_itself_a_draft():
    assert "PROJEKT" not in pdf_words(pdf.print_letter(examples.decision()))


def test_what_a_person_typed_is_never_read_as_source():
    hostile = 'kopia #panic("x") $x^2$ *gruba* \\ ] = @ref // <tag> "cudzysłów" {{ 7*7 }}'
    letter = examples.supply_letter()
    data = {**letter.as_data(), "missing": [{"what": hostile, "provision": ""}]}
    assert hostile in pdf_words(pdf.render("supply_letter", data))


def test_the_sum_of_a_decision_is_the_sum_of_its_lines():
    odd = AmountLine(
        person=examples.MOTHER,
        starts=date(2027, 11, 1),
        ends=date(2027, 11, 13),
        monthly=Decimal("1679.00"),
        total=Decimal("727.57"),
    )
    words = pdf_words(pdf.print_letter(examples.decision(amounts=(*examples.amounts(), odd))))
    assert (
        "46 327,57 zł (słownie: czterdzieści sześć tysięcy trzysta dwadzieścia siedem złotych 57/100)"
        in words
    )


def test_a_very_long_decision_repeats_the_head_of_its_table():
    words = pdf_words(pdf.print_letter(examples.decision(amounts=examples.amounts() * 12)))
    assert words.count("Osoba Okres Miesięcznie (zł) W okresie (zł)") > 1


def test_an_unknown_template_is_refused():
    with pytest.raises(LookupError):
        pdf.render("../style", {"file_name": "x"})


def test_data_that_do_not_fit_are_refused_with_the_template_named():
    with pytest.raises(ValueError, match="receipt"):
        pdf.render("receipt", {"file_name": "x"})


def test_a_grant_without_amounts_and_a_refusal_with_them_are_refused():
    with pytest.raises(ValueError, match="kwoty"):
        examples.decision(amounts=())
    with pytest.raises(ValueError, match="kwoty"):
        examples.refusal(amounts=examples.amounts())


def test_a_letter_to_supply_says_term_and_consequence():
    letter = examples.supply_letter()
    words = pdf_words(pdf.print_letter(letter))
    assert (
        Missing(what="kopia karty pobytu", provision="art. 91 ust. 6 pkt 3 ustawy o pomocy społecznej")
        in letter.missing
    )
    assert "w terminie 7 dni od dnia doręczenia niniejszego wezwania" in words
    assert "spowoduje pozostawienie podania bez rozpoznania (art. 64 § 2 k.p.a.)" in words
