"""Oversight: what workers carry, what is overdue, what the checks find; every number opens its list."""

import datetime
import io

import openpyxl
import pytest
from django.utils import timezone
from django.utils.html import escape

from kladka.accounts.models import Membership, Organisation
from kladka.casework.cases import actions as cases
from kladka.casework.cases.actions import add_contact, set_deadline
from kladka.casework.cases.models import Case, Deadline
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.models import Applicant, Application, SupplyLetter
from kladka.casework.monitoring.models import DutyNotice
from kladka.casework.monitoring.notice_actions import send_notice
from kladka.casework.needs.actions import plan_waves
from kladka.casework.needs.flag_actions import raise_flag
from kladka.casework.oversight import actions, queries
from kladka.casework.oversight.checks import CHECKS
from kladka.casework.oversight.models import SetAside
from kladka.casework.people.models import HeldDocument, Person
from kladka.casework.programmes.models import Programme, Withholding
from kladka.journal.models import Entry
from kladka.journal.queries import looks_at
from kladka.law.terms import Term
from tests.casework.access.build import shared
from tests.casework.benefits.build import family
from tests.casework.cases.test_case_list import make_case
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.monitoring.build import drafted_notice
from tests.casework.programmes.build import running, withheld
from tests.conftest import JOURNAL, make_user

DAY = datetime.timedelta(days=1)


@pytest.fixture
def programme(centre, caseworker, head):
    return running(centre, caseworker, head)


@pytest.fixture
def case(programme):
    """A family whose programme has run for a hundred days."""
    today = timezone.localdate()
    days = {"aid_from": today - 100 * DAY, "aid_until": today + 200 * DAY}
    Case.objects.filter(pk=programme.case_id).update(**days)
    return Case.objects.get(pk=programme.case_id)


@pytest.fixture
def coordinator(centre):
    return make_user("Anna Koordynująca", "koordynator@przyklad.test", centre, Membership.Role.COORDINATOR)


def found(centre, code, day=None):
    page = queries.check_page(CHECKS[code], centre, day or timezone.localdate())
    return [row["case_key"] for row in page.rows]


def test_two_programmes_of_a_person_overlap_only_where_both_cover_them(centre, programme, caseworker, head):
    other = running(centre, caseworker, head, member("Iryna", received=REFUGEE_COPIES))
    mine, theirs = (one.application.people.order_by("pk").first() for one in (programme, other))
    Applicant.objects.filter(pk=mine.pk).update(active=False)  # as when a programme has ended
    Applicant.objects.filter(pk=theirs.pk).update(person=mine.person)
    assert sorted(found(centre, "overlap")) == sorted([programme.case.key, other.case.key])
    Applicant.objects.filter(pk=mine.pk).update(covered_until=programme.starts + 30 * DAY)
    Applicant.objects.filter(pk=theirs.pk).update(covered_from=programme.starts + 31 * DAY)
    assert found(centre, "overlap") == []


def test_every_number_of_the_caseload_opens_a_list_of_as_many_cases(client, centre, case, caseworker, head):
    add_contact(case, kind="meeting", on=timezone.localdate(), text="x", by=caseworker)
    rows = queries.carried(centre, timezone.localdate())
    counted = {who.user.name if who else "": counts for who, counts, _ in rows}
    assert counted["Maria Testowa"]["open"] == counted["Maria Testowa"]["contacts"] == 1
    assert counted["Jan Testowy"]["open"] == 0
    client.force_login(head)
    for code, count in counted["Maria Testowa"].items():
        asked = {"co": code, "realizator": caseworker.pk}
        page = client.get("/nadzor/obciazenie/sprawy/", asked).context["page"]
        assert (code, len(page.rows)) == (code, count)


def test_a_case_that_nobody_leads_is_counted_apart(centre, case, head):
    Case.objects.filter(pk=case.pk).update(worker=None)
    who, counts, _ = queries.carried(centre, timezone.localdate())[-1]
    assert (who, counts["open"]) == (None, 1)
    page = queries.cases_behind(centre, timezone.localdate(), figure="open", worker="none")
    assert [row["key"] for row in page.rows] == [case.key]
    assert found(centre, "no_worker") == [case.key]


