"""A new installation gets its first organisation and account from the server's console."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kladka.accounts.models import Membership, Organisation
from kladka.journal.models import Entry

EXAMPLE = Path(__file__).parents[2] / "examples/deploy/organisation.toml"
WHO = ("--administrator", "Adrian@przyklad.test", "--name", "Adrian Kontowy")

pytestmark = pytest.mark.django_db


def found(capsys, file=EXAMPLE):
    call_command("organisation", file, *WHO)
    return capsys.readouterr().out


def link(said):
    return next(line for line in said.splitlines() if line.startswith("http"))


def test_the_example_makes_a_centre_and_an_administrator_who_sets_a_password_by_the_link(client, capsys):
    said = found(capsys)
    membership = Membership.objects.get()
    assert (membership.user.email, membership.role) == ("adrian@przyklad.test", "administrator")
    assert Organisation.objects.get().is_centre
    entry = Entry.objects.get(act="role.given")
    assert (entry.actor_id, entry.organisation_id) == (None, membership.organisation_id)
    page = client.get(link(said).partition("127.0.0.1")[2], follow=True)
    page = client.post(
        page.redirect_chain[-1][0],
        {"password1": "zielony most nad rzeką", "password2": "zielony most nad rzeką"},
    )
    membership.user.refresh_from_db()
    assert page.status_code == 302
    assert membership.user.check_password("zielony most nad rzeką")


def test_asked_again_before_the_first_password_it_gives_a_new_link_and_afterwards_refuses(capsys):
    found(capsys)
    assert "/konto/" in link(found(capsys))
    assert Organisation.objects.count() == 1
    user = Membership.objects.get().user
    user.set_password("zielony most nad rzeką")
    user.save()
    with pytest.raises(CommandError, match="Istnieje już"):
        found(capsys)


def test_a_file_with_a_wrong_word_makes_nothing_and_says_which(tmp_path, capsys):
    file = tmp_path / "jednostka.toml"
    file.write_text(EXAMPLE.read_text() + 'telefon = "123"\n')
    with pytest.raises(CommandError, match="telefon"):
        found(capsys, file)
    assert not Organisation.objects.exists()
