"""ISO 20022 pain.001.001.09 for domestic transfers in PLN, checked against the published schema."""

import io
import xml.etree.ElementTree as ET
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import sepaxml
from lxml import etree

from kladka.casework.benefits.bankfiles.account import sort_code
from kladka.casework.benefits.bankfiles.lettering import Lettering
from kladka.casework.benefits.bankfiles.transfers import BankFileError, Counted, EmptyList, Sender, Transfer

SCHEMA = "pain.001.001.09"
POLISH_CLEARING = "PLKNR"  # ISO 20022 external code of Polish sort codes
_NAMESPACE = f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_AT_ONCE = 500
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_ID = 70, 140, 35  # what the schema and Polish banks take at most


def content(
    sender: Sender,
    transfers: Counted,
    *,
    on: date,
    made_at: datetime,
    key: str,
    lettering: Lettering,
) -> bytes:
    """Return the XML; ``key`` names the message and the batch, ``made_at`` is written as the time of making.

    The library says SEPA in every payment and takes random names and the clock; all three are replaced. It
    builds a tree of everything, so it is given some hundred transfers at a time; what the file says of all of
    them is put into the first tree, which the others' payments then follow.
    """
    payer, around, file = _payer(sender, lettering), None, io.BytesIO()
    numbered = enumerate(transfers, start=1)
    while part := list(islice(numbered, _AT_ONCE)):
        book = sepaxml.SepaTransfer(payer, schema=SCHEMA, clean=False)
        for line, transfer in part:
            book.add_payment(_payment(line, transfer, on, lettering))
        tree = ET.fromstring(book.export(validate=False))
        for payment in _taken_out(tree):
            file.write(_bare(payment))
        around = around or tree
    if around is None:
        raise EmptyList("Lista nie ma żadnej wypłaty.")
    message = lettering.single(0, "numer", key, longest=_LONGEST_ID)
    _make_domestic(around, message=message, made_at=made_at, sender=sender)
    _say_totals(around, transfers)
    before, after = _DECLARATION + ET.tostring(around, encoding="utf-8"), b"</PmtInf>"
    at = before.rindex(after)
    return _checked(b"".join((before[:at], file.getvalue(), before[at:])))


def _taken_out(tree: ET.Element) -> list[ET.Element]:
    """The payments of a tree, which has none then."""
    batch = _find(tree, "PmtInf")
    payments = batch.findall(f"{{{_NAMESPACE}}}CdtTrfTxInf")
    for payment in payments:
        batch.remove(payment)
    return payments


def _bare(payment: ET.Element) -> bytes:
    """An element of the file without the name space, which its root declares."""
    return ET.tostring(payment, encoding="utf-8").replace(f' xmlns="{_NAMESPACE}"'.encode(), b"", 1)


def _say_totals(tree: ET.Element, transfers: Counted) -> None:
    for part in ("GrpHdr", "PmtInf"):
        _find(tree, f"{part}/NbOfTxs").text = str(transfers.count)
        _find(tree, f"{part}/CtrlSum").text = str(transfers.total)


def _payer(sender: Sender, lettering: Lettering) -> dict[str, Any]:
    return {
        "name": lettering.single(0, "nadawca", sender.name, longest=_LONGEST_NAME),
        "IBAN": f"PL{sender.account}",
        "batch": True,
        "currency": "PLN",
        "domestic": True,
        "address": _address(lettering, 0, "nadawca", sender.address),
    }


def _payment(line: int, transfer: Transfer, on: date, lettering: Lettering) -> dict[str, Any]:
    profile = lettering.profile
    longest_name = min(_LONGEST_NAME, 2 * profile.line)
    longest_title = min(_LONGEST_TITLE, profile.lines * profile.line)
    end_to_end = lettering.single(line, "numer", transfer.reference, longest=profile.reference, needed=False)
    return {
        "name": lettering.single(line, "odbiorca", transfer.recipient, longest=longest_name),
        "IBAN": f"PL{transfer.account}",
        "amount": int(transfer.amount * 100),
        "execution_date": on,
        "description": lettering.single(line, "tytuł", transfer.title, longest=longest_title),
        "endtoend_id": end_to_end or "NOTPROVIDED",
        "address": _address(lettering, line, "odbiorca", transfer.address),
    }


def _address(lettering: Lettering, line: int, who: str, address: str) -> dict[str, Any]:
    text = lettering.single(line, f"adres: {who}", address, longest=2 * _LONGEST_NAME, needed=False)
    lines = [part.strip() for part in (text[:_LONGEST_NAME], text[_LONGEST_NAME:]) if part.strip()]
    return {"country": "PL", "lines": lines} if lines else {}


def _make_domestic(tree: ET.Element, *, message: str, made_at: datetime, sender: Sender) -> None:
    """Put in our own names and time, drop what only SEPA knows, name the payer's bank by its sort code."""
    _find(tree, "GrpHdr/MsgId").text = message
    _find(tree, "GrpHdr/CreDtTm").text = f"{made_at:%Y-%m-%dT%H:%M:%S}"
    batch = _find(tree, "PmtInf")
    _find(batch, "PmtInfId").text = message
    for name in ("PmtTpInf", "ChrgBr"):
        for element in batch.findall(f"{{{_NAMESPACE}}}{name}"):
            batch.remove(element)
    bank = ET.SubElement(_find(batch, "DbtrAgt/FinInstnId"), f"{{{_NAMESPACE}}}ClrSysMmbId")
    system = ET.SubElement(bank, f"{{{_NAMESPACE}}}ClrSysId")
    ET.SubElement(system, f"{{{_NAMESPACE}}}Cd").text = POLISH_CLEARING
    ET.SubElement(bank, f"{{{_NAMESPACE}}}MmbId").text = sort_code(sender.account)


def _find(element: ET.Element, path: str) -> ET.Element:
    found = element.find(f".//{'/'.join(f'{{{_NAMESPACE}}}{name}' for name in path.split('/'))}")
    if found is None:
        raise BankFileError(f"Plik pain.001 nie ma pola {path}.")
    return found


@cache
def _schema() -> etree.XMLSchema:
    """The published schema, by lxml: 5,000 payments in 0.05 s, where the library's own check takes 5 s."""
    return etree.XMLSchema(etree.parse(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))


def _checked(xml: bytes) -> bytes:
    """The same when it fits the schema; checked while it is read, without a tree of it."""
    try:
        for _, payment in etree.iterparse(io.BytesIO(xml), tag="{*}CdtTrfTxInf", schema=_schema()):
            payment.clear()
            while payment.getprevious() is not None:
                del payment.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BankFileError(
            f"Plik pain.001 nie zgadza się ze schematem: {error}. Nie został zapisany."
        ) from error
    return xml
