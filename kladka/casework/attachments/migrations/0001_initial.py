import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('cases', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('residence', 'dokument pobytowy lub decyzja o ochronie'), ('identity', 'dokument tożsamości lub podróży'), ('civil', 'akt stanu cywilnego'), ('school', 'szkoła, kurs, kwalifikacje'), ('health', 'zdrowie'), ('housing', 'mieszkanie'), ('work', 'praca, dochód'), ('letter', 'pismo'), ('other', 'inny')], max_length=12, verbose_name='rodzaj')),
                ('name', kladka.vault.fields.SealedTextField(max_length=120, purpose='fields', row='key', verbose_name='nazwa pliku')),
                ('format', models.CharField(max_length=8, verbose_name='format')),
                ('size', models.PositiveIntegerField(verbose_name='wielkość w bajtach')),
                ('measure', models.PositiveIntegerField(null=True, verbose_name='strony lub punkty obrazu')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('signed', models.BooleanField(default=False, verbose_name='podpisany elektronicznie')),
                ('scanned', models.BooleanField(default=False, verbose_name='sprawdzony programem antywirusowym')),
                ('stored_as', models.CharField(blank=True, editable=False, max_length=32)),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='dodano')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='ważny do')),
                ('removed_at', models.DateTimeField(null=True, verbose_name='usunięto')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto dodał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='cases.case', verbose_name='sprawa')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto usunął')),
            ],
            options={
                'verbose_name': 'załącznik',
                'verbose_name_plural': 'załączniki',
                'indexes': [models.Index(fields=['case', '-id'], name='attachment_of_case'), models.Index(condition=models.Q(('removed_at', None), ('valid_until__isnull', False)), fields=['valid_until', 'id'], name='attachment_expiring')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), ('stored_as', '')), _connector='OR'), name='attachment_removed_by_somebody', violation_error_message='Usunięty załącznik ma osobę, która go usunęła, i nie ma treści.')],
            },
        ),
    ]
