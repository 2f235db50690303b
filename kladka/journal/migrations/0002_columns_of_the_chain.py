from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion

import kladka.journal.models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('journal', '0001_initial'),
    ]

    operations = [
        migrations.AlterField('entry', 'organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organizacja')),
        migrations.AlterField('entry', 'actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
        migrations.AlterField('entry', 'at', models.DateTimeField(verbose_name='kiedy')),
        migrations.AlterField('entry', 'details', kladka.journal.models.Details(verbose_name='szczegóły')),
        migrations.AddField('entry', 'seq', models.PositiveBigIntegerField(null=True, verbose_name='numer w łańcuchu')),
        migrations.AddField('entry', 'kind', models.CharField(choices=[('act', 'czynność'), ('read', 'wgląd'), ('list', 'lista'), ('sign_in', 'logowanie'), ('alarm', 'alarm')], default='act', max_length=8, verbose_name='rodzaj'), preserve_default=False),
        migrations.AddField('entry', 'basis', models.CharField(default='', max_length=60, verbose_name='podstawa'), preserve_default=False),
        migrations.AddField('entry', 'address', models.CharField(default='', max_length=60, verbose_name='strona'), preserve_default=False),
        migrations.AddField('entry', 'shown', models.TextField(default='', help_text='klucze spraw, rozdzielone odstępem', verbose_name='sprawy na liście'), preserve_default=False),
        migrations.AddField('entry', 'reason', models.BinaryField(default=b'', verbose_name='powód (zaszyfrowany)'), preserve_default=False),
        migrations.AddField('entry', 'key_number', models.PositiveSmallIntegerField(default=0, verbose_name='numer klucza'), preserve_default=False),
        migrations.AddField('entry', 'mac', models.CharField(default='', max_length=64, verbose_name='HMAC-SHA-256'), preserve_default=False),
    ]
