"""The bank file of an approved list: its sums, who took it, and the alarm when the list was changed."""

import hashlib
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kladka.casework import guards
from kladka.casework.benefits.actions import ListChanged, export_bank_file, prepare_list
from kladka.casework.benefits.files import stored
from kladka.casework.benefits.models import BankFile, PaidMonth, Payment, PaymentList
from kladka.casework.benefits.queries import control
from kladka.journal.models import Entry

from .build import ACCOUNT, DAY, DECEMBER, OTHER_ACCOUNT, approved_list, family, tamper

PAY_DAY = DAY(2026, 12, 15)


@pytest.fixture
def approved(centre, caseworker, accountant, head):
    family(centre, caseworker, "Ołena Kowalczuk", "Iwan Kowalczuk", "Maja Kowalczuk")
    family(centre, caseworker, "Amina Sadig", account="")
    family(centre, caseworker, "Yusuf Rahimi", account=OTHER_ACCOUNT)
    return approved_list(centre, accountant, head)


def test_elixir_has_one_transfer_for_every_line_that_goes_to_an_account(approved, accountant):
    document = stored(export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant))
    records = [record.split(",") for record in document.content.decode("cp852").splitlines()]
    assert [(record[0], record[1], int(record[2]), record[6].strip('"')) for record in records] == [
        ("110", "20261215", 100740, ACCOUNT),
        ("110", "20261215", 100740, ACCOUNT),
        ("110", "20261215", 100740, ACCOUNT),
        ("110", "20261215", 167900, OTHER_ACCOUNT),
    ]


def test_list_file_and_sum_of_lines_agree_to_the_grosz(approved, accountant):
    document = stored(export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant))
    totals = control(approved)
    in_file = sum(int(line.split(",")[2]) for line in document.content.decode("cp852").splitlines())
    assert totals.agrees
    assert totals.recorded == totals.lines == totals.transfers + totals.desk == Decimal("6380.20")
    assert (totals.transfers, totals.desk) == (Decimal(in_file).scaleb(-2), Decimal("1679.00"))


def test_the_file_is_recorded_with_its_sum_count_hash_and_hand(approved, accountant):
    document = stored(export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant))
    file = BankFile.objects.get()
    sha256 = hashlib.sha256(document.content).hexdigest()
    assert (file.total_pln, file.count, file.sha256, file.exported_by) == (
        Decimal("4701.20"),
        4,
        sha256,
        accountant,
    )
    assert Entry.objects.get(act="payment_list.exported").details == {
        "profile": "elixir0-cp852",
        "sha256": sha256,
        "total": "4701.20",
        "count": 4,
    }


def test_pain_001_carries_the_same_sum(approved, accountant):
    document = stored(export_bank_file(approved, profile="pain001", on=PAY_DAY, by=accountant))
    tree = ElementTree.fromstring(document.content)
    sums = [element.text for element in tree.iter() if element.tag.endswith("}CtrlSum")]
    assert {Decimal(text) for text in sums} == {Decimal("4701.20")}


@pytest.mark.parametrize(
    "change",
    [
        {"account": OTHER_ACCOUNT},
        {"amount_pln": Decimal("1000.00")},
        {"holder": "Kto Inny"},
        {"person_name": "Kto Inny"},
    ],
)
def test_a_line_changed_behind_the_back_stops_the_export_and_leaves_an_entry(approved, accountant, change):
    with guards.lifted(connection):  # by who holds the password of the database
        tamper(Payment.objects.filter(person__family_name="Sadig"), method="transfer", account=ACCOUNT)
        tamper(Payment.objects.filter(person__family_name="Kowalczuk"), **change)
    with pytest.raises(ListChanged, match="zmieniła się po zatwierdzeniu"):
        export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    entry = Entry.objects.get(act="payment_list.altered")
    assert (entry.subject_key, entry.actor, entry.details["approved"]) == (
        approved.key,
        accountant,
        approved.sha256,
    )
    assert BankFile.objects.count() == 0


def test_the_sealed_account_of_another_line_stops_the_export(approved, accountant):
    mine, theirs = Payment.objects.order_by("pk")[:2]
    stolen = Payment.objects.filter(pk=theirs.pk).values_list("holder", flat=True).get()
    with guards.lifted(connection):
        Payment.objects.filter(pk=mine.pk).update(holder=stolen)
    with pytest.raises(ListChanged):
        export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    assert Entry.objects.get(act="payment_list.altered").details["found"] == "not opened"


def test_a_line_taken_away_stops_the_export(approved, accountant):
    with guards.lifted(connection):
        PaidMonth.objects.all().delete()
        Payment.objects.filter(person__family_name="Sadig").delete()
    with pytest.raises(ListChanged):
        export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)


@pytest.mark.django_db(transaction=True)
def test_the_alarm_outlives_the_refused_request(client, centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig")
    approved = approved_list(centre, accountant, head)
    with guards.lifted(connection):
        tamper(Payment.objects.all(), account=OTHER_ACCOUNT)
    client.force_login(accountant)
    answer = client.post(f"/wyplaty/{approved.key}/plik/", {"profile": "elixir0-cp852", "on": "2099-12-15"})
    assert answer.status_code == 422
    assert "Lista zmieniła się po zatwierdzeniu" in answer.content.decode()
    assert Entry.objects.filter(act="payment_list.altered").count() == 1


def test_a_list_that_is_not_approved_gives_no_file(centre, caseworker, accountant):
    family(centre, caseworker, "Amina Sadig")
    draft = prepare_list(centre, DECEMBER, by=accountant)
    with pytest.raises(ValidationError, match="w przygotowaniu"):
        export_bank_file(draft, profile="elixir0-cp852", on=PAY_DAY, by=accountant)
    assert BankFile.objects.count() == 0
    assert not Entry.objects.filter(act="payment_list.altered").exists()


def test_a_list_paid_at_the_desk_alone_gives_no_file(centre, caseworker, accountant, head):
    family(centre, caseworker, "Amina Sadig", account="")
    approved = approved_list(centre, accountant, head)
    with pytest.raises(ValidationError, match="nie ma czego wysłać"):
        export_bank_file(approved, profile="elixir0-cp852", on=PAY_DAY, by=accountant)


def test_a_centre_with_a_wrong_account_of_its_own_is_told_so(approved, accountant):
    approved.organisation.account = ACCOUNT[:-1] + "5"
    approved.organisation.save()
    with pytest.raises(ValidationError, match="rachunek centrum"):
        export_bank_file(PaymentList.objects.get(), profile="elixir0-cp852", on=PAY_DAY, by=accountant)
