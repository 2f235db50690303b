"""MT940: a bank's statement of account, as text in, entries out; sums are checked. No tables, no clock.

Read from the public description of SWIFT MT940 (fields 20, 25, 28C, 60F, 61, 86, 62F) and of the sub-fields
that Polish banks write in field 86 (separator, then two digits: 20–25 title, 27–29 and 32–33 the other party,
31 its account, 38 its IBAN). A bank that writes otherwise is read as far as the fields go.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

TAG = re.compile(r"^:(\d\d[A-Z]?):", re.MULTILINE)
ENTRY = re.compile(
    r"(?P<day>\d{6})(?P<booked>\d{4})?(?P<side>R?[CD])(?P<funds>[A-Z])?(?P<amount>\d+,\d{0,2})(?P<rest>.*)",
    re.DOTALL,
)
BALANCE = re.compile(r"(?P<side>[CD])(?P<day>\d{6})(?P<currency>[A-Z]{3})(?P<amount>\d+,\d{0,2})\s*$")
NEEDED = ("25", "60F", "62F")
TITLES, NAMES, OTHER_NAMES = range(20, 26), range(27, 30), range(32, 34)


class StatementError(ValueError):
    """The statement cannot be read, or does not add up; the message says where, in Polish."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement: zł above zero when money came, below when it went; the rest as the bank wrote it."""

    on: date
    amount: Decimal
    account: str = ""  # 26 digits, or empty
    name: str = ""
    title: str = ""
    reference: str = ""


@dataclass(slots=True)
class Statement:
    """One statement or several of one account joined; balances in zł, None where the file gives none."""

    account: str = ""
    number: str = ""
    opening: Decimal | None = None
    closing: Decimal | None = None
    entries: list = field(default_factory=list)

    @property
    def days(self):
        """(first, last) day of an entry, None without any."""
        found = [entry.on for entry in self.entries]
        return (min(found), max(found)) if found else (None, None)


def is_mt940(text):
    """Whether a text looks like MT940."""
    return ":61:" in text or (":60F:" in text and ":25:" in text)


def read(text):
    """The statement in a text. Raises StatementError."""
    fields = _fields(text)
    if not fields:
        raise StatementError("To nie jest wyciąg MT940: nie ma w nim żadnego pola „:25:”, „:60F:”, „:61:”.")
    found = Statement()
    for tag in NEEDED:
        if not any(one == tag for one, _ in fields):
            raise StatementError(f"W wyciągu nie ma pola „:{tag}:”. Pobierz plik z banku jeszcze raz.")
    for at, (tag, value) in enumerate(fields):
        _take(found, tag, value, fields[at + 1] if at + 1 < len(fields) else ("", ""))
    _check(found)
    return found


def _fields(text):
    """[(tag, value)] without envelopes of SWIFT blocks and the dash that ends a message."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    places = list(TAG.finditer(text))
    if not places:
        return []
    ends = [place.start() for place in places[1:]] + [len(text)]
    values = [text[place.end() : end] for place, end in zip(places, ends, strict=True)]
    return [
        (place[1], re.split(r"\n-\}?\s*(?:\n|$)|\n\{", value)[0].strip("\n"))
        for place, value in zip(places, values, strict=True)
    ]


def _take(found, tag, value, following):
    if tag == "25":
        account = _digits(value)
        if found.account and account != found.account:
            raise StatementError("W pliku są wyciągi dwóch rachunków. Zapisz każdy do osobnego pliku.")
        found.account = account
    elif tag == "28C":
        found.number = found.number or value.strip()
    elif tag == "60F":
        opening = _balance(value, tag)
        if found.closing is not None and found.closing != opening:
            raise StatementError("Saldo początkowe nie jest saldem końcowym poprzedniego wyciągu w pliku.")
        found.opening = opening if found.opening is None else found.opening
    elif tag == "62F":
        found.closing = _balance(value, tag)
    elif tag == "61":
        found.entries.append(
            _entry(value, following[1] if following[0] == "86" else "", len(found.entries) + 1)
        )


def _balance(value, tag):
    match = BALANCE.match(value.strip())
    if not match:
        raise StatementError(f"Pola „:{tag}:{value.strip()}” nie da się odczytać jako salda.")
    if match["currency"] != "PLN":
        raise StatementError(f"Wyciąg jest w walucie {match['currency']}. Przyjmujemy wyciągi w złotych.")
    amount = _amount(match["amount"])
    return amount if match["side"] == "C" else -amount


def _entry(value, told, number):
    match = ENTRY.match(value.strip())
    if not match:
        raise StatementError(f"Pozycji {number} „:61:{value.strip()[:40]}” nie da się odczytać.")
    amount, side = _amount(match["amount"]), match["side"]
    came = side in ("C", "RD")  # a reversed debit is money that came
    reference = match["rest"].split("\n")[0][4:].replace("//", " ").strip()
    parts = told_parts(told)
    return Entry(_day(match["day"], number), amount if came else -amount, reference=reference, **parts)


def told_parts(told):
    """{"account", "name", "title"} of field 86: by its sub-fields, or the whole text as the title."""
    text = told.replace("\n", "")
    lead = re.match(r"\d{3}([~<?^!])\d\d", text)
    if not lead:
        account = re.search(r"(?<!\d)(?:PL)?(\d{26})(?!\d)", text.replace(" ", ""))
        return {"account": account[1] if account else "", "name": "", "title": " ".join(told.split())}
    found = {}
    for part in text[3:].split(lead[1])[1:]:
        if re.match(r"\d\d", part):
            found.setdefault(int(part[:2]), part[2:].strip())
    return {
        "account": _digits(found.get(38, "") or found.get(31, "")),
        "name": _joined(found, NAMES) or _joined(found, OTHER_NAMES),
        "title": _joined(found, TITLES),
    }


def _joined(found, places):
    return " ".join(found[at] for at in places if found.get(at))


def _digits(text):
    """The 26 digits of a domestic account, the whole text without blanks otherwise."""
    bare = re.sub(r"[\s/]", "", text).upper().removeprefix("PL")
    digits = re.sub(r"\D", "", bare)
    return digits[-26:] if len(digits) >= 26 else bare


def _amount(text):
    whole, _, grosze = text.partition(",")
    return Decimal(f"{whole}.{grosze.ljust(2, '0')}")


def _day(text, number):
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError as error:
        raise StatementError(f"Pozycja {number} ma dzień, którego nie ma: {text}.") from error


def _check(found):
    moved = sum((entry.amount for entry in found.entries), Decimal(0))
    if found.opening + moved != found.closing:
        off = found.closing - found.opening - moved
        raise StatementError(
            f"Wyciąg się nie sumuje: różnica między saldami a pozycjami wynosi {off:.2f} zł. "
            "Plik jest niepełny albo zmieniony; pobierz go z banku jeszcze raz. Nic nie zostało zapisane."
        )
