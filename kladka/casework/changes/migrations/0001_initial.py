import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        ('attachments', '0001_initial'),
        ('cases', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LifeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('birth', 'urodzenie dziecka'), ('joined', 'osoba dołączyła do rodziny'), ('left', 'osoba opuściła rodzinę'), ('divorce', 'rozwód lub separacja'), ('death', 'śmierć'), ('status_lost', 'utrata statusu lub ochrony'), ('status_given', 'nowy status lub ochrona'), ('adult', 'ukończenie 18 lat'), ('hospital', 'pobyt w zakładzie opieki zdrowotnej'), ('arrest', 'tymczasowe aresztowanie'), ('prison', 'odbywanie kary pozbawienia wolności')], max_length=12, verbose_name='co się stało')),
                ('on', models.DateField(verbose_name='dzień zmiany')),
                ('over_on', models.DateField(blank=True, null=True, verbose_name='koniec pobytu')),
                ('learnt_on', models.DateField(verbose_name='kiedy się dowiedzieliśmy')),
                ('told_by', kladka.vault.fields.SealedTextField(max_length=160, purpose='fields', row='key', verbose_name='od kogo')),
                ('text', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='opis')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='wycofano')),
                ('undone_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='powód wycofania')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_changes', to='cases.case', verbose_name='sprawa')),
                ('ended_status', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.protectionstatus')),
                ('membership', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.householdmember')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='life_changes', to='people.person', verbose_name='kogo dotyczy')),
                ('proof', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attachments.attachment', verbose_name='dowód')),
                ('status', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.protectionstatus')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wycofał')),
            ],
            options={
                'verbose_name': 'zmiana w życiu rodziny',
                'verbose_name_plural': 'zmiany w życiu rodziny',
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('code', models.CharField(max_length=20, verbose_name='czynność')),
                ('text', kladka.vault.fields.SealedTextField(max_length=700, purpose='fields', row='key', verbose_name='propozycja')),
                ('provision', models.CharField(max_length=120, verbose_name='przepis')),
                ('since', models.DateField(blank=True, null=True, verbose_name='od dnia')),
                ('variants', kladka.vault.fields.SealedJSONField(default=list, purpose='fields', row='key', verbose_name='odczytania')),
                ('chosen', models.CharField(blank=True, max_length=20, verbose_name='wybrane odczytanie')),
                ('state', models.CharField(choices=[('open', 'czeka'), ('confirmed', 'potwierdzona'), ('dismissed', 'odrzucona'), ('undone', 'wycofana ze zmianą')], default='open', max_length=10, verbose_name='stan')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='uzasadnienie')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='rozstrzygnięto')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='cases.case', verbose_name='sprawa')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='changes.lifechange', verbose_name='zmiana')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto rozstrzygnął')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'propozycja po zmianie',
                'verbose_name_plural': 'propozycje po zmianach',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='lifechange',
            index=models.Index(fields=['case', '-on', '-id'], name='life_change_of_case'),
        ),
        migrations.AddIndex(
            model_name='lifechange',
            index=models.Index(fields=['organisation', '-on', '-id'], name='life_change_by_day'),
        ),
        migrations.AddIndex(
            model_name='lifechange',
            index=models.Index(fields=['organisation', 'kind', '-on', '-id'], name='life_change_by_kind'),
        ),
        migrations.AddIndex(
            model_name='lifechange',
            index=models.Index(fields=['person', 'kind'], name='life_change_of_person'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.CheckConstraint(condition=models.Q(('over_on__isnull', True), ('over_on__gte', models.F('on')), _connector='OR'), name='life_stay_ends_after_start', violation_error_message='Koniec pobytu nie może być przed jego początkiem.'),
        ),
        migrations.AddConstraint(
            model_name='lifechange',
            constraint=models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('undone_by__isnull', False), _connector='OR'), name='life_change_undone_by_somebody'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['organisation', 'state', '-id'], name='proposal_by_state'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['case', 'state'], name='proposal_of_case'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'undone']), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='proposal_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dismissed'), _negated=True), ('reason__isnull', False), _connector='OR'), name='proposal_dismissed_with_reason', violation_error_message='Odrzucenie propozycji wymaga powodu.'),
        ),
    ]
