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
            name='OfficeTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('decision', 'decyzja'), ('programme', 'indywidualny program integracji'), ('side_by_side', 'program i aneks obok języka rodziny'), ('supply_letter', 'wezwanie do usunięcia braków'), ('receipt', 'potwierdzenie złożenia wniosku'), ('notice', 'wezwanie do wyjaśnienia'), ('note', 'notatka służbowa z monitorowania'), ('move_notice', 'zawiadomienie o przeniesieniu'), ('certificate', 'zaświadczenie'), ('case_letter', 'pismo ze sprawy')], max_length=20, verbose_name='rodzaj pisma')),
                ('title', models.CharField(blank=True, max_length=80, verbose_name='nazwa pisma')),
                ('version', models.PositiveSmallIntegerField(verbose_name='wersja')),
                ('name', models.CharField(max_length=120, verbose_name='nazwa pliku')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='wzór Word')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('state', models.CharField(choices=[('ready', 'sprawdzony'), ('active', 'w użyciu'), ('retired', 'wycofany')], default='ready', max_length=10, verbose_name='stan')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='dodano')),
                ('active_from', models.DateTimeField(null=True, verbose_name='w użyciu od')),
                ('retired_at', models.DateTimeField(null=True, verbose_name='wycofano')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'wzór pisma jednostki',
                'verbose_name_plural': 'wzory pism jednostki',
            },
        ),
        migrations.CreateModel(
            name='TemplateUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='rodzaj pisma')),
                ('letter_key', models.CharField(max_length=16, verbose_name='pismo')),
                ('issued_at', models.DateTimeField(auto_now_add=True, verbose_name='wydano')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='letters.officetemplate', verbose_name='wzór')),
            ],
            options={
                'verbose_name': 'użycie wzoru',
                'verbose_name_plural': 'użycia wzorów',
            },
        ),
        migrations.AddConstraint(
            model_name='officetemplate',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'title', 'version'), name='template_version_once'),
        ),
        migrations.AddConstraint(
            model_name='officetemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('organisation', 'kind', 'title'), name='template_active_once'),
        ),
        migrations.AddConstraint(
            model_name='templateuse',
            constraint=models.UniqueConstraint(fields=('kind', 'letter_key'), name='template_use_once'),
        ),
    ]
