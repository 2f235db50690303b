import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
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
            name='ReportSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('code', models.SlugField(max_length=30, verbose_name='oznaczenie')),
                ('version', models.PositiveSmallIntegerField(verbose_name='wersja')),
                ('name', models.CharField(max_length=160, verbose_name='nazwa')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='uwaga')),
                ('rows', models.JSONField(default=list, verbose_name='wiersze')),
                ('terms', models.JSONField(blank=True, default=list, verbose_name='terminy')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'zestaw wierszy sprawozdania',
                'verbose_name_plural': 'zestawy wierszy sprawozdań',
            },
        ),
        migrations.CreateModel(
            name='YearReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('version', models.PositiveSmallIntegerField(verbose_name='wersja')),
                ('texts', kladka.vault.fields.SealedJSONField(default=dict, purpose='fields', row='key', verbose_name='teksty')),
                ('figures', models.JSONField(blank=True, default=list, verbose_name='liczby')),
                ('counted_at', models.DateTimeField(null=True, verbose_name='policzono')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='rozpoczęto')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='zakończono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto rozpoczął')),
                ('finished_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zakończył')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'sprawozdanie roczne',
                'verbose_name_plural': 'sprawozdania roczne',
            },
        ),
        migrations.CreateModel(
            name='ReportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='podejścia')),
                ('lease', models.CharField(blank=True, max_length=16)),
                ('beat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True, verbose_name='zakończono')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='błąd')),
                ('kind', models.CharField(choices=[('year', 'liczby sprawozdania rocznego'), ('set', 'liczby zestawu wierszy'), ('list', 'lista osób'), ('register', 'rejestr programów'), ('pack', 'paczka na kontrolę')], max_length=10, verbose_name='rodzaj')),
                ('asked', models.JSONField(default=dict, verbose_name='co zlecono')),
                ('state', models.CharField(choices=[('waiting', 'czeka'), ('running', 'w toku'), ('done', 'gotowe'), ('failed', 'nieudane')], default='waiting', max_length=10, verbose_name='stan')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='zrobiono części')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='części')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zlecono')),
                ('started_at', models.DateTimeField(null=True, verbose_name='rozpoczęto')),
                ('figures', models.JSONField(blank=True, default=list, verbose_name='liczby')),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='plik')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='zawartość')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zlecił')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('report_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.reportset')),
                ('year_report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='reports.yearreport')),
            ],
            options={
                'verbose_name': 'zlecenie sprawozdania',
                'verbose_name_plural': 'zlecenia sprawozdań',
            },
        ),
        migrations.AddConstraint(
            model_name='reportset',
            constraint=models.UniqueConstraint(fields=('organisation', 'code', 'version'), name='report_set_version_once'),
        ),
        migrations.AddConstraint(
            model_name='yearreport',
            constraint=models.UniqueConstraint(fields=('organisation', 'year', 'version'), name='year_report_version_once'),
        ),
        migrations.AddConstraint(
            model_name='yearreport',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('organisation', 'year'), name='year_report_draft_once', violation_error_message='Jest już projekt sprawozdania za ten rok.'),
        ),
        migrations.AddConstraint(
            model_name='yearreport',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at__isnull', True), ('finished_by__isnull', False), _connector='OR'), name='year_report_finished_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='reportrun',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['beat_at'], name='report_run_open'),
        ),
        migrations.AddIndex(
            model_name='reportrun',
            index=models.Index(fields=['organisation', 'by', '-id'], name='report_run_of_user'),
        ),
        migrations.AddConstraint(
            model_name='reportrun',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='report_run_done_within_total'),
        ),
    ]
