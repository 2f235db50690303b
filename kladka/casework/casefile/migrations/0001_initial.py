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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FileRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='podejścia')),
                ('lease', models.CharField(blank=True, max_length=16)),
                ('beat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True, verbose_name='zakończono')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='błąd')),
                ('state', models.CharField(choices=[('waiting', 'czeka'), ('running', 'w toku'), ('done', 'gotowe'), ('failed', 'nieudane')], default='waiting', max_length=10, verbose_name='stan')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='zrobiono części')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='części')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zlecono')),
                ('homeless', models.BooleanField(default=False, verbose_name='bez pism z adresem chronionym')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='kart')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='sprawa')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'akta w jednym pliku',
                'verbose_name_plural': 'akta w jednym pliku',
            },
        ),
        migrations.CreateModel(
            name='FilePiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('lease', models.CharField(max_length=16)),
                ('number', models.PositiveIntegerField(verbose_name='kolejny')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='treść')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='casefile.filerun')),
            ],
            options={
                'verbose_name': 'kawałek akt',
                'verbose_name_plural': 'kawałki akt',
            },
        ),
        migrations.AddIndex(
            model_name='filerun',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['beat_at'], name='file_run_open'),
        ),
        migrations.AddIndex(
            model_name='filerun',
            index=models.Index(fields=['case', 'by', '-id'], name='file_run_of_case'),
        ),
        migrations.AddConstraint(
            model_name='filerun',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='file_run_done_within_total'),
        ),
        migrations.AddConstraint(
            model_name='filepiece',
            constraint=models.UniqueConstraint(fields=('run', 'lease', 'number'), name='file_piece_once'),
        ),
    ]
