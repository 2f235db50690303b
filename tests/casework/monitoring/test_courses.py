"""Attendance: by hand, from the school's workbook with a preview, and through an expiring link."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from kladka.casework.monitoring.course_actions import enrol, make_link, record_attendance
from kladka.casework.monitoring.models import Attendance, CourseLink
from kladka.casework.monitoring.queries import attendance_between
from kladka.journal.models import Entry
from tests.casework.cases.test_case_list import make_case
from tests.casework.programmes.build import running

from .build import course, on_a_course

HEADINGS = [
    "Kod",
    "Imię i nazwisko",
    "Data urodzenia",
    "Miesiąc lub dzień zajęć",
    "Godziny zajęć",
    "Obecność",
]
MARCH = datetime.date(2026, 3, 1)


@pytest.fixture
def case(centre, caseworker):
    return make_case(centre, caseworker, "Ołena", "Kowalczuk")


@pytest.fixture
def enrolled(case, caseworker):
    return on_a_course(case, caseworker)[0]


def book(*rows, headings=HEADINGS):
    made = openpyxl.Workbook()
    for row in (headings, *rows):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sent(client, course, content):
    file = SimpleUploadedFile("obecnosc.xlsx", content)
    return client.post(f"/kursy/{course.key}/plik/", {"file": file}, follow=True)


def saved():
    return [
        (str(a.month), a.on and str(a.on), a.planned, a.attended, a.excused) for a in Attendance.objects.all()
    ]


def test_a_file_is_looked_through_row_by_row_and_only_good_rows_are_saved(client, enrolled, caseworker):
    client.force_login(caseworker)
    content = book(
        [enrolled.code, None, None, "2026-03", 20, 12.5],
        [None, "Kowalczuk Ołena", datetime.date(1990, 5, 17), datetime.date(2026, 4, 2), 2, "U"],
        [None, "Amina Sadig", None, "2026-03", 20, 10],
        [enrolled.code, None, None, "marzec", "dużo", 10],
        [enrolled.code, None, None, "2026-05", 4, 6],
    )
    page = sent(client, enrolled.course, content).content.decode()
    for fault in (
        "Nikogo takiego nie ma na tym kursie.",
        "„marzec” to nie miesiąc (2026-03) ani dzień (12.03.2026).",
        "„dużo” to nie liczba godzin od 0 do 999.",
        "Obecność i godziny usprawiedliwione przekraczają zajęcia.",
    ):
        assert fault in page
    assert saved() == []
    client.post(f"/kursy/{enrolled.course.key}/plik/", {"zapisz": "1"})
    assert saved() == [
        ("2026-03-01", None, Decimal("20"), Decimal("12.5"), Decimal("0")),
        ("2026-04-01", "2026-04-02", Decimal("2"), Decimal("0"), Decimal("2")),
    ]


def test_the_same_file_twice_changes_nothing_and_says_so(client, enrolled, caseworker):
    client.force_login(caseworker)
    content = book([enrolled.code, None, None, "2026-03", 20, 12])
    for _ in range(2):
        page = sent(client, enrolled.course, content).content.decode()
        answer = client.post(f"/kursy/{enrolled.course.key}/plik/", {"zapisz": "1"}, follow=True)
    assert "Ten plik był już wczytany." in page
    assert "Zmienione wiersze: 0 z 1." in answer.content.decode()
    assert Entry.objects.filter(act="attendance.recorded").count() == 1


def test_who_fits_by_name_alone_is_chosen_by_the_worker(client, enrolled, caseworker):
    client.force_login(caseworker)
    sent(client, enrolled.course, book([None, "Kowalczuk Ołena", None, "2026-03", 20, 12]))
    client.post(f"/kursy/{enrolled.course.key}/plik/", {"zapisz": "1"})
    assert saved() == []  # nobody was chosen
    sent(client, enrolled.course, book([None, "Kowalczuk Ołena", None, "2026-03", 20, 12]))
    client.post(f"/kursy/{enrolled.course.key}/plik/", {"zapisz": "1", "osoba-2": enrolled.key})
    assert len(saved()) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"to nie jest arkusz", "obecnosc.xlsx"), (book(headings=["Nazwisko", "Godziny"]), "nie ma nagłówków")],
)
def test_a_file_that_is_no_list_of_attendance_is_refused(client, enrolled, caseworker, content, message):
    client.force_login(caseworker)
    file = SimpleUploadedFile("obecnosc.xlsx", content)
    page = client.post(f"/kursy/{enrolled.course.key}/plik/", {"file": file})
    assert page.status_code == 422
    assert message in page.content.decode() or "XLSX" in page.content.decode()


def test_the_template_names_only_those_who_agreed(client, centre, case, caseworker):
    known = on_a_course(case, caseworker)[0]
    other = make_case(centre, caseworker, "Amina", "Sadig")
    secret = enrol(known.course, other, other.household.members.get().person, consent_on=None, by=caseworker)
    client.force_login(caseworker)
    made = client.get(f"/kursy/{known.course.key}/wzor.xlsx").content
    rows = list(openpyxl.load_workbook(io.BytesIO(made)).active.values)
    assert [row[:2] for row in rows[1:3]] == [(known.code, "Ołena Kowalczuk"), (secret.code, None)]


def opened(centre, caseworker, **changes):
    """(course, address of its link): classes run this month."""
    today = timezone.localdate()
    found = course(centre, caseworker, starts=today - datetime.timedelta(days=60), ends=today)
    days = {"expires_on": today, "initials": False} | changes
    return found, f"/szkola/{make_link(found, by=caseworker, **days)[1]}/"


def test_a_school_without_an_account_sees_those_who_agreed_and_saves_their_hours(
    client, centre, case, caseworker
):
    found, address = opened(centre, caseworker)
    person = case.household.members.get().person
    one = enrol(found, case, person, consent_on=timezone.localdate(), by=caseworker)
    hidden = make_case(centre, caseworker, "Amina", "Sadig")
    enrol(found, hidden, hidden.household.members.get().person, consent_on=None, by=caseworker)
    page = client.get(address).content.decode()
    assert ("Ołena Kowalczuk" in page, "Amina" in page, case.number in page) == (True, False, False)
    typed = {f"{one.key}-planned": "10", f"{one.key}-attended": "7", f"{one.key}-excused": ""}
    assert "Zapisano. Dziękujemy." in client.post(address, typed).content.decode()
    row = Attendance.objects.get()
    assert (row.attended, row.source, row.by) == (Decimal(7), "link", None)
    acts = Entry.objects.filter(subject="course", actor=None).values_list("act", flat=True)
    assert sorted(set(acts)) == ["attendance.recorded", "course.read"]


def test_initials_are_all_a_school_sees_when_so_chosen(client, centre, case, caseworker):
    found, address = opened(centre, caseworker, initials=True)
    enrol(found, case, case.household.members.get().person, consent_on=timezone.localdate(), by=caseworker)
    page = client.get(address).content.decode()
    assert ("O. K." in page, "Kowalczuk" in page) == (True, False)


def test_an_expired_or_revoked_link_and_a_guessed_one_open_nothing(client, centre, caseworker):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    found, expired = opened(centre, caseworker, expires_on=yesterday)
    link, token = make_link(found, expires_on=timezone.localdate(), initials=False, by=caseworker)
    assert client.get(f"/szkola/{token}/").status_code == 200
    client.force_login(caseworker)
    client.post(f"/kursy/{found.key}/odnosnik/{link.key}/cofnij/")
    client.logout()
    answers = [client.get(one).status_code for one in (expired, f"/szkola/{token}/", "/szkola/abc/")]
    assert answers == [404, 404, 404]
    assert token not in str(list(CourseLink.objects.values()))


def test_hours_are_asked_for_by_month_and_low_attendance_is_said_and_nothing_follows(
    client, enrolled, caseworker
):
    client.force_login(caseworker)
    typed = {f"{enrolled.key}-planned": "20", f"{enrolled.key}-attended": "8", f"{enrolled.key}-excused": "2"}
    assert client.post(f"/kursy/{enrolled.course.key}/2026-03/", typed).status_code == 302
    page = client.get(f"/kursy/{enrolled.course.key}/").content.decode()
    assert "44%" in page  # 8 of the 18 hours that were not excused
    assert "porozmawiaj o przyczynie" in page
    (row,) = attendance_between(enrolled.case, MARCH, MARCH)
    assert (row.attended, row.percent) == (Decimal(8), 44)


def test_hours_beyond_the_classes_and_of_nobody_are_refused_whole(enrolled, caseworker):
    hours = (MARCH, None, Decimal(4), Decimal(5), Decimal(0))
    for row in ((enrolled.key, *hours), ("nikt", MARCH, None, *[Decimal(1)] * 2, Decimal(0))):
        with pytest.raises(ValidationError):
            record_attendance(enrolled.course, [row], source="worker", by=caseworker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(enrolment=enrolled, month=MARCH, planned=1, attended=2, source="worker")
    assert saved() == []


def test_a_person_is_put_on_a_course_once_from_the_case(client, case, caseworker):
    found = course(case.organisation, caseworker)
    person = case.household.members.get().person
    client.force_login(caseworker)
    typed = {"person": person.key, "course": found.pk, "consent_on": ""}
    assert client.post(f"/sprawy/{case.key}/kursy/", typed).status_code == 302
    again = client.post(f"/sprawy/{case.key}/kursy/", typed)
    assert again.status_code == 422
    assert "Ta osoba jest już na tym kursie." in again.content.decode()


def test_hours_of_a_school_are_a_proof_of_the_obligation_and_other_hours_take_its_place(
    client, centre, caseworker, head
):
    programme = running(centre, caseworker, head)
    enrolment, link = on_a_course(programme.case, caseworker)
    november = datetime.date(2026, 11, 1)

    def told(attended, **how):
        hours = (enrolment.key, november, None, Decimal(20), Decimal(attended), Decimal(0))
        return record_attendance(enrolment.course, [hours], **how)

    told(18, source="link", by=None, link=link.key)
    duty = programme.obligations.get(code="polish_course")
    proof = duty.proofs.get()
    assert (proof.kind, proof.outcome, proof.starts, proof.by) == ("attendance", "met", november, link.by)
    assert proof.said.endswith("Polski A1, Szkoła Zmyślona: obecność 18 z 20 godz.")
    told(18, source="worker", by=caseworker)
    told(10, source="worker", by=caseworker)
    former, now = duty.proofs.order_by("pk")
    assert (former.withdrawn_why, now.outcome) == ("Szkoła podała inne godziny.", "partly")
    duty.refresh_from_db()
    assert duty.done_on is None
    client.force_login(caseworker)
    chain = client.get(f"/sprawy/{programme.case.key}/lancuch/").content.decode()
    assert f"/zobowiazania/{duty.pk}/szczegoly/" in chain and "dowód: lista obecności" in chain
