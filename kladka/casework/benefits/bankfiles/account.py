"""Numer rachunku (NRB): reading what was typed, checking modulo 97, the words of the error."""

import re

from stdnum import iban
from stdnum.exceptions import ValidationError

from kladka.documents.polish import account_number

# The only place that words these errors; forms show them at the field.
NOT_26_DIGITS = (
    "Numer rachunku musi mieć 26 cyfr; wpisano {count}. Sprawdź numer na wyciągu lub umowie z bankiem."
)
NOT_DIGITS = "Numer rachunku składa się z cyfr (można wpisać PL na początku i odstępy)."
FOREIGN = "To jest rachunek zagraniczny. Wypłaty wykonuje się tylko na rachunki w polskich bankach (26 cyfr)."
WRONG_CHECK = (
    "Suma kontrolna numeru rachunku się nie zgadza – najpewniej jedna z cyfr jest błędna lub przestawiona."
)


class AccountError(ValueError):
    """The account number cannot be used; the message is for the person who typed it."""


def clean(typed: str) -> str:
    """Return the 26 digits of a domestic account from what was typed; ``AccountError`` otherwise."""
    bare = re.sub(r"[\s\u00a0\-.]", "", typed).upper()
    if re.match(r"(?!PL)[A-Z]{2}\d\d", bare):
        raise AccountError(FOREIGN)
    digits = bare.removeprefix("PL")
    if not re.fullmatch(r"[0-9]+", digits):
        raise AccountError(NOT_DIGITS)
    if len(digits) != 26:
        raise AccountError(NOT_26_DIGITS.format(count=len(digits)))
    try:
        iban.validate(f"PL{digits}")
    except ValidationError as error:
        raise AccountError(WRONG_CHECK) from error
    return digits


def is_valid(typed: str) -> bool:
    """Tell whether what was typed is a domestic account number."""
    try:
        clean(typed)
    except AccountError:
        return False
    return True


def grouped(typed: str) -> str:
    """Write an account as on a statement, ``61 1090 1014 0000 0712 1981 2874``; ``AccountError`` if wrong."""
    return account_number(clean(typed))


def sort_code(account: str) -> str:
    """Return the eight digits by which the clearing house knows the bank's branch."""
    return account[2:10]
