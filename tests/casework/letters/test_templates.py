"""Templates of an office: checked when they come, in versions, printing the DOCX; hostile ones refused."""

import io
import zipfile

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kladka.casework.letters import actions
from kladka.casework.letters.models import OfficeTemplate
from kladka.casework.letters.queries import fields_of, in_use
from kladka.documents import docx as word
from kladka.documents import word_examples, word_templates
from kladka.documents.template_check import faults_of
from kladka.journal.models import Entry
from tests.casework.programmes.build import issued
from tests.documents.reading import docx_words
from tests.documents.test_docx import own_template

KINDS = OfficeTemplate.Kind.values


def add(centre, head, *paragraphs, kind="decision"):
    return actions.add(centre, kind, name="wzor.docx", content=own_template(*paragraphs), by=head)


@pytest.mark.parametrize("kind", KINDS)
def test_the_built_in_template_comes_back_from_word_and_prints_the_same(centre, head, kind):
    built_in = word_templates.build(kind)
    made = actions.add(centre, kind, name="wzor.docx", content=built_in, by=head)
    for letter in word_examples.examples(kind):
        own = word.render(kind, letter.as_data(), own=bytes(made.content))
        assert docx_words(own) == docx_words(word.render(kind, letter.as_data()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_listed_field_has_a_meaning_and_may_stand_in_a_template(kind):
    fields = fields_of(kind)
    assert [field for field, meaning, _ in fields if not meaning] == []
    assert faults_of(own_template(*(field for field, _, _ in fields)), word_examples.known(kind)) == []


HOSTILE = {
    "{{ number.__class__ }}": "pola „__class__”",
    "{{ number['__class__'] }}": "pola „__class__”",
    "{{ number|attr('__class__') }}": "filtra „attr”",
    "{% for i in range(1000000000) %}x{% endfor %}": "wywołania funkcji",
    "{% for a in privacy %}{% for b in privacy %}x{% endfor %}{% endfor %}": "należącej do tej zewnętrznej",
    "{{ 'x' * 1000000000 }}": "działań",
    "{% macro m() %}{{ m() }}{% endmacro %}": "znacznika „macro”",
    "{% set a = number %}": "znacznika „set”",
    "{% include 'x' %}": "znacznika „include”",
    "{{ lipsum(1000) }}": "wywołania funkcji",
    "Znak: {{ numbr }}": "„numbr”; może chodzi o „number”. Miejsce: treść pisma, „Znak: {{ numbr }}”",
    "{% if amounts %}{{ amounts.totl }}{% endif %}": "„totl”",
    "Znak: {{ number": "nie jest zamknięty",
    "{%p for one in parties %}": "Brakuje końca",
}


def test_a_hostile_or_mistaken_mark_is_refused_with_its_place():
    said = {
        mark: " ".join(faults_of(own_template(mark), word_examples.known("decision"))) for mark in HOSTILE
    }
    assert {mark: words for mark, words in HOSTILE.items() if words not in said[mark]} == {}
    assert [mark for mark in HOSTILE if "Miejsce: treść pisma" not in said[mark]] == []


def test_faults_are_found_in_tables_headers_and_text_of_several_pieces():
    sheet = docx.Document()
    sheet.sections[0].footer.paragraphs[0].text = "{{ stopka }}"
    table = sheet.add_table(rows=2, cols=2)
    for piece in ("{", "{ num", "ber.x }", "}"):
        table.rows[1].cells[0].paragraphs[0].add_run(piece)
    out = io.BytesIO()
    sheet.save(out)
    told = faults_of(out.getvalue(), word_examples.known("decision"))
    assert any("„x”" in one and "tabela 1, wiersz 2, „{{ number.x }}”" in one for one in told)
    assert any("„stopka”" in one and "Miejsce: stopka strony" in one for one in told)


def packed_with(name, content):
    packed = io.BytesIO(own_template("{{ number }}"))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return packed.getvalue()


def with_words(old, new):
    """The template with a piece of its text part replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_template("TU"))) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == "word/document.xml" else content)
    return made.getvalue()


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" TargetMode="External" Type="http://x/relationships/{kind}" '
    'Target="{target}"/></Relationships>'
)
PIECES = (
    b"<w:t>TU</w:t>",
    b"</w:r><w:r><w:instrText> DA</w:instrText></w:r><w:r><w:instrText>TE </w:instrText>",
)
PACKAGES = {
    "macro": (packed_with("word/vbaProject.bin", b"x"), "makro (word/vbaProject.bin)"),
    "bomb": (packed_with("word/x.xml", b"0" * 60_000_000), "zbyt wielu danych"),
    "object": (packed_with("word/embeddings/a.bin", b"x"), "wstawiony obiekt"),
    "picture from elsewhere": (
        packed_with("word/_rels/header1.xml.rels", RELATION.format(kind="image", target="http://x/a.png")),
        "spoza siebie (image: http://x/a.png). Miejsce: nagłówek strony",
    ),
    "template of Word": (
        packed_with("word/_rels/x.xml.rels", RELATION.format(kind="attachedTemplate", target="file:///C:/x.dotm")),
        "szablonem file:///C:/x.dotm",
    ),
    "field that shows today": (with_words(*PIECES), "Pole Worda DATE"),
    "field that loads": (
        with_words(PIECES[0], PIECES[1].replace(b"DA<", b"INCLUDE<").replace(b"TE ", b"TEXT x ")),
        "Pole Worda INCLUDETEXT",
    ),
    "no package": (b"PK\x03\x04", "To nie jest plik DOCX"),
}  # fmt: skip


@pytest.mark.parametrize("what", PACKAGES)
def test_a_package_that_acts_or_loads_is_refused_with_the_part_named(what):
    content, words = PACKAGES[what]
    assert words in " ".join(faults_of(content, word_examples.known("decision")))


def test_a_file_that_is_refused_is_not_kept(centre, head):
    with pytest.raises(ValidationError, match="„numer”"):
        add(centre, head, "Nasz znak: {{ numer }}")
    assert not OfficeTemplate.objects.exists()


def test_what_a_letter_lacks_is_empty_and_never_stops_a_decision(centre, head):
    own = bytes(
        add(centre, head, "{{ number }}|{{ amounts.total }}|{{ amounts.lines[0].person.name }}|").content
    )
    refusal = word_examples.examples("decision")[1]
    assert docx_words(word.print_letter(refusal, own=own)) == "D.2.2026|||"


def test_a_loop_that_prints_without_end_stops():
    row = "x" * 2_000_000
    own = own_template("{% for one in notice %}" + row + "{% endfor %}" * 1)
    many = {**word_examples.examples("decision")[0].as_data(), "notice": ["x"] * 50}
    with pytest.raises(word.TemplateFault, match="zbyt długie"):
        word.render("decision", many, own=own)


def test_a_decision_is_printed_by_the_version_in_use_and_the_journal_says_which(centre, caseworker, head):
    actions.put_into_use(add(centre, head, "Nasz wzór {{ number }}"), by=head)
    decision = issued(centre, caseworker, head)
    frozen = decision.files.get(name__endswith=".docx")
    text = docx.Document(io.BytesIO(bytes(frozen.content))).paragraphs[0].text
    assert text == f"Nasz wzór {decision.number}"
    assert Entry.objects.get(act="decision.issued").details["template"] == 1


def test_a_newer_version_replaces_and_an_older_one_may_come_back(centre, head):
    first, second = add(centre, head, "1"), add(centre, head, "2")
    actions.put_into_use(first, by=head)
    actions.put_into_use(second, by=head)
    first.refresh_from_db()
    assert (first.state, in_use(centre.pk, "decision").version) == ("retired", 2)
    actions.put_into_use(first, by=head)
    assert in_use(centre.pk, "decision").version == 1
    actions.retire(first, by=head)
    assert in_use(centre.pk, "decision") is None


def test_the_head_sends_looks_and_puts_into_use(client, centre, head):
    client.force_login(head)
    address = reverse("template-versions", args=["receipt"])
    sent = SimpleUploadedFile("wzor.docx", own_template("{{ number }}"))
    assert client.post(address, {"file": sent})["Location"] == address
    made = OfficeTemplate.objects.get()
    saved = client.get(reverse("template-preview", args=[made.key])).content
    assert docx.Document(io.BytesIO(saved)).paragraphs[0].text == "W.1.2026"
    client.post(reverse("template-use", args=[made.key]))
    assert "wersja 1" in client.get(reverse("template-list")).content.decode()
    refused = client.post(address, {"file": SimpleUploadedFile("wzor.docx", own_template("{{ nie_ma }}"))})
    assert (refused.status_code, "nie_ma" in refused.content.decode()) == (422, True)


def test_a_caseworker_keeps_no_templates(client, caseworker):
    client.force_login(caseworker)
    assert client.get(reverse("template-list")).status_code == 403
