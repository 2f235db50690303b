import django.core.validators
import django.db.models.deletion
import kladka.accounts.keys
import kladka.casework.people.homes
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
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('address', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='adres')),
                ('home_index', kladka.casework.people.homes.HomeIndexField(of='address')),
                ('town', kladka.vault.fields.SealedTextField(blank=True, max_length=80, purpose='fields', row='key', verbose_name='miejscowość')),
                ('protected', models.BooleanField(default=False, verbose_name='adres chroniony')),
                ('correspondence', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='adres do korespondencji')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'rodzina',
                'verbose_name_plural': 'rodziny',
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('family_name', models.CharField(max_length=80, verbose_name='nazwisko')),
                ('given_names', models.CharField(max_length=80, verbose_name='imiona')),
                ('original_name', models.CharField(blank=True, max_length=160, verbose_name='imiona i nazwisko w pisowni oryginalnej')),
                ('born', models.DateField(verbose_name='data urodzenia')),
                ('sex', models.CharField(choices=[('f', 'kobieta'), ('m', 'mężczyzna')], max_length=1, verbose_name='płeć')),
                ('citizenship', models.CharField(max_length=60, verbose_name='obywatelstwo')),
                ('language', models.CharField(blank=True, max_length=40, verbose_name='język')),
                ('pesel', kladka.vault.fields.SealedTextField(blank=True, max_length=11, purpose='fields', row='key', verbose_name='PESEL')),
                ('pesel_index', kladka.vault.fields.BlindIndexField(of='pesel')),
                ('pesel_missing', kladka.vault.fields.SealedTextField(blank=True, max_length=120, purpose='fields', row='key', verbose_name='powód braku numeru PESEL')),
                ('phone', kladka.vault.fields.SealedTextField(blank=True, max_length=20, purpose='fields', row='key', verbose_name='telefon')),
                ('email', kladka.vault.fields.SealedTextField(blank=True, max_length=254, purpose='fields', row='key', validators=[django.core.validators.EmailValidator()], verbose_name='e-mail')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'osoba',
                'verbose_name_plural': 'osoby',
            },
        ),
        migrations.CreateModel(
            name='HouseholdMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('applicant', 'wnioskodawca'), ('spouse', 'małżonek'), ('child', 'małoletnie dziecko')], max_length=12, verbose_name='kim jest dla wnioskodawcy')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='do')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='people.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'członek rodziny',
                'verbose_name_plural': 'członkowie rodziny',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HeldDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('kind', models.CharField(choices=[('residence_card', 'karta pobytu'), ('geneva', 'genewski dokument podróży'), ('passport', 'paszport'), ('other', 'inny dokument')], max_length=20, verbose_name='rodzaj')),
                ('number', kladka.vault.fields.SealedTextField(blank=True, max_length=40, purpose='fields', row='key', verbose_name='seria i numer')),
                ('number_index', kladka.vault.fields.BlindIndexField(of='number')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='ważny do')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'posiadany dokument',
                'verbose_name_plural': 'posiadane dokumenty',
            },
        ),
        migrations.CreateModel(
            name='PersonLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('same', models.BooleanField(verbose_name='ta sama osoba')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=400, purpose='fields', row='key', verbose_name='powód')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='kiedy')),
                ('undone_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='powód cofnięcia')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='cofnięto')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='people.person', verbose_name='wcześniejszy wpis')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_to', to='people.person', verbose_name='późniejszy wpis')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto cofnął')),
            ],
            options={
                'verbose_name': 'powiązanie osób',
                'verbose_name_plural': 'powiązania osób',
            },
        ),
        migrations.CreateModel(
            name='ProtectedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('address', kladka.vault.fields.SealedTextField(max_length=200, purpose='protected', row='key', verbose_name='adres')),
                ('town', kladka.vault.fields.SealedTextField(max_length=80, purpose='protected', row='key', verbose_name='miejscowość')),
                ('since', models.DateField(verbose_name='chroniony od')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('household', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='protection', to='people.household', verbose_name='rodzina')),
            ],
            options={
                'verbose_name': 'adres chroniony',
                'verbose_name_plural': 'adresy chronione',
            },
        ),
        migrations.CreateModel(
            name='AddressReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='dodano')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='usunięto')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dodał')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('protection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='people.protectedaddress')),
            ],
            options={
                'verbose_name': 'osoba, która widzi adres chroniony',
                'verbose_name_plural': 'osoby, które widzą adres chroniony',
            },
        ),
        migrations.CreateModel(
            name='ProtectionStatus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('kind', models.CharField(choices=[('refugee', 'status uchodźcy'), ('subsidiary', 'ochrona uzupełniająca'), ('family_permit', 'zezwolenie na pobyt czasowy członka rodziny (art. 159 ust. 1 pkt 1 lit. c lub d)'), ('temporary_protection', 'ochrona czasowa'), ('humanitarian', 'zgoda na pobyt ze względów humanitarnych'), ('tolerated', 'zgoda na pobyt tolerowany'), ('none', 'brak ochrony')], max_length=24, verbose_name='rodzaj ochrony')),
                ('decision_number', kladka.vault.fields.SealedTextField(blank=True, max_length=60, purpose='fields', row='key', verbose_name='numer decyzji')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='data decyzji')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='doręczono')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='ustała')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statuses', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'status ochrony',
                'verbose_name_plural': 'statusy ochrony',
                'ordering': ['person', '-delivered_on', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['organisation', 'home_index'], name='household_by_home'),
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=models.CheckConstraint(condition=models.Q(('protected', False), models.Q(('address__isnull', True), ('town__isnull', True)), _connector='OR'), name='protected_address_is_elsewhere', violation_error_message='Adres tej rodziny jest chroniony: ma własną stronę.'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['organisation', 'born', 'family_name'], name='person_duplicates'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.UniqueConstraint(fields=('pesel_index', 'organisation'), name='person_pesel_once', violation_error_message='Osoba z tym numerem PESEL jest już w ewidencji.'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('person',), name='person_in_one_household', violation_error_message='Osoba należy już do innej rodziny.'),
        ),
        migrations.AddConstraint(
            model_name='householdmember',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='household_ends_after_start'),
        ),
        migrations.AddIndex(
            model_name='helddocument',
            index=models.Index(fields=['number_index'], name='document_by_number'),
        ),
        migrations.AddIndex(
            model_name='personlink',
            index=models.Index(fields=['other'], name='person_link_by_other'),
        ),
        migrations.AddConstraint(
            model_name='personlink',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('one', 'other'), name='person_link_once', violation_error_message='O tych dwóch wpisach już rozstrzygnięto.'),
        ),
        migrations.AddConstraint(
            model_name='personlink',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='person_link_older_first'),
        ),
        migrations.AddConstraint(
            model_name='addressreader',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('protection', 'user'), name='address_reader_once', violation_error_message='Ta osoba już widzi ten adres.'),
        ),
    ]
