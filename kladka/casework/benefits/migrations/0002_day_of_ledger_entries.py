from django.db import migrations, models
from django.utils import timezone


def fill(apps, schema_editor):
    """The day of what stands already: that on which the list was sent, or that of the entry itself."""
    for entry in apps.get_model('benefits', 'LedgerEntry').objects.select_related('payment__payment_list'):
        of_list = entry.kind in ('granted', 'withheld', 'paid')
        entry.on = entry.payment.payment_list.sent_on if of_list else timezone.localdate(entry.at)
        entry.save(update_fields=['on'])


class Migration(migrations.Migration):

    dependencies = [
        ('benefits', '0001_initial'),
    ]

    operations = [
        migrations.AddField('ledgerentry', 'on', models.DateField(null=True, verbose_name='dzień')),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField('ledgerentry', 'on', models.DateField(verbose_name='dzień')),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['organisation', 'on', 'kind', 'amount_pln'], name='ledger_by_day'),
        ),
    ]
