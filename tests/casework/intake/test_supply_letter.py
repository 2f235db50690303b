"""The letter for what is missing, its delivery and term, and leaving the application unexamined."""

import datetime
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from kladka.casework.intake import actions, queries
from kladka.casework.intake.models import Annex, SupplyLetter

from .families import DECLARATIONS, REFUGEE_COPIES, filed, member

ISSUED = datetime.date(2026, 11, 3)


@pytest.fixture
def application(centre, caseworker):
    """Only the residence card is missing."""
    copies = REFUGEE_COPIES - {"residence_card"}
    return filed(centre, caseworker, member(received=copies), declarations=DECLARATIONS)


@pytest.fixture
def letter(application, caseworker):
    missing = [{"what": "kopia karty pobytu", "provision": "ups art. 91 ust. 6 pkt 3"}]
    return actions.send_supply_letter(
        application, missing=missing, term_days=7, issued_on=ISSUED, by=caseworker
    )


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


def at(application, tail=""):
    return f"/sprawy/{application.case.key}/wniosek/{tail}"


def test_the_page_proposes_everything_missing_and_the_term_of_the_law(page, application):
    text = page.get(at(application, "wezwanie/")).content.decode()
    assert "kopia karty pobytu – Olena Kowalczuk" in text
    assert 'name="term_days" value="7"' in text


def test_the_letter_is_kept_and_prints_as_pdf_and_docx(page, application):
    (item,) = queries.missing_of(application)
    posted = {"missing": [item.name], "issued_on": "2026-11-03", "term_days": "10"}
    assert page.post(at(application, "wezwanie/"), posted).status_code == 302
    letter = SupplyLetter.objects.get()
    application.refresh_from_db()
    assert application.state == "supplement"
    assert letter.missing == [
        {"what": "kopia karty pobytu – Olena Kowalczuk", "provision": "ups art. 91 ust. 6 pkt 3"}
    ]
    pdf = page.get(at(application, f"wezwanie/{letter.key}.pdf"))
    with pikepdf.open(io.BytesIO(pdf.content)) as opened:
        assert opened.Root.MarkInfo.Marked
    docx = page.get(at(application, f"wezwanie/{letter.key}.docx"))
    assert docx.content[:2] == b"PK"
    assert page.get(at(application, f"wezwanie/{letter.key}.odt")).status_code == 404


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"term_days": "6"}, "nie może być krótszy niż 7 dni"),
        ({"term_days": "dużo"}, "Podaj liczbę dni"),
        ({"issued_on": "2026-10-01"}, "Wezwanie nie może być wcześniejsze niż wniosek"),
        ({"issued_on": "2050-01-01"}, "Ta data nie może być w przyszłości"),
        ({"missing": []}, "To pole jest wymagane"),
    ],
)
def test_a_wrong_letter_is_refused_and_none_is_made(page, application, changes, message):
    (item,) = queries.missing_of(application)
    posted = {"missing": [item.name], "issued_on": "2026-11-03", "term_days": "7"} | changes
    answer = page.post(at(application, "wezwanie/"), posted)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not SupplyLetter.objects.exists()


def test_delivery_counts_the_term_past_the_holiday_and_puts_it_on_the_clock(letter, caseworker):
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    deadline = letter.application.case.deadlines.get(kind="supply")
    expected = (datetime.date(2026, 11, 11), datetime.date(2026, 11, 12))
    assert (letter.raw_day, letter.day) == expected
    assert (deadline.raw_day, deadline.day, deadline.subject_key) == (*expected, letter.key)


def test_delivery_before_the_letter_is_refused_on_the_page(page, application, letter):
    url = at(application, f"wezwanie/{letter.key}/doreczenie/")
    answer = page.post(url, {"doreczenie-on": "2026-11-02"})
    assert answer.status_code == 422
    assert "Doręczenie nie może być wcześniejsze niż pismo" in answer.content.decode()
    assert page.post(url, {"doreczenie-on": "2026-11-04"}).status_code == 302
    again = page.post(url, {"doreczenie-on": "2026-11-05"})
    assert "jest już zapisane" in again.content.decode()


def test_what_comes_in_the_term_completes_the_application_and_closes_the_deadline(letter, caseworker):
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    card = Annex.objects.get(code="residence_card")
    actions.receive_annex(card, on=datetime.date(2026, 11, 9), by=caseworker)
    application = letter.application
    application.refresh_from_db()
    assert (application.state, application.complete_on) == ("complete", datetime.date(2026, 11, 9))
    assert application.case.deadlines.get(kind="supply").done_on == datetime.date(2026, 11, 9)


def test_the_application_is_left_unexamined_only_after_the_term(letter, caseworker):
    application = letter.application
    with pytest.raises(ValidationError, match="Najpierw trzeba doręczyć"):
        actions.leave_unexamined(application, on=datetime.date(2026, 11, 20), by=caseworker)
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    with pytest.raises(ValidationError, match="Termin na uzupełnienie trwa do 12 listopada 2026"):
        actions.leave_unexamined(application, on=datetime.date(2026, 11, 12), by=caseworker)
    actions.leave_unexamined(application, on=datetime.date(2026, 11, 13), by=caseworker)
    application.refresh_from_db()
    case = application.case
    assert (application.state, case.state) == ("unexamined", "unexamined")
    assert not case.deadlines.filter(done_on=None).exists()
    assert not application.people.filter(active=True).exists()


def test_leaving_unexamined_asks_first_and_says_what_is_missing(page, application, letter, caseworker):
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    text = page.get(at(application, "bez-rozpoznania/")).content.decode()
    assert "Nie uzupełniono: kopia karty pobytu – Olena Kowalczuk" in text
    assert "data-confirm=" in text
    application.refresh_from_db()
    assert application.state == "supplement"
    assert page.post(at(application, "bez-rozpoznania/"), {"on": "2026-11-13"}).status_code == 302


def test_a_family_left_unexamined_may_apply_again(centre, letter, caseworker):
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    actions.leave_unexamined(letter.application, on=datetime.date(2026, 11, 13), by=caseworker)
    person = letter.application.people.get().person
    second = filed(centre, caseworker, member(known=person), filed_on=datetime.date(2026, 11, 16))
    assert second.people.get().person == person


def test_an_application_that_was_closed_cannot_be_changed(letter, caseworker):
    actions.record_supply_delivery(letter, on=datetime.date(2026, 11, 4), by=caseworker)
    actions.leave_unexamined(letter.application, on=datetime.date(2026, 11, 13), by=caseworker)
    card = Annex.objects.get(code="residence_card")
    with pytest.raises(ValidationError, match="pozostawiony bez rozpoznania"):
        actions.receive_annex(card, on=datetime.date(2026, 11, 14), by=caseworker)
