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
        ('decisions', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('receipt_number', models.CharField(max_length=60, verbose_name='numer potwierdzenia')),
                ('state', models.CharField(choices=[('filed', 'złożony'), ('supplement', 'wezwano do uzupełnienia'), ('complete', 'kompletny'), ('granted', 'przyznano pomoc'), ('refused', 'odmówiono'), ('unexamined', 'pozostawiony bez rozpoznania')], default='filed', max_length=12, verbose_name='stan')),
                ('filed_on', models.DateField(verbose_name='data złożenia')),
                ('complete_on', models.DateField(blank=True, null=True, verbose_name='komplet dokumentów')),
                ('left_reception_centre_on', models.DateField(blank=True, null=True, verbose_name='data opuszczenia ośrodka dla cudzoziemców')),
                ('declares_residence', models.BooleanField(verbose_name='oświadczenie o zamiarze zamieszkania w województwie')),
                ('declares_no_other', models.BooleanField(verbose_name='oświadczenie, że nie złożono wniosku w innym województwie')),
                ('declares_readiness', models.BooleanField(verbose_name='oświadczenie o gotowości przystąpienia do programu')),
                ('declared_on', models.DateField(blank=True, null=True, verbose_name='ostatnie oświadczenie złożono')),
                ('continued_on', models.DateField(blank=True, null=True, verbose_name='pomoc kontynuowana po przeniesieniu od')),
                ('continued_note', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='co przyznano przed przeniesieniem')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='cases.case', verbose_name='sprawa')),
                ('coverage_confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wniosek',
                'verbose_name_plural': 'wnioski',
            },
        ),
        migrations.CreateModel(
            name='Applicant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('relation', models.CharField(choices=[('applicant', 'wnioskodawca'), ('spouse', 'małżonek'), ('child', 'małoletnie dziecko')], max_length=12, verbose_name='kim jest')),
                ('spouse_of_polish_citizen', models.BooleanField(default=False, verbose_name='małżonek obywatela polskiego')),
                ('covered', models.BooleanField(null=True, verbose_name='objęta wnioskiem')),
                ('covered_from', models.DateField(blank=True, null=True, verbose_name='objęta od')),
                ('covered_until', models.DateField(blank=True, null=True, verbose_name='objęta do')),
                ('home', models.PositiveSmallIntegerField(default=0, help_text='0: wspólne', verbose_name='osobne gospodarstwo')),
                ('home_from', models.DateField(blank=True, null=True, verbose_name='mieszka osobno od miesiąca')),
                ('home_until', models.DateField(blank=True, null=True, verbose_name='mieszkała osobno do')),
                ('coverage_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='dlaczego inaczej niż proponowano')),
                ('active', models.BooleanField(default=True, help_text='wniosek lub program tej osoby trwa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.person', verbose_name='osoba')),
                ('status', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.protectionstatus', verbose_name='status')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='intake.application')),
            ],
            options={
                'verbose_name': 'osoba we wniosku',
                'verbose_name_plural': 'osoby we wniosku',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SupplyLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('missing', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='braki')),
                ('term_days', models.PositiveSmallIntegerField(verbose_name='termin w dniach')),
                ('issued_on', models.DateField(verbose_name='data pisma')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='doręczono')),
                ('raw_day', models.DateField(blank=True, null=True, verbose_name='termin wyliczony')),
                ('day', models.DateField(blank=True, null=True, verbose_name='ostatni dzień')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supply_letters', to='intake.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wezwanie do uzupełnienia',
                'verbose_name_plural': 'wezwania do uzupełnienia',
            },
        ),
        migrations.CreateModel(
            name='Annex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=200, verbose_name='załącznik')),
                ('provision', models.CharField(max_length=120, verbose_name='przepis')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='złożono')),
                ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annexes', to='intake.applicant')),
            ],
            options={
                'verbose_name': 'załącznik',
                'verbose_name_plural': 'załączniki',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('applicant', 'code'), name='annex_once')],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['organisation', '-filed_on', '-id'], name='application_by_day'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['organisation', 'state', '-filed_on', '-id'], name='application_by_state_day'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('organisation', 'receipt_number'), name='receipt_once'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.UniqueConstraint(fields=('application', 'person'), name='applicant_once'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.UniqueConstraint(condition=models.Q(('active', True)), fields=('person',), name='person_in_one_application', violation_error_message='Ta osoba jest już objęta innym wnioskiem lub programem.'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(('home', 0), ('home_from__isnull', False), _connector='OR'), name='applicant_apart_since_a_month'),
        ),
        migrations.AddConstraint(
            model_name='applicant',
            constraint=models.CheckConstraint(condition=models.Q(('home_until__isnull', True), models.Q(('home__gt', 0), ('home_until__gte', models.F('home_from'))), _connector='OR'), name='applicant_back_after_living_apart'),
        ),
    ]
