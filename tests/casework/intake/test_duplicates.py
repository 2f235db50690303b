"""A person who may be on record already is shown before anything is saved."""

import html

import pytest
from django.core.exceptions import ValidationError

from kladka.casework.intake.actions import file_application
from kladka.casework.intake.family_form import FamilyForm
from kladka.casework.intake.models import Application
from kladka.casework.people.models import Person

from .families import filed, member, typed
from .test_filing import rows


@pytest.fixture
def page(client, caseworker):
    client.force_login(caseworker)
    return client


@pytest.fixture
def known(centre, caseworker):
    """Olena from an application that was refused, free to apply again; her language was not noted."""
    application = filed(centre, caseworker, member(language=""))
    application.people.update(active=False)
    return application.people.get().person


def test_the_page_comes_back_with_the_question_and_nothing_is_saved(page, known):
    before = rows()
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-given_names": "Ołena"}))
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Może to ta sama osoba" in text
    assert "Olena Kowalczuk, ur. 17.05.1990, bez PESEL, Ukraina" in text
    assert rows() == before


def test_the_record_on_file_is_used_and_its_gaps_are_filled(page, known):
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-same_as": known.key}))
    assert answer.status_code == 302
    assert Person.objects.count() == 1
    known.refresh_from_db()
    assert (known.language, known.original_name) == ("ukraiński", "Олена Ковальчук")
    assert list(known.applications.values_list("active", flat=True)) == [False, True]


def test_somebody_else_gets_a_record_of_their_own(page, known):
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-same_as": "new"}))
    assert answer.status_code == 302
    assert Person.objects.count() == 2


def test_a_record_that_was_not_offered_is_not_accepted(page, known, centre, caseworker):
    stranger = filed(centre, caseworker, member("Amina", "Sadig")).people.get().person
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-same_as": stranger.key}))
    assert answer.status_code == 422


def test_the_record_of_a_covered_person_is_refused_with_its_case(page, centre, caseworker):
    running = filed(centre, caseworker)
    person = running.people.get().person
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-same_as": person.key}))
    text = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert running.case.number in text
    assert Application.objects.count() == 1


def test_persons_of_another_centre_are_never_offered(page, centre, known, other_centre):
    Person.objects.filter(pk=known.pk).update(organisation=other_centre)
    assert page.post("/wnioski/nowy/", typed()).status_code == 302


def test_the_same_family_saved_twice_at_once_is_taken_in_once(centre, caseworker):
    both = [FamilyForm(centre, typed(), bound=True) for _ in range(2)]
    assert [form.is_valid() for form in both] == [True, True]
    file_application(centre, by=caseworker, **both[0].filing())
    before = rows()
    with pytest.raises(ValidationError, match="przed chwilą zapisano w ewidencji"):
        file_application(centre, by=caseworker, **both[1].filing())
    assert rows() == before


def test_somebody_the_clerk_looked_at_and_found_to_be_another_person_is_entered(page, known):
    answer = page.post("/wnioski/nowy/", typed(**{"osoba-0-same_as": "new"}))
    assert answer.status_code == 302
    assert Person.objects.filter(given_names="Olena").count() == 2
