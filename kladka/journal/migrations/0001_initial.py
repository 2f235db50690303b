import django.db.models.deletion
import kladka.journal.models
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField(verbose_name='numer w łańcuchu')),
                ('at', models.DateTimeField(verbose_name='kiedy')),
                ('kind', models.CharField(choices=[('act', 'czynność'), ('read', 'wgląd'), ('list', 'lista'), ('sign_in', 'logowanie'), ('alarm', 'alarm')], max_length=8, verbose_name='rodzaj')),
                ('act', models.CharField(max_length=60, verbose_name='czynność')),
                ('subject', models.CharField(max_length=40, verbose_name='czego dotyczy')),
                ('subject_key', models.CharField(max_length=40, verbose_name='klucz')),
                ('basis', models.CharField(max_length=60, verbose_name='podstawa')),
                ('address', models.CharField(max_length=60, verbose_name='strona')),
                ('details', kladka.journal.models.Details(verbose_name='szczegóły')),
                ('shown', models.TextField(help_text='klucze spraw, rozdzielone odstępem', verbose_name='sprawy na liście')),
                ('reason', models.BinaryField(verbose_name='powód (zaszyfrowany)')),
                ('key_number', models.PositiveSmallIntegerField(verbose_name='numer klucza')),
                ('mac', models.CharField(max_length=64, verbose_name='HMAC-SHA-256')),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organizacja')),
            ],
            options={
                'verbose_name': 'wpis dziennika',
                'verbose_name_plural': 'wpisy dziennika',
                'indexes': [models.Index(fields=['subject_key', '-at', '-id'], name='journal_by_subject'), models.Index(condition=models.Q(('kind', 'list')), fields=['-at', '-id'], name='journal_lists'), models.Index(fields=['at'], name='journal_by_time'), models.Index(fields=['actor', 'at'], name='journal_by_actor')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'seq'), name='journal_chain'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('seq',), name='journal_chain_of_installation')],
            },
        ),
    ]
