"""Agreement, costs for the voivode, acceptance, prints."""

import datetime
import hashlib
import io
import zipfile
from decimal import Decimal

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from kladka.casework.programmes import actions, agreement_actions, queries
from kladka.casework.programmes.models import CostStatement
from tests.casework.programmes.build import (
    ACCEPTED_ON,
    AGREED_ON,
    OLENA,
    SENT_ON,
    SOFIJA,
    accepted,
    agreed,
    drafted,
    sent,
)
from tests.conftest import gave_reason

DAY = datetime.date


def address(programme, tail=""):
    return f"/sprawy/{programme.case.key}/program/{tail}"


def test_agreement_records_the_day_and_both_sides(client, centre, caseworker):
    programme = drafted(centre, caseworker, OLENA, SOFIJA)
    client.force_login(caseworker)
    data = {"on": "2026-11-09", "represented_by": caseworker.pk, "signed_by": ["Olena Kowalczuk"]}
    data |= {"talk_language": "ukraiński", "no_interpreter": "realizator mówi po ukraińsku"}
    assert client.post(address(programme, "uzgodnij/"), data).status_code == 302
    programme.refresh_from_db()
    assert (programme.state, programme.agreed_on, programme.represented_by, programme.signed_by) == (
        "agreed",
        AGREED_ON,
        caseworker,
        "Olena Kowalczuk",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"on": "2026-11-01"}, "Programu nie można uzgodnić przed złożeniem wniosku."),
        ({"on": "2126-01-01"}, "Ta data nie może być w przyszłości."),
        ({"signed_by": []}, "To pole jest wymagane."),
    ],
)
def test_a_wrong_agreement_is_explained_and_changes_nothing(client, centre, caseworker, changes, message):
    programme = drafted(centre, caseworker)
    client.force_login(caseworker)
    data = {
        "on": "2026-11-09",
        "represented_by": caseworker.pk,
        "signed_by": ["Olena Kowalczuk"],
        "interpreter": "Iryna B.",
        "talk_language": "ukraiński",
    }
    answer = client.post(address(programme, "uzgodnij/"), data | changes)
    programme.refresh_from_db()
    assert answer.status_code == 422
    assert message in answer.content.decode() and "Iryna B." in answer.content.decode()
    assert programme.state == "draft"


def test_what_the_regulation_wants_and_nobody_wrote_is_a_warning_and_stops_nobody(client, centre, caseworker):
    programme = drafted(centre, caseworker)
    client.force_login(caseworker)
    page = client.get(address(programme, "uzgodnij/")).content.decode()
    assert "Nie opisano sytuacji życiowej rodziny." in page
    assert "Nie wskazano instytucji ani zakresu ich pomocy." in page


def test_the_print_is_a_draft_until_agreed_and_comes_as_pdf_and_docx(client, centre, caseworker):
    programme = drafted(centre, caseworker)
    client.force_login(caseworker)
    assert "projekt" in client.get(address(programme, "program.pdf"))["Content-Disposition"]
    agreement_actions.agree(
        programme, on=AGREED_ON, represented_by=caseworker, signed_by="Olena Kowalczuk", by=caseworker
    )
    answer = client.get(address(programme, "program.pdf"))
    with pikepdf.open(io.BytesIO(answer.content)) as read:
        assert "Indywidualny program integracji" in str(read.docinfo["/Title"])
    assert answer["X-Content-SHA256"] == hashlib.sha256(answer.content).hexdigest()
    word = client.get(address(programme, "program.docx")).content
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        text = package.read("word/document.xml").decode()
    assert "Olena Kowalczuk" in text and "PROJEKT" not in text


