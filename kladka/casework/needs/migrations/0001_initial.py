import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RedFlag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', kladka.vault.fields.SealedTextField(max_length=24, purpose='protected', row='key', verbose_name='rodzaj')),
                ('facts', kladka.vault.fields.SealedTextField(max_length=4000, purpose='protected', row='key', verbose_name='co zauważono')),
                ('raised_on', models.DateField(verbose_name='zauważono')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='protected', row='key', verbose_name='powód zamknięcia')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='zamknięto')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='red_flags', to='cases.case', verbose_name='sprawa')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zamknął')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='kogo dotyczy')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
            ],
            options={
                'verbose_name': 'czerwona flaga',
                'verbose_name_plural': 'czerwone flagi',
            },
        ),
        migrations.CreateModel(
            name='FlagTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('code', kladka.vault.fields.SealedTextField(max_length=24, purpose='protected', row='key', verbose_name='zadanie')),
                ('day', models.DateField(verbose_name='termin')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='zrobione')),
                ('note', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='protected', row='key', verbose_name='co zrobiono')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zrobił')),
                ('flag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='needs.redflag', verbose_name='flaga')),
            ],
            options={
                'verbose_name': 'zadanie z czerwonej flagi',
                'verbose_name_plural': 'zadania z czerwonych flag',
            },
        ),
        migrations.CreateModel(
            name='Wave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('start', 'początek programu'), ('half', 'po 6 miesiącach'), ('year', 'po 12 miesiącach'), ('exit', 'zakończenie programu'), ('after_half', '6 miesięcy po programie'), ('after_year', '12 miesięcy po programie')], max_length=12, verbose_name='fala')),
                ('planned_on', models.DateField(verbose_name='termin')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='dzień rozmowy')),
                ('language', models.CharField(blank=True, max_length=40, verbose_name='język rozmowy')),
                ('interpreter', kladka.vault.fields.SealedTextField(blank=True, max_length=120, purpose='fields', row='key', verbose_name='tłumacz')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='zakończono')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto ocenia')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waves', to='cases.case', verbose_name='sprawa')),
            ],
            options={
                'verbose_name': 'ocena potrzeb',
                'verbose_name_plural': 'oceny potrzeb',
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('domain', models.CharField(max_length=10, verbose_name='obszar')),
                ('rater', models.CharField(choices=[('worker', 'pracownik'), ('person', 'osoba')], max_length=6, verbose_name='kto ocenił')),
                ('answer', models.CharField(choices=[('rated', 'oceniono'), ('not_asked', 'nie pytano'), ('refused', 'odmowa odpowiedzi'), ('na', 'nie dotyczy')], max_length=10, verbose_name='odpowiedź')),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ocena')),
                ('anchor', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='najniższy prawdziwy opis')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='powód innej oceny')),
                ('evidence', kladka.vault.fields.SealedTextField(blank=True, max_length=2000, purpose='fields', row='key', verbose_name='co na to wskazuje')),
                ('at', models.DateTimeField(auto_now=True, verbose_name='kiedy')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='kogo dotyczy')),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='needs.wave', verbose_name='fala')),
            ],
            options={
                'verbose_name': 'ocena obszaru',
                'verbose_name_plural': 'oceny obszarów',
            },
        ),
        migrations.CreateModel(
            name='FlagReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='dodano')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='skreślono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto dodał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='flag_readers', to='cases.case', verbose_name='sprawa')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
            ],
            options={
                'verbose_name': 'osoba, która widzi czerwone flagi',
                'verbose_name_plural': 'osoby, które widzą czerwone flagi',
                'indexes': [models.Index(fields=['user', 'case'], name='flag_reader_of_user')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('case', 'user'), name='flag_reader_once', violation_error_message='Ta osoba już widzi flagi tej sprawy.')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('domain', models.CharField(max_length=10, verbose_name='obszar')),
                ('text', kladka.vault.fields.SealedTextField(max_length=500, purpose='fields', row='key', verbose_name='czego potrzeba')),
                ('opened_on', models.DateField(verbose_name='od')),
                ('outcome', models.CharField(blank=True, choices=[('met', 'zaspokojona'), ('unmet', 'niezaspokojona')], max_length=6, verbose_name='wynik')),
                ('cause', models.CharField(blank=True, choices=[('no_service', 'nie ma takiej usługi'), ('queue', 'za długa kolejka'), ('cost', 'za drogo'), ('refused', 'odmowa instytucji'), ('language', 'brak usługi w języku osoby'), ('not_wanted', 'osoba zrezygnowała'), ('left', 'osoba wyjechała lub nie ma kontaktu'), ('other', 'inna przyczyna')], max_length=12, verbose_name='przyczyna')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='jak ją zaspokojono albo dlaczego nie')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='zamknięto')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='cases.case', verbose_name='sprawa')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zamknął')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto otworzył')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='kogo dotyczy')),
            ],
            options={
                'verbose_name': 'potrzeba',
                'verbose_name_plural': 'potrzeby',
                'indexes': [models.Index(fields=['domain', 'outcome', 'opened_on'], name='need_by_domain')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_on__gte', models.F('opened_on')), ('reason__isnull', False)), _connector='OR'), name='need_closed_with_outcome_and_reason', violation_error_message='Potrzebę zamyka się z wynikiem, dniem i powodem.'), models.CheckConstraint(condition=models.Q(('outcome', 'unmet'), ('cause', ''), _connector='XOR'), name='need_unmet_has_cause', violation_error_message='Przy niezaspokojonej potrzebie wskaż przyczynę.')],
            },
        ),
        migrations.AddConstraint(
            model_name='redflag',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), models.Q(('closed_by__isnull', False), ('closed_on__gte', models.F('raised_on')), ('reason__isnull', False)), _connector='OR'), name='red_flag_closed_with_reason', violation_error_message='Flagę zamyka się z powodem i dniem.'),
        ),
        migrations.AddIndex(
            model_name='flagtask',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['day', 'id'], name='flag_task_open'),
        ),
        migrations.AddConstraint(
            model_name='wave',
            constraint=models.UniqueConstraint(fields=('case', 'kind'), name='wave_once', violation_error_message='Ta ocena jest już w planie sprawy.'),
        ),
        migrations.AddConstraint(
            model_name='wave',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), models.Q(('closed_on__gte', models.F('held_on')), ('held_on__isnull', False)), _connector='OR'), name='wave_closed_after_held', violation_error_message='Oceny nie można zakończyć przed rozmową.'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(fields=('wave', 'domain', 'rater', 'person'), name='rating_once', violation_error_message='Ten obszar jest już oceniony.'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', True)), fields=('wave', 'domain', 'rater'), name='rating_of_household_once'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'rated'), ('value__gte', 1), ('value__isnull', False), ('value__lte', 5)), models.Q(models.Q(('answer', 'rated'), _negated=True), ('anchor__isnull', True), ('value__isnull', True)), _connector='OR'), name='rating_has_value_when_rated', violation_error_message='Ocena to liczba od 1 do 5 albo powód, dla którego jej nie ma.'),
        ),
        migrations.AddConstraint(
            model_name='rating',
            constraint=models.CheckConstraint(condition=models.Q(('anchor__isnull', True), ('anchor', models.F('value')), ('reason__isnull', False), _connector='OR'), name='rating_apart_from_anchor_with_reason', violation_error_message='Ocena inna niż opis wymaga powodu.'),
        ),
    ]
