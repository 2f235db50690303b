"""The end of a programme and the time after it: talk, successors, reason, questions by link."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from kladka.casework.aftercare import actions
from kladka.casework.aftercare.models import AfterCheck, AfterLink, Exit
from kladka.casework.aftercare.queries import programme_of
from kladka.casework.aftercare.questions import QUESTIONS
from kladka.casework.cases.models import Case
from kladka.casework.needs.actions import close_need, open_need
from kladka.casework.needs.domains import domains
from tests.casework.needs.build import rate
from tests.casework.programmes.build import OLENA, running

DAY = datetime.date
ENDED = DAY(2027, 10, 31)
ASKED = DAY(2028, 2, 1)


@pytest.fixture
def case(centre, caseworker, head, settings):
    settings.EMAIL_HOST = "poczta.test"  # Django's test runner keeps the letters in mail.outbox
    programme = running(centre, caseworker, head, OLENA)
    person = programme.application.people.get().person
    person.email, person.phone, person.language = "olena@rodzina.test", "600100200", "ukraiński"
    person.save()
    return programme.case


def olena(case):
    return case.household.members.get().person


def closed(case, caseworker):
    actions.close(programme_of(case), on=ENDED, reason="independent", by=caseworker)
    return Case.objects.get(pk=case.pk)


def asked(case, caseworker, way="email"):
    """A family whose programme has ended and who may be asked; its first check."""
    actions.agree(case, olena(case), way=way, on=DAY(2027, 9, 5), by=caseworker)
    return closed(case, caseworker).after_checks.get(months=3)


def link_in(letter):
    return letter.body.split("https://kladka.test")[1].strip()


def sent_link(check):
    actions.send_due(ASKED, "https://kladka.test")
    return link_in(mail.outbox[-1])


def test_the_page_says_what_stops_who_takes_over_and_what_was_said(client, case, caseworker):
    client.force_login(caseworker)
    page = f"/sprawy/{case.key}/po-programie/"
    talk = {"held_on": "2026-11-21", "language": "ukraiński", "situation": "Mieszkanie do końca roku."}
    client.post(f"{page}rozmowa/", talk)
    client.post(f"{page}instytucja/", {"domain": "housing", "institution": "OPS", "matter": "najem socjalny"})
    shown = client.get(page).content.decode()
    for part in (
        "31.10.2027",
        "30.11.2027",
        "1\u00a0511,10",
        "Mieszkanie do końca roku.",
        "OPS",
        "najem socjalny",
    ):
        assert part in shown


def test_a_programme_ends_with_a_reason_and_not_before_its_last_day(client, case, caseworker):
    client.force_login(caseworker)
    address = f"/sprawy/{case.key}/program/zakoncz/"
    early = client.post(address, {"on": "2026-11-21", "reason": "left"})
    assert (early.status_code, Exit.objects.count()) == (422, 0)
    with time_machine.travel("2027-11-02 10:00+01:00"):
        client.force_login(caseworker)
        client.post(address, {"on": "2027-10-31", "reason": "left"})
    case.refresh_from_db()
    assert (case.state, Exit.objects.get().reason) == ("ended", "left")


def test_another_reason_is_explained(case, caseworker):
    with pytest.raises(ValidationError, match="Wyjaśnij"):
        actions.close(programme_of(case), on=ENDED, reason="other", by=caseworker)
    case.refresh_from_db()
    assert case.state == "running"


def test_nobody_is_asked_without_consent(case, caseworker):
    closed(case, caseworker)
    actions.send_due(ASKED, "https://kladka.test")
    assert (AfterCheck.objects.count(), mail.outbox) == (0, [])


def test_checks_stand_three_six_and_twelve_months_on_moved_off_days_off(case, caseworker):
    asked(case, caseworker)
    days = list(AfterCheck.objects.order_by("months").values_list("months", "due_on"))
    # 30 April 2028 is a Sunday, 1 May and 3 May are holidays.
    assert days == [(3, DAY(2028, 1, 31)), (6, DAY(2028, 5, 2)), (12, DAY(2028, 10, 31))]
    kinds = case.deadlines.filter(kind="after_check", done_on=None)
    assert sorted(kinds.values_list("day", flat=True)) == [day for _, day in days]


def test_consent_after_the_end_plans_the_checks_too(case, caseworker):
    ended = closed(case, caseworker)
    actions.agree(ended, olena(ended), way="phone", on=DAY(2027, 11, 5), by=caseworker)
    assert ended.after_checks.count() == 3


def test_the_link_goes_out_once_in_the_language_of_the_family_and_names_nobody(case, caseworker):
    check = asked(case, caseworker)
    link = sent_link(check)
    actions.send_due(ASKED, "https://kladka.test")
    (letter,) = mail.outbox
    assert letter.to == ["olena@rodzina.test"]
    assert "короткі запитання" in letter.body and "krótkie pytania" in letter.body
    assert link.endswith("?jezyk=uk")
    for secret in (case.number, "Kowalczuk", case.key):
        assert secret not in letter.body
    assert AfterLink.objects.get().digest not in letter.body


def test_each_of_the_three_checks_goes_out_on_its_day_and_asks_in_the_language_of_the_family(
    client, case, caseworker
):
    asked(case, caseworker)
    days = list(AfterCheck.objects.order_by("months").values_list("months", "due_on"))
    assert [months for months, _ in days] == [3, 6, 12]
    for number, (_, day) in enumerate(days, start=1):
        actions.send_due(day - datetime.timedelta(days=1), "https://kladka.test")
        assert len(mail.outbox) == number - 1
        actions.send_due(day, "https://kladka.test")
        assert len(mail.outbox) == number
        assert "короткі запитання" in mail.outbox[-1].body
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC)):
            page = client.get(link_in(mail.outbox[-1]))
        assert page.status_code == 200
        shown = page.content.decode()
        assert '<html lang="uk"' in shown
        assert not any(word in shown for word in (case.number, "Kowalczuk", "Olena"))


def test_on_the_sixtieth_day_before_the_end_the_page_says_where_the_family_stands(client, case, caseworker):
    wave, person = case.waves.get(kind="start"), olena(case)
    rate(wave, "housing", 2, by=caseworker)
    rate(wave, "work", 4, by=caseworker, person=person)
    open_need(case, "language", text="Kurs A2", on=DAY(2026, 11, 20), by=caseworker)
    closed_one = open_need(case, "health", text="Lekarz", on=DAY(2026, 11, 20), by=caseworker)
    close_need(closed_one, outcome="met", reason="Zapisana", on=DAY(2026, 11, 21), by=caseworker)
    with time_machine.travel("2027-09-01 10:00+02:00"):
        client.force_login(caseworker)
        today = client.get("/").content.decode()
        context = client.get(f"/sprawy/{case.key}/po-programie/").context
    assert "Rozmowa o końcu programu" in today
    assert dict(context["ratings"]) == {domains()["housing"].name: 2, domains()["work"].name: 4}
    assert [name for _, name in context["needs"]] == [domains()["language"].name]
    stops = {one.code: one.term.day for one in context["stops"]}
    assert (stops["aid_ends"], stops["care_ends"]) == (DAY(2027, 10, 31), DAY(2027, 11, 30))


def test_a_family_answers_without_signing_in_and_the_worker_sees_it(client, case, caseworker):
    check = asked(case, caseworker)
    link = sent_link(check)
    with time_machine.travel("2028-02-03 10:00+01:00"):
        page = client.get(link).content.decode()
        assert "Де ви зараз живете?" in page
        assert "Kowalczuk" not in page
        answer = client.post(link, {"home": "contract", "work": "contract", "call": "no"})
        assert answer["Location"] == "/po-programie/dziekujemy/"
        again = client.post(link, {"home": "none"})
        client.force_login(caseworker)
        shown = client.get(f"/sprawy/{case.key}/po-programie/").content.decode()
    check.refresh_from_db()
    assert check.answers == {"home": "contract", "work": "contract", "call": "no"}
    assert again.status_code == 404
    assert "W mieszkaniu na umowę" in shown
    assert not case.deadlines.filter(kind="call_back").exists()


@pytest.mark.parametrize("answers", [{"home": "none"}, {"money": "no"}, {"call": "yes"}])
def test_a_family_in_trouble_is_to_be_called_within_two_days(case, caseworker, answers):
    check = asked(case, caseworker)
    at = datetime.datetime(2028, 2, 3, 12, tzinfo=datetime.UTC)
    actions.take_answers(check, answers, at=at)
    # Two days from Thursday is a Saturday.
    assert case.deadlines.get(kind="call_back").day == DAY(2028, 2, 7)


def test_an_answer_that_is_not_offered_is_refused(client, case, caseworker):
    link = sent_link(asked(case, caseworker))
    with time_machine.travel("2028-02-03 10:00+01:00"):
        answer = client.post(link, {"home": "castle"})
    assert (answer.status_code, AfterCheck.objects.filter(answered_at__isnull=False).count()) == (422, 0)


def test_an_old_link_and_one_of_a_withdrawn_consent_open_nothing(client, case, caseworker):
    check = asked(case, caseworker)
    link = sent_link(check)
    with time_machine.travel("2028-03-20 10:00+01:00"):
        assert client.get(link).status_code == 404
    actions.withdraw(check.consent, on=ASKED, by=caseworker)
    with time_machine.travel("2028-02-03 10:00+01:00"):
        assert client.get(link).status_code == 404
    assert not case.deadlines.filter(kind="after_check", done_on=None).exists()


def test_what_could_not_be_sent_says_why_and_is_tried_again(case, caseworker, settings):
    check = asked(case, caseworker, way="sms")
    actions.send_due(ASKED, "https://kladka.test")
    check.refresh_from_db()
    assert (check.sent_at, check.trouble) == (None, "Instalacja nie ma bramki SMS.")
    assert check in actions.queries.checks_to_send(ASKED)


def test_a_worker_writes_down_a_talk_on_the_telephone_and_the_list_filters(client, case, caseworker):
    check = asked(case, caseworker, way="phone")
    with time_machine.travel("2028-02-03 10:00+01:00"):
        client.force_login(caseworker)
        client.post(f"/sprawy/{case.key}/po-programie/{check.key}/pytania/", {"work": "looking"})
        answered = client.get("/po-programie/", {"stan": "odpowiedz"}).content.decode()
        waiting = client.get("/po-programie/", {"stan": "czeka"}).content.decode()
    check.refresh_from_db()
    assert (check.answers, check.taken_by) == ({"work": "looking"}, caseworker)
    assert (answered.count(case.number), waiting.count(case.number)) == (1, 2)


@pytest.mark.parametrize("language", ["pl", "uk", "en", "ru", "be", "ar"])
def test_every_question_is_asked_in_every_language(client, case, caseworker, language):
    link = sent_link(asked(case, caseworker)).split("?")[0]
    with time_machine.travel("2028-02-03 10:00+01:00"):
        page = client.get(f"{link}?jezyk={language}").content.decode()
    polish = [str(one.text) for one in QUESTIONS if str(one.text) in page]
    assert len(polish) == (len(QUESTIONS) if language == "pl" else 0)
    assert ('dir="rtl"' in page) == (language == "ar")


def test_nobody_writes_to_who_died_since(case, caseworker):
    check = asked(case, caseworker)
    case.household.members.update(ends=DAY(2027, 9, 20))
    actions.send_due(ASKED, "https://kladka.test")
    check.refresh_from_db()
    assert (mail.outbox, check.sent_at) == ([], None)
    assert "nie należy już do rodziny" in check.trouble
