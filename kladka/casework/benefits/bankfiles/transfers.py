"""Polecenia przelewu: who pays, whom, how much, and what must be true of them before a file is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kladka.casework.benefits.bankfiles import account
from kladka.documents.document import Document
from kladka.documents.polish import GROSZ, zl

# The widest amount of an Elixir-0 field in practice: 15 digits of grosze; far above any list of ours.
LARGEST = Decimal("9999999999.99")


class BankFileError(ValueError):
    """A bank file was not written; the message says in Polish which transfer is wrong and why."""


class EmptyList(BankFileError):
    """There is nothing to pay."""


class WrongAmount(BankFileError):
    """An amount is zero, negative, too large or has a part of a grosz."""


class WrongAccount(BankFileError):
    """An account number fails its check."""


class WrongText(BankFileError):
    """A name or title has nothing left that a bank would take."""


class WrongProfile(BankFileError):
    """No such bank profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The centre as its bank knows it."""

    name: str
    address: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One domestic transfer; ``recipient`` in the Latin spelling of the residence document, zł."""

    recipient: str
    address: str
    account: str
    amount: Decimal
    title: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A text that the bank will see otherwise than it was given; ``line`` counts from 1, 0 is the sender."""

    line: int
    field: str
    given: str
    written: str


@dataclass(frozen=True, slots=True)
class BankFile:
    """A file for the bank with its exact total in zł, the number of transfers, and what was respelt."""

    document: Document
    total: Decimal
    count: int
    changes: tuple[Change, ...]


@dataclass(slots=True)
class Counted:
    """Transfers one after another with bare account numbers and whole grosze; adds up those it has given.

    Raises a ``BankFileError`` at the first that is wrong, and at the end when there was none.
    """

    transfers: Iterable[Transfer]
    count: int = 0
    total: Decimal = Decimal("0.00")

    def __iter__(self) -> Iterator[Transfer]:
        for at, transfer in enumerate(self.transfers, start=1):
            checked = _transfer(at, transfer)
            self.count, self.total = at, self.total + checked.amount
            yield checked
        if not self.count:
            raise EmptyList("Lista nie ma żadnej wypłaty na rachunek – nie ma czego wysłać do banku.")


def checked_sender(sender: Sender) -> Sender:
    """The same with a bare account number, or a ``BankFileError``."""
    return Sender(
        name=sender.name, address=sender.address, account=_account(sender.account, "rachunek centrum")
    )


def _transfer(line: int, transfer: Transfer) -> Transfer:
    where = f"przelew {line} ({transfer.recipient})"
    return Transfer(
        recipient=transfer.recipient,
        address=transfer.address,
        account=_account(transfer.account, where),
        amount=_amount(transfer.amount, where),
        title=transfer.title,
        reference=transfer.reference,
    )


def _account(typed: str, where: str) -> str:
    try:
        return account.clean(typed)
    except account.AccountError as error:
        raise WrongAccount(f"{where}: {error}") from error


def _amount(amount: Decimal, where: str) -> Decimal:
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise WrongAmount(f"{where}: kwota {amount!r} nie jest liczbą dziesiętną.")
    if amount <= 0:
        raise WrongAmount(f"{where}: kwota musi być większa od zera, a jest {amount}.")
    if amount > LARGEST:
        raise WrongAmount(f"{where}: kwota jest większa niż {zl(LARGEST)} zł.")
    if amount != amount.quantize(GROSZ):
        raise WrongAmount(f"{where}: kwota {amount} ma części grosza.")
    return amount.quantize(GROSZ)
