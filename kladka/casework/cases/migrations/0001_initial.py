import datetime
import django.db.models.deletion
import kladka.accounts.keys
import kladka.casework.people.inflection
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='znak sprawy')),
                ('title', models.CharField(max_length=200, verbose_name='rodzina')),
                ('sort_name', models.CharField(max_length=160)),
                ('search', models.TextField(default='')),
                ('state', models.CharField(choices=[('application', 'wniosek w toku'), ('programme', 'uzgadnianie programu'), ('decision', 'przed decyzją'), ('running', 'program w toku'), ('ended', 'program zakończony'), ('refused', 'odmowa'), ('unexamined', 'pozostawiona bez rozpoznania'), ('erased', 'dane usunięte protokołem')], default='application', max_length=16, verbose_name='stan')),
                ('opened_on', models.DateField(verbose_name='wszczęta')),
                ('aid_from', models.DateField(blank=True, null=True, verbose_name='pomoc od')),
                ('aid_until', models.DateField(blank=True, null=True, verbose_name='pomoc do')),
                ('tier', models.PositiveSmallIntegerField(default=3, verbose_name='stopień pilności')),
                ('tier_why', models.CharField(blank=True, max_length=120, verbose_name='z czego wynika pilność')),
                ('due_on', models.DateField(default=datetime.date(9999, 12, 31), verbose_name='najbliższy termin')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='people.household', verbose_name='rodzina')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='realizator')),
            ],
            options={
                'verbose_name': 'sprawa',
                'verbose_name_plural': 'sprawy',
            },
        ),
        migrations.CreateModel(
            name='BreakGlass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('opens', models.CharField(choices=[('address', 'adres chroniony'), ('case', 'sprawa, która nie jest już udostępniona')], max_length=8, verbose_name='co otwiera')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=500, purpose='fields', row='key', verbose_name='powód')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='ile minut')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='poproszono')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='zatwierdzono')),
                ('until', models.DateTimeField(blank=True, null=True, verbose_name='do')),
                ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='odmówiono')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='zamknięto wcześniej')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zatwierdził')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto prosi')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='glasses', to='cases.case', verbose_name='sprawa')),
            ],
            options={
                'verbose_name': 'dostęp awaryjny',
                'verbose_name_plural': 'dostępy awaryjne',
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='rodzaj')),
                ('subject_key', models.CharField(blank=True, max_length=40, verbose_name='czego dotyczy')),
                ('label', models.CharField(max_length=200, verbose_name='co')),
                ('provision', models.CharField(max_length=200, verbose_name='przepis')),
                ('raw_day', models.DateField(verbose_name='dzień wyliczony')),
                ('day', models.DateField(verbose_name='termin')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='zrobione')),
                ('moved', models.PositiveSmallIntegerField(default=0, verbose_name='ile razy przesunięto')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='zmieniono')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='cases.case', verbose_name='sprawa')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'termin',
                'verbose_name_plural': 'terminy',
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('form', models.CharField(max_length=80, verbose_name='formularz')),
                ('data', kladka.vault.fields.SealedJSONField(default=dict, purpose='fields', row='key', verbose_name='treść')),
                ('saved_at', models.DateTimeField(auto_now=True, verbose_name='zapisano')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'szkic formularza',
                'verbose_name_plural': 'szkice formularzy',
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='kiedy')),
                ('on', models.DateField(verbose_name='dzień czynności')),
                ('title', models.CharField(max_length=200, verbose_name='czynność')),
                ('text', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='opis')),
                ('url', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='cases.case', verbose_name='sprawa')),
            ],
            options={
                'verbose_name': 'czynność w sprawie',
                'verbose_name_plural': 'czynności w sprawie',
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('words', models.CharField(blank=True, max_length=32, verbose_name='skrót szukanych słów')),
                ('reason', models.CharField(choices=[('substitute', 'zastępstwo'), ('call', 'telefon lub wizyta rodziny'), ('duplicate', 'sprawdzenie, czy rodzina jest już w ewidencji'), ('together', 'wspólna praca z realizatorem'), ('other', 'inny powód')], max_length=12, verbose_name='powód')),
                ('text', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='opis')),
                ('on', models.DateField(verbose_name='dzień')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='kiedy')),
                ('checked_at', models.DateTimeField(blank=True, null=True, verbose_name='sprawdzono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='cases.case', verbose_name='sprawa')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'wgląd poza własnymi sprawami',
                'verbose_name_plural': 'wglądy poza własnymi sprawami',
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=20, verbose_name='seria')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='ostatni numer')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'seria numerów',
                'verbose_name_plural': 'serie numerów',
            },
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('reason', kladka.vault.fields.SealedTextField(max_length=400, purpose='fields', row='key', verbose_name='powód')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='do')),
                ('excepted_on', models.DateField(blank=True, null=True, verbose_name='wyjątek na dzień')),
                ('exception', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='powód wyjątku')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto ograniczył')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='czyich danych')),
            ],
            options={
                'verbose_name': 'ograniczenie przetwarzania',
                'verbose_name_plural': 'ograniczenia przetwarzania',
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('basis', models.CharField(choices=[('consent', 'zgoda osoby dorosłej z rodziny'), ('referral', 'skierowanie do partnera na prośbę rodziny'), ('statutory', 'zadanie ustawowe odbiorcy')], max_length=12, verbose_name='podstawa')),
                ('consent_form', models.CharField(blank=True, choices=[('written', 'na piśmie'), ('spoken', 'ustnie, do protokołu'), ('electronic', 'elektronicznie')], max_length=12, verbose_name='forma zgody')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='dzień zgody')),
                ('purpose', kladka.vault.fields.SealedTextField(max_length=500, purpose='fields', row='key', verbose_name='cel')),
                ('shows_contact', models.BooleanField(default=False, verbose_name='telefon i e-mail')),
                ('shows_needs', models.BooleanField(default=False, verbose_name='kontakty i ich terminy')),
                ('shows_programme', models.BooleanField(default=False, verbose_name='uzgodnione zobowiązania programu')),
                ('may_note', models.BooleanField(default=False, verbose_name='odbiorca może dopisać notatkę')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='cofnięto')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto udostępnił')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='cases.case', verbose_name='sprawa')),
                ('consent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='kto się zgodził')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='komu udostępniono')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'udostępnienie sprawy',
                'verbose_name_plural': 'udostępnienia spraw',
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('phone', 'rozmowa telefoniczna'), ('meeting', 'spotkanie w ośrodku'), ('home', 'wizyta w miejscu pobytu'), ('escort', 'wspólne wyjście do urzędu lub instytucji'), ('video', 'rozmowa wideo'), ('message', 'wiadomość'), ('note', 'notatka')], default='phone', max_length=12, verbose_name='rodzaj')),
                ('on', models.DateField(verbose_name='dzień')),
                ('text', kladka.vault.fields.SealedTextField(max_length=4000, purpose='fields', row='key', verbose_name='co ustalono')),
                ('words', kladka.vault.fields.WordIndexField(of='text', stems=kladka.casework.people.inflection.stems, within='case__organisation_id')),
                ('present', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='kto był')),
                ('interpreter', kladka.vault.fields.SealedTextField(blank=True, max_length=80, purpose='fields', row='key', verbose_name='tłumacz')),
                ('language', kladka.vault.fields.SealedTextField(blank=True, max_length=40, purpose='fields', row='key', verbose_name='język rozmowy')),
                ('missed', models.BooleanField(default=False, verbose_name='nikt nie przyszedł')),
                ('absence', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='powód nieobecności')),
                ('excused', models.BooleanField(blank=True, null=True, verbose_name='nieobecność usprawiedliwiona')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='następny kontakt')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='cases.case', verbose_name='sprawa')),
                ('share', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.share', verbose_name='notatka partnera')),
            ],
            options={
                'verbose_name': 'kontakt',
                'verbose_name_plural': 'kontakty',
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', '-opened_on', '-id'], name='case_by_day'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'sort_name', 'id'], name='case_by_name'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'state', '-opened_on', '-id'], name='case_by_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'state', 'sort_name', 'id'], name='case_by_state_name'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'worker', '-opened_on', '-id'], name='case_by_worker'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'worker', 'sort_name', 'id'], name='case_by_worker_name'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'tier', 'due_on', 'id'], name='case_by_tier'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'due_on', 'id'], name='case_by_due'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'worker', 'tier', 'due_on', 'id'], name='case_by_worker_tier'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', 'worker', 'due_on', 'id'], name='case_by_worker_due'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('organisation', 'number'), name='case_number_once'),
        ),
        migrations.AddIndex(
            model_name='breakglass',
            index=models.Index(fields=['by', 'until'], name='glass_of_user'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('by')), _negated=True), _connector='OR'), name='glass_approved_by_another', violation_error_message='Dostęp awaryjny zatwierdza inna osoba niż ta, która o niego prosi.'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 1440)), name='glass_at_most_a_day', violation_error_message='Dostęp awaryjny trwa najwyżej 24 godziny.'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('approved_by__isnull', False), _connector='OR'), name='glass_opens_when_approved', violation_error_message='Niezatwierdzony dostęp awaryjny niczego nie otwiera.'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('done_on__isnull', True), models.Q(('kind', 'payment'), _negated=True), models.Q(('kind', 'appeal'), _negated=True)), fields=['organisation', 'day', 'id'], name='deadline_task'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('done_on__isnull', True), models.Q(('kind', 'payment'), _negated=True), models.Q(('kind', 'appeal'), _negated=True)), fields=['worker', 'day', 'id'], name='deadline_task_mine'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['organisation', 'kind', 'day', 'id'], name='deadline_kind'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['worker', 'kind', 'day', 'id'], name='deadline_kind_mine'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(fields=['case', 'day'], name='deadline_of_case'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(condition=models.Q(('done_on__isnull', True)), fields=('case', 'kind', 'subject_key'), name='deadline_open_once'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('user', 'form'), name='draft_once'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['case', '-on', '-id'], name='event_of_case'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['by', 'on', 'case'], name='look_today'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['organisation', '-created_at', '-id'], name='look_register'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(('case__isnull', True), ('words', ''), _connector='XOR'), name='look_at_case_or_search', violation_error_message='Wgląd dotyczy sprawy albo szukania.'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('by')), _negated=True), _connector='OR'), name='look_checked_by_another', violation_error_message='Wglądu nie sprawdza osoba, która go miała.'),
        ),
        migrations.AddConstraint(
            model_name='numberseries',
            constraint=models.UniqueConstraint(fields=('organisation', 'series', 'year'), name='series_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.UniqueConstraint(condition=models.Q(('ends__isnull', True), ('person__isnull', True)), fields=('case',), name='restriction_open_once', violation_error_message='Przetwarzanie danych tej sprawy jest już ograniczone.'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('case', 'person'), name='restriction_of_person_once', violation_error_message='Przetwarzanie danych tej osoby jest już ograniczone.'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(('excepted_on__isnull', True), ('exception__isnull', False), _connector='OR'), name='restriction_exception_with_reason'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(fields=['organisation', '-starts', '-id'], name='share_of_partner'),
        ),
        migrations.AddIndex(
            model_name='share',
            index=models.Index(fields=['case', '-starts'], name='share_of_case'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='share_ends_after_start', violation_error_message='Udostępnienie nie może się skończyć przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'consent'), _negated=True), models.Q(('consent_on__isnull', False), ('consent_by__isnull', False), models.Q(('consent_form', ''), _negated=True)), _connector='OR'), name='share_names_its_consent', violation_error_message='Zapisz, kto, kiedy i w jakiej formie wyraził zgodę.'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['case', '-on', '-id'], name='contact_of_case'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('missed', True), models.Q(('absence__isnull', True), ('excused__isnull', True)), _connector='OR'), name='contact_excused_when_missed', violation_error_message='Powód nieobecności zapisuje się przy spotkaniu, na które nikt nie przyszedł.'),
        ),
    ]
