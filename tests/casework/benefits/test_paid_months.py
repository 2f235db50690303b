"""One payment for a person and month, whichever centre pays."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.accounts.models import Membership, Organisation
from kladka.casework.benefits import paid_months
from kladka.casework.benefits.actions import approve, prepare_list, send_back, submit
from kladka.casework.benefits.models import PaidMonth
from kladka.casework.people.actions import keep_handed_numbers, link_persons, undo_link
from kladka.casework.people.models import HeldDocument
from kladka.vault import keys
from tests.conftest import make_user

from .build import DECEMBER, approved_list, family

PESEL = "90051799999"  # its checksum is wrong on purpose


@pytest.fixture
def other(db):
    """Another centre with its worker, accountant and head."""
    centre = Organisation.objects.create(
        kind="city_centre", name="Miejski Ośrodek w Dębowie", short_name="MOPR", town="Dębowo",
        address="ul. Długa 1, Dębowo", account="61109010140000071219812874",
    )  # fmt: skip
    roles = (Membership.Role.CASEWORKER, Membership.Role.ACCOUNTANT, Membership.Role.HEAD)
    return centre, *(make_user(f"Druga {role}", f"{role}@debowo.test", centre, role) for role in roles)


def person_of(programme):
    return programme.application.people.get().person


def known(programme, *, pesel="", document=""):
    person = person_of(programme)
    person.pesel = pesel
    person.save()
    if document:
        HeldDocument.objects.create(person=person, kind="passport", number=document)
    return person


def waiting_list(centre, author):
    return submit(prepare_list(centre, DECEMBER, by=author), by=author)


@pytest.mark.parametrize("numbers", [{"pesel": PESEL}, {"document": "FA 123456"}])
def test_the_second_centre_is_refused_and_told_whom_to_ask(
    centre, caseworker, accountant, head, other, numbers
):
    second, worker, author, approver = other
    known(family(centre, caseworker, "Amina Sadig"), **numbers)
    first = approved_list(centre, accountant, head)
    known(family(second, worker, "Amina Sadygh"), **numbers)
    found = waiting_list(second, author)
    with pytest.raises(ValidationError) as refused:
        approve(found, by=approver)
    said = " ".join(refused.value.messages)
    assert "Amina Sadygh, grudzień 2026: płaci już Powiatowe Centrum Pomocy Rodzinie" in said
    assert "ul. Lipowa 4" in said
    for secret in (first.number, PESEL, "FA 123456", first.payments.get().case.number, "Sadig,"):
        assert secret not in said
    found.refresh_from_db()
    assert (found.state, PaidMonth.objects.filter(organisation=second).count()) == ("submitted", 0)


def test_the_page_says_so_and_the_list_can_be_sent_back(client, centre, caseworker, accountant, head, other):
    second, worker, author, approver = other
    known(family(centre, caseworker, "Amina Sadig"), pesel=PESEL)
    approved_list(centre, accountant, head)
    known(family(second, worker, "Amina Sadig"), pesel=PESEL)
    found = waiting_list(second, author)
    client.force_login(approver)
    answer = client.post(f"{found.get_absolute_url()}zatwierdz/")
    assert answer.status_code == 422
    assert "Porozum się z tą jednostką" in answer.content.decode()
    assert client.post(f"{found.get_absolute_url()}zwroc/", {"reason": "Płaci powiat."}).status_code == 302


def test_the_same_name_and_birth_alone_only_warn(centre, caseworker, accountant, head, other):
    second, worker, author, approver = other
    family(centre, caseworker, "Amina Sadig")
    approved_list(centre, accountant, head)
    family(second, worker, "Amina Sadig")
    found = approve(waiting_list(second, author), by=approver)
    assert list(paid_months.alike(found).values()) == [centre]


def test_another_month_and_another_person_are_paid(centre, caseworker, accountant, head, other):
    second, worker, author, approver = other
    known(family(centre, caseworker, "Amina Sadig"), pesel=PESEL)
    approved_list(centre, accountant, head, month=datetime.date(2027, 1, 1))
    known(family(second, worker, "Amina Sadig"), pesel=PESEL)
    assert approve(waiting_list(second, author), by=approver).state == "approved"


def test_a_list_sent_back_before_the_bank_file_gives_its_months_back(
    centre, caseworker, accountant, head, other
):
    second, worker, author, approver = other
    known(family(centre, caseworker, "Amina Sadig"), pesel=PESEL)
    send_back(approved_list(centre, accountant, head), reason="Wyprowadziła się.", by=head)
    assert not PaidMonth.objects.exists()
    known(family(second, worker, "Amina Sadig"), pesel=PESEL)
    assert approve(waiting_list(second, author), by=approver).state == "approved"


def test_two_children_with_the_document_of_their_mother_are_both_paid(centre, caseworker, accountant, head):
    programme = family(centre, caseworker, "Amina Sadig", "Idris Sadig", "Leyla Sadig")
    for one in programme.application.people.all():
        HeldDocument.objects.create(person=one.person, kind="geneva", number="GD 7")
    assert approved_list(centre, accountant, head).people == 3


def test_the_table_holds_no_number_and_no_name(centre, caseworker, accountant, head):
    known(family(centre, caseworker, "Amina Sadig"), pesel=PESEL)
    approved_list(centre, accountant, head)
    rows = str(list(PaidMonth.objects.values()))
    assert PESEL not in rows and "Sadig" not in rows


def test_digests_of_an_older_key_meet_again_once_they_are_recounted(
    centre, caseworker, accountant, head, other
):
    second, worker, author, approver = other
    known(family(centre, caseworker, "Amina Sadig"), pesel=PESEL, document="FA 1")
    theirs = known(family(second, worker, "Amina Sadygh"))
    keep_handed_numbers(theirs, paid_months.numbers(theirs, ()), by=worker)
    approved_list(centre, accountant, head)
    held, handed = set(PaidMonth.objects.values_list("identity", flat=True)), theirs.handed_numbers
    keys.add("index")
    assert paid_months.recount() == 3
    theirs.refresh_from_db()
    assert held.isdisjoint(PaidMonth.objects.values_list("identity", flat=True))
    assert set(theirs.handed_numbers).isdisjoint(handed)
    HeldDocument.objects.create(person=theirs, kind="passport", number="FA 1")
    with pytest.raises(ValidationError, match="płaci już Powiatowe Centrum"):
        approve(waiting_list(second, author), by=approver)


def test_two_records_linked_as_one_person_are_not_paid_twice_by_their_own_centre(
    centre, caseworker, accountant, head
):
    rows = [person_of(family(centre, caseworker, name)) for name in ("Amina Sadig", "Amina Sadik")]
    link = link_persons(*rows, same=True, reason="ta sama karta pobytu", by=caseworker)
    waiting = waiting_list(centre, accountant)
    with pytest.raises(ValidationError, match="Amina Sadik, grudzień 2026: drugi wpis tej osoby"):
        approve(waiting, by=head)
    undo_link(link, reason="dwie siostry", by=caseworker)
    assert approve(waiting, by=head).people == 2
