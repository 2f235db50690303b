"""Notes, the talk before the end, the end and assessments follow the end of the aid that really comes."""

import datetime

import pytest
import time_machine
import vobject
from django.core import mail

from kladka.casework.aftercare import actions as aftercare
from kladka.casework.clock.actions import choose_reminders, send_due
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.monitoring import note_actions
from kladka.casework.needs.actions import hold
from kladka.casework.programmes import queries
from kladka.casework.programmes import withholding_actions as withholding
from kladka.casework.programmes.revocation_actions import draft_revocation
from tests.casework.programmes.build import OLENA, SOFIJA, running, withheld

DAY = datetime.date
TALK = "Rozmowa o końcu programu: co ustanie i kto przejmie"


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head, OLENA, SOFIJA)


def opened(case, *kinds):
    """[(label, ISO day)] of the open terms of these kinds."""
    rows = case.deadlines.filter(kind__in=kinds, done_on=None).order_by("day", "label")
    return [(label, day.isoformat()) for label, day in rows.values_list("label", "day")]


def waves(case):
    return {kind: day.isoformat() for kind, day in case.waves.values_list("kind", "planned_on")}


def extended(programme, caseworker, head):
    """The programme lengthened by the two withheld months: it ends on 31 December 2027."""
    one = withheld(programme, caseworker, head, ground="untrue_information", starts=DAY(2026, 12, 1))
    days = {"on": DAY(2027, 2, 1), "ceased_on": DAY(2027, 1, 31), "requested_on": DAY(2027, 1, 31)}
    decision = withholding.draft_resumption([one], by=caseworker, extension=True, **days)
    issue(submit(decision, by=caseworker), head, on=DAY(2027, 2, 1))
    return queries.loaded(programme.key)


def revoked(programme, caseworker, head):
    """Revoked for everybody, at once: the last day of aid is 14 January 2027."""
    people = [one.person for one in programme.application.people.all()]
    said = {"ground": "convicted", "facts": "Wyrok.", "starts": DAY(2027, 1, 15)}
    decision, _ = draft_revocation(
        programme, people=people, by=caseworker, immediate_reason="ważny interes", **said
    )
    issue(submit(decision, by=caseworker), head, on=DAY(2027, 1, 10))
    programme.case.refresh_from_db()
    return programme.case


def signed(programme, number, caseworker, on):
    note = note_actions.save_note(programme, number, by=caseworker, on=on, sources=[])
    return note_actions.sign_note(note, by=caseworker)


def test_every_quarter_of_a_plain_programme_has_its_note_and_the_last_can_be_signed(
    client, programme, caseworker
):
    case = programme.case
    assert opened(case, "monitoring") == [
        ("Notatka z monitorowania nr 1", "2027-02-01"),
        ("Notatka z monitorowania nr 2", "2027-05-01"),
        ("Notatka z monitorowania nr 3", "2027-08-01"),
        ("Notatka z monitorowania nr 4", "2027-10-31"),
    ]
    with time_machine.travel("2027-10-28 10:00+01:00"):
        client.force_login(caseworker)
        page = client.get(f"/sprawy/{case.key}/monitorowanie/4/").content.decode()
    assert "nr 4" in page
    note = signed(programme, 4, caseworker, DAY(2027, 10, 28))
    assert (note.starts, note.ends) == (DAY(2027, 8, 1), DAY(2027, 10, 31))
    assert case.deadlines.get(subject_key=f"{programme.key}-4").done_on == DAY(2027, 10, 28)