def test_overdue_terms_are_filtered_by_worker_kind_and_age(client, centre, case, caseworker, head):
    today = timezone.localdate()
    Deadline.objects.filter(case=case).delete()
    said = {"case": case, "organisation": centre, "worker": caseworker, "provision": "x", "label": "Notatka"}
    for days, kind in ((3, "monitoring"), (20, "supply"), (90, "monitoring"), (5, "payment"), (5, "appeal")):
        day = today - days * DAY
        Deadline.objects.create(kind=kind, subject_key=str(days), raw_day=day, day=day, **said)
    client.force_login(head)

    def days(**asked):
        rows = client.get("/nadzor/zalegle/", asked).context["page"].rows
        return [row["late"] for row in rows]

    assert days() == [90, 20, 3]
    assert days(kolejnosc="nowe") == [3, 20, 90]
    assert days(rodzaj="monitoring", wiek="dawne") == [90]
    assert days(realizator=head.pk) == []
    book = client.get("/nadzor/zalegle/lista.xlsx", {"wiek": "miesiac"}).content
    assert [row[1] for row in openpyxl.load_workbook(io.BytesIO(book)).active.values][1:] == [20]


def test_a_check_finds_what_is_wrong_and_stops_when_it_is_mended(centre, case, programme, caseworker, head):
    today = timezone.localdate()
    assert found(centre, "contacts") == [case.key]
    last = today.replace(day=1) - DAY
    for _ in range(2):
        add_contact(case, kind="phone", on=last, text="x", by=caseworker)
    assert found(centre, "contacts") == []
    assert found(centre, "account") == [case.key]
    decision = Decision.objects.get(case=case)
    assert found(centre, "undelivered", decision.issued_on + 30 * DAY) == []
    assert found(centre, "undelivered", decision.issued_on + 31 * DAY) == [case.key]
    document = HeldDocument.objects.filter(person__memberships__household=case.household_id).first()
    if document is None:
        person = programme.application.people.first().person
        document = HeldDocument.objects.create(person=person, kind="residence_card", expires_on=today - DAY)
    HeldDocument.objects.filter(pk=document.pk).update(expires_on=today - DAY)
    assert found(centre, "document") == [case.key]
    HeldDocument.objects.create(person=document.person, kind=document.kind, expires_on=today + DAY)
    assert found(centre, "document") == []


def late_letter(programme, today, by):
    application = programme.application
    Application.objects.filter(pk=application.pk).update(state="supplement")
    sent = today - 31 * DAY
    SupplyLetter.objects.create(application=application, missing=[], term_days=7, issued_on=sent, by=by)


def unanswered_notice(programme, today, by):
    notice = drafted_notice(programme, programme.application.people.first().person, by)
    notice = send_notice(notice, on=today, by=by)
    DutyNotice.objects.filter(pk=notice.pk).update(delivered_on=today, day=today - DAY)


def of_programme(**changes):
    """A fault that lies in columns of the programme; a number is days from today."""

    def build(programme, today, by):
        days = {name: today + days * DAY for name, days in changes.items() if isinstance(days, int)}
        Programme.objects.filter(pk=programme.pk).update(**(changes | days))

    return build


def of_person(**changes):
    def build(programme, today, by):
        Person.objects.filter(pk=programme.application.people.first().person_id).update(**changes)

    return build


def late_wave(programme, today, by):
    plan_waves(programme.case, starts=today - 200 * DAY, ends=today + 164 * DAY, by=by)


def late_decision(programme, today, by):
    set_deadline(
        programme.case, "decision", label="x", term=Term(today - DAY, today - DAY, "KPA art. 35 § 3")
    )


def grown_child(programme, today, by):
    programme.application.people.update(relation="child")
    of_person(born=today.replace(year=today.year - 18))(programme, today, by)


def closed_and_shared(programme, today, by):
    shared(programme.case, by)
    Case.objects.filter(pk=programme.case_id).update(state="ended")


