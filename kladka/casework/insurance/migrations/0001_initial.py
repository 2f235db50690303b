import django.db.models.deletion
import django.utils.timezone
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
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContributionList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('part', models.PositiveSmallIntegerField(default=1, verbose_name='które za miesiąc')),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('state', models.CharField(choices=[('draft', 'w przygotowaniu'), ('submitted', 'do zatwierdzenia'), ('approved', 'zatwierdzone'), ('sent', 'przekazane do ZUS')], default='draft', max_length=10, verbose_name='stan')),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='przygotowano')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='zatwierdzono')),
                ('sent_on', models.DateField(null=True, verbose_name='przekazano')),
                ('paid_on', models.DateField(null=True, verbose_name='zapłacono')),
                ('returned_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='powód zwrotu')),
                ('people', models.PositiveIntegerField(default=0, verbose_name='liczba osób')),
                ('total_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='suma')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'zestawienie składek',
                'verbose_name_plural': 'zestawienia składek',
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('position', models.PositiveIntegerField(verbose_name='pozycja')),
                ('name', kladka.vault.fields.SealedTextField(max_length=161, purpose='fields', row='key', verbose_name='imiona i nazwisko')),
                ('identifier', kladka.vault.fields.SealedTextField(blank=True, max_length=80, purpose='fields', row='key', verbose_name='PESEL albo dokument')),
                ('base_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='podstawa')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='składka')),
                ('before_pln', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='poprzednio')),
                ('reason', models.CharField(blank=True, choices=[('', 'należna'), ('withheld', 'pomoc wstrzymana przez cały miesiąc'), ('other_title', 'inny tytuł do ubezpieczenia'), ('ended', 'osoba nie jest już objęta programem')], default='', max_length=12, verbose_name='dlaczego bez składki')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('contribution_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='insurance.contributionlist')),
            ],
            options={
                'verbose_name': 'składka zdrowotna',
                'verbose_name_plural': 'składki zdrowotne',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='InsuranceFiling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('register', 'zgłoszenie'), ('deregister', 'wyrejestrowanie'), ('family', 'zgłoszenie członka rodziny'), ('family_off', 'wyrejestrowanie członka rodziny')], max_length=10, verbose_name='rodzaj')),
                ('effective_on', models.DateField(verbose_name='od dnia')),
                ('filed_on', models.DateField(verbose_name='złożono')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='znak potwierdzenia')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='sprawa')),
                ('dependant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='członek rodziny')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='insurance_filings', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'zgłoszenie do ubezpieczenia',
                'verbose_name_plural': 'zgłoszenia do ubezpieczenia',
            },
        ),
        migrations.CreateModel(
            name='OtherTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('work', 'praca lub zlecenie'), ('business', 'działalność gospodarcza'), ('family', 'członek rodziny osoby ubezpieczonej'), ('unemployed', 'rejestracja w urzędzie pracy'), ('other', 'inny tytuł')], max_length=12, verbose_name='tytuł')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='do')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='other_titles', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'inny tytuł do ubezpieczenia',
                'verbose_name_plural': 'inne tytuły do ubezpieczenia',
                'ordering': ['starts', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='contributionlist',
            index=models.Index(fields=['organisation', '-month', '-part'], name='contribution_list_by_month'),
        ),
        migrations.AddConstraint(
            model_name='contributionlist',
            constraint=models.UniqueConstraint(fields=('organisation', 'month', 'part'), name='contribution_list_once', violation_error_message='Zestawienie składek za ten miesiąc już istnieje.'),
        ),
        migrations.AddConstraint(
            model_name='contributionlist',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted'])), fields=('organisation', 'month'), name='contribution_list_one_open', violation_error_message='Zestawienie za ten miesiąc jest już przygotowywane.'),
        ),
        migrations.AddConstraint(
            model_name='contributionlist',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('prepared_by')), _negated=True), ('submitted_by__isnull', False), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='contribution_list_four_eyes', violation_error_message='Zestawienie zatwierdza inna osoba niż ta, która je przygotowała.'),
        ),
        migrations.AddConstraint(
            model_name='contributionlist',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted']), ('approved_by__isnull', False), _connector='OR'), name='contribution_list_approved_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='contributionlist',
            constraint=models.CheckConstraint(condition=models.Q(('paid_on__isnull', True), ('state', 'sent'), _connector='OR'), name='contributions_paid_after_sending'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['case', '-month'], name='contribution_of_case'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('contribution_list', 'person'), name='contribution_once'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gte', 0)), name='contribution_not_negative'),
        ),
        migrations.AddIndex(
            model_name='insurancefiling',
            index=models.Index(fields=['case', '-effective_on'], name='insurance_filing_of_case'),
        ),
        migrations.AddConstraint(
            model_name='insurancefiling',
            constraint=models.UniqueConstraint(condition=models.Q(('dependant__isnull', True)), fields=('programme', 'person', 'kind', 'effective_on'), name='insurance_filed_once', violation_error_message='To zgłoszenie już zapisano.'),
        ),
        migrations.AddConstraint(
            model_name='othertitle',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='other_title_ends_after_start', violation_error_message='Koniec nie może być przed początkiem.'),
        ),
    ]