def test_a_longer_programme_moves_what_is_open_and_leaves_what_was_done(programme, caseworker, head):
    signed(programme, 1, caseworker, DAY(2027, 1, 30))
    fresh = extended(programme, caseworker, head)
    assert fresh.ends == DAY(2027, 12, 31)
    assert opened(fresh.case, "monitoring", "farewell", "programme_end") == [
        ("Notatka z monitorowania nr 2", "2027-05-01"),
        ("Notatka z monitorowania nr 3", "2027-08-01"),
        ("Notatka z monitorowania nr 4", "2027-11-01"),
        (TALK, "2027-11-01"),
        ("Koniec programu", "2027-12-31"),
        ("Notatka z monitorowania nr 5", "2027-12-31"),
    ]
    assert fresh.case.deadlines.filter(subject_key=f"{programme.key}-1").count() == 1
    assert waves(fresh.case) == {
        "start": "2026-12-01", "half": "2027-05-01", "year": "2027-11-01", "exit": "2027-12-31",
        "after_half": "2028-06-30", "after_year": "2028-12-31",
    }  # fmt: skip
    planned = sorted(day for _, day in opened(fresh.case, "needs"))
    assert planned == sorted(waves(fresh.case).values())


def test_a_revocation_leaves_the_assessment_at_the_end_that_came(programme, caseworker, head):
    case = revoked(programme, caseworker, head)
    assert (case.state, case.aid_until) == ("ended", DAY(2027, 1, 14))
    assert opened(case, "monitoring", "farewell", "programme_end") == []
    assert opened(case, "needs") == [("Ocena potrzeb: zakończenie programu", "2027-01-14")]
    assert waves(case) == {"exit": "2027-01-14"}


def test_an_assessment_that_was_held_stays_after_a_revocation(programme, caseworker, head):
    start = programme.case.waves.get(kind="start")
    hold(start, on=DAY(2026, 11, 25), language="", interpreter="", by=caseworker)
    case = revoked(programme, caseworker, head)
    assert set(waves(case)) == {"start", "exit"}
    assert [day for _, day in opened(case, "needs")] == ["2026-12-01", "2027-01-14"]


def test_assessments_after_a_revocation_count_from_it_when_the_family_agrees_and_end_when_it_does_not(
    programme, caseworker, head
):
    case = revoked(programme, caseworker, head)
    olena = programme.application.people.order_by("pk").first().person
    olena.phone = "600100200"
    olena.save()
    consent = aftercare.agree(case, olena, way="phone", on=DAY(2027, 1, 20), by=caseworker)
    assert waves(case) == {"exit": "2027-01-14", "after_half": "2027-07-14", "after_year": "2028-01-14"}
    assert len(opened(case, "needs")) == 3
    aftercare.withdraw(consent, on=DAY(2027, 2, 1), by=caseworker)
    assert waves(case) == {"exit": "2027-01-14"}
    assert len(opened(case, "needs")) == 1


def test_the_talk_before_the_end_stands_on_every_list_until_it_is_recorded(
    client, programme, caseworker, centre, settings
):
    settings.EMAIL_HOST = "poczta.test"
    case = programme.case
    case.deadlines.exclude(kind="farewell").update(done_on=DAY(2027, 8, 1))
    choose_reminders(caseworker, organisation=centre, by_email=True, by_sms=False, phone="", days_ahead=3)
    with time_machine.travel("2027-08-30 10:00+02:00"):
        client.force_login(caseworker)
        due = client.get("/").context["groups"]
        file = client.get(f"/sprawy/{case.key}/os/terminy.ics").content.decode()
        send_due(DAY(2027, 8, 30))
        talk = {"held_on": "2027-08-30", "language": "ukraiński", "situation": "Mieszkanie do końca roku."}
        client.post(f"/sprawy/{case.key}/po-programie/rozmowa/", talk)
        after = client.get("/").context["groups"]
    rows = [(name, row["label"], row["day"]) for name, group in due for row in group]
    assert rows == [("W ciągu 7 dni", TALK, DAY(2027, 9, 1))]
    (event,) = vobject.readOne(file).vevent_list
    assert event.summary.value == f"rozmowa o końcu programu ({case.number})"
    assert event.description.value == "ups art. 92 ust. 1; 60 dni to dobra praktyka, bez przepisu"
    assert "w ciągu 3\u00a0dni: 1" in mail.outbox[0].body
    assert [row for _, group in after for row in group] == []
    assert case.deadlines.get(kind="farewell").done_on == DAY(2027, 8, 30)