FAULTS = {
    "note": lambda programme, today, by: programme.case.deadlines.filter(kind="monitoring").update(
        day=today - DAY
    ),
    "decision_late": late_decision,
    "letter": late_letter,
    "voivode": of_programme(state="sent", agreed_on=-31),
    "accepted": of_programme(state="accepted", accepted_on=-31),
    "notice": unanswered_notice,
    "not_closed": lambda programme, today, by: Case.objects.update(aid_until=today - DAY),
    "exit": of_programme(state="ended"),
    "farewell": of_programme(ends=30),
    "wave": late_wave,
    "adult": grown_child,
    "pesel": of_person(pesel=None, pesel_missing=None),
    "duplicate": lambda programme, today, by: make_case(programme.organisation, by, "Inna", "Kowalczuk"),
    "share": closed_and_shared,
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_check_lists_the_case_with_the_fault_and_says_why(
    client, centre, case, programme, caseworker, head, code
):
    assert found(centre, code) == []
    FAULTS[code](programme, timezone.localdate(), caseworker)
    assert_listed(client, code, case, head)


def test_a_running_programme_without_duties_of_the_family_is_listed(client, centre, case, caseworker, head):
    assert found(centre, "no_duties") == []
    assert_listed(client, "no_duties", family(centre, caseworker, "Amina Sadig").case, head)


def assert_listed(client, code, case, head):
    assert case.key in found(case.organisation, code)
    client.force_login(head)
    page = client.get(f"/nadzor/jakosc/{code}/").content.decode()
    assert case.title in page
    assert escape(CHECKS[code].why) in page and escape(CHECKS[code].remedy) in page


def test_aid_withheld_past_its_last_day_is_found_until_it_is_resumed(centre, programme, caseworker, head):
    aside = withheld(programme, caseworker, head)
    assert found(centre, "withheld", aside.ends) == []
    assert found(centre, "withheld", aside.ends + DAY) == [programme.case.key]
    Withholding.objects.filter(pk=aside.pk).update(resumed_on=aside.ends)
    assert found(centre, "withheld", aside.ends + DAY) == []


def test_a_missing_payment_is_found_month_by_month(centre, programme):
    second = programme.starts.replace(day=1)
    for _ in range(2):
        second = (second + 32 * DAY).replace(day=1)
    page = queries.check_page(CHECKS["payment"], centre, second)
    assert [row["since_day"] for row in page.rows] == [
        programme.starts,
        (programme.starts + 32 * DAY).replace(day=1),
    ]


def test_the_summary_counts_exactly_what_the_lists_show(client, centre, case, head):
    counts = queries.check_counts(centre, timezone.localdate())
    assert set(counts) == set(CHECKS)
    assert counts == {code: len(found(centre, code)) for code in CHECKS}
    assert counts["account"] == 1
    assert sum(queries.check_counts(centre, timezone.localdate(), worker=str(head.pk)).values()) == 0


def test_a_row_is_put_aside_with_a_reason_until_a_day_and_comes_back(client, centre, case, coordinator):
    today = timezone.localdate()
    client.force_login(coordinator)
    address = f"/nadzor/jakosc/account/{case.key}/{case.pk}/odloz/"
    page = client.get("/nadzor/jakosc/account/").content.decode()
    assert address in page
    assert "lista wypłat nie ma dokąd go wysłać" in page
    wrong = client.post(address, {"reason": "Kasa", "until": (today - DAY).isoformat()})
    assert wrong.status_code == 422
    client.post(address, {"reason": "Rachunek będzie w piątek", "until": today.isoformat()})
    assert found(centre, "account") == []
    assert "Rachunek będzie w piątek" in client.get("/nadzor/jakosc/account/").content.decode()
    assert found(centre, "account", today + DAY) == [case.key]
    aside = SetAside.objects.get()
    client.post(f"/nadzor/jakosc/odlozone/{aside.key}/przywroc/")
    assert found(centre, "account") == [case.key]
    acts = (
        Entry.objects.filter(act__startswith="quality.", kind="act")
        .order_by("id")
        .values_list("act", flat=True)
    )
    assert list(acts) == ["quality.set_aside", "quality.brought_back"]


def test_a_coordinator_learns_how_many_red_flags_there_are_and_not_whose(
    client, case, caseworker, coordinator
):
    raise_flag(case, "begging", facts="Tajne", on=timezone.localdate(), person=None, by=caseworker)
    client.force_login(coordinator)
    page = client.get("/nadzor/obciazenie/").content.decode()
    assert "Otwarte czerwone flagi w jednostce: <strong>1</strong>" in page
    assert case.title not in page


def unread_of(client):
    """[(kind, case, since)] of the head's list of flags that their worker has not read."""
    rows = client.get("/nadzor/flagi/").context["rows"]
    return [(row["flag"].kind, row["case"].key, row["since"], row["days"]) for row in rows]


def test_the_head_sees_which_flags_their_worker_has_not_read_since_when_and_who_opened_each(
    client, centre, case, caseworker, head, coordinator, django_assert_max_num_queries
):
    today = timezone.localdate()
    own = raise_flag(case, "begging", facts="Tajne", on=today, person=None, by=caseworker)
    flag = raise_flag(
        case, "child_without_guardian", facts="Sam w domu", on=today - DAY, person=None, by=head
    )
    assert [task.day for task in flag.tasks.all()] == [today - DAY] * 2
    client.force_login(head)
    assert unread_of(client) == [("child_without_guardian", case.key, today, 0)]
    with django_assert_max_num_queries(10 + JOURNAL):
        both = client.get("/nadzor/flagi/?rodzaj=wszystkie").context["rows"]
    assert [row["flag"].pk for row in both] == [flag.pk, own.pk]
    page = f"/sprawy/{case.key}/potrzeby/flagi/{flag.key}/"
    assert "jeszcze jej nie otworzył(a)" in client.get(page).content.decode()
    assert len(unread_of(client)) == 1  # the head's look is not the worker's

    client.force_login(caseworker)
    waiting = client.get("/").context["flags"]
    assert [(row["unread"], row["late"]) for row in waiting if row["url"] == page] == [(True, True)] * 2
    assert [row["unread"] for row in waiting if row["url"] != page] == [False] * (len(waiting) - 2)
    client.get(f"/sprawy/{case.key}/potrzeby/flagi/")
    client.force_login(head)
    assert len(unread_of(client)) == 1  # a list of flags is not the flag
    client.force_login(caseworker)
    client.get(page)
    assert not any(row["unread"] for row in client.get("/").context["flags"])
    client.force_login(head)
    assert unread_of(client) == []
    shown = client.get(page).context
    assert [(one["actor__name"], one["times"]) for one in shown["opened"]] == [
        (head.name, 1),
        (caseworker.name, 1),
    ]
    assert all(one["first"] <= timezone.now() for one in shown["opened"])

    taking = make_user("Nowa Realizatorka", "nowa@tu.test", centre, "caseworker")
    cases.assign(case, taking, by=head)
    assert sorted(row[0] for row in unread_of(client)) == ["begging", "child_without_guardian"]
    client.force_login(coordinator)
    assert client.get("/nadzor/flagi/").status_code == 403
    counted = client.get("/nadzor/obciazenie/")
    assert counted.context["flags"] == {"open": 2, "unread": 2, "late": 2}
    assert "Sam w domu" not in counted.content.decode()
    looks = looks_at([case.key], kind="list")
    assert not any("flag" in row["act"] for row in looks)


def test_pages_of_oversight_ask_few_queries_and_restricted_cases_stay_out_of_files(
    client, centre, case, head, caseworker, django_assert_max_num_queries
):
    client.force_login(head)
    pages = ("obciazenie/", "obciazenie/sprawy/?co=open", "zalegle/", "jakosc/", "jakosc/account/")
    for page in pages:
        with django_assert_max_num_queries(12 + JOURNAL):
            assert client.get(f"/nadzor/{page}").status_code == 200
    case.restrictions.create(reason="x", starts=timezone.localdate(), by=caseworker)
    for page in ("obciazenie/sprawy/lista.xlsx", "jakosc/account/lista.xlsx"):
        rows = list(openpyxl.load_workbook(io.BytesIO(client.get(f"/nadzor/{page}").content)).active.values)
        assert len(rows) == 1


def test_another_centre_sees_nothing_of_it(client, case, db):
    other = Organisation.objects.create(kind="city_centre", name="Ośrodek Obcy", short_name="MOPR Obcy")
    client.force_login(make_user("Obca", "obca@obcy.test", other, Membership.Role.HEAD))
    assert case.title not in client.get("/nadzor/jakosc/account/").content.decode()
    assert client.get(f"/nadzor/jakosc/account/{case.key}/{case.pk}/odloz/").status_code == 404
    with pytest.raises(Case.DoesNotExist):
        actions.set_aside(
            CHECKS["account"], case.pk, case.pk, organisation=other, reason="x",
            until=timezone.localdate(), by=make_user("X", "x@obcy.test", other, "head"),
        )  # fmt: skip
