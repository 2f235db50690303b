import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('cases', '0001_initial'),
        ('decisions', '0001_initial'),
        ('intake', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('state', models.CharField(choices=[('draft', 'w przygotowaniu'), ('agreed', 'uzgodniony'), ('sent', 'u wojewody'), ('accepted', 'zaakceptowany przez wojewodę'), ('running', 'w toku'), ('ended', 'zakończony')], default='draft', max_length=10, verbose_name='stan')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('law_file', models.CharField(default='pl-ipi', max_length=40, verbose_name='plik programu')),
                ('base_reading', models.CharField(max_length=12, verbose_name='kwota bazowa')),
                ('floor_reading', models.BooleanField(verbose_name='minimum ustawowe na osobę')),
                ('book_version', models.CharField(max_length=64, verbose_name='wersja księgi prawa')),
                ('life_situation', kladka.vault.fields.SealedTextField(blank=True, purpose='fields', row='key', verbose_name='ocena sytuacji życiowej (§ 2 rozporządzenia)')),
                ('institutions', kladka.vault.fields.SealedTextField(blank=True, purpose='fields', row='key', verbose_name='instytucje i zakres ich pomocy (§ 2 rozporządzenia)')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='uzgodniono')),
                ('signed_by', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='za rodzinę')),
                ('interpreter', kladka.vault.fields.SealedTextField(blank=True, max_length=120, purpose='fields', row='key', verbose_name='tłumacz')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='zaakceptowano')),
                ('voivode_reference', models.CharField(blank=True, max_length=60, verbose_name='znak pisma wojewody')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='intake.application')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='cases.case', verbose_name='sprawa')),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('realizator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='realizator programu')),
                ('represented_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='za centrum')),
            ],
            options={
                'verbose_name': 'program',
                'verbose_name_plural': 'programy',
                'indexes': [models.Index(fields=['organisation', 'state', '-id'], name='programme_by_state'), models.Index(fields=['organisation', '-id'], name='programme_by_id'), models.Index(fields=['organisation', 'realizator', '-id'], name='programme_by_worker')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='programme_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('code', models.CharField(blank=True, max_length=30, verbose_name='wzór')),
                ('owed_by', models.CharField(choices=[('centre', 'centrum'), ('participant', 'cudzoziemiec')], max_length=12, verbose_name='kto')),
                ('text', kladka.vault.fields.SealedTextField(max_length=400, purpose='fields', row='key', verbose_name='zobowiązanie')),
                ('provision', models.CharField(blank=True, max_length=80, verbose_name='przepis')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='termin')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='wykonano')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'zobowiązanie',
                'verbose_name_plural': 'zobowiązania',
                'ordering': ['owed_by', models.OrderBy(models.F('due_on'), nulls_last=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FormOfAid',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('code', models.CharField(max_length=30, verbose_name='forma')),
                ('scope', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='zakres')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms_of_aid', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'forma pomocy',
                'verbose_name_plural': 'formy pomocy',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='form_of_aid_once')],
            },
        ),
        migrations.CreateModel(
            name='CostStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('cash_pln', models.DecimalField(decimal_places=2, max_digits=11, verbose_name='świadczenia pieniężne')),
                ('health_pln', models.DecimalField(decimal_places=2, max_digits=11, verbose_name='składki zdrowotne')),
                ('sent_on', models.DateField(verbose_name='wysłano')),
                ('pdf', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik zestawienia')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cost_statements', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'zestawienie kosztów',
                'verbose_name_plural': 'zestawienia kosztów',
            },
        ),
        migrations.CreateModel(
            name='AgreedAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('number', models.PositiveSmallIntegerField(verbose_name='miesiąc programu')),
                ('floor_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='najmniej')),
                ('ceiling_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='najwięcej')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('health_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='składka zdrowotna')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='powód innej kwoty niż najwyższa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'uzgodniona kwota',
                'verbose_name_plural': 'uzgodnione kwoty',
                'ordering': ['month', 'person'],
                'indexes': [models.Index(fields=['month', 'programme'], name='amount_of_month')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'person', 'month'), name='amount_once_a_month'), models.CheckConstraint(condition=models.Q(('amount_pln__gte', models.F('floor_pln')), ('amount_pln__lte', models.F('ceiling_pln'))), name='amount_within_bounds', violation_error_message='Kwota musi mieścić się między minimum a kwotą najwyższą.'), models.CheckConstraint(condition=models.Q(('amount_pln', models.F('ceiling_pln')), ('reason__isnull', False), _connector='OR'), name='amount_lower_with_reason', violation_error_message='Kwota niższa od najwyższej wymaga podania powodu.')],
            },
        ),
        migrations.CreateModel(
            name='Withholding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('ground', models.CharField(max_length=40, verbose_name='podstawa')),
                ('facts', kladka.vault.fields.SealedTextField(max_length=2000, purpose='fields', row='key', verbose_name='ustalenia')),
                ('stay_began_on', models.DateField(blank=True, null=True, verbose_name='początek pobytu w zakładzie')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='do')),
                ('ceased_on', models.DateField(blank=True, null=True, verbose_name='przyczyna ustała')),
                ('resumed_on', models.DateField(blank=True, null=True, verbose_name='wznowiono')),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withholdings', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'wstrzymanie',
                'verbose_name_plural': 'wstrzymania',
                'ordering': ['starts'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='withholding_ends_after_start', violation_error_message='Koniec wstrzymania nie może być przed początkiem.'), models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('programme', 'person'), name='withholding_open_once', violation_error_message='Pomoc tej osobie jest już wstrzymana.')],
            },
        ),
    ]
