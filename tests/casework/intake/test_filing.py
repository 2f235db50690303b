"""Filing an application: everything is saved together, the receipt says what is missing and what is next."""

import datetime
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q

from kladka.casework.cases.models import Case, Deadline, Draft, Event
from kladka.casework.intake.models import Annex, Applicant, Application
from kladka.casework.people.models import HeldDocument, Household, Person, ProtectionStatus
from kladka.journal.models import Entry

from .families import DECLARATIONS, REFUGEE_COPIES, filed, member, typed, typed_child

TABLES = (
    Person,
    ProtectionStatus,
    HeldDocument,
    Household,
    Case,
    Application,
    Applicant,
    Annex,
    Deadline,
    Event,
    Entry,
)


def rows():
    """Rows of each table; of the journal the acts, because every page that shows somebody adds a look."""
    looks = Q(kind__in=["read", "list"])
    return {
        table.__name__: (table.objects.exclude(looks) if table is Entry else table.objects).count()
        for table in TABLES
    }


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


def test_a_family_is_filed_with_case_receipt_annexes_and_the_term_of_the_decision(page, caseworker):
    answer = page.post(
        "/wnioski/nowy/",
        typed(
            osoby="2",
            voivodeship="on",
            **{"osoba-0-annex_residence_card": "on", "osoba-0-card_number": "rp0000001"},
            **typed_child(),
        ),
    )
    application = Application.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/wnioski/{application.key}/potwierdzenie/"
    assert application.receipt_number == "IPI.W.1.2026"
    assert (application.declares_residence, application.declares_no_other) == (True, False)
    assert application.case.title == "Olena Kowalczuk i 1 osoba"
    assert application.case.worker == caseworker
    assert list(application.people.values_list("relation", flat=True)) == ["applicant", "child"]
    mother = application.people.first()
    assert mother.person.phone == "+48 600 100 200"
    assert mother.person.documents.get().number == "RP0000001"
    assert list(mother.annexes.values_list("code", "received_on")) == [
        ("status_decision", None),
        ("travel_document", None),
        ("residence_card", datetime.date(2026, 11, 2)),
    ]
    deadline = application.case.deadlines.get()
    assert (deadline.kind, deadline.raw_day, deadline.day) == (
        "decision",
        datetime.date(2026, 12, 2),
        datetime.date(2026, 12, 2),
    )


def test_an_application_with_everything_is_complete_on_the_day_it_was_filed(centre, caseworker):
    application = filed(centre, caseworker, member(received=REFUGEE_COPIES), declarations=DECLARATIONS)
    assert (application.state, application.complete_on) == ("complete", datetime.date(2026, 11, 2))


def test_a_family_permit_asks_for_its_own_copies(centre, caseworker):
    application = filed(centre, caseworker, member(kind="family_permit"))
    assert list(application.people.get().annexes.values_list("code", "provision")) == [
        ("status_decision", "ups art. 91 ust. 7a pkt 1"),
        ("residence_card", "ups art. 91 ust. 7a pkt 2"),
    ]


def test_the_receipt_page_shows_number_missing_things_and_the_next_step(page):
    page.post("/wnioski/nowy/", typed())
    application = Application.objects.get()
    text = page.get(f"/wnioski/{application.key}/potwierdzenie/").content.decode()
    assert application.receipt_number in text
    assert "kopia karty pobytu – Olena Kowalczuk" in text
    assert "Przygotuj wezwanie" in text


def test_the_receipt_prints_as_a_tagged_pdf_with_its_number(page):
    page.post("/wnioski/nowy/", typed())
    application = Application.objects.get()
    answer = page.get(f"/wnioski/{application.key}/potwierdzenie.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "IPI.W.1.2026" in str(pdf.docinfo["/Title"])


def test_saving_forgets_the_draft(page, caseworker):
    page.post("/szkic/wniosek-nowy/", typed())
    page.post("/wnioski/nowy/", typed())
    assert not Draft.objects.filter(user=caseworker).exists()


def test_a_person_in_a_running_application_cannot_be_named_again_and_nothing_is_saved(centre, caseworker):
    first = filed(centre, caseworker)
    known = first.people.get().person
    before = rows()
    with pytest.raises(ValidationError, match="jest już objęta innym wnioskiem"):
        filed(centre, caseworker, member("Nowa", "Osoba"), member(relation="spouse", known=known))
    assert rows() == before


def test_a_person_without_pesel_is_filed_with_the_reason(page):
    page.post("/wnioski/nowy/", typed())
    person = Person.objects.get()
    assert (person.pesel, person.pesel_missing) == ("", "w trakcie nadawania")


def test_a_person_moves_to_the_new_household_when_filed_again_after_a_refusal(centre, caseworker):
    first = filed(centre, caseworker)
    known = first.people.get().person
    first.people.update(active=False)
    second = filed(centre, caseworker, member(known=known), filed_on=datetime.date(2026, 12, 1))
    spans = list(known.memberships.order_by("pk").values_list("starts", "ends"))
    assert spans == [
        (datetime.date(2026, 11, 2), datetime.date(2026, 11, 30)),
        (datetime.date(2026, 12, 1), None),
    ]
    assert second.people.get().person == known
    assert known.statuses.count() == 1
