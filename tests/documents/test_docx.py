"""Every letter as DOCX says what the PDF says, and an office's own template is used safely."""

import io
import re
import zipfile

import docx
import pytest

from kladka.documents import docx as word
from kladka.documents import pdf, word_templates
from tests.documents import examples
from tests.documents.reading import docx_words, pdf_words, printed_texts

LETTERS = list(examples.ALL)
AMOUNT = re.compile(r"\d{1,3}(?: \d{3})*,\d\d\b")


def own_template(*paragraphs: str) -> bytes:
    """A DOCX as an office might write it."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("letter", LETTERS)
def test_the_word_file_holds_every_text_of_the_letter(letter):
    words = docx_words(word.print_letter(examples.ALL[letter]()))
    assert [text for text in printed_texts(examples.ALL[letter]().as_data()) if text not in words] == []


@pytest.mark.parametrize("letter", LETTERS)
def test_the_word_file_and_the_pdf_name_the_same_amounts(letter):
    made = examples.ALL[letter]()
    in_word = set(AMOUNT.findall(docx_words(word.print_letter(made))))
    in_pdf = set(AMOUNT.findall(pdf_words(pdf.print_letter(made))))
    assert in_word == in_pdf


@pytest.mark.parametrize("letter", LETTERS)
def test_the_word_file_and_the_pdf_have_the_same_headings(letter):
    document = word.print_letter(examples.ALL[letter]())
    headings = [
        " ".join(paragraph.text.split())
        for paragraph in docx.Document(io.BytesIO(document.content)).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    words = pdf_words(pdf.print_letter(examples.ALL[letter]()))
    assert [heading for heading in headings if heading not in words] == []


@pytest.mark.parametrize("letter", LETTERS)
def test_no_mark_of_the_template_is_left(letter):
    words = docx_words(word.print_letter(examples.ALL[letter]()))
    assert [mark for mark in ("{{", "}}", "{%", "%}") if mark in words] == []


def test_the_file_knows_its_title_author_language_and_day():
    document = word.print_letter(examples.decision())
    known = docx.Document(io.BytesIO(document.content)).core_properties
    assert (known.title, known.author, known.language, known.created.date().isoformat()) == (
        "Decyzja PCPR.IPI.5232.7.2026",
        "Powiatowe Centrum Pomocy Rodzinie w Łęczycy",
        "pl-PL",
        "2026-11-21",
    )


def test_equal_letters_have_equal_fingerprints_whatever_the_clock():
    content = word.print_letter(examples.decision()).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        times = {entry.date_time for entry in package.infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert word.print_letter(examples.decision()).content == content


def test_a_draft_carries_its_mark_on_every_page():
    document = docx.Document(io.BytesIO(word.print_letter(examples.refusal()).content))
    assert document.sections[0].header.paragraphs[0].text.startswith("PROJEKT")


def test_markup_in_a_name_stays_a_name():
    data = {**examples.supply_letter().as_data(), "opening": "<w:p>& {{ 7*7 }} {% raw %}"}
    assert "<w:p>& {{ 7*7 }} {% raw %}" in docx_words(word.render("supply_letter", data))


def test_an_office_may_bring_its_own_template():
    own = own_template("Nasz wzór nr 5", "{{ number }} – {{ amounts.total }} zł")
    assert docx_words(word.print_letter(examples.decision(), own=own)) == (
        "Nasz wzór nr 5 PCPR.IPI.5232.7.2026 – 45 600,00 zł"
    )


def test_the_built_in_template_may_be_taken_out_edited_and_brought_back():
    own = word_templates.build("receipt")
    assert docx_words(word.print_letter(examples.receipt(), own=own)) == docx_words(
        word.print_letter(examples.receipt())
    )


@pytest.mark.parametrize(
    ("own", "why"),
    [
        (b"to nie jest zip", "To nie jest plik DOCX"),
        (own_template("{% if %}"), "błąd"),
        (own_template("{{ ''.__class__.__mro__ }}"), "błąd"),
    ],
)
def test_a_wrong_template_is_refused_with_the_reason(own, why):
    with pytest.raises(word.TemplateFault, match=why):
        word.print_letter(examples.decision(), own=own)


def test_a_template_that_is_too_large_is_refused():
    with pytest.raises(word.TemplateFault, match="za duży"):
        word.print_letter(examples.decision(), own=b"x" * (word.MAX_TEMPLATE_BYTES + 1))
