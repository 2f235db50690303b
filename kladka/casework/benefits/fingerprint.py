"""The fingerprint of a payment list: SHA-256 over all its lines, in an order of their own."""

import hashlib
import json

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

    `lines` are tuples of the fields in `LINE`; their order does not matter. Serialised as JSON in UTF-8
    without blanks: amounts with two decimals, days as ISO, lines by the key of the person.
    """
    rows = sorted([_written(value) for value in line] for line in lines)
    whole = {"number": payment_list.number, "month": payment_list.month.isoformat(), "lines": rows}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _written(value):
    if isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:.2f}"
