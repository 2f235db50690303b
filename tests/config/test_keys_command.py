"""Keys change while the office works: a new key, everything sealed anew, the old one destroyed."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from kladka.casework.benefits.models import BankFile, Payment
from kladka.casework.cases.models import Event
from kladka.casework.decisions.models import DecisionFile
from kladka.casework.people.models import Person
from kladka.casework.rights.models import Correction
from kladka.vault import keys, rotation
from kladka.vault.fields import BlindIndexField, SealedField
from kladka.vault.sealing import NotOpened
from tests.casework.rights.families import family, paid


@pytest.fixture(autouse=True)
def ring(settings, tmp_path, monkeypatch):
    settings.KEY_FILE = str(tmp_path / "keys.json")
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(keys, "FRESH", 0.001)


@pytest.fixture
def office(centre, caseworker, head, accountant):
    """A family with everything on record, an approved list and its bank file: guarded rows too."""
    run = family(centre, caseworker, head)
    paid(centre, accountant, head)
    person = run.application.people.first().person
    person.pesel = "92010112345"
    person.save()
    return person


def told(capsys, *arguments):
    call_command("keys", *arguments)
    return capsys.readouterr().out


def everything():
    """Every sealed value, opened."""
    return {
        (field.model._meta.label, field.name, pk): getattr(field.model._base_manager.get(pk=pk), field.name)
        for field in rotation.sealed_columns()
        if isinstance(field, SealedField)
        for pk in field.model._base_manager.values_list("pk", flat=True)
    }


def test_after_a_change_of_keys_every_value_reads_the_same_and_the_old_keys_may_go(office, capsys):
    before = everything()
    assert {model for model, *_ in before} >= {
        model._meta.label for model in (Person, Payment, BankFile, DecisionFile, Event)
    } - {Correction._meta.label}
    told(capsys, "rotate", "fields")
    with pytest.raises(CommandError, match="fields 1 potrzebuje jeszcze"):
        call_command("keys", "destroy", "fields", "1")
    told(capsys, "reseal")
    told(capsys, "rotate", "files")
    told(capsys, "rotate", "index")  # counts the indexes at once, and with them seals the files
    for purpose in ("fields", "files", "index"):
        assert "Zniszczono" in told(capsys, "destroy", purpose, "1")
    assert everything() == before
    assert Person.objects.get(pesel_index__of="92010112345") == office
    assert {number for (purpose, number), rows in rotation.rows_held().items() if rows} == {2}


def test_second_factors_open_after_a_change_of_keys(office, caseworker, capsys):
    secret = get_adapter().encrypt("TAJEMNICA")
    app = Authenticator.objects.create(user=caseworker, type="totp", data={"secret": secret})
    told(capsys, "rotate", "fields")
    with pytest.raises(CommandError, match="potrzebuje jeszcze"):
        call_command("keys", "destroy", "fields", "1")
    assert "drugie składniki 1" in told(capsys, "reseal")
    told(capsys, "destroy", "fields", "1")
    app.refresh_from_db()
    assert get_adapter().decrypt(app.data["secret"]) == "TAJEMNICA"


def test_resealing_goes_on_where_it_was_stopped(office, capsys):
    told(capsys, "rotate", "fields")
    told(capsys, "reseal")
    assert "pola 0, pliki 0, drugie składniki 0" in told(capsys, "reseal")


def test_a_value_that_does_not_open_is_counted_left_alone_and_said(office, capsys):
    field = Person._meta.get_field("pesel")
    foreign = field.sealed("92010112345", "kluczobcegowiersz")
    Person.objects.filter(pk=office.pk).update(pesel=foreign)
    told(capsys, "rotate", "fields")
    with pytest.raises(CommandError, match="Nie dało się otworzyć: 1"):
        call_command("keys", "reseal")
    with pytest.raises(NotOpened):
        _ = Person.objects.get(pk=office.pk).pesel
    with pytest.raises(CommandError, match="potrzebuje jeszcze tyle zapisów: 1"):
        call_command("keys", "destroy", "fields", "1")


def test_the_list_says_what_each_key_holds_and_shows_no_key(office, capsys, settings):
    told(capsys, "rotate", "files")
    said = told(capsys, "list")
    rows = {tuple(line.split()[:2]): int(line.split()[2]) for line in said.splitlines()}
    assert rows["files", "1"] == DecisionFile.objects.count() + BankFile.objects.count() + 1
    assert rows["files", "2"] == 0
    assert rows["journal", "1"] > 0
    with open(settings.KEY_FILE) as file:
        assert not any(word in said for word in file.read().split('"') if len(word) > 40)


def test_keys_of_the_journal_and_current_keys_are_not_destroyed(office):
    with pytest.raises(CommandError, match="dziennika"):
        call_command("keys", "destroy", "journal", "1")
    with pytest.raises(CommandError, match="protected"):
        call_command("keys", "destroy", "protected", "7")
    with pytest.raises(CommandError, match="Bieżącego"):
        call_command("keys", "destroy", "protected", "1")


def test_every_index_belongs_to_a_sealed_field():
    indexes = [field for field in rotation.sealed_columns() if isinstance(field, BlindIndexField)]
    assert {f"{field.model._meta.label}.{field.of}" for field in indexes} == {
        "people.Person.pesel", "people.HeldDocument.number", "benefits.PayoutAccount.account",
        "cases.Contact.text", "settlement.DirectExpense.account", "people.Household.address",
    }  # fmt: skip
    assert all(isinstance(field.model._meta.get_field(field.of), SealedField) for field in indexes)
