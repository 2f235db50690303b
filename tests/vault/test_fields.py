"""Personal fields lie in the database sealed, each for its own row; wrong use of them is refused aloud."""

import datetime

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction

from kladka.casework.people.models import HeldDocument, Household, Person
from kladka.vault import keys
from kladka.vault.fields import Sealed, unseal_rows
from kladka.vault.sealing import NotOpened

PESEL, OTHER = "92010112345", "91020254321"


@pytest.fixture(autouse=True)
def ring(settings, tmp_path):
    settings.KEY_FILE = str(tmp_path / "keys.json")


@pytest.fixture
def person(centre):
    return make_person(centre, pesel=PESEL, phone="+48 600 000 001")


def make_person(centre, **details):
    return Person.objects.create(
        organisation=centre, family_name="Rahimi", given_names="Zarina", born=datetime.date(1992, 1, 1),
        sex="f", citizenship="Afganistan", **details,
    )  # fmt: skip


def column(name, pk, table="people_person"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} WHERE id = %s", [pk])
        return cursor.fetchone()[0]


def write(name, pk, value, table="people_person"):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {name} = %s WHERE id = %s", [value, pk])


def test_a_saved_value_is_read_back_and_the_column_holds_only_its_ciphertext(person):
    assert Person.objects.get().pesel == PESEL
    stored = bytes(column("pesel", person.pk))
    assert PESEL.encode() not in stored
    assert len(stored) == len(PESEL) + 30


def test_an_empty_value_is_null_so_that_missing_ones_can_be_asked_for(person, centre):
    without = make_person(centre)
    assert column("pesel", without.pk) is None
    assert Person.objects.get(pk=without.pk).pesel == ""
    assert list(Person.objects.filter(pesel__isnull=True)) == [without]


def test_a_value_moved_to_another_row_does_not_open(person, centre):
    other = make_person(centre, pesel=OTHER)
    mine, theirs = column("pesel", person.pk), column("pesel", other.pk)
    write("pesel", person.pk, theirs)
    write("pesel", other.pk, mine)
    for pk in (person.pk, other.pk):
        with pytest.raises(NotOpened):
            _ = Person.objects.get(pk=pk).pesel


def test_a_value_moved_to_another_column_does_not_open(person):
    write("phone", person.pk, column("pesel", person.pk))
    with pytest.raises(NotOpened):
        _ = Person.objects.get().phone
    assert Person.objects.get().pesel == PESEL


def test_a_changed_byte_does_not_open(person):
    stored = bytearray(column("pesel", person.pk))
    stored[-1] ^= 1
    write("pesel", person.pk, bytes(stored))
    with pytest.raises(NotOpened):
        _ = Person.objects.get().pesel


@pytest.mark.parametrize(
    "lookup", ["pesel", "pesel__in", "pesel__startswith", "phone__contains", "email__gt"]
)
def test_a_sealed_column_is_never_compared(person, lookup):
    with pytest.raises(FieldError, match="zaszyfrowane"):
        Person.objects.filter(**{lookup: PESEL})


def test_update_never_writes_plain_text(person):
    with pytest.raises(TypeError, match="save"), transaction.atomic():
        Person.objects.update(phone="+48 600 000 002")
    person.phone = "+48 600 000 002"
    with pytest.raises(TypeError, match="save"), transaction.atomic():
        Person.objects.bulk_update([person], ["phone"])
    assert Person.objects.get().phone == "+48 600 000 001"


def test_update_may_empty_a_column(person):
    Person.objects.update(phone=None)
    assert Person.objects.get().phone == ""


def test_bulk_create_seals(centre):
    Household.objects.bulk_create(
        [Household(organisation=centre, address="ul. Zmyślona 7"), Household(organisation=centre)]
    )
    assert [one.address for one in Household.objects.order_by("pk")] == ["ul. Zmyślona 7", ""]
    assert "Zmyślona".encode() not in bytes(
        column("address", Household.objects.first().pk, "people_household")
    )


def test_rows_of_values_are_ciphertext_that_no_page_can_print_and_that_unseal_rows_opens(person):
    rows = list(Person.objects.values("key", "pesel", "email"))
    assert isinstance(rows[0]["pesel"], Sealed)
    with pytest.raises(TypeError, match="Zaszyfrowanej"):
        f"{rows[0]['pesel']}"
    assert Person.pesel.unsealed(rows[0]["pesel"], person.key) == PESEL
    assert unseal_rows(rows, Person, "pesel", "email") == [{"key": person.key, "pesel": PESEL, "email": ""}]


def test_a_value_left_out_of_the_query_is_read_with_the_key_of_its_row_in_one_query(
    person, django_assert_num_queries
):
    found = Person.objects.only("family_name").get()
    with django_assert_num_queries(1):
        assert found.pesel == PESEL


def test_saving_a_row_that_nobody_looked_at_leaves_the_ciphertext_as_it_was(person):
    before = bytes(column("pesel", person.pk))
    found = Person.objects.get()
    found.citizenship = "Irak"
    found.save()
    assert bytes(column("pesel", person.pk)) == before


def test_a_copy_of_a_row_is_not_saved_with_values_of_the_first(person):
    copy = Person.objects.get()
    copy.pk, copy.key = None, "aaaabbbbccccdddd"
    copy._state.adding = True
    with pytest.raises(NotOpened):
        copy.save()


def test_a_text_longer_than_its_column_is_refused(centre):
    with pytest.raises(ValueError, match="11"):
        make_person(centre, pesel="123456789012")


def test_equal_values_are_found_by_their_blind_index_and_nothing_of_them_lies_in_it(person):
    assert list(Person.objects.filter(pesel_index__of=PESEL)) == [person]
    assert not Person.objects.filter(pesel_index__of=OTHER).exists()
    assert not Person.objects.filter(pesel_index__of="").exists()
    stored = column("pesel_index", person.pk)
    assert len(stored) == 34
    assert PESEL not in stored


def test_signs_and_case_do_not_matter_for_a_document_number(person):
    HeldDocument.objects.create(person=person, kind="passport", number="zr 123-4567")
    assert HeldDocument.objects.get(number_index__of="ZR1234567").person == person


def test_the_index_follows_its_value_also_in_a_partial_save(person):
    person.pesel = OTHER
    person.save(update_fields=["pesel"])
    assert Person.objects.get(pesel_index__of=OTHER) == person
    assert not Person.objects.filter(pesel_index__of=PESEL).exists()
    person.pesel = ""
    person.save(update_fields=["pesel"])
    assert column("pesel_index", person.pk) is None


def test_one_pesel_is_entered_once_in_a_centre(person, centre):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_person(centre, pesel=PESEL)
    make_person(centre)
    make_person(centre)


def test_a_value_indexed_by_the_former_key_is_still_found(person):
    keys.add("index")
    assert Person.objects.get(pesel_index__of=PESEL) == person
    person.save()
    assert column("pesel_index", person.pk).startswith("02")
    assert Person.objects.get(pesel_index__of=PESEL) == person
