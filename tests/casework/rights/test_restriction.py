"""Ograniczenie przetwarzania (RODO art. 18): what is restricted stays in the office, and payments go on."""

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kladka.accounts.models import Membership, Organisation
from kladka.casework.access.actions import share_case
from kladka.casework.cases.actions import open_case
from kladka.casework.cases.models import Case
from kladka.casework.cases.permissions import case_for
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.decisions import printing
from kladka.casework.decisions.models import Decision
from kladka.casework.people.actions import register_household
from kladka.casework.rights import actions
from kladka.config import urls as real
from kladka.documents.document import PDF
from tests.architecture.matrix import rows
from tests.architecture.test_roles import names
from tests.architecture.world import named
from tests.casework.access.build import shared
from tests.casework.intake.families import filed
from tests.conftest import Browser, make_user
from tests.trust.canaries import Canaries, plant
from tests.trust.crawl import opened

TODAY = timezone.localdate
# Files that go on in spite of a restriction, each for a reason that art. 18 (2) knows.
GO_ON = {
    "payment-list-xlsx": "an awarded benefit is paid: important public interest (ADR 0020)",
    "payment-list-pdf": "the same list, signed",
    "contribution-list-xlsx": "who is insured is reported to ZUS by law, as benefits are paid",
    "contribution-list-pdf": "the same list, signed",
    "payment-list-file": "the file the bank pays from",
    "desk-print": "the list that is signed at the desk: an awarded benefit is paid",
    "attachment-file": "seen in the office, to check whether the data are right (art. 18 ust. 1 lit. a)",
    "case-copy": "given to the person who asks, art. 15",
    "case-looks-file": "who looked: the person's claims, art. 15 and 82",
    "incident-people": "whom to warn of a breach: protection of these persons, art. 34",
    "looks-export": "supervision of the workers who looked, art. 32",
}


def planted():
    """Canaries in every case of the centre."""
    found = Canaries("kan")
    for case in Case.objects.all():
        plant(case, canaries=found)
    return found


def restrict_all(by):
    for case in Case.objects.exclude(pk__in=Restriction.objects.cases()):
        actions.restrict(case, reason="x", starts=TODAY(), by=by)


def end_all():
    Restriction.objects.update(ends=TODAY())


def files(world, user):
    """{name of the address: what it gave} of everything this person can take out of the program."""
    browser, found = Browser(), {}
    browser.force_login(user)
    for name, takes in names().items():
        if takes and not world.get(name):
            continue
        answer = browser.get(reverse(name, kwargs=world[name] if takes else {}))
        kind = answer.get("Content-Type", "")
        if answer.status_code == 200 and ("Content-Disposition" in answer or "html" not in kind):
            found[name] = opened(answer)
    return found


def with_data(canaries, world, user):
    """Names of the addresses that give out a file with a planted value."""
    return {name for name, content in files(world, user).items() if canaries.found_in(content)}


FROZEN = {"cost-statement", "decision-file", "print-file"}  # made before anything is planted
LISTS = {"case-export", "application-export", "decision-export", "programme-export"}
LETTERS = {"application-receipt-file", "application-supply-file", "decision-preview", "programme-print"}


def test_no_file_of_a_restricted_case_leaves_but_those_with_a_written_reason(
    world, caseworker, head
):  # fmt: skip
    end_all()
    assert set(files(world, caseworker)) >= FROZEN
    canaries = planted()
    assert with_data(canaries, world, caseworker) >= LISTS | LETTERS
    restrict_all(head)
    for user in (caseworker, head):
        assert with_data(canaries, world, user) - set(GO_ON) == set()
    assert set(files(world, caseworker)) & (FROZEN | LETTERS) == set()


def leaking_export(request, key):
    case = case_for(request.user, key)
    return HttpResponse(case.title, headers={"Content-Disposition": "attachment"})


urlpatterns = [*real.urlpatterns, path("wyciek/<str:key>/", leaking_export, name="planted-export")]
handler403 = real.handler403


def test_a_new_export_without_the_rule_is_found(world, head, settings):
    settings.ROOT_URLCONF = __name__
    canaries = planted()
    restrict_all(head)
    world["planted-export"] = world["case"]
    assert with_data(canaries, world, head) - set(GO_ON) == {"planted-export"}


