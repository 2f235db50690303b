"""The register of people: roles with days, written authorisations, who may open families' data."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from kladka.accounts.models import Authorisation, Membership, Organisation, SecrecyUndertaking, User
from kladka.accounts.permissions import can_authorise, memberships_of
from kladka.casework.cases.models import Case
from kladka.journal.models import Entry
from kladka.staff import actions
from tests.casework.intake.families import filed, member
from tests.conftest import authorised, make_user

Role = Membership.Role
DAY = datetime.date(2026, 3, 2)


def seen_by(user):
    return Case.objects.visible_to(User.objects.get(pk=user.pk)).count()


@pytest.fixture
def application(centre, caseworker):
    return filed(centre, caseworker, member("Olena"))


@pytest.fixture
def administrator(centre):
    return make_user("Ada Kontowa", "admin@przyklad.test", centre, Role.ADMINISTRATOR)


def added(centre, head, role=Role.CASEWORKER):
    return actions.add_person(
        centre, email="Nowa@przyklad.test", name="Nowa Osoba", position="pracownik", role=role,
        starts=DAY, by=head,
    )  # fmt: skip


PAPERS = {"number": "7/2026", "scope": "programy", "issued_on": DAY, "issued_by": "Dyrektor"}


def test_a_role_that_sees_families_begins_with_both_papers_and_ends_with_either(centre, head, application):
    membership = added(centre, head)
    assert seen_by(membership.user) == 0
    authorisation = actions.record_authorisation(membership, by=head, **PAPERS)
    assert seen_by(membership.user) == 0
    actions.record_undertaking(membership, signed_on=DAY, by=head)
    assert seen_by(membership.user) == 1
    actions.end_authorisation(authorisation, on=datetime.date.today(), by=head)
    assert seen_by(membership.user) == 0


def test_a_role_ended_today_ends_with_the_next_request_of_the_same_session(
    client, centre, head, caseworker, application
):
    client.force_login(caseworker)
    page = application.case.get_absolute_url()
    assert client.get(page).status_code == 200
    actions.end_role(caseworker.memberships.get(), on=datetime.date.today(), by=head)
    assert client.get(page)["Location"].startswith("/konto/zaloguj/")
    client.force_login(User.objects.get(pk=caseworker.pk))
    assert client.get(page).status_code == 404
    assert client.get("/").status_code == 403


def test_a_role_ended_with_a_later_day_lasts_until_then(centre, head, caseworker, application):
    later = datetime.date.today() + datetime.timedelta(days=3)
    actions.end_role(caseworker.memberships.get(), on=later, by=head)
    assert seen_by(caseworker) == 1


def test_nobody_gives_a_role_to_themselves(centre, head):
    with pytest.raises(ValidationError):
        actions.give_role(head, centre, role=Role.ACCOUNTANT, starts=DAY, by=head)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.FORUM_EDITOR, Role.RESEARCHER, Role.PARTICIPANT])
def test_a_role_without_cases_sees_no_family_and_no_list(client, centre, role, application):
    user = make_user("Bez Spraw", "bez@przyklad.test", centre, role)
    client.force_login(user)
    assert seen_by(user) == 0
    found = {
        page: client.get(page).status_code
        for page in ("/sprawy/", "/sprawy/?q=Olena", "/wnioski/", "/programy/", "/decyzje/", "/wyplaty/")
    }
    assert set(found.values()) == {403}


def test_an_administrator_adds_people_and_opens_no_families_to_them(client, administrator, centre, head):
    client.force_login(administrator)
    typed = {
        "name": "Nowa Osoba", "email": "nowa@przyklad.test", "position": "", "role": "caseworker",
        "starts": "2026-03-02",
    }  # fmt: skip
    answer = client.post("/osoby/nowa/", typed)
    membership = Membership.objects.get(user__email="nowa@przyklad.test")
    assert answer["Location"] == f"/osoby/{membership.key}/"
    papers = {f"upowaznienie-{name}": value for name, value in PAPERS.items()}
    assert client.post(f"/osoby/{membership.key}/upowaznienie/", papers).status_code == 403
    assert not Authorisation.objects.filter(membership=membership).exists()


def test_an_administrator_records_the_papers_of_the_first_head_alone(administrator, centre):
    first = added(centre, administrator, role=Role.HEAD)
    from_request = User.objects.get(pk=administrator.pk)
    assert can_authorise(from_request, first)
    actions.record_authorisation(first, by=administrator, **PAPERS)
    actions.record_undertaking(first, signed_on=DAY, by=administrator)
    second = actions.add_person(
        centre, email="druga@przyklad.test", name="Druga", position="", role=Role.HEAD, starts=DAY,
        by=administrator,
    )  # fmt: skip
    assert not can_authorise(from_request, second)


def test_a_head_records_both_papers_on_the_page_of_the_role(client, centre, head):
    membership = added(centre, head)
    client.force_login(head)
    page = f"/osoby/{membership.key}/"
    assert "brak upoważnienia lub zobowiązania" in client.get(page).content.decode()
    papers = {f"upowaznienie-{name}": str(value) for name, value in PAPERS.items()}
    assert client.post(f"{page}upowaznienie/", papers)["Location"] == page
    assert client.post(f"{page}zobowiazanie/", {"zobowiazanie-signed_on": "2026-03-02"})["Location"] == page
    assert "działa" in client.get(page).content.decode()
    assert "7/2026" in client.get("/osoby/ewidencja/").content.decode()
    acts = Entry.objects.filter(subject_key=membership.key).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["role.given", "authorisation.recorded", "undertaking.recorded"]


def test_the_head_does_not_open_families_to_themselves(client, head):
    own = head.memberships.get()
    client.force_login(head)
    end = f"/osoby/{own.key}/upowaznienie/{own.authorisations.get().pk}/"
    assert client.post(end).status_code == 403
    assert client.post(f"/osoby/{own.key}/sprawdzone/").status_code == 403


def test_the_register_shows_people_of_its_organisation_by_filter_and_exports_them(client, centre, head):
    other = Organisation.objects.create(kind="ngo", name="Fundacja", short_name="Fundacja")
    make_user("Obca Osoba", "obca@przyklad.test", other, Role.PARTNER)
    added(centre, head)
    client.force_login(head)
    page = client.get("/osoby/").content.decode()
    assert "Nowa Osoba" in page
    assert "Obca Osoba" not in page
    lacking = client.get("/osoby/", {"stan": "lacking"}).context["rows"]
    assert [row["user__name"] for row in lacking] == ["Nowa Osoba"]
    assert client.get("/osoby/", {"rola": "accountant"}).context["rows"] == []
    assert client.get("/osoby/lista.xlsx").status_code == 200


def test_the_review_lists_roles_unchecked_for_a_year_and_people_who_do_not_sign_in(
    client, centre, head, caseworker
):
    client.force_login(head)
    page = client.get("/osoby/przeglad/").context
    assert [row["user__name"] for row in page["unchecked"]] == ["Jan Testowy", "Maria Testowa"]
    assert "Maria Testowa" in [row["user__name"] for row in page["quiet"]]
    client.post(f"/osoby/{caseworker.memberships.get().key}/sprawdzone/")
    page = client.get("/osoby/przeglad/").context
    assert [row["user__name"] for row in page["unchecked"]] == ["Jan Testowy"]


def test_who_works_in_two_centres_sees_the_one_they_chose(client, centre, head, caseworker, application):
    second = Organisation.objects.create(kind="city_centre", name="Drugi Ośrodek", short_name="MOPR Drugi")
    authorised(caseworker, second, Role.CASEWORKER)
    client.force_login(caseworker)
    page = application.case.get_absolute_url()
    assert client.get(page).status_code == 200
    assert "Przejdź do: MOPR Drugi" in client.get("/").content.decode()
    assert client.post("/osoby/jednostka/", {"organizacja": second.pk}).status_code == 302
    assert client.get(page).status_code == 404
    assert client.post("/osoby/jednostka/", {"organizacja": 999}).status_code == 404
    assert [m.organisation for m in memberships_of(User.objects.get(pk=caseworker.pk))] == [second]


def test_an_undertaking_is_signed_once(centre, head):
    membership = added(centre, head)
    actions.record_undertaking(membership, signed_on=DAY, by=head)
    with pytest.raises(ValidationError):
        actions.record_undertaking(membership, signed_on=DAY, by=head)
    assert SecrecyUndertaking.objects.filter(membership=membership).count() == 1
