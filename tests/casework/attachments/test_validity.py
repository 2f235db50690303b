"""Documents that expire: a day kept with the file, a reminder in the case, a list over the centre."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kladka.casework.attachments.actions import attach, remove
from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.actions import fulfil
from kladka.casework.rights.actions import restrict
from kladka.uploads.accepting import accept
from tests.casework.intake.families import filed, member


@pytest.fixture
def case(centre, caseworker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return filed(centre, caseworker, member()).case


@pytest.fixture
def worker(client, caseworker):
    client.force_login(caseworker)
    return client


def day(left):
    return timezone.localdate() + datetime.timedelta(days=left)


def document(case, left, kind="residence"):
    file = accept("karta.txt", str(left).encode())
    return attach(case, file, kind=kind, valid_until=day(left), by=case.worker)


def reminders(case):
    return list(case.deadlines.filter(kind="validity", done_on=None).values_list("day", flat=True))


def test_a_document_sent_with_its_last_day_reminds_thirty_days_before(worker, case):
    sent = {"kind": "residence", "files": [SimpleUploadedFile("karta.txt", b"x")]}
    worker.post(reverse("attachments", args=[case.key]), sent | {"valid_until": day(100).isoformat()})
    assert Attachment.objects.get().valid_until == day(100)
    assert reminders(case) == [day(70)]
    assert "ważny do" in worker.get(reverse("attachments", args=[case.key])).content.decode()


def test_a_changed_day_moves_the_reminder_and_an_empty_one_ends_it(worker, case):
    file = document(case, 100)
    address = reverse("attachment-validity", args=[case.key, file.key])
    worker.post(address, {"valid_until": day(200).isoformat()})
    assert reminders(case) == [day(170)]
    worker.post(address, {"valid_until": ""})
    assert reminders(case) == []
    assert worker.post(address, {"valid_until": "kiedyś"}).status_code == 422


def test_a_removed_document_reminds_no_more(case):
    file = document(case, 10)
    remove(file, by=case.worker)
    assert reminders(case) == []


def test_the_list_shows_what_expires_first_and_filters(worker, case):
    for left, kind in ((80, "housing"), (10, "residence"), (-3, "work"), (400, "school")):
        document(case, left, kind)
    address = reverse("expiring-list")
    shown = [row["kind"] for row in worker.get(address).context["rows"]]
    assert shown == ["work", "residence", "housing", "school"]
    for query, kinds in (
        ("do=30", ["residence"]),
        ("do=90", ["residence", "housing"]),
        ("do=po", ["work"]),
        ("rodzaj=school", ["school"]),
    ):
        assert [row["kind"] for row in worker.get(f"{address}?{query}").context["rows"]] == kinds


def test_what_was_done_leaves_the_list(worker, case):
    document(case, 10)
    fulfil(case.deadlines.get(kind="validity"), on=timezone.localdate(), by=case.worker)
    assert "Nic tu nie traci ważności" in worker.get(reverse("expiring-list")).content.decode()


def test_the_export_leaves_restricted_families_out(worker, case, head, centre, caseworker):
    document(case, 10)
    other = filed(centre, caseworker, member("Halyna", "Inna")).case
    document(other, 20)
    restrict(other, reason="x", starts=timezone.localdate(), by=head)
    sheet = openpyxl.load_workbook(io.BytesIO(worker.get(reverse("expiring-export")).content)).active
    assert [row[2] for row in sheet.iter_rows(values_only=True)][-1:] == [case.number]
    assert other.number not in [cell for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_page_costs_the_same_with_many_documents(worker, case, django_assert_max_num_queries):
    for left in range(12):
        document(case, left)
    with django_assert_max_num_queries(10 + 3):
        worker.get(reverse("expiring-list"))
