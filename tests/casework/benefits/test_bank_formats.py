"""A centre's own format of bank files: described, tried out, confirmed by a second person, then used."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from kladka.casework.benefits import bankfiles
from kladka.casework.benefits.actions import export_bank_file
from kladka.casework.benefits.files import stored
from kladka.casework.benefits.format_actions import confirm_format, describe_format, retire_format, try_out
from kladka.casework.benefits.format_queries import format_for, formats_of
from kladka.casework.benefits.models import BankFormat

from .build import DAY, approved_list, family

ON = DAY(2026, 12, 15)
BANK = {
    "title": "BS w Brzozowie", "kind": "elixir0", "encoding": "cp1250", "letters": "ascii",
    "extension": "txt", "forbidden": '",|;/',
    "line": 27, "lines": 3, "reference": 0, "source": "pismo banku z 3.11.2026",
}  # fmt: skip


@pytest.fixture
def described(centre, accountant):
    return describe_format(centre, by=accountant, **BANK)


def confirmed(found, accountant, head):
    try_out(found, on=ON, by=accountant)
    return confirm_format(found, accepted=True, by=head)


def test_a_format_is_used_only_after_the_file_was_tried_and_a_second_person_confirmed(
    centre, caseworker, accountant, head, described
):
    family(centre, caseworker, "Żaneta Ślęzak-Łącka")
    paid = approved_list(centre, accountant, head)
    export = {"profile": described.profile_key, "on": ON, "by": accountant}
    with pytest.raises(ValidationError, match="Najpierw pobierz plik próbny"):
        confirm_format(described, accepted=True, by=head)
    try_out(described, on=ON, by=accountant)
    with pytest.raises(ValidationError, match="nie potwierdziła go druga osoba"):
        export_bank_file(paid, **export)
    with pytest.raises(ValidationError, match="inna osoba"):
        confirm_format(described, accepted=True, by=accountant)
    with pytest.raises(ValidationError, match="gdy bank przyjął"):
        confirm_format(described, accepted=False, by=head)
    confirm_format(described, accepted=True, by=head)
    assert (described.profile_key, "BS w Brzozowie") in formats_of(centre)
    file = stored(export_bank_file(paid, **export))
    assert file.name.endswith(".txt")
    record = file.content.decode("ascii")  # every letter was spelt without Polish signs
    fields = [field.strip('"') for field in record.rstrip("\r\n").split(",")]
    assert (fields[8], fields[15]) == ("Zaneta Slezak-Lacka", "")
    assert all(len(line) <= 27 for field in fields for line in field.split("|") if not line.isdigit())
    assert fields[11].count("|") <= 2
    retire_format(described, on=ON, by=head)
    with pytest.raises(ValidationError, match="wycofano"):
        export_bank_file(paid, **export)


def test_the_file_to_try_out_pays_the_centre_itself_two_grosze(centre, accountant, described):
    file = try_out(described, on=ON, by=accountant)
    rows = [row.split(",") for row in file.document.content.decode("ascii").splitlines()]
    assert [(row[2], row[6].strip('"')) for row in rows] == [("1", centre.account)] * 2
    assert file.total == Decimal("0.02")
    described.refresh_from_db()
    assert described.tried_sha256 == file.document.sha256


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "pain001"}, "encoding"),
        ({"forbidden": "|"}, "forbidden"),
        ({"letters": "iso8859_2"}, "letters"),
        ({"extension": "../x"}, "extension"),
        ({"line": 3}, "line"),
    ],
)
def test_what_no_bank_can_mean_is_refused_at_its_field(centre, accountant, wrong, field):
    with pytest.raises(ValidationError) as refused:
        describe_format(centre, by=accountant, **(BANK | wrong))
    assert list(refused.value.error_dict) == [field]


def test_built_in_profiles_stay_and_write_what_they_wrote(centre):
    assert [key for key, _ in formats_of(centre)] == list(bankfiles.PROFILES)
    assert format_for(centre, "elixir0-cp852") is bankfiles.PROFILES["elixir0-cp852"]
    with pytest.raises(ValidationError, match="Nie ma takiego formatu"):
        format_for(centre, "elixir0-cp999")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE benefits_bankformat SET forbidden = ''",
        "UPDATE benefits_bankformat SET tried_sha256 = 'y'",
        "UPDATE benefits_bankformat SET confirmed_by_id = by_id",
        "DELETE FROM benefits_bankformat",
    ],
)
def test_the_database_keeps_what_was_confirmed(described, accountant, head, statement):
    confirmed(described, accountant, head)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(statement)


def test_the_pages_take_a_format_from_its_description_to_the_default(client, centre, accountant, head):
    page = "/rozliczenia/formaty/"
    client.force_login(accountant)
    assert client.post(f"{page}nowy/", BANK | {"letters": "cp852"}).status_code == 422
    assert client.post(f"{page}nowy/", BANK).status_code == 302
    assert client.post(f"{page}nowy/", BANK).status_code == 422  # of the same name
    made = BankFormat.objects.get()
    file = client.post(f"{page}{made.key}/proba/")
    assert file["Content-Disposition"].startswith("attachment")
    assert client.post(f"{page}{made.key}/potwierdz/", {"accepted": "on"}).status_code == 403
    client.force_login(head)
    assert client.post(f"{page}{made.key}/potwierdz/", {}).status_code == 422
    assert client.post(f"{page}{made.key}/potwierdz/", {"accepted": "on"}).status_code == 302
    assert "w użyciu" in client.get(page).content.decode()
    assert "BS w Brzozowie" in client.get(page, {"wzor": made.key}).content.decode()
    assert client.post(f"{page}domyslny/", {"profile": "x"}).status_code == 422
    assert client.post(f"{page}domyslny/", {"profile": made.profile_key}).status_code == 302
    centre.refresh_from_db()
    assert centre.bank_profile == made.profile_key
    client.post(f"{page}{made.key}/wycofaj/")
    centre.refresh_from_db()
    assert centre.bank_profile == "elixir0-cp852"
