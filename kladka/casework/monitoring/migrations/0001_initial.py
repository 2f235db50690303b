import django.db.models.deletion
import django.db.models.expressions
import kladka.accounts.keys
import kladka.vault.fields
from decimal import Decimal
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
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='nazwa kursu')),
                ('school', models.CharField(max_length=160, verbose_name='szkoła lub organizacja')),
                ('level', models.CharField(blank=True, max_length=10, verbose_name='poziom')),
                ('hours_planned', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='godziny w planie')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'kurs',
                'verbose_name_plural': 'kursy',
            },
        ),
        migrations.CreateModel(
            name='AttendanceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('rows', models.PositiveIntegerField(verbose_name='zapisane wiersze')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wczytano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wczytał')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='monitoring.course')),
            ],
            options={
                'verbose_name': 'plik obecności',
                'verbose_name_plural': 'pliki obecności',
            },
        ),
        migrations.CreateModel(
            name='CourseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('initials', models.BooleanField(default=False, verbose_name='szkoła widzi inicjały')),
                ('expires_on', models.DateField(verbose_name='ważny do')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='cofnięto')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='ostatnio otwarto')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='utworzono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto utworzył')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='monitoring.course')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'odnośnik dla szkoły',
                'verbose_name_plural': 'odnośniki dla szkół',
            },
        ),
        migrations.CreateModel(
            name='DutyNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('duty', models.CharField(max_length=30, verbose_name='zobowiązanie')),
                ('provision', models.CharField(max_length=80, verbose_name='przepis')),
                ('facts', kladka.vault.fields.SealedTextField(max_length=4000, purpose='fields', row='key', verbose_name='ustalenia')),
                ('days', models.PositiveSmallIntegerField(verbose_name='dni na wyjaśnienie')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='język rodziny')),
                ('sentences', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='zdania pisma')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='numer')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='wysłano')),
                ('pdf', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik wezwania')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='doręczono')),
                ('day', models.DateField(blank=True, null=True, verbose_name='ostatni dzień na wyjaśnienie')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='wyjaśnienie z dnia')),
                ('answer', kladka.vault.fields.SealedTextField(blank=True, max_length=4000, purpose='fields', row='key', verbose_name='wyjaśnienie osoby')),
                ('outcome', models.CharField(blank=True, choices=[('', 'nierozstrzygnięte'), ('excused', 'usprawiedliwione'), ('not_excused', 'nieusprawiedliwione')], default='', max_length=12, verbose_name='ocena')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='uzasadnienie oceny')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='sporządzono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto sporządził')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duty_notices', to='programmes.programme')),
                ('withholding', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notice', to='programmes.withholding')),
            ],
            options={
                'verbose_name': 'wezwanie do wyjaśnienia',
                'verbose_name_plural': 'wezwania do wyjaśnienia',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('code', models.CharField(max_length=12, verbose_name='kod dla szkoły')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='zgoda na podanie nazwiska szkole')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='zakończono udział')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='cases.case', verbose_name='sprawa')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='monitoring.course', verbose_name='kurs')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'udział w kursie',
                'verbose_name_plural': 'udziały w kursach',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('on', models.DateField(blank=True, null=True, verbose_name='dzień zajęć')),
                ('planned', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='godziny zajęć')),
                ('attended', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='obecność w godzinach')),
                ('excused', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=5, verbose_name='usprawiedliwione godziny')),
                ('source', models.CharField(choices=[('worker', 'wpisał realizator'), ('file', 'plik ze szkoły'), ('link', 'szkoła przez odnośnik')], max_length=8, verbose_name='skąd')),
                ('at', models.DateTimeField(auto_now=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='monitoring.enrolment')),
            ],
            options={
                'verbose_name': 'obecność',
                'verbose_name_plural': 'obecności',
                'ordering': ['month', 'on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MonitoringNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveSmallIntegerField(verbose_name='numer notatki')),
                ('starts', models.DateField(verbose_name='okres od')),
                ('ends', models.DateField(verbose_name='okres do')),
                ('on', models.DateField(verbose_name='dzień notatki')),
                ('observed', models.BooleanField(default=False, verbose_name='obserwacja')),
                ('talked', models.BooleanField(default=False, verbose_name='rozmowa z cudzoziemcem i rodziną')),
                ('institutions', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='opinie instytucji')),
                ('language_progress', models.CharField(choices=[('yes', 'są postępy'), ('partly', 'niewystarczające'), ('no', 'brak postępów')], max_length=6, verbose_name='postępy w nauce języka')),
                ('language', kladka.vault.fields.SealedTextField(max_length=3000, purpose='fields', row='key', verbose_name='edukacja językowa')),
                ('work_progress', models.CharField(choices=[('yes', 'są postępy'), ('partly', 'niewystarczające'), ('no', 'brak postępów')], max_length=6, verbose_name='postępy zawodowe')),
                ('work', kladka.vault.fields.SealedTextField(max_length=3000, purpose='fields', row='key', verbose_name='funkcjonowanie zawodowe')),
                ('social_progress', models.CharField(choices=[('yes', 'są postępy'), ('partly', 'niewystarczające'), ('no', 'brak postępów')], max_length=6, verbose_name='postępy społeczne')),
                ('social', kladka.vault.fields.SealedTextField(max_length=3000, purpose='fields', row='key', verbose_name='funkcjonowanie społeczne')),
                ('change_needed', models.BooleanField(default=False, verbose_name='potrzebna zmiana programu')),
                ('change', kladka.vault.fields.SealedTextField(blank=True, max_length=2000, purpose='fields', row='key', verbose_name='co zmienić')),
                ('sources', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='na czym oparto propozycję')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='podpisano')),
                ('pdf', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik notatki')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto sporządził')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='monitoring_notes', to='programmes.programme')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto podpisał')),
            ],
            options={
                'verbose_name': 'notatka z monitorowania',
                'verbose_name_plural': 'notatki z monitorowania',
                'ordering': ['number'],
            },
        ),
        migrations.AddIndex(
            model_name='course',
            index=models.Index(fields=['organisation', '-starts', '-id'], name='course_by_day'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='course_ends_after_start', violation_error_message='Koniec kursu nie może być przed początkiem.'),
        ),
        migrations.AddIndex(
            model_name='attendancefile',
            index=models.Index(fields=['course', '-id'], name='attendance_file_of_course'),
        ),
        migrations.AddConstraint(
            model_name='dutynotice',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', ''), ('issued_on__isnull', False), _connector='OR'), name='duty_notice_judged_after_it_went', violation_error_message='Ocenia się dopiero po wysłaniu wezwania.'),
        ),
        migrations.AddConstraint(
            model_name='dutynotice',
            constraint=models.CheckConstraint(condition=models.Q(('delivered_on', None), ('delivered_on__gte', models.F('issued_on')), _connector='OR'), name='duty_notice_delivered_after_it_went', violation_error_message='Doręczenie nie może być przed wysłaniem.'),
        ),
        migrations.AddIndex(
            model_name='enrolment',
            index=models.Index(fields=['case', 'id'], name='enrolment_of_case'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('course', 'person'), name='enrolled_once', violation_error_message='Ta osoba jest już na tym kursie.'),
        ),
        migrations.AddConstraint(
            model_name='enrolment',
            constraint=models.UniqueConstraint(fields=('course', 'code'), name='enrolment_code_once'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('on', None)), fields=('enrolment', 'month'), name='attendance_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('on__isnull', False)), fields=('enrolment', 'on'), name='attendance_once_a_session'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('attended__gte', 0), ('excused__gte', 0), ('planned__gte', django.db.models.expressions.CombinedExpression(models.F('attended'), '+', models.F('excused')))), name='attendance_within_plan', violation_error_message='Obecność i godziny usprawiedliwione to najwyżej godziny zajęć.'),
        ),
        migrations.AddConstraint(
            model_name='monitoringnote',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='monitoring_note_once'),
        ),
        migrations.AddConstraint(
            model_name='monitoringnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='monitoring_note_signed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='monitoringnote',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='monitoring_note_ends_after_start'),
        ),
    ]
