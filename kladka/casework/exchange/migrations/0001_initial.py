import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='podejścia')),
                ('lease', models.CharField(blank=True, max_length=16)),
                ('beat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True, verbose_name='zakończono')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='błąd')),
                ('kind', models.CharField(choices=[('families', 'rodziny i wnioski'), ('payments', 'wypłaty dokonane gdzie indziej')], max_length=10, verbose_name='rodzaj')),
                ('name', models.CharField(max_length=120, verbose_name='plik')),
                ('pasted', models.BooleanField(default=False, verbose_name='wklejone wiersze')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='treść pliku')),
                ('problems', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='uwagi do całego pliku')),
                ('state', models.CharField(choices=[('to_read', 'czeka na odczytanie'), ('reading', 'czytanie pliku'), ('read', 'do sprawdzenia'), ('to_write', 'czeka na zapisanie'), ('writing', 'zapisywanie'), ('done', 'zapisany'), ('failed', 'nieodczytany'), ('dropped', 'odrzucony')], default='to_read', max_length=10, verbose_name='stan')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='zrobiono')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='razem')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='wczytano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'importy',
            },
        ),
        migrations.CreateModel(
            name='ImportLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='pierwszy wiersz')),
                ('outcome', models.CharField(choices=[('new', 'nowe'), ('same', 'bez zmian'), ('changed', 'zmienione'), ('fault', 'do poprawy')], max_length=8, verbose_name='wynik')),
                ('title', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='kogo dotyczy')),
                ('typed', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='wiersze')),
                ('notes', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='różnice i błędy')),
                ('chosen', models.BooleanField(default=False, verbose_name='do zapisania')),
                ('written_at', models.DateTimeField(null=True, verbose_name='zapisano')),
                ('refused', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='dlaczego nie zapisano')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='sprawa')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='exchange.importrun')),
            ],
            options={
                'verbose_name': 'pozycja importu',
                'verbose_name_plural': 'pozycje importu',
            },
        ),
        migrations.CreateModel(
            name='EarlierPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('month', models.DateField(verbose_name='za miesiąc')),
                ('payer', models.CharField(max_length=120, verbose_name='kto wypłacił')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='dzień wypłaty')),
                ('recorded_at', models.DateTimeField(auto_now=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier_payments', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='komu')),
            ],
            options={
                'verbose_name': 'wypłata dokonana gdzie indziej',
                'verbose_name_plural': 'wypłaty dokonane gdzie indziej',
                'indexes': [models.Index(fields=['case', '-month', '-id'], name='earlier_payment_of_case')],
                'constraints': [models.UniqueConstraint(fields=('person', 'month', 'payer'), name='earlier_payment_once'), models.CheckConstraint(condition=models.Q(('amount_pln__gte', 0)), name='earlier_payment_not_negative')],
            },
        ),
        migrations.AddIndex(
            model_name='importrun',
            index=models.Index(fields=['organisation', '-created_at', '-id'], name='import_by_day'),
        ),
        migrations.AddIndex(
            model_name='importline',
            index=models.Index(fields=['run', 'outcome', 'number'], name='import_line_by_outcome'),
        ),
        migrations.AddConstraint(
            model_name='importline',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='import_line_once'),
        ),
    ]
