"""Sealed values open in their own place alone; keys change without losing anything."""

import json
import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from kladka.vault import keys
from kladka.vault.sealing import NotOpened, blind_index, key_number, seal, unseal

PLACE = "people_person.pesel.abc"


@pytest.fixture(autouse=True)
def ring(settings, tmp_path):
    settings.KEY_FILE = str(tmp_path / "keys" / "keys.json")


def test_a_value_opens_in_its_own_place_and_nowhere_else():
    sealed = seal("fields", "92 lata, żółć", place=PLACE)
    assert unseal("fields", sealed, place=PLACE).decode() == "92 lata, żółć"
    for purpose, place in [("fields", "people_person.pesel.abd"), ("protected", PLACE)]:
        with pytest.raises(NotOpened):
            unseal(purpose, sealed, place=place)


@pytest.mark.parametrize("at", [0, 1, 2, 13, 14, -1])
def test_one_changed_byte_is_noticed(at):
    sealed = bytearray(seal("fields", "tekst", place=PLACE))
    sealed[at] ^= 1
    with pytest.raises(NotOpened):
        unseal("fields", sealed, place=PLACE)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01\x01", b"\x01\x01" + bytes(12)])
def test_a_torn_value_is_refused(sealed):
    with pytest.raises(NotOpened):
        unseal("fields", sealed, place=PLACE)


def test_the_same_text_is_never_sealed_alike():
    assert seal("fields", "x", place=PLACE) != seal("fields", "x", place=PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens_until_it_is_destroyed():
    old = seal("fields", "x", place=PLACE)
    assert keys.add("fields") == 2
    new = seal("fields", "x", place=PLACE)
    assert (key_number(old), key_number(new)) == (1, 2)
    assert unseal("fields", old, place=PLACE) == b"x"
    keys.remove("fields", 1)
    with pytest.raises(NotOpened):
        unseal("fields", old, place=PLACE)
    assert unseal("fields", new, place=PLACE) == b"x"


def test_the_current_key_is_not_destroyed():
    with pytest.raises(ImproperlyConfigured):
        keys.remove("fields", 1)


def test_a_blind_index_is_equal_for_equal_values_of_one_column_alone():
    one = blind_index("pesel", "92010112345")
    assert one == blind_index("pesel", "92010112345")
    assert len({one, blind_index("pesel", "92010112346"), blind_index("number", "92010112345")}) == 3
    assert len(one) == 32


def test_a_key_file_that_others_may_read_is_refused(settings):
    keys.current("fields")
    with open(settings.KEY_FILE) as file:
        assert set(json.load(file)) == set(keys.PURPOSES)
    keys._ring.cache_clear()
    os.chmod(settings.KEY_FILE, 0o640)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        keys.current("fields")
