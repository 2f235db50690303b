"""A partner sees what is shared, as far and as long as it is shared, and not a request longer."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.accounts.models import User
from kladka.casework.access import actions, address_actions
from kladka.casework.access.queries import adults_of
from kladka.casework.cases.models import Case, Contact
from kladka.casework.cases.openings import BreakGlass, Share
from kladka.journal.models import Entry
from tests.casework.intake.families import filed, member

from .build import DAY, foundation, partner, shared, today


@pytest.fixture
def case(centre, caseworker):
    case = filed(centre, caseworker, member("Olena", phone="600700800", language="ukraiński")).case
    Contact.objects.create(case=case, kind="phone", on=today(), text="Tajne ustalenia", by=caseworker)
    return case


def visible(user):
    return Case.objects.visible_to(User.objects.get(pk=user.pk)).count()


@pytest.mark.parametrize(("starts", "ends", "seen"), [(-5, -1, 0), (-1, 0, 1), (0, 5, 1), (1, 5, 0)])
def test_a_share_opens_a_case_on_its_days_alone(client, case, caseworker, starts, ends, seen):
    share = shared(case, caseworker, starts=today() + starts * DAY, ends=today() + ends * DAY)
    user = partner()
    client.force_login(user)
    assert visible(user) == seen
    assert client.get(share.get_absolute_url()).status_code == (200 if seen else 404)


def test_withdrawn_consent_closes_the_case_with_the_next_request_of_the_same_session(
    client, case, caseworker
):
    share, user = shared(case, caseworker, may_note=True), partner()
    client.force_login(user)
    page = share.get_absolute_url()
    assert client.get(page).status_code == 200
    assert "Olena" in client.get("/udostepnione/").content.decode()
    actions.withdraw(share, by=caseworker)
    assert client.get(page).status_code == 404
    assert (
        client.post(f"{page}notatka/", {"kind": "note", "on": str(today()), "text": "x"}).status_code == 404
    )
    assert "Olena" not in client.get("/udostepnione/").content.decode()
    assert visible(user) == 0


def test_the_narrowest_scope_shows_names_and_language(client, case, caseworker):
    share = shared(case, caseworker)
    client.force_login(partner())
    page = client.get(share.get_absolute_url()).content.decode()
    assert "Olena" in page
    assert "ukraiński" in page
    secrets = ["600700800", "Tajne ustalenia", "Kontakty jednostki", "zobowiązania", "wniosek w toku"]
    assert [one for one in secrets if one in page] == []


def test_the_widest_scope_shows_no_more_than_it_says(client, case, caseworker):
    scope = dict.fromkeys(["shows_contact", "shows_needs", "shows_programme", "may_note"], True)
    share = shared(case, caseworker, **scope)
    client.force_login(partner())
    page = client.get(share.get_absolute_url()).content.decode()
    assert "600700800" in page
    assert "Kontakty jednostki" in page
    assert "Tajne ustalenia" not in page


def test_a_partner_opens_no_page_of_the_case_itself(client, case, caseworker):
    shared(case, caseworker)
    client.force_login(partner())
    tails = ["", "wniosek/", "program/", "decyzje/", "wyplaty/", "udostepnienia/"]
    assert {client.get(f"/sprawy/{case.key}/{tail}").status_code for tail in tails} == {404}
    assert client.get("/sprawy/").status_code == 403


def test_a_note_of_a_partner_is_in_the_case_when_the_scope_lets_them_write(client, case, caseworker):
    share = shared(case, caseworker)
    client.force_login(partner())
    address, typed = (
        f"{share.get_absolute_url()}notatka/",
        {"kind": "note", "on": str(today()), "text": "Był"},
    )
    assert client.post(address, typed).status_code == 403
    Share.objects.update(may_note=True)
    assert client.post(address, {}).status_code == 422
    assert client.post(address, typed)["Location"] == share.get_absolute_url()
    assert Contact.objects.get(share=share).text == "Był"
    assert "Był" in client.get(share.get_absolute_url()).content.decode()


def test_every_look_of_a_partner_is_recorded_with_the_share_that_allowed_it(client, case, caseworker):
    share, user = shared(case, caseworker), partner()
    client.force_login(user)
    client.get(share.get_absolute_url())
    entry = Entry.objects.get(kind="read", actor=user)
    assert (entry.basis, entry.subject_key) == (f"share:{share.key}", case.key)
    assert entry.organisation == case.organisation


def test_a_case_is_shared_and_withdrawn_on_its_pages(client, case, caseworker):
    client.force_login(caseworker)
    page = f"/sprawy/{case.key}/udostepnienia/"
    adult = case.household.members.get().person
    typed = {
        "organisation": foundation().pk, "basis": "consent", "purpose": "nauka", "starts": str(today()),
        "ends": str(today() + DAY), "shows_contact": "on",
    }  # fmt: skip
    assert client.get(page).status_code == 200
    refused = client.post(page, typed)
    assert (refused.status_code, Share.objects.count()) == (422, 0)
    consent = {"consent_by": adult.pk, "consent_form": "written", "consent_on": str(today())}
    assert client.post(page, typed | consent)["Location"] == page
    share = Share.objects.get()
    assert (share.consent_by, share.shows_contact, share.may_note) == (adult, True, False)
    withdraw = f"{page}{share.key}/cofnij/"
    assert "Od następnego" not in client.get(withdraw).content.decode()
    assert client.post(withdraw)["Location"] == page
    assert "cofnięte" in client.get(page).content.decode()


def test_accounting_sees_the_shares_and_changes_none(client, case, caseworker, accountant):
    share = shared(case, caseworker)
    client.force_login(accountant)
    assert client.post(f"/sprawy/{case.key}/udostepnienia/", {}).status_code in (302, 403)
    assert client.post(f"/sprawy/{case.key}/udostepnienia/{share.key}/cofnij/").status_code in (302, 403)
    share.refresh_from_db()
    assert share.withdrawn_at is None


def test_a_case_is_not_shared_with_its_own_centre(case, caseworker, centre):
    with pytest.raises(ValidationError):
        actions.share_case(
            case, centre, by=caseworker, basis="statutory", purpose="x", starts=today(), ends=today()
        )


def test_a_consent_that_nobody_gave_is_refused_by_the_database(case, caseworker):
    share = shared(case, caseworker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.filter(pk=share.pk).update(basis="consent")


def test_a_child_does_not_consent(case, centre, caseworker):
    assert adults_of(case, today().replace(year=today().year + 1)).count() == 1
    assert adults_of(case, today().replace(year=2000, day=1)).count() == 0


def test_a_withdrawn_case_opens_in_an_emergency_with_the_consent_of_the_centre(
    client, case, caseworker, head
):
    share, user = shared(case, caseworker), partner()
    actions.withdraw(share, by=caseworker)
    client.force_login(user)
    assert case.number in client.get("/udostepnione/").content.decode()
    asked = f"{share.get_absolute_url()}dostep-awaryjny/"
    assert "Olena" not in client.get(asked).content.decode()
    assert client.post(asked, {"reason": "Dziecko w szpitalu", "minutes": "60"}).status_code == 302
    assert (client.get(share.get_absolute_url()).status_code, visible(user)) == (404, 0)
    glass = BreakGlass.objects.get()
    address_actions.approve_glass(glass, by=head)
    assert (client.get(share.get_absolute_url()).status_code, visible(user)) == (200, 1)
    address_actions.refuse_glass(glass, by=head)
    assert (client.get(share.get_absolute_url()).status_code, visible(user)) == (404, 0)
