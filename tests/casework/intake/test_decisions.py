"""The refusal is drafted from the rules for a person to edit; a decision closes the application."""

import datetime

import pytest

from kladka.casework.decisions.letter import grounds_parts, letter_of
from kladka.casework.decisions.models import Decision
from kladka.casework.intake import actions
from kladka.documents import pdf

from .families import complete, filed, member

ON = datetime.date(2026, 11, 9)


@pytest.fixture
def tolerated(centre, caseworker):
    """An application of somebody whose stay gives no right to the programme."""
    return filed(centre, caseworker, member(kind="tolerated"))


def decided(application, kind, head):
    """A decision as it stands once a second person issued it."""
    decision = Decision.objects.create(
        organisation=application.organisation,
        case=application.case,
        kind=kind,
        grounds="",
        prepared_by=application.received_by,
    )
    decision.state, decision.number, decision.approved_by = "issued", "IPI.D.1.2026", head
    decision.issued_on = ON
    decision.save()
    return decision


def test_the_draft_names_the_failed_condition_with_its_provision(tolerated, caseworker):
    decision = actions.draft_refusal(tolerated, reason="", on=ON, by=caseworker)
    parts = grounds_parts(decision.grounds)
    assert (decision.kind, decision.state) == ("refuse", "draft")
    assert parts["facts"][0] == "Wniosek o udzielenie pomocy złożono w dniu 2 listopada 2026 r."
    assert "zgoda na pobyt tolerowany" in parts["facts"][1]
    assert any("(art. 91 ust. 1 ustawy o pomocy społecznej)" in text for text in parts["law"])


def test_the_draft_prints_as_a_letter_marked_as_a_draft(tolerated, caseworker):
    decision = actions.draft_refusal(tolerated, reason="", on=ON, by=caseworker)
    letter = letter_of(decision, on=ON)
    assert (letter.kind, letter.draft, letter.applicant.name) == ("refuse", True, "Olena Kowalczuk")
    assert pdf.print_letter(letter).content[:5] == b"%PDF-"


def test_the_page_drafts_a_refusal_and_a_second_draft_is_refused(client, tolerated, caseworker):
    client.force_login(caseworker)
    url = f"/sprawy/{tolerated.case.key}/wniosek/odmowa/"
    assert "Osoba nie ma statusu uchodźcy" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 302
    again = client.post(url, {"reason": ""})
    assert again.status_code == 422
    assert "jest już projekt decyzji" in again.content.decode()
    assert Decision.objects.count() == 1


def test_a_refusal_against_the_rules_needs_the_words_of_the_worker(client, centre, caseworker):
    application = complete(centre, caseworker, member(delivered_on=datetime.date(2026, 5, 4)))
    client.force_login(caseworker)
    url = f"/sprawy/{application.case.key}/wniosek/odmowa/"
    assert "spełnia warunki art. 91" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Termin przekroczono bez usprawiedliwienia."}).status_code == 302
    law = grounds_parts(Decision.objects.get().grounds)["law"]
    assert "Wniosek złożono po upływie 60 dni" in law[0]
    assert law[-1] == "Termin przekroczono bez usprawiedliwienia."


def test_a_grant_marks_the_application_and_leaves_the_case_to_the_programme(centre, caseworker, head):
    application = complete(centre, caseworker)
    decision = decided(application, "grant", head)
    actions.grant(application, decision, by=head)
    application.refresh_from_db()
    assert (application.state, application.decision) == ("granted", decision)
    assert application.people.get().active
    assert application.case.deadlines.get(kind="decision").done_on == ON


def test_a_refusal_closes_the_case_and_frees_the_persons(tolerated, head):
    decision = decided(tolerated, "refuse", head)
    actions.refuse(tolerated, decision, by=head)
    tolerated.refresh_from_db()
    assert (tolerated.state, tolerated.case.state) == ("refused", "refused")
    assert not tolerated.people.get().active
    assert not tolerated.case.deadlines.filter(done_on=None).exists()


def test_the_end_of_a_programme_frees_its_persons(centre, caseworker, head):
    application = complete(centre, caseworker)
    actions.grant(application, decided(application, "grant", head), by=head)
    actions.release_people(application, by=caseworker)
    person = application.people.get().person
    assert filed(centre, caseworker, member(known=person), filed_on=ON).people.get().person == person


def test_a_complicated_case_has_two_months(client, centre, caseworker):
    application = filed(centre, caseworker)
    client.force_login(caseworker)
    url = f"/sprawy/{application.case.key}/wniosek/zawila/"
    assert client.post(url, {"reason": "Trzeba ustalić pokrewieństwo."}).status_code == 302
    deadline = application.case.deadlines.get(kind="decision", done_on=None)
    assert (deadline.raw_day, deadline.day) == (datetime.date(2027, 1, 2), datetime.date(2027, 1, 4))
    why = client.get(f"/sprawy/{application.case.key}/wniosek/dlaczego/zalatwienie/").content.decode()
    assert "Sprawę szczególnie skomplikowaną załatwia się w 2 miesiące: do 2 stycznia 2027 r." in why
