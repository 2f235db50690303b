import django.db.models.deletion
import kladka.accounts.keys
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='adres e-mail')),
                ('name', models.CharField(max_length=120, verbose_name='imię i nazwisko')),
                ('position', models.CharField(blank=True, max_length=120, verbose_name='stanowisko')),
                ('is_active', models.BooleanField(default=True, verbose_name='konto czynne')),
                ('sessions_ended', models.PositiveIntegerField(default=0, editable=False, verbose_name='ile razy zakończono sesje')),
            ],
            options={
                'verbose_name': 'użytkownik',
                'verbose_name_plural': 'użytkownicy',
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('county_centre', 'powiatowe centrum pomocy rodzinie'), ('city_centre', 'miejski ośrodek pomocy w mieście na prawach powiatu'), ('ngo', 'organizacja pozarządowa'), ('school', 'szkoła'), ('office', 'inny urząd lub instytucja'), ('voivode', 'urząd wojewódzki')], max_length=20, verbose_name='rodzaj')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='nazwa')),
                ('short_name', models.CharField(max_length=40, verbose_name='nazwa skrócona')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='organ wydający decyzję')),
                ('address', models.CharField(max_length=200, verbose_name='adres')),
                ('town', models.CharField(max_length=80, verbose_name='miejscowość')),
                ('voivodeship', models.CharField(blank=True, max_length=30, verbose_name='województwo')),
                ('voivode', models.CharField(blank=True, max_length=80, verbose_name='wojewoda')),
                ('appeal_board', models.CharField(blank=True, max_length=120, verbose_name='samorządowe kolegium odwoławcze')),
                ('number_pattern', models.CharField(default='IPI.{series}.{number}.{year}', help_text='Pola: {series} (klasa JRWA lub symbol serii), {number}, {year}.', max_length=80, verbose_name='wzór znaku sprawy')),
                ('account', models.CharField(blank=True, max_length=26, verbose_name='rachunek bankowy jednostki')),
                ('bank_profile', models.CharField(default='elixir0-cp852', max_length=30, verbose_name='format pliku bankowego')),
                ('base_reading', models.CharField(choices=[('verified', 'kwota maksymalna po weryfikacji (art. 92 w zw. z art. 9 ups)'), ('regulation', 'kwota z § 3 ust. 1 pkt 1 lit. a rozporządzenia')], default='verified', max_length=12, verbose_name='kwota bazowa')),
                ('floor_reading', models.BooleanField(default=True, verbose_name='minimum ustawowe na osobę')),
                ('messages_count', models.BooleanField(default=True, verbose_name='wiadomość liczy się jak kontakt')),
                ('missed_count', models.BooleanField(default=False, verbose_name='próba kontaktu liczy się jak kontakt')),
                ('inspector', models.CharField(blank=True, max_length=120, verbose_name='inspektor ochrony danych')),
                ('inspector_contact', models.CharField(blank=True, max_length=160, verbose_name='kontakt do inspektora')),
                ('retention_years', models.PositiveSmallIntegerField(default=10, help_text='Od końca roku, w którym się zakończyła.', verbose_name='ile lat przechowuje się akta sprawy')),
                ('retention_source', models.CharField(default='kategoria B10 (do potwierdzenia w wykazie akt jednostki)', max_length=200, verbose_name='podstawa tego okresu')),
                ('looks_per_hour', models.PositiveSmallIntegerField(default=30, verbose_name='ile spraw na godzinę zwraca uwagę nadzoru')),
            ],
            options={
                'verbose_name': 'organizacja',
                'verbose_name_plural': 'organizacje',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('role', models.CharField(choices=[('caseworker', 'realizator programu'), ('head', 'kierownik jednostki'), ('accountant', 'księgowość'), ('coordinator', 'koordynator'), ('partner', 'pracownik partnera'), ('inspector', 'inspektor wojewody'), ('forum_editor', 'redaktor Forum'), ('researcher', 'badacz'), ('administrator', 'administrator kont'), ('participant', 'uczestnik')], max_length=20, verbose_name='rola')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='do')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='zakończone')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='sprawdzone')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='użytkownik')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.organisation', verbose_name='organizacja')),
            ],
            options={
                'verbose_name': 'członkostwo',
                'verbose_name_plural': 'członkostwa',
            },
        ),
        migrations.CreateModel(
            name='OnceKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True, verbose_name='klucz')),
                ('path', models.CharField(max_length=200, verbose_name='adres')),
                ('fingerprint', models.CharField(max_length=32, verbose_name='skrót treści')),
                ('status', models.PositiveSmallIntegerField(default=0, verbose_name='odpowiedź')),
                ('location', models.CharField(blank=True, max_length=500, verbose_name='dokąd odesłano')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='kiedy')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'klucz formularza',
                'verbose_name_plural': 'klucze formularzy',
            },
        ),
        migrations.CreateModel(
            name='Control',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='numer upoważnienia do kontroli')),
                ('subject', models.CharField(max_length=200, verbose_name='przedmiot kontroli')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='zamknięta wcześniej')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał')),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='controls', to='accounts.organisation', verbose_name='jednostka')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='urząd wojewódzki')),
            ],
            options={
                'verbose_name': 'kontrola',
                'verbose_name_plural': 'kontrole',
            },
        ),
        migrations.AddField(
            model_name='user',
            name='works_in',
            field=models.ForeignKey(blank=True, help_text='Wybór osoby, która ma przydział w kilku organizacjach.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation', verbose_name='pracuje teraz w'),
        ),
        migrations.CreateModel(
            name='SecrecyUndertaking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signed_on', models.DateField(verbose_name='podpisane')),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='undertaking', to='accounts.membership', verbose_name='przydział')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał')),
            ],
            options={
                'verbose_name': 'zobowiązanie do poufności',
                'verbose_name_plural': 'zobowiązania do poufności',
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='kiedy')),
                ('way', models.CharField(choices=[('passkey', 'klucz dostępu'), ('password_key', 'hasło i klucz'), ('password_code', 'hasło i kod z aplikacji'), ('recovery_code', 'hasło i kod zapasowy'), ('password', 'hasło, przed dodaniem drugiego składnika'), ('one_click', 'jedno kliknięcie (wersja pokazowa)')], max_length=20, verbose_name='sposób')),
                ('browser', models.CharField(max_length=80, verbose_name='przeglądarka')),
                ('address', models.GenericIPAddressField(verbose_name='adres sieciowy')),
                ('new_browser', models.BooleanField(verbose_name='pierwszy raz w tej przeglądarce')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL, verbose_name='użytkownik')),
            ],
            options={
                'verbose_name': 'zalogowanie',
                'verbose_name_plural': 'zalogowania',
            },
        ),
        migrations.CreateModel(
            name='Authorisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='numer upoważnienia')),
                ('scope', models.CharField(max_length=200, verbose_name='zakres')),
                ('issued_on', models.DateField(verbose_name='wydane')),
                ('issued_by', models.CharField(max_length=120, verbose_name='kto wydał')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='cofnięte lub wygasło')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorisations', to='accounts.membership', verbose_name='przydział')),
            ],
            options={
                'verbose_name': 'upoważnienie',
                'verbose_name_plural': 'upoważnienia',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('membership',), name='authorisation_open_once', violation_error_message='Ten przydział ma już ważne upoważnienie.'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('issued_on')), _connector='OR'), name='authorisation_ends_after_issue', violation_error_message='Upoważnienie nie może wygasnąć przed wydaniem.')],
            },
        ),
        migrations.AddIndex(
            model_name='membership',
            index=models.Index(fields=['organisation', '-starts', '-id'], name='membership_register'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('user', 'organisation', 'role', 'starts'), name='membership_once', violation_error_message='Ta osoba ma już tę rolę od tego dnia.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='membership_ends_after_start', violation_error_message='Koniec członkostwa nie może być przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='control',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='control_ends_after_start', violation_error_message='Kontrola nie może się skończyć przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='control',
            constraint=models.CheckConstraint(condition=models.Q(('centre', models.F('office')), _negated=True), name='control_by_another', violation_error_message='Kontrolę prowadzi urząd wojewódzki, nie sama jednostka.'),
        ),
        migrations.AddIndex(
            model_name='signin',
            index=models.Index(fields=['user', '-at'], name='sign_in_latest'),
        ),
    ]
