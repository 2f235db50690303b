# Lists sent before the ledger began are entered in it as they went out.

from django.db import migrations


def enter(apps, schema_editor):
    Payment, Entry = apps.get_model("benefits", "Payment"), apps.get_model("benefits", "LedgerEntry")
    sent = Payment.objects.filter(payment_list__state="sent").select_related("programme", "payment_list")
    entries = []
    for line in sent.iterator(chunk_size=2000):
        amounts = {"granted": line.agreed_pln, "withheld": line.amount_pln - line.agreed_pln, "paid": -line.amount_pln}
        entries += [
            Entry(
                organisation_id=line.payment_list.organisation_id, case_id=line.case_id, person_id=line.person_id,
                month=line.month, kind=kind, amount_pln=amount, payment_id=line.pk,
                decision_id=line.programme.decision_id, by_id=line.payment_list.approved_by_id,
            )
            for kind, amount in amounts.items()
            if amount
        ]
    Entry.objects.bulk_create(entries, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [('benefits', '0009_ledger')]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
