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
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('field', models.CharField(max_length=60, verbose_name='pole')),
                ('old', kladka.vault.fields.SealedTextField(blank=True, purpose='fields', row='key', verbose_name='poprzednia wartość')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=400, purpose='fields', row='key', verbose_name='powód')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='kiedy')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto sprostował')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'sprostowanie',
                'verbose_name_plural': 'sprostowania',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ErasureProtocol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('state', models.CharField(choices=[('proposed', 'do zatwierdzenia'), ('done', 'wykonany'), ('refused', 'odrzucony')], default='proposed', max_length=10, verbose_name='stan')),
                ('years', models.PositiveSmallIntegerField(verbose_name='okres w latach')),
                ('source', models.CharField(max_length=200, verbose_name='podstawa okresu')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='zaproponowano')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='zatwierdzono')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('swept_at', models.DateTimeField(blank=True, null=True, verbose_name='ślady w pliku bazy zatarto')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zatwierdził(a)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zaproponował(a)')),
            ],
            options={
                'verbose_name': 'protokół usunięcia danych',
                'verbose_name_plural': 'protokoły usunięcia danych',
            },
        ),
        migrations.CreateModel(
            name='ErasureLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='znak sprawy')),
                ('ended_on', models.DateField(verbose_name='zakończona')),
                ('was', models.CharField(max_length=16, verbose_name='stan przed usunięciem')),
                ('people', models.PositiveSmallIntegerField(default=0, verbose_name='osoby')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='wiersze')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='usunięto')),
                ('skipped', models.CharField(blank=True, max_length=200, verbose_name='dlaczego pominięto')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='cases.case', verbose_name='sprawa')),
                ('protocol', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='rights.erasureprotocol')),
            ],
            options={
                'verbose_name': 'sprawa w protokole',
                'verbose_name_plural': 'sprawy w protokole',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('kind', models.CharField(choices=[('confidentiality', 'ujawnienie lub nieuprawniony dostęp'), ('integrity', 'nieuprawniona zmiana'), ('availability', 'utrata lub brak dostępu')], max_length=16, verbose_name='rodzaj')),
                ('what', kladka.vault.fields.SealedTextField(max_length=4000, purpose='fields', row='key', verbose_name='co się stało')),
                ('found_at', models.DateTimeField(verbose_name='stwierdzono')),
                ('happened_from', models.DateTimeField(blank=True, null=True, verbose_name='działo się od')),
                ('happened_to', models.DateTimeField(blank=True, null=True, verbose_name='działo się do')),
                ('affected', models.PositiveIntegerField(default=0, verbose_name='ilu osób dotyczy (szacunek)')),
                ('risk', models.CharField(choices=[('unknown', 'jeszcze nieoceniane'), ('unlikely', 'mało prawdopodobne'), ('risk', 'ryzyko'), ('high', 'wysokie ryzyko')], default='unknown', max_length=10, verbose_name='ryzyko dla osób')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='zamknięto')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='czyje konto')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał(a)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'incydent',
                'verbose_name_plural': 'incydenty',
            },
        ),
        migrations.CreateModel(
            name='IncidentStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('kind', models.CharField(choices=[('early_warning', 'wczesne ostrzeżenie do CSIRT'), ('notification', 'zgłoszenie incydentu do CSIRT'), ('authority', 'zgłoszenie naruszenia Prezesowi UODO'), ('persons', 'zawiadomienie osób'), ('final_report', 'sprawozdanie końcowe do CSIRT'), ('not_needed', 'ocena: zgłoszenie niepotrzebne'), ('other', 'inna czynność')], max_length=16, verbose_name='czynność')),
                ('at', models.DateTimeField(verbose_name='kiedy')),
                ('text', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='opis')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='rights.incident')),
            ],
            options={
                'verbose_name': 'czynność przy incydencie',
                'verbose_name_plural': 'czynności przy incydencie',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('reason', kladka.vault.fields.SealedTextField(max_length=400, purpose='fields', row='key', verbose_name='powód')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='do')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wstrzymał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.case', verbose_name='sprawa')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zakończył')),
            ],
            options={
                'verbose_name': 'wstrzymanie usunięcia',
                'verbose_name_plural': 'wstrzymania usunięcia',
            },
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('access', 'dostęp do danych (art. 15)'), ('correct', 'sprostowanie (art. 16)'), ('erase', 'usunięcie (art. 17)'), ('restrict', 'ograniczenie przetwarzania (art. 18)'), ('port', 'przeniesienie danych (art. 20)'), ('object', 'sprzeciw (art. 21)')], max_length=10, verbose_name='rodzaj')),
                ('requester', models.CharField(max_length=160, verbose_name='kto żąda')),
                ('contact', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='jak odpowiedzieć')),
                ('text', kladka.vault.fields.SealedTextField(blank=True, max_length=4000, purpose='fields', row='key', verbose_name='treść żądania')),
                ('received_on', models.DateField(verbose_name='wpłynęło')),
                ('due_on', models.DateField(verbose_name='odpowiedź do')),
                ('extended_on', models.DateField(blank=True, null=True, verbose_name='przedłużono')),
                ('extension_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='powód przedłużenia')),
                ('outcome', models.CharField(blank=True, choices=[('done', 'spełniono'), ('part', 'spełniono w części'), ('refused', 'odmówiono')], max_length=10, verbose_name='wynik')),
                ('answer', kladka.vault.fields.SealedTextField(blank=True, max_length=4000, purpose='fields', row='key', verbose_name='odpowiedź')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='odpowiedziano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zapisał(a)')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rights_requests', to='cases.case', verbose_name='sprawa')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'żądanie osoby',
                'verbose_name_plural': 'żądania osób',
            },
        ),
        migrations.AddIndex(
            model_name='erasureprotocol',
            index=models.Index(fields=['organisation', '-id'], name='erasure_by_id'),
        ),
        migrations.AddConstraint(
            model_name='erasureprotocol',
            constraint=models.UniqueConstraint(fields=('organisation', 'number'), name='erasure_number_once'),
        ),
        migrations.AddConstraint(
            model_name='erasureprotocol',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('organisation',), name='erasure_proposed_once', violation_error_message='Jest już protokół, który czeka na zatwierdzenie.'),
        ),
        migrations.AddConstraint(
            model_name='erasureprotocol',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='erasure_four_eyes', violation_error_message='Protokół zatwierdza inna osoba niż ta, która go zaproponowała.'),
        ),
        migrations.AddConstraint(
            model_name='erasureprotocol',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('approved_by__isnull', False), ('approved_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='erasure_done_whole'),
        ),
        migrations.AddConstraint(
            model_name='erasureline',
            constraint=models.UniqueConstraint(fields=('protocol', 'case'), name='erasure_line_once'),
        ),
        migrations.AddConstraint(
            model_name='erasureline',
            constraint=models.UniqueConstraint(condition=models.Q(('erased_at__isnull', False)), fields=('case',), name='case_erased_once'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['organisation', '-id'], name='incident_by_id'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.UniqueConstraint(fields=('organisation', 'number'), name='incident_number_once'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('happened_to__isnull', True), ('happened_to__gte', models.F('happened_from')), _connector='OR'), name='incident_ends_after_start', violation_error_message='Koniec zdarzenia nie może być przed jego początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(('ends__isnull', True), ('ends__gte', models.F('starts')), _connector='OR'), name='hold_ends_after_start', violation_error_message='Koniec nie może być przed początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.UniqueConstraint(condition=models.Q(('ends__isnull', True)), fields=('case',), name='hold_open_once', violation_error_message='Usunięcie danych tej sprawy jest już wstrzymane.'),
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['organisation', 'due_on', 'id'], name='rights_request_open'),
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(fields=['organisation', '-id'], name='rights_request_by_id'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('answered_on__isnull', True)), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='rights_request_answered_whole', violation_error_message='Odpowiedź ma wynik i dzień.'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(('extended_on__isnull', True), ('extension_reason__isnull', False), _connector='OR'), name='rights_request_extended_with_reason', violation_error_message='Przedłużenie wymaga powodu (RODO art. 12 ust. 3).'),
        ),
    ]
