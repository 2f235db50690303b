"""Aid withheld or resumed after a list was counted: the old amount is neither approved nor sent."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.benefits.actions import (
    approve,
    export_bank_file,
    mark_sent,
    prepare_list,
    recalculate,
    send_back,
    submit,
)
from kladka.casework.benefits.models import BankFile, PaymentList
from kladka.casework.programmes.withholding_actions import resume, withhold
from kladka.journal.models import Entry
from tests.casework.benefits.build import DAY, DECEMBER, approved_list, family

MESSAGE = "Amina Sadig: 1 679,00 zł, teraz 812,42 zł"


@pytest.fixture
def programme(centre, caseworker):
    return family(centre, caseworker, "Amina Sadig")


def stop(programme, by):
    """Withheld for the last sixteen days of December."""
    person = programme.application.people.get().person
    days = {"starts": DAY(2026, 12, 16), "ends": DAY(2026, 12, 31)}
    return withhold(programme, person=person, ground="misuse", facts="x", by=by, **days)


def plain(error):
    return " ".join(error.value.messages).replace("\u00a0", " ")


def test_a_draft_with_an_old_amount_is_not_submitted_until_it_is_counted_again(
    centre, programme, caseworker, accountant
):
    draft = prepare_list(centre, DECEMBER, by=accountant)
    stop(programme, caseworker)
    with pytest.raises(ValidationError) as error:
        submit(draft, by=accountant)
    assert MESSAGE in plain(error)
    submitted = submit(recalculate(draft, by=accountant), by=accountant)
    # 1679,00 ÷ 31 × 15
    assert (submitted.state, submitted.total_pln) == ("submitted", Decimal("812.42"))


def test_a_submitted_list_with_an_old_amount_is_not_approved(centre, programme, caseworker, accountant, head):
    submitted = submit(prepare_list(centre, DECEMBER, by=accountant), by=accountant)
    stop(programme, caseworker)
    with pytest.raises(ValidationError) as error:
        approve(submitted, by=head)
    assert MESSAGE in plain(error)
    submitted.refresh_from_db()
    assert (submitted.state, submitted.sha256) == ("submitted", "")


def test_an_approved_list_with_an_old_amount_gives_no_bank_file_and_goes_back_to_its_author(
    centre, programme, caseworker, accountant, head
):
    approved = approved_list(centre, accountant, head)
    stop(programme, caseworker)
    with pytest.raises(ValidationError) as error:
        export_bank_file(approved, profile="elixir0-cp852", on=DAY(2026, 12, 14), by=accountant)
    assert MESSAGE in plain(error)
    assert BankFile.objects.count() == 0
    back = send_back(approved, reason="Wstrzymano pomoc.", by=head)
    assert (back.state, back.approved_by, back.approved_at, back.sha256) == ("draft", None, None, "")
    again = approve(submit(recalculate(back, by=accountant), by=accountant), by=head)
    assert again.total_pln == Decimal("812.42")
    assert Entry.objects.filter(act="payment_list.sent_back").count() == 1


def test_after_the_bank_has_its_file_a_list_does_not_go_back_and_is_marked_as_sent(
    centre, programme, caseworker, accountant, head
):
    approved = approved_list(centre, accountant, head)
    export_bank_file(approved, profile="elixir0-cp852", on=DAY(2026, 12, 14), by=accountant)
    stop(programme, caseworker)
    with pytest.raises(ValidationError, match="Plik dla banku już wydano"):
        send_back(approved, reason="x", by=head)
    mark_sent(approved, on=DAY(2026, 12, 14), by=accountant)
    assert PaymentList.objects.get(pk=approved.pk).state == "sent"


def test_a_resumption_counts_as_well(centre, programme, caseworker, accountant):
    withholding = stop(programme, caseworker)
    draft = prepare_list(centre, DECEMBER, by=accountant)
    resume(withholding, on=DAY(2026, 12, 20), by=caseworker)
    with pytest.raises(ValidationError, match="zmieniło się, co się komu należy"):
        submit(draft, by=accountant)


def test_the_page_says_what_changed_and_who_may_mend_it(
    client, centre, programme, caseworker, accountant, head
):
    approved = approved_list(centre, accountant, head)
    stop(programme, caseworker)
    client.force_login(head)
    page = client.get(approved.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "Kwoty są nieaktualne" in page
    assert MESSAGE in page
    assert client.post(f"{approved.get_absolute_url()}zwroc/", {"reason": "Wstrzymano."}).status_code == 302
    assert PaymentList.objects.get().state == "draft"
