"""Where a protected family lives, and lived before, is shown to who is named and to nobody else, anywhere."""

import logging

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection

from kladka.casework.access.actions import look_at
from kladka.casework.cases.models import Case
from kladka.vault.fields import SealedField
from tests.architecture.test_matrix import actors  # noqa: F401
from tests.architecture.world import EARLIER_HOME, HIDDEN_HOME, HIDDEN_TOWN
from tests.trust.canaries import Canaries
from tests.trust.crawl import addresses, seen

# Without "ul.", as it may be written anywhere.
HOMES = {"Kryjówkowa 77": HIDDEN_HOME, EARLIER_HOME: "before", HIDDEN_TOWN: "town"}
OTHERS = "HKACDFRUIPQJLX"


@pytest.fixture
def home():
    return Canaries("", planted=HOMES)


def asked(world):
    searches = [
        f"/sprawy/?gdzie=cala&q={value.upper()}" for value in HOMES
    ]  # a page repeats what it is asked
    return [*addresses(world), *searches]


def test_who_is_not_named_is_shown_no_home_on_any_page_file_or_print(home, world, actors, caplog):  # noqa: F811
    caplog.set_level(logging.INFO)
    for letter in "KA":  # who has to say why says it
        for case in Case.objects.all():
            look_at(case, reason="together", text="", by=actors[letter])
    found = {who: hits for who in OTHERS if (hits := seen(home, actors[who], asked(world)))}
    assert found == {}
    assert home.found_in(caplog.text) == {}
    assert home.found_in("".join(str(letter.message()) for letter in mail.outbox)) == {}


def test_who_is_named_finds_it_where_it_belongs(home, world, caseworker):
    found = seen(home, caseworker, addresses(world))
    shown = {address.rstrip("/").rpartition("/")[2]: set(hits) for address, hits in found.items()}
    assert shown.pop("pokaz") == {"Kryjówkowa 77", HIDDEN_TOWN}
    # What was issued before keeps the home it was issued with.
    statement = f"{world['cost-statement']['pk']}.pdf"
    issued = {"wydana.pdf", statement, "akta.pdf"}
    assert shown == {name: {EARLIER_HOME} for name in issued}


def test_the_home_lies_in_no_column_but_its_own_and_in_what_was_issued_before(home, world):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            raw = b"".join(
                bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode()
                for row in cursor.fetchall()
                for one in row
            )
            assert home.found_in(raw) == {}, table
    read = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, SealedField)
        for row in model._base_manager.all()
        if home.found_in(str(getattr(row, field.name) or ""))
    }
    own = {"people.ProtectedAddress.address", "people.ProtectedAddress.town"}
    assert read == own | {"decisions.Decision.content", "rights.Correction.old"}
