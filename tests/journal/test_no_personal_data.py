"""What personal fields hold stands nowhere in the journal, after every address was tried by every role."""

from django.db import connection, models

from kladka.casework.rights.catalogue import tables
from tests.journal.test_fail_closed import everything, signed_in

# Words of the program itself, whoever the person is.
LONG_ENOUGH = 5


def personal_values():
    """Every text that lies in a personal field of the catalogue, as the program reads it."""
    found = set()
    for table in tables().values():
        names = [field.name for field in table.fields if field.kind.personal]
        fields = {name: table.model._meta.get_field(name) for name in names}
        texts = models.CharField | models.TextField | models.BinaryField
        names = [name for name, f in fields.items() if isinstance(f, texts) and not f.choices]
        for row in table.model._default_manager.all():
            found |= {value for name in names if isinstance(value := getattr(row, name), str)}
    return {value for value in found if len(value) >= LONG_ENOUGH}


def journal():
    """Every column of every entry as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT act, subject, subject_key, basis, address, details, shown FROM journal_entry")
        return "\n".join("|".join(row) for row in cursor.fetchall())


def test_no_value_of_a_personal_field_stands_in_the_journal(world, caseworker, head, accountant):
    for _ in everything(signed_in(caseworker, accountant, head), world):
        pass
    values, text = personal_values(), journal()
    assert len(values) > 30
    assert text.count("\n") > 200
    assert sorted(value for value in values if value in text) == []
