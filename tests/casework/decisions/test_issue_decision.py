"""From the draft to the issued decision: grounds, four eyes at three levels, number, what follows."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.accounts.models import Membership
from kladka.casework.cases.models import Case
from kladka.casework.decisions import actions, permissions
from kladka.casework.decisions.models import Decision, DecisionFile
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.actions import draft_grant
from kladka.journal.models import Entry
from tests.casework.programmes.build import (
    ISSUED_ON,
    OLENA,
    SOFIJA,
    accept,
    accepted,
    issued,
    sent,
    submitted,
)
from tests.conftest import gave_reason, make_user

DAY = datetime.date


@pytest.fixture
def draft(centre, caseworker):
    return draft_grant(accepted(centre, caseworker, OLENA, SOFIJA), caseworker)


def page(client, user, decision, tail="", **data):
    client.force_login(user)
    address = f"/decyzje/{decision.key}/{tail}"
    return client.post(address, data) if data or tail in POSTED else client.get(address)


POSTED = {"przekaz/", "wycofaj/", "zatwierdz/"}


def test_a_draft_takes_its_amounts_from_the_programme_and_its_grounds_from_the_law(draft):
    amounts = [
        (one["party"], one["starts"], one["ends"], one["monthly"], one["total"])
        for one in draft.content["amounts"]
    ]
    assert amounts == [
        (0, "2026-11-01", "2027-04-30", "1175.30", "7051.80"),
        (0, "2027-05-01", "2027-10-31", "1057.77", "6346.62"),
        (1, "2026-11-01", "2027-04-30", "1175.30", "7051.80"),
        (1, "2027-05-01", "2027-10-31", "1057.77", "6346.62"),
    ]
    for part in (
        "Ustalenia faktyczne",
        "Wojewoda Łódzki zaakceptował",
        "Dowody",
        "Podstawa prawna",
        "1 175,30",
    ):
        assert part in draft.grounds.replace("\u00a0", " ")


def test_the_grounds_name_people_and_never_their_keys(draft):
    keys = [one.person.key for one in draft.case.applications.get().people.all()]
    assert "Olena Kowalczuk" in draft.grounds
    assert not any(key in draft.grounds for key in keys)


def test_the_author_edits_the_grounds_of_a_draft(client, draft, caseworker):
    answer = page(client, caseworker, draft, "uzasadnienie/", grounds="Podstawa prawna\n\nZmienione.")
    draft.refresh_from_db()
    assert answer.status_code == 302
    assert (draft.grounds, draft.edited_by) == ("Podstawa prawna\n\nZmienione.", caseworker)


def test_empty_grounds_are_refused(client, draft, caseworker):
    before = draft.grounds
    answer = page(client, caseworker, draft, "uzasadnienie/", grounds=" ")
    draft.refresh_from_db()
    assert (answer.status_code, draft.grounds) == (422, before)


def test_a_second_draft_in_the_same_case_is_refused_by_the_action_and_the_database(draft, caseworker):
    with pytest.raises(ValidationError, match="jest już projekt decyzji"):
        actions.prepare(draft.case, "refuse", content={}, grounds="x", by=caseworker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            organisation=draft.organisation,
            case=draft.case,
            kind="refuse",
            grounds="x",
            prepared_by=caseworker,
        )
    assert Decision.objects.count() == 1


def test_a_withdrawn_draft_makes_room_for_another(client, draft, caseworker):
    page(client, caseworker, draft, "wycofaj/")
    draft.refresh_from_db()
    again = draft_grant(draft.programme, caseworker)
    assert (draft.state, again.state) == ("withdrawn", "draft")


def test_a_decision_before_the_voivodes_acceptance_is_refused(centre, caseworker):
    programme = sent(centre, caseworker)
    with pytest.raises(ValidationError, match="u wojewody"):
        draft_grant(programme, caseworker)
    accept(programme, caseworker)
    assert draft_grant(programme, caseworker).state == "draft"


def test_approval_gives_the_number_and_starts_the_programme(client, centre, caseworker, head):
    decision = submitted(centre, caseworker)
    assert page(client, head, decision, "zatwierdz/").status_code == 302
    decision.refresh_from_db()
    application = decision.case.applications.get()
    assert (decision.state, decision.number[:6], decision.approved_by) == ("issued", "IPI.D.", head)
    assert (decision.programme.state, application.state, application.decision) == (
        "running",
        "granted",
        decision,
    )
    assert (decision.case.state, decision.case.aid_from, decision.case.aid_until) == (
        "running",
        DAY(2026, 11, 1),
        DAY(2027, 10, 31),
    )


def test_the_start_of_the_programme_sets_its_deadlines(centre, caseworker, head):
    decision = issued(centre, caseworker, head)
    found = decision.case.deadlines.filter(done_on=None).order_by("day", "kind").values_list("kind", "day")
    assert [one for one in found if one[0] in ("monitoring", "farewell", "programme_end")] == [
        ("monitoring", DAY(2027, 2, 1)),
        ("monitoring", DAY(2027, 5, 1)),
        ("monitoring", DAY(2027, 8, 1)),
        ("farewell", DAY(2027, 9, 1)),
        ("monitoring", DAY(2027, 10, 31)),
        ("programme_end", DAY(2027, 10, 31)),
    ]
    assert decision.case.deadlines.get(kind="decision").done_on == ISSUED_ON


def test_permission_the_author_may_not_approve_even_as_head(client, centre, head):
    decision = submitted(centre, head)
    assert permissions.can_judge(head, decision) is False
    assert page(client, head, decision, "zatwierdz/").status_code == 403
    assert "zatwierdza inna osoba" in page(client, head, decision).content.decode()


def test_action_the_author_and_the_editor_are_refused(centre, caseworker, head):
    decision = draft_grant(accepted(centre, caseworker), caseworker)
    actions.edit(decision, grounds="Poprawione przez kierownika.", by=head)
    actions.submit(decision, by=caseworker)
    for user in (caseworker, head):
        with pytest.raises(ValidationError, match="inna osoba"):
            issue(decision, user, on=ISSUED_ON)
    decision.refresh_from_db()
    assert (decision.state, decision.number, DecisionFile.objects.count()) == ("submitted", "", 0)


def test_an_edit_by_the_head_counts_even_when_somebody_edited_after(centre, caseworker, head):
    decision = draft_grant(accepted(centre, caseworker), caseworker)
    actions.edit(decision, grounds="Poprawione przez kierownika.", by=head)
    actions.edit(decision, grounds="Poprawione przez realizatora.", by=caseworker)
    submitted_again = actions.submit(decision, by=caseworker)
    assert permissions.can_judge(head, submitted_again) is False
    with pytest.raises(ValidationError, match="inna osoba"):
        issue(submitted_again, head, on=ISSUED_ON)


@pytest.mark.parametrize("field", ["prepared_by", "edited_by"])
def test_database_the_author_and_the_editor_are_refused(centre, caseworker, head, field):
    decision = issued(centre, caseworker, head)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**{field: head})


def test_database_an_issued_decision_has_its_number_day_and_approver(centre, caseworker, head):
    decision = issued(centre, caseworker, head)
    for missing in ({"number": ""}, {"issued_on": None}, {"approved_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**missing)


@pytest.mark.parametrize("tail", ["zatwierdz/", "zwroc/"])
def test_only_a_head_approves_and_sends_back(client, centre, caseworker, accountant, tail):
    decision = submitted(centre, caseworker)
    other = make_user("Inny Realizator", "inny@przyklad.test", centre, Membership.Role.CASEWORKER)
    for user in (other, accountant):
        gave_reason(user, decision.case)
    for user in (caseworker, other, accountant):
        assert page(client, user, decision, tail, **{"zwrot-reason": "x"}).status_code == 403
    decision.refresh_from_db()
    assert decision.state == "submitted"


def test_sending_back_needs_a_reason_and_shows_it_to_the_author(client, centre, caseworker, head):
    decision = submitted(centre, caseworker)
    assert page(client, head, decision, "zwroc/", **{"zwrot-reason": ""}).status_code == 422
    assert (
        page(client, head, decision, "zwroc/", **{"zwrot-reason": "Brak opisu dowodów."}).status_code == 302
    )
    shown = page(client, caseworker, decision).content.decode()
    assert "Zwrócono do poprawy" in shown and "Brak opisu dowodów." in shown


def test_two_heads_at_once_issue_one_decision(centre, caseworker, head):
    decision = submitted(centre, caseworker)
    second = make_user("Anna Druga", "druga@przyklad.test", centre, Membership.Role.HEAD)
    issue(decision, head, on=ISSUED_ON)
    with pytest.raises(ValidationError, match="stan „wydana”"):
        issue(decision, second, on=ISSUED_ON)
    assert Entry.objects.filter(act="decision.issued").count() == 1


def test_after_issue_nothing_of_it_is_edited(client, centre, caseworker, head):
    decision = issued(centre, caseworker, head)
    assert page(client, caseworker, decision, "uzasadnienie/", grounds="x").status_code == 403
    assert page(client, caseworker, decision, "wycofaj/").status_code == 403
    for act in (
        lambda: actions.edit(decision, grounds="x", by=caseworker),
        lambda: actions.submit(decision, by=caseworker),
        lambda: actions.send_back(decision, reason="x", by=head),
        lambda: actions.withdraw(decision, by=caseworker),
    ):
        with pytest.raises(ValidationError, match="stan „wydana”"):
            act()
    shown = page(client, caseworker, decision).content.decode()
    assert "Zmień uzasadnienie" not in shown and "Zatwierdź" not in shown


def test_an_approval_that_fails_leaves_nothing_by_half(centre, caseworker, head):
    decision = submitted(centre, caseworker)
    decision.case.applications.update(state="refused")
    with pytest.raises(ValidationError, match="odmówiono"):
        issue(decision, head, on=ISSUED_ON)
    decision.refresh_from_db()
    assert (decision.state, decision.number, DecisionFile.objects.count()) == ("submitted", "", 0)
    assert Case.objects.get().state == "decision"


def test_grounds_typed_and_not_saved_wait_for_their_author_and_go_when_saved(client, draft, caseworker, head):
    client.force_login(caseworker)
    client.post(f"/szkic/decision-grounds:{draft.key}/", {"grounds": "Jeszcze piszę."})
    assert "Jeszcze piszę." in page(client, caseworker, draft, "uzasadnienie/").content.decode()
    assert "Jeszcze piszę." not in page(client, head, draft, "uzasadnienie/").content.decode()
    page(client, caseworker, draft, "uzasadnienie/", grounds="Napisane.")
    assert "Napisane." in page(client, caseworker, draft, "uzasadnienie/").content.decode()


def test_an_act_that_comes_too_late_says_the_state_and_not_that_the_role_forbids_it(
    client, centre, caseworker, head
):
    decision = submitted(centre, caseworker)
    assert page(client, head, decision, "zatwierdz/").status_code == 302
    again = page(client, head, decision, "zatwierdz/")
    assert again.status_code == 403
    assert "Decyzja ma teraz stan „wydana”" in again.content.decode()
    assert "rola" not in again.content.decode()
