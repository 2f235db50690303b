"""Bank files are read back by our own reader: every transfer and grosz, nothing a bank rejects."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sepaxml
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kladka.casework.benefits import bankfiles
from kladka.casework.benefits.bankfiles import Sender, Transfer, account
from kladka.casework.benefits.bankfiles.profiles import FORBIDDEN, PROFILES

ON, MADE_AT = date(2026, 12, 15), datetime(2026, 12, 14, 9, 30)
ELIXIR = [key for key, profile in PROFILES.items() if profile.format == "elixir0"]
CENTRE = Sender(
    name="Powiatowe Centrum Pomocy Rodzinie w Łęczycy",
    address="ul. Żółkiewskiego 7, 99-100 Łęczyca",
    account="61 1090 1014 0000 0712 1981 2874",
)
OLENA = Transfer(
    recipient="Olena Kowalczuk",
    address="ul. Kaliska 3 m. 5, 99-100 Łęczyca",
    account="PL27 1140 2004 0000 3002 0135 5387",
    amount=Decimal("1900.00"),
    title="Świadczenie pieniężne IPI, grudzień 2026",
    reference="LW/2026/12/1",
)
SCHEMA = xmlschema.XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"))


def written(profile, *transfers, sender=CENTRE):
    return bankfiles.write(profile, sender, transfers, on=ON, made_at=MADE_AT, key="LW/2026/12")


def changed(**fields):
    return Transfer(
        **{name: fields.get(name, getattr(OLENA, name)) for name in Transfer.__dataclass_fields__}
    )


def records(file, encoding):
    """Read an Elixir-0 file by its description alone: bytes → lines ended by CRLF → sixteen fields."""
    text = file.document.content.decode(encoding)
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == file.count
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {16}
    return rows


def payments(file):
    """Read a pain.001 by lxml: (amount, currency, account, name, title) of every payment."""
    tree = etree.fromstring(file.document.content)
    names = {"p": tree.nsmap[None]}

    def text(element, path):
        return element.findtext(path, namespaces=names)

    return tree, [
        (
            Decimal(text(one, "p:Amt/p:InstdAmt")),
            one.find("p:Amt/p:InstdAmt", names).get("Ccy"),
            text(one, "p:CdtrAcct/p:Id/p:IBAN"),
            text(one, "p:Cdtr/p:Nm"),
            text(one, "p:RmtInf/p:Ustrd"),
        )
        for one in tree.iterfind(".//p:CdtTrfTxInf", names)
    ]


@pytest.mark.parametrize("profile", ELIXIR)
def test_an_elixir_record_holds_its_sixteen_fields(profile):
    assert records(written(profile, OLENA), PROFILES[profile].encoding) == [
        [
            "110",
            "20261215",
            "190000",
            "10901014",
            "0",
            "61109010140000071219812874",
            "27114020040000300201355387",
            "Powiatowe Centrum Pomocy Rodzinie w|Łęczycy|ul. Żółkiewskiego 7 99-100 Łęczyca",
            "Olena Kowalczuk|ul. Kaliska 3 m. 5 99-100 Łęczyca",
            "0",
            "11402004",
            "Świadczenie pieniężne IPI grudzień|2026",
            "",
            "",
            "51",
            "LW/2026/12/1",
        ]
    ]


@pytest.mark.parametrize(
    ("profile", "byte"),
    [
        ("elixir0-cp852", b"\x9d"),
        ("elixir0-cp1250", b"\xa3"),
        ("elixir0-iso", b"\xa3"),
        ("elixir0-utf8", b"\xc5\x81"),
    ],
)
def test_each_profile_writes_its_own_bytes_for_a_polish_letter(profile, byte):
    assert b"|" + byte in written(profile, OLENA).document.content


grosze = st.integers(min_value=1, max_value=10**10).map(lambda n: Decimal(n) / 100)
texts = st.text(min_size=1, max_size=200).map(lambda text: f"A{text}")


@pytest.mark.parametrize("profile", ELIXIR)
@settings(max_examples=40, deadline=None)
@given(given_rows=st.lists(st.tuples(grosze, texts, st.text(max_size=200), texts), min_size=1, max_size=6))
def test_any_elixir_file_adds_up_and_holds_nothing_a_bank_rejects(profile, given_rows):
    listed = [
        changed(amount=amount, recipient=recipient, address=address, title=title)
        for amount, recipient, address, title in given_rows
    ]
    file = written(profile, *listed)
    rows = records(file, PROFILES[profile].encoding)
    assert sum(Decimal(row[2]) for row in rows) / 100 == file.total == sum(one.amount for one in listed)
    assert len(rows) == file.count == len(listed)
    for row in rows:
        for field in (row[7], row[8], row[11]):
            lines = field.split("|")
            assert len(lines) <= 4
            assert max(map(len, lines)) <= 35
            assert not set("".join(lines)) & set(FORBIDDEN)
            assert all(char.isprintable() for char in "".join(lines))


@settings(max_examples=30, deadline=None)
@given(given_rows=st.lists(st.tuples(grosze, texts, st.text(max_size=300), texts), min_size=1, max_size=5))
def test_any_pain_file_fits_the_schema_and_adds_up(given_rows):
    listed = [
        changed(amount=amount, recipient=recipient, address=address, title=title)
        for amount, recipient, address, title in given_rows
    ]
    file = written("pain001", *listed)
    SCHEMA.validate(file.document.content.decode())
    tree, found = payments(file)
    names = {"p": tree.nsmap[None]}
    assert [amount for amount, *_ in found] == [one.amount for one in listed]
    assert {Decimal(sum_.text) for sum_ in tree.iterfind(".//p:CtrlSum", names)} == {file.total}
    assert {int(count.text) for count in tree.iterfind(".//p:NbOfTxs", names)} == {file.count}


def test_a_pain_file_is_domestic_and_named_by_us():
    tree, found = payments(written("pain001", OLENA))
    names = {"p": tree.nsmap[None]}
    assert found == [
        (
            Decimal("1900.00"),
            "PLN",
            "PL27114020040000300201355387",
            "Olena Kowalczuk",
            "Świadczenie pieniężne IPI grudzień 2026",
        )
    ]
    assert [tree.findtext(f".//p:{name}", namespaces=names) for name in ("MsgId", "PmtInfId", "CreDtTm")] == [
        "LW/2026/12",
        "LW/2026/12",
        "2026-12-14T09:30:00",
    ]
    assert tree.findtext(".//p:DbtrAgt//p:MmbId", namespaces=names) == "10901014"
    assert tree.findtext(".//p:EndToEndId", namespaces=names) == "LW/2026/12/1"
    assert b"SEPA" not in etree.tostring(tree)
    assert tree.find(".//p:PmtTpInf", names) is None


@pytest.mark.parametrize("profile", list(PROFILES))
def test_the_same_list_gives_the_same_bytes(profile):
    assert written(profile, OLENA).document.sha256 == written(profile, OLENA).document.sha256


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_file_is_named_after_its_list_and_tells_total_and_count(profile):
    file = written(profile, OLENA, changed(amount=Decimal("0.05")))
    assert (file.document.name, file.total, file.count) == (
        f"przelewy-LW-2026-12.{PROFILES[profile].extension}",
        Decimal("1900.05"),
        2,
    )


def test_what_the_bank_will_see_otherwise_is_told():
    file = written("elixir0-cp852", changed(recipient="Олена Ковальчук"))
    assert [(change.line, change.field, change.given, change.written) for change in file.changes] == [
        (1, "odbiorca", "Олена Ковальчук", "Olena Kovalchuk")
    ]


def test_a_title_that_is_too_long_is_cut_and_told():
    file = written("elixir0-cp852", changed(title="x" * 150))
    assert [change.written.replace(" ", "") for change in file.changes] == ["x" * 140]


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        (Decimal("0"), "większa od zera"),
        (Decimal("-5"), "większa od zera"),
        (Decimal("1.005"), "części grosza"),
        (Decimal("NaN"), "nie jest liczbą"),
        (Decimal("Infinity"), "nie jest liczbą"),
        (10.5, "nie jest liczbą"),
        (Decimal("10000000000"), "większa niż"),
    ],
)
@pytest.mark.parametrize("profile", ["elixir0-cp852", "pain001"])
def test_a_wrong_amount_is_refused_with_the_line(profile, amount, why):
    with pytest.raises(bankfiles.WrongAmount, match=f"przelew 2 .Olena Kowalczuk.*{why}"):
        written(profile, OLENA, changed(amount=amount))


def test_an_empty_list_is_refused():
    with pytest.raises(bankfiles.EmptyList, match="nie ma czego wysłać"):
        written("elixir0-cp852")


def test_a_wrong_account_is_refused_with_the_line_or_as_the_centre_s_own():
    with pytest.raises(bankfiles.WrongAccount, match="przelew 1"):
        written("elixir0-cp852", changed(account="27114020040000300201355388"))
    with pytest.raises(bankfiles.WrongAccount, match="rachunek centrum"):
        written("elixir0-cp852", OLENA, sender=Sender(name="PCPR", address="", account="1"))


def test_a_name_without_any_letter_is_refused():
    with pytest.raises(bankfiles.WrongText, match="odbiorca"):
        written("elixir0-cp852", changed(recipient="|;:"))


def test_an_unknown_profile_is_refused_with_those_that_exist():
    with pytest.raises(bankfiles.WrongProfile, match="elixir0-cp852"):
        written("bank-x", OLENA)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", account.NOT_DIGITS),
        ("abc", account.NOT_DIGITS),
        ("1234", account.NOT_26_DIGITS.format(count=4)),
        ("61109010140000071219812875", account.WRONG_CHECK),
        ("DE89370400440532013000", account.FOREIGN),
        ("٦1109010140000071219812874", account.NOT_DIGITS),
    ],
)
def test_a_wrong_account_gets_a_clear_message(typed, message):
    with pytest.raises(account.AccountError) as caught:
        account.clean(typed)
    assert str(caught.value) == message


@pytest.mark.parametrize("typed", ["PL61 1090 1014 0000 0712 1981 2874", "61-1090-1014-0000-0712-1981-2874"])
def test_an_account_is_read_however_it_is_grouped(typed):
    assert account.clean(typed) == "61109010140000071219812874"
    assert account.grouped(typed).split() == ["61", "1090", "1014", "0000", "0712", "1981", "2874"]


@given(st.integers(0, 25), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place, shift):
    digits = "61109010140000071219812874"
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert account.is_valid(digits)
    assert not account.is_valid(wrong)


def test_every_profile_says_since_when_and_from_where():
    assert [
        key
        for key, profile in PROFILES.items()
        if not (profile.source and profile.since and key == profile.key)
    ] == []
