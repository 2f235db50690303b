"""The fingerprint of an issued decision: SHA-256 over what was approved and over the bytes of its files."""

import hashlib
import json

from .models import DecisionFile


def fingerprint(decision):
    """Lower-case hexadecimal SHA-256 of number, day, signatures, content, grounds and both frozen files."""
    files = DecisionFile.objects.filter(decision=decision).order_by("media_type", "pk")
    whole = {
        "decision": [decision.key, decision.number, decision.kind, decision.case.key],
        "issued_on": decision.issued_on and decision.issued_on.isoformat(),
        "signed": [decision.prepared_by_id, decision.approved_by_id],
        "content": decision.content,
        "grounds": decision.grounds,
        "files": [[one.media_type, hashlib.sha256(bytes(one.content)).hexdigest()] for one in files],
    }
    if decision.issuer:  # issued elsewhere: this is what was recorded of it
        whole["issuer"] = decision.issuer
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
