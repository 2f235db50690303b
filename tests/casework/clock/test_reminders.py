"""Reminders: once a day, by the way that was chosen, with counts and nothing of a case."""

import datetime
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail

from kladka.casework.cases.actions import add_contact
from kladka.casework.clock import sms
from kladka.casework.clock.actions import agree_to_reminders, choose_reminders, send_due, withdraw_reminders
from kladka.casework.clock.models import Reminder, VisitReminder
from tests.casework.programmes.build import OLENA, running

TODAY = datetime.date(2027, 2, 3)  # the first monitoring note was due two days ago


@pytest.fixture
def case(centre, caseworker, head, settings):
    settings.EMAIL_HOST = "poczta.test"  # Django's test runner keeps the letters in mail.outbox
    return running(centre, caseworker, head, OLENA).case


@pytest.fixture
def gateway(settings):
    """A gateway that listens: what it took, as [(number, text)]; `refuses` makes it answer 500."""
    taken = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            refused = self.headers["Authorization"] != "Bearer tajne"
            if not refused:
                taken.append((body["to"], body["text"]))
            self.send_response(403 if refused else 200)
            self.end_headers()

        def log_message(self, *words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_GATEWAY = "kladka.casework.clock.sms.HttpGateway"
    settings.SMS_URL, settings.SMS_TOKEN = f"http://127.0.0.1:{server.server_port}/", "tajne"
    yield taken
    server.shutdown()
    server.server_close()


def choose(caseworker, centre, **changes):
    wanted = {"by_email": True, "by_sms": False, "phone": "", "days_ahead": 3} | changes
    choose_reminders(caseworker, organisation=centre, **wanted)


def test_one_letter_a_day_with_counts_and_no_case(case, caseworker, centre):
    choose(caseworker, centre)
    send_due(TODAY)
    send_due(TODAY)
    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert letter.to == [caseworker.email]
    assert letter.body.startswith("Kładka: terminy w Twoich sprawach – po terminie: ")
    for secret in (case.number, "Kowalczuk", "monitorowania"):
        assert secret not in letter.subject + letter.body


def test_nobody_is_written_to_without_asking_for_it_or_without_a_term(case, caseworker, centre):
    send_due(TODAY)
    choose(caseworker, centre, days_ahead=0)
    case.deadlines.update(done_on=TODAY)
    send_due(TODAY)
    assert mail.outbox == []


def test_what_could_not_be_sent_is_tried_again(case, caseworker, centre, settings):
    choose(caseworker, centre)
    settings.EMAIL_HOST = ""
    send_due(TODAY)
    failed = Reminder.objects.get()
    settings.EMAIL_HOST = "poczta.test"
    send_due(TODAY)
    sent = Reminder.objects.get()
    assert (failed.sent_at, failed.trouble) == (None, "Instalacja nie wysyła poczty.")
    assert (sent.sent_at is not None, sent.trouble, len(mail.outbox)) == (True, "", 1)


def test_a_text_message_goes_through_the_gateway_of_the_installation(case, caseworker, centre, gateway):
    choose(caseworker, centre, by_email=False, by_sms=True, phone="+48600100200")
    send_due(TODAY)
    ((number, text),) = gateway
    assert number == "+48600100200"
    assert "po terminie" in text
    assert case.number not in text


def test_a_gateway_that_refuses_or_is_away_says_so(gateway, settings):
    settings.SMS_TOKEN = "inne"
    with pytest.raises(sms.NotSent, match="odmówiła \\(kod 403\\)"):
        sms.send("+48600100200", "x")
    settings.SMS_URL = "http://127.0.0.1:9/"
    with pytest.raises(sms.NotSent, match="nie odpowiada"):
        sms.send("+48600100200", "x")


@pytest.fixture
def olena(case):
    person = case.household.members.get(relation="applicant").person
    person.email, person.language = "olena@rodzina.test", "ukraiński"
    person.save()
    return person


def visit(case, caseworker):
    details = {
        "kind": "phone",
        "on": TODAY,
        "text": "Umówiono spotkanie",
        "next_on": datetime.date(2027, 2, 11),
    }
    return add_contact(case, by=caseworker, **details)


def test_a_person_who_agreed_is_reminded_the_day_before_in_both_languages(case, caseworker, olena):
    visit(case, caseworker)
    agree_to_reminders(case, olena, way="email", on=TODAY, by=caseworker)
    send_due(datetime.date(2027, 2, 9))
    assert mail.outbox == []
    for _ in range(2):
        send_due(datetime.date(2027, 2, 10))
    (letter,) = mail.outbox
    assert letter.to == ["olena@rodzina.test"]
    assert "umówionym spotkaniu: 11.02.2027" in letter.body
    assert "зустріч: 11.02.2027" in letter.body
    for secret in (case.number, "Kowalczuk", "program"):
        assert secret not in letter.body


def test_a_text_message_about_a_visit_says_its_day_in_two_languages_and_nothing_of_the_case(
    case, caseworker, olena, gateway
):
    olena.phone = "+48 600 300 400"
    olena.save()
    visit(case, caseworker)
    agree_to_reminders(case, olena, way="sms", on=TODAY, by=caseworker)
    for _ in range(2):
        send_due(datetime.date(2027, 2, 10))
    ((number, text),) = gateway
    assert number.replace(" ", "") == "+48600300400"
    assert "umówionym spotkaniu: 11.02.2027" in text and "зустріч: 11.02.2027" in text
    known = {case.number, case.title, case.key, olena.family_name, olena.given_names, caseworker.name}
    known |= {"Umówiono spotkanie", "program", "integracj", "http"}
    assert {word for word in known if word.lower() in text.lower()} == set()


def test_a_meeting_that_was_moved_is_not_reminded_of(case, caseworker, olena):
    visit(case, caseworker)
    agree_to_reminders(case, olena, way="email", on=TODAY, by=caseworker)
    moved = {"kind": "phone", "on": datetime.date(2027, 2, 8), "text": "Przełożono"}
    add_contact(case, by=caseworker, **moved, next_on=datetime.date(2027, 2, 20))
    send_due(datetime.date(2027, 2, 10))
    assert mail.outbox == []


def test_a_withdrawn_consent_ends_it(case, caseworker, olena):
    visit(case, caseworker)
    consent = agree_to_reminders(case, olena, way="email", on=TODAY, by=caseworker)
    withdraw_reminders(case, consent, on=TODAY, by=caseworker)
    send_due(datetime.date(2027, 2, 10))
    assert (mail.outbox, VisitReminder.objects.count()) == ([], 0)


def test_the_page_takes_a_consent_and_its_end(client, case, caseworker, olena):
    client.force_login(caseworker)
    base = f"/sprawy/{case.key}/os/przypomnienia/"
    client.post(f"{base}zgoda/", {"person": olena.key, "way": "email", "on": "2026-11-21"})
    page = client.get(base).content.decode()
    assert "e-mail, od 21.11.2026" in page
    consent = page.split("/cofnij/")[0].rsplit('"', 1)[1]
    client.post(f"{base}{consent}/cofnij/")
    assert "e-mail, od" not in client.get(base).content.decode()


def test_a_number_that_does_not_exist_is_refused_and_kept(client, caseworker):
    client.force_login(caseworker)
    answer = client.post("/przypomnienia/", {"by_sms": "on", "phone": "12", "days_ahead": "3"})
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
