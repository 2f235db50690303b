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
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('grant', 'przyznanie pomocy'), ('refuse', 'odmowa przyznania pomocy'), ('withhold', 'wstrzymanie pomocy'), ('resume', 'wznowienie pomocy'), ('revoke', 'uchylenie decyzji o pomocy'), ('remaining', 'pomoc dla pozostałych osób'), ('change', 'zmiana decyzji o pomocy'), ('transfer', 'pomoc na pozostały okres po przeniesieniu'), ('undue', 'nienależnie pobrane świadczenia'), ('relief', 'ulga w zwrocie świadczeń')], max_length=10, verbose_name='rodzaj')),
                ('state', models.CharField(choices=[('draft', 'projekt'), ('submitted', 'do zatwierdzenia'), ('issued', 'wydana'), ('delivered', 'doręczona'), ('withdrawn', 'wycofany projekt')], default='draft', max_length=10, verbose_name='stan')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='numer')),
                ('content', kladka.vault.fields.SealedJSONField(default=dict, purpose='fields', row='key', verbose_name='dane rozstrzygnięcia')),
                ('grounds', kladka.vault.fields.SealedTextField(purpose='fields', row='key', verbose_name='uzasadnienie')),
                ('prepared_at', models.DateTimeField(auto_now_add=True)),
                ('returned_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='powód zwrotu')),
                ('issued_on', models.DateField(null=True, verbose_name='wydana')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zatwierdził(a)')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cases.case', verbose_name='sprawa')),
                ('edited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ostatnio zmieniał(a)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='przygotował(a)')),
            ],
            options={
                'verbose_name': 'decyzja',
                'verbose_name_plural': 'decyzje',
            },
        ),
        migrations.CreateModel(
            name='DecisionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('name', models.CharField(max_length=120, verbose_name='nazwa pliku')),
                ('media_type', models.CharField(max_length=100)),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='decisions.decision')),
            ],
            options={
                'verbose_name': 'plik decyzji',
                'verbose_name_plural': 'pliki decyzji',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('in_person', 'odbiór osobisty'), ('post', 'list za potwierdzeniem odbioru'), ('electronic', 'e-Doręczenia'), ('substitute', 'fikcja doręczenia (art. 44 KPA)')], max_length=12, verbose_name='sposób')),
                ('on', models.DateField(verbose_name='doręczono')),
                ('appeal_raw_day', models.DateField(verbose_name='termin odwołania wyliczony')),
                ('appeal_day', models.DateField(verbose_name='ostatni dzień na odwołanie')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='delivery', to='decisions.decision')),
            ],
            options={
                'verbose_name': 'doręczenie',
                'verbose_name_plural': 'doręczenia',
            },
        ),
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='podejścia')),
                ('lease', models.CharField(blank=True, max_length=16)),
                ('beat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True, verbose_name='zakończono')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='błąd')),
                ('chosen', models.JSONField(default=dict, verbose_name='wybór')),
                ('state', models.CharField(choices=[('waiting', 'czeka'), ('running', 'w toku'), ('done', 'gotowy'), ('failed', 'nieudany')], default='waiting', max_length=10, verbose_name='stan')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='zrobiono')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='razem')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zlecono')),
                ('file', models.CharField(blank=True, max_length=80, verbose_name='plik')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'wydruk zbiorczy',
                'verbose_name_plural': 'wydruki zbiorcze',
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['organisation', 'state', '-id'], name='decision_by_state'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['organisation', '-id'], name='decision_by_id'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['organisation', 'kind', '-id'], name='decision_by_kind'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['organisation', 'state', 'kind', '-id'], name='decision_by_state_kind'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['case', '-id'], name='decision_of_case'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='decision_four_eyes', violation_error_message='Decyzję zatwierdza inna osoba niż ta, która ją przygotowała.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('edited_by__isnull', True), models.Q(('approved_by', models.F('edited_by')), _negated=True), _connector='OR'), name='decision_editor_not_approver', violation_error_message='Decyzję zatwierdza inna osoba niż ta, która ją zmieniała.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['grant', 'refuse']), ('state__in', ['draft', 'submitted'])), fields=('case',), name='decision_open_once', violation_error_message='W tej sprawie jest już projekt decyzji.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted'])), fields=('case', 'kind'), name='decision_open_once_of_a_kind', violation_error_message='W tej sprawie jest już projekt decyzji tego rodzaju.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'withdrawn']), models.Q(('approved_by__isnull', False), ('issued_on__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='decision_issued_whole'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('organisation', 'number'), name='decision_number_once'),
        ),
        migrations.AddConstraint(
            model_name='decisionfile',
            constraint=models.UniqueConstraint(fields=('decision', 'media_type'), name='decision_file_once'),
        ),
        migrations.AddIndex(
            model_name='printrun',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['beat_at'], name='print_run_open'),
        ),
        migrations.AddIndex(
            model_name='printrun',
            index=models.Index(fields=['by', '-id'], name='print_run_mine'),
        ),
        migrations.AddConstraint(
            model_name='printrun',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='print_run_done_within_total'),
        ),
        migrations.AddConstraint(
            model_name='printrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='print_run_done_with_file'),
        ),
    ]