def test_sending_freezes_the_costs_with_a_number_and_a_fingerprint(client, centre, caseworker):
    programme = agreed(centre, caseworker, OLENA, SOFIJA)
    client.force_login(caseworker)
    assert client.post(address(programme, "wyslij/"), {"on": "2026-11-10"}).status_code == 302
    statement = CostStatement.objects.get()
    # 2 × (6 × 1175,30 + 6 × 1057,77) and 2 × 12 × 110,61
    assert (statement.cash_pln, statement.health_pln) == (Decimal("26796.84"), Decimal("2654.64"))
    assert statement.number == "IPI.K.1.2026"
    assert statement.sha256 == hashlib.sha256(bytes(statement.pdf)).hexdigest()
    programme.refresh_from_db()
    assert programme.state == "sent"
    answer = client.get(address(programme, f"koszty/{statement.pk}.pdf"))
    assert answer.content == bytes(statement.pdf)


def test_the_sum_of_the_statement_is_the_sum_of_its_months_and_persons(centre, caseworker):
    programme = sent(centre, caseworker, OLENA, SOFIJA)
    due = queries.dues(programme)
    months = queries.month_totals(due)
    statement = programme.cost_statements.get()
    assert sum(month[2] for month in months) == statement.cash_pln == sum(one.cash_pln for one in due)
    assert sum(month[3] for month in months) == statement.health_pln
    assert statement.cash_pln == sum(one.total_pln for one in queries.periods(programme, due))


def test_acceptance_moves_the_case_on_to_its_decision(client, centre, caseworker):
    programme = sent(centre, caseworker)
    client.force_login(caseworker)
    data = {"on": ACCEPTED_ON.isoformat(), "reference": "PS.9421.7.2026"}
    assert client.post(address(programme, "akceptacja/"), data).status_code == 302
    programme.refresh_from_db()
    programme.case.refresh_from_db()
    assert (programme.state, programme.accepted_on, programme.voivode_reference, programme.case.state) == (
        "accepted",
        ACCEPTED_ON,
        "PS.9421.7.2026",
        "decision",
    )


def test_acceptance_before_the_sending_is_refused(centre, caseworker):
    programme = sent(centre, caseworker)
    with pytest.raises(ValidationError, match="wcześniejsza niż wysłanie"):
        actions.record_acceptance(programme, on=AGREED_ON, reference="x", by=caseworker)
    programme.refresh_from_db()
    assert programme.state == "sent"


def test_a_programme_sent_too_early_or_twice_is_refused(centre, caseworker):
    programme = agreed(centre, caseworker)
    with pytest.raises(ValidationError, match="po uzgodnieniu"):
        actions.send_to_voivode(programme, on=DAY(2026, 11, 8), by=caseworker)
    actions.send_to_voivode(programme, on=SENT_ON, by=caseworker)
    with pytest.raises(ValidationError, match="u wojewody"):
        actions.send_to_voivode(programme, on=SENT_ON, by=caseworker)
    assert CostStatement.objects.count() == 1


def test_a_sent_programme_taken_back_is_agreed_and_sent_again_with_a_new_statement(centre, caseworker):
    programme = sent(centre, caseworker)
    agreement_actions.reopen(programme, reason="Wojewoda prosi o zmianę.", by=caseworker)
    agreement_actions.agree(
        programme, on=SENT_ON, represented_by=caseworker, signed_by="Olena Kowalczuk", by=caseworker
    )
    actions.send_to_voivode(programme, on=SENT_ON, by=caseworker)
    assert list(CostStatement.objects.values_list("number", flat=True)) == ["IPI.K.1.2026", "IPI.K.2.2026"]


def test_an_accepted_programme_is_not_taken_back(centre, caseworker):
    programme = accepted(centre, caseworker)
    with pytest.raises(ValidationError):
        agreement_actions.reopen(programme, reason="x", by=caseworker)


@pytest.mark.parametrize("tail", ["wyslij/", "akceptacja/", "cofnij/"])
def test_an_accountant_sends_nothing(client, centre, caseworker, accountant, tail):
    programme = agreed(centre, caseworker)
    client.force_login(accountant)
    gave_reason(accountant, programme.case)
    assert client.post(address(programme, tail), {"on": "2026-11-10"}).status_code == 403
