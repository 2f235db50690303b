"""The agreement as both sides understand it: language, interpreter, what was said again, two languages."""

import io
import re

import docx
import pytest
from django.utils import timezone

from kladka.casework.programmes import agreement_actions, goal_set_actions, letters, queries
from kladka.casework.programmes.goal_sets import built_in
from kladka.casework.programmes.models import Programme
from kladka.documents import pdf, sentences
from tests.casework.programmes.build import OLENA, SOFIJA, drafted
from tests.documents.reading import one_line, pdf_boxes, pdf_rows, pdf_words

TYPED = "zaniesie życiorys do piekarni na Rynku"
MIDDLE = 297  # points, half of a page
ARABIC = re.compile("[\u0600-\u06ff]")
ENROL = "zapisać dzieci do szkoły lub przedszkola"


@pytest.fixture
def programme(centre, caseworker):
    """A draft with the reviewed steps of a set, one typed step, and one obligation said again."""
    programme = drafted(centre, caseworker, OLENA, SOFIJA)
    goal_set_actions.add_goal_set(programme, built_in()["school_family"]["goals"], by=caseworker)
    steps = [{"owed_by": "participant", "text": TYPED}]
    agreement_actions.add_goal(programme, theme="work", text="Praca w piekarni", steps=steps, by=caseworker)
    programme, today = Programme.objects.get(pk=programme.pk), timezone.localdate()
    said = [one for one in programme.obligations.all() if one.text == ENROL]
    agreement_actions.record_teach_back(programme, said, on=today, heard_by=caseworker, by=caseworker)
    return programme


def agreed_by(client, programme, worker, **talk):
    """The form of the agreement, as sent by the worker."""
    client.force_login(worker)
    signed = {"represented_by": worker.pk, "signed_by": "Olena Kowalczuk", "on": str(timezone.localdate())}
    return client.post(f"{programme.get_absolute_url()}uzgodnij/", signed | talk)


def row_with(rows, text):
    """The one row of a print whose first cell begins with who and this text."""
    found = [row for row in rows if row[0] and row[0][0].endswith(text)]
    assert len(found) == 1, [row for row in rows if text[:9] in str(row)]
    (found,) = found
    return found


def test_without_a_word_of_the_interpreter_nothing_is_signed_but_a_missing_repetition_only_warns(
    client, programme, caseworker
):
    assert agreed_by(client, programme, caseworker, talk_language="ukraiński").status_code == 422
    programme.refresh_from_db()
    assert programme.state == Programme.State.DRAFT
    page = client.get(f"{programme.get_absolute_url()}uzgodnij/")
    unsaid = {one.text for one in page.context["unsaid"]}
    assert TYPED in unsaid and ENROL not in unsaid
    assert len(unsaid) == programme.obligations.count() - 1
    assert "To nie wstrzymuje podpisania" in page.content.decode()
    talk = {"talk_language": "ukraiński", "interpreter": "Iryna Bondar"}
    assert agreed_by(client, programme, caseworker, **talk).status_code == 302
    programme.refresh_from_db()
    assert (programme.state, programme.talk_language, programme.interpreter) == (
        "agreed", "ukraiński", "Iryna Bondar",
    )  # fmt: skip
    fresh = queries.loaded(programme.key)
    letter = pdf.print_letter(letters.programme_letter(fresh, queries.agreed_dues(fresh)))
    assert "Program omówiono w języku: ukraiński. Tłumacz: Iryna Bondar." in pdf_words(letter)


def printed(client, programme, tag, kind="pdf"):
    return client.get(f"{programme.get_absolute_url()}dwujezyczny.{kind}?jezyk={tag}").content


def test_the_print_has_polish_and_ukrainian_side_by_side_and_marks_what_nobody_translated(
    client, programme, caseworker
):
    agreed_by(client, programme, caseworker, talk_language="ukraiński", interpreter="Iryna Bondar")
    rows = pdf_rows(printed(client, programme, "uk"))
    assert rows[0] == [["Po polsku – tekst wiążący"], ["Українською – переклад"]], rows[:3]
    day, told = sentences.day_in("pl", timezone.localdate()), sentences.day_in("uk", timezone.localdate())
    polish, ukrainian = row_with(rows, ENROL)
    assert (polish[0], ukrainian[0]) == (
        f"cudzoziemiec: {ENROL}", "іноземець: записати дітей до школи або садка",
    )  # fmt: skip
    assert (polish[-1], ukrainian[-1]) == (
        one_line(f"powtórzono własnymi słowami {day}"), one_line(f"повторено власними словами {told}"),
    )  # fmt: skip
    polish, other = row_with(rows, TYPED)
    assert (polish[0], other[:2]) == (
        f"cudzoziemiec: {TYPED}", [f"cudzoziemiec: {TYPED}", "(текст лише польською, без перекладу)"],
    )  # fmt: skip
    assert [["Program omówiono w języku: ukraiński"], ["Програму обговорено мовою: українська"]] in rows
    assert [["Tłumacz: Iryna Bondar"], ["Перекладач: Iryna Bondar"]] in rows
    repeated = [row for row in rows if any(text.startswith("powtórzono") for text in row[0])]
    assert len(repeated) == 1
    every = [duty.text for duty in programme.obligations.all()]
    assert all(any(row[0][0].endswith(one_line(text)) for row in rows if row[0]) for text in every)


def test_a_print_from_right_to_left_says_the_same_in_every_row(client, programme, caseworker):
    agreed_by(client, programme, caseworker, talk_language="arabski", interpreter="Samir Przykładowy")
    word = docx.Document(io.BytesIO(printed(client, programme, "ar", "docx")))
    pairs = {
        row.cells[0].paragraphs[0].text: [one.text for one in row.cells[1].paragraphs if one.text]
        for table in word.tables
        for row in table.rows
        if len(row.cells) == 2
    }
    said = sentences.translated("ar", ENROL)
    assert pairs[f"cudzoziemiec: {ENROL}"][0] == f"{sentences.in_language('ar', 'who_participant')}: {said}"
    marked = pairs[f"cudzoziemiec: {TYPED}"]
    assert TYPED in marked[0] and sentences.in_language("ar", "untranslated") in " ".join(marked)
    # A reader of PDF gives Arabic glyph by glyph: where they stand is read, and Polish beside itself.
    words = [word for page in pdf_boxes(printed(client, programme, "ar")) for word in page]
    typed = [left for left, _, word in words if word.startswith("Rynku")]
    assert [left > MIDDLE for left in typed] == [False, True]
    (again,) = [at for left, at, word in words if word.startswith("Rynku") and left > MIDDLE]
    assert again in [at for left, at, word in words if word.startswith("Rynku") and left < MIDDLE]
    arabic = [left for left, _, word in words if ARABIC.search(word)]
    assert (
        sum(left > MIDDLE for left in arabic) > 0.9 * len(arabic) > 100
    )  # the rest are headings of two languages
