"""The fingerprint of a payment list: SHA-256 over all its lines, in an order of their own."""

import hashlib
import json
from itertools import groupby
from operator import itemgetter

LINE = (
    "person__key",
    "person_name",
    "case__key",
    "month",
    "agreed_pln",
    "amount_pln",
    "health_pln",
    "note",
    "explanation",
    "method",
    "holder",
    "account",
)


def fingerprint(payment_list, lines):
    """Lower-case hexadecimal SHA-256 of the list's number and month and of all `lines`.

    `lines` are tuples of the fields in `LINE`, those of one person together and persons by key; serialised
    as JSON in UTF-8 without blanks: amounts with two decimals, days as ISO, lines of a person in their order.
    """
    digest = hashlib.sha256(b'{"lines":[')
    between = b""
    for _, same in groupby(([_written(value) for value in line] for line in lines), key=itemgetter(0)):
        for line in sorted(same):
            digest.update(between + _json(line))
            between = b","
    month, number = _json(payment_list.month.isoformat()), _json(payment_list.number)
    digest.update(b'],"month":' + month + b',"number":' + number + b"}")
    return digest.hexdigest()


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _written(value):
    if isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:.2f}"