def test_to_a_partner_a_restricted_case_does_not_exist_from_the_next_request(
    world, head, caseworker
):  # fmt: skip
    partners = Organisation.objects.get(kind="ngo")
    partner = Browser()
    partner.force_login(make_user("P", "p@most.test", partners, Membership.Role.PARTNER))
    theirs = [
        (name, method)
        for (name, method), row in rows().items()
        if row.thing and {"P", "Q"} & set(row.open) and row.login and len(row.open) < 4
    ]
    assert ("shared-case", "get") in theirs

    def answers():
        return {
            (name, method): getattr(partner, method)(reverse(name, kwargs=world[name])).status_code
            for name, method in theirs
        }

    assert 404 not in answers().values()
    title = Case.objects.get(key=world["case"]["key"]).title
    assert title in partner.get("/udostepnione/").content.decode()
    restrict_all(head)
    assert set(answers().values()) == {404}
    assert title not in partner.get("/udostepnione/").content.decode()
    end_all()
    assert answers()["shared-case", "get"] == 200


@pytest.fixture
def case(centre, caseworker):
    return filed(centre, caseworker, named()).case


def restricted(case, by, **more):
    actions.restrict(case, reason="Spór o datę urodzenia", starts=TODAY(), by=by, **more)
    return case.restrictions.in_force().get()


def test_a_restricted_case_is_shared_with_nobody(case, head):
    restricted(case, head)
    to = Organisation.objects.create(kind="school", name="Szkoła", short_name="Szkoła")
    with pytest.raises(ValidationError, match="po zakończeniu ograniczenia"):
        share_case(case, to, by=head, basis="referral", purpose="x", starts=TODAY(), ends=TODAY())
    assert not case.shares.exists()


def test_a_share_agreed_earlier_is_live_again_when_the_restriction_ends(case, head):
    share = shared(case, head)
    one = restricted(case, head)
    live = type(share).objects.live()
    assert not live.filter(pk=share.pk).exists()
    actions.lift(one, on=TODAY(), by=head)
    assert live.filter(pk=share.pk).exists()


def test_a_restriction_of_a_person_holds_in_all_their_cases_and_in_a_new_one(case, centre, caseworker, head):
    person = case.household.members.get().person
    other, foreign = _again(person, centre, caseworker), filed(centre, caseworker, named()).case
    one = restricted(case, head, person=person)
    later = _again(person, centre, caseworker)
    assert set(Case.objects.filter(pk__in=Restriction.objects.cases())) == {case, other, later}
    assert not foreign.restrictions.exists()
    actions.lift(one, on=TODAY(), by=head)
    assert not Restriction.objects.in_force().exists()


def _again(person, centre, worker):
    """Another case of somebody who is on record, after the household of the earlier one ended."""
    person.memberships.filter(ends=None).update(ends=TODAY())
    home = register_household(centre, members=[(person, "applicant")], starts=TODAY(), by=worker)
    return open_case(home, opened_on=TODAY(), worker=worker, by=worker)


def test_the_end_of_one_restriction_leaves_that_of_another_person(case, head):
    person = case.household.members.get().person
    actions.restrict(case, reason="x", starts=TODAY(), by=head)
    actions.restrict(case, reason="y", starts=TODAY(), by=head, person=person)
    actions.lift(case.restrictions.get(person=None), on=TODAY(), by=head)
    assert case.restrictions.in_force().get().reason == "y"
    with pytest.raises(ValidationError, match="tej osoby"):
        actions.restrict(case, reason="z", starts=TODAY(), by=head, person=person)


def test_on_the_day_of_an_exception_a_letter_leaves_and_a_share_does_not(case, head, client):
    share = shared(case, head)
    restricted(case, head)
    client.force_login(head)
    receipt = f"/wnioski/{case.applications.get().key}/potwierdzenie.pdf"
    refused = client.get(receipt)
    assert refused.status_code == 409
    assert "kierownik zapisze wyjątek" in refused.content.decode()
    client.post(f"/sprawy/{case.key}/dane/wyjatek/", {"reason": "Prośba osoby"})
    assert client.get(receipt)["Content-Type"] == PDF
    assert not type(share).objects.live().exists()


def test_the_head_restricts_the_data_of_one_person_on_the_page(case, head, client):
    client.force_login(head)
    person = case.household.members.get().person
    page = client.post(
        f"/sprawy/{case.key}/dane/ogranicz/", {"reason": "Spór", "person": person.key}, follow=True
    )
    assert f"na żądanie osoby: {person.full_name}" in page.content.decode()
    assert "wypłaca się dalej" in page.content.decode()
    assert case.restrictions.get().person == person


def test_a_print_of_many_decisions_goes_without_a_restricted_case(
    world, centre, head, caseworker
):  # fmt: skip
    run = printing.request_run(centre, by=caseworker, keys=None)
    restricted(Decision.objects.get(key=world["decision-preview"]["key"]).case, head)
    again = printing.request_run(centre, by=caseworker, keys=None)
    assert again.total == run.total - 1
    assert not (printing.folder() / f"{run.key}.zip").exists()
