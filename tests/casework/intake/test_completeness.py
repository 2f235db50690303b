"""What came is marked with its day; when nothing is missing the application is complete on that day."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.intake import actions, queries
from kladka.casework.intake.family import Covered
from kladka.casework.intake.models import Annex

from .families import DECLARATIONS, FILED_ON, REFUGEE_COPIES, complete, filed, member

LATER = datetime.date(2026, 11, 12)


def missing_names(application):
    return [item.label for item in queries.missing_of(application)]


def test_missing_declarations_and_annexes_are_listed_in_the_order_of_the_act(centre, caseworker):
    application = filed(centre, caseworker, declarations=("readiness",))
    assert missing_names(application) == [
        "deklaracja zamiaru zamieszkania na terenie określonego województwa",
        "oświadczenie, że podobnego wniosku nie złożono w innym województwie",
        "kopia decyzji o nadaniu statusu uchodźcy",
        "kopia genewskiego dokumentu podróży",
        "kopia karty pobytu",
    ]


def test_the_last_annex_makes_the_application_complete_on_its_day(centre, caseworker):
    application = filed(centre, caseworker, declarations=DECLARATIONS)
    for number, annex in enumerate(Annex.objects.all()):
        actions.receive_annex(annex, on=FILED_ON + datetime.timedelta(days=number * 5), by=caseworker)
    application.refresh_from_db()
    assert (application.state, application.complete_on) == ("complete", LATER)


def test_a_late_declaration_moves_the_day_of_completeness(centre, caseworker):
    application = filed(centre, caseworker, member(received=REFUGEE_COPIES), declarations=DECLARATIONS[:2])
    actions.receive_declaration(application, "readiness", on=LATER, by=caseworker)
    application.refresh_from_db()
    assert (application.declares_readiness, application.complete_on) == (True, LATER)


def test_the_page_marks_several_things_at_once(client, centre, caseworker):
    application = filed(centre, caseworker)
    client.force_login(caseworker)
    card = Annex.objects.get(code="residence_card")
    url = f"/sprawy/{application.case.key}/wniosek/wplynelo/"
    answer = client.post(url, {f"annex-{card.pk}": "on", "declares_residence": "on", "on": "2026-11-12"})
    assert answer.status_code == 302
    application.refresh_from_db()
    card.refresh_from_db()
    assert (application.declares_residence, card.received_on) == (True, LATER)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-10-01", "załącznik nie mógł wpłynąć wcześniej"),
        ("2050-01-01", "Ta data nie może być w przyszłości"),
        ("", "To pole jest wymagane"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_marked(client, centre, caseworker, day, message):
    application = filed(centre, caseworker)
    client.force_login(caseworker)
    names = {item.name: "on" for item in queries.missing_of(application)}
    answer = client.post(f"/sprawy/{application.case.key}/wniosek/wplynelo/", {**names, "on": day})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Annex.objects.filter(received_on__isnull=False).count() == 0
    application.refresh_from_db()
    assert not application.declares_residence


def test_nothing_ticked_is_asked_for(client, centre, caseworker):
    application = filed(centre, caseworker)
    client.force_login(caseworker)
    answer = client.post(f"/sprawy/{application.case.key}/wniosek/wplynelo/", {"on": "2026-11-12"})
    assert answer.status_code == 422
    assert "Zaznacz, które oświadczenie" in answer.content.decode()


def test_an_annex_marked_by_mistake_is_taken_back_with_a_reason(client, centre, caseworker):
    application = complete(centre, caseworker)
    annex = Annex.objects.get(code="residence_card")
    client.force_login(caseworker)
    url = f"/sprawy/{application.case.key}/wniosek/zalacznik/{annex.pk}/cofnij/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "karta innej osoby"}).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.complete_on) == ("filed", None)
    assert missing_names(application) == ["kopia karty pobytu"]


def test_an_annex_cannot_be_taken_back_once_the_programme_is_agreed(centre, caseworker):
    application = complete(centre, caseworker)
    people = queries.people_of(application)
    coverage = [Covered(applicant=one, covered=True) for one in people]
    actions.confirm_coverage(application, coverage=coverage, on=LATER, by=caseworker)
    with pytest.raises(ValidationError, match="Program jest już uzgadniany"):
        actions.take_back_annex(Annex.objects.first(), reason="pomyłka", on=LATER, by=caseworker)
