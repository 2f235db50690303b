"""Signing in, guessing and changing what proves who somebody is leave entries without e-mail addresses."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from kladka.accounts.models import User
from kladka.journal.models import Entry
from kladka.journal.verification import verify


def entries():
    return list(
        Entry.objects.filter(kind="sign_in").order_by("id").values_list("act", "actor_id", "organisation_id")
    )


def test_a_sign_in_and_a_sign_out_stand_in_the_chain_of_the_organisation(client, centre, caseworker):
    client.force_login(caseworker)
    client.logout()
    assert entries() == [
        ("sign_in.done", caseworker.pk, centre.pk),
        ("sign_in.ended", caseworker.pk, centre.pk),
    ]
    assert verify().faults == []


@pytest.mark.parametrize("email", ["realizator@przyklad.test", "nikt@przyklad.test"])
def test_a_failed_guess_is_recorded_alike_for_a_known_and_an_unknown_address(email, caseworker):
    request = RequestFactory().post("/")
    assert authenticate(request, email=email, password="zle-haslo-do-testow") is None
    (entry,) = Entry.objects.filter(act="sign_in.failed")
    assert (entry.actor, entry.organisation, set(entry.details)) == (None, None, {"account"})
    assert "przyklad" not in str(entry.details)


def test_a_user_without_an_organisation_stands_in_the_chain_of_the_installation(client, db):
    user = User.objects.create_user("sam@przyklad.test", name="Sam", password=None)
    client.force_login(user)
    assert entries() == [("sign_in.done", user.pk, None)]
