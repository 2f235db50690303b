# What stood before: names come from the person, who prepared a list had also passed it on. A fingerprint that
# agreed is made again with the names in it; one that did not agree still does not.

import hashlib
import json

from django.db import migrations
from django.db.models import F

BEFORE = (
    "person__key", "case__key", "month", "agreed_pln", "amount_pln", "health_pln", "note", "explanation",
    "method", "holder", "account",
)
NOW = (BEFORE[0], "person_name", *BEFORE[1:])


def fingerprint(payment_list, lines):
    rows = sorted([_written(value) for value in line] for line in lines)
    whole = {"number": payment_list.number, "month": payment_list.month.isoformat(), "lines": rows}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _written(value):
    if isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:.2f}"


def fill(apps, schema_editor):
    Payment, PaymentList = apps.get_model("benefits", "Payment"), apps.get_model("benefits", "PaymentList")
    for payment in Payment.objects.select_related("person").iterator(chunk_size=2000):
        name = f"{payment.person.given_names} {payment.person.family_name}"
        Payment.objects.filter(pk=payment.pk).update(person_name=name)
    PaymentList.objects.exclude(state="draft").update(submitted_by=F("prepared_by"))
    for found in PaymentList.objects.filter(state__in=["approved", "sent"]):
        lines = Payment.objects.filter(payment_list=found)
        if fingerprint(found, lines.values_list(*BEFORE)) == found.sha256:
            PaymentList.objects.filter(pk=found.pk).update(sha256=fingerprint(found, lines.values_list(*NOW)))


class Migration(migrations.Migration):

    dependencies = [('benefits', '0006_second_person_and_names')]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
