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
        ('decisions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('outside', models.CharField(blank=True, max_length=200, verbose_name='centrum spoza tej instalacji')),
                ('state', models.CharField(choices=[('draft', 'przygotowywane'), ('offered', 'czeka na przyjęcie'), ('returned', 'zwrócone z pytaniami'), ('accepted', 'przyjęte'), ('withdrawn', 'wycofane')], default='draft', max_length=10, verbose_name='stan')),
                ('brief', kladka.vault.fields.SealedJSONField(default=dict, purpose='fields', row='key', verbose_name='karta przekazania')),
                ('scope', models.JSONField(blank=True, default=list, verbose_name='co przekazano')),
                ('package', kladka.vault.fields.SealedJSONField(default=dict, purpose='fields', row='key', verbose_name='przekazane dane')),
                ('offered_at', models.DateTimeField(blank=True, null=True, verbose_name='przekazano do przyjęcia')),
                ('questions', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='pytania przyjmującego')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='przyjęto lub zwrócono')),
                ('taken_over', models.BooleanField(default=False, verbose_name='sprawa zmieniła realizatora od razu')),
                ('new_number', models.CharField(blank=True, max_length=60, verbose_name='znak sprawy w nowym centrum')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto przygotował')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='cases.case', verbose_name='sprawa')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto przyjął lub zwrócił')),
                ('from_worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dotychczasowy realizator')),
                ('new_case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='cases.case', verbose_name='sprawa w nowym centrum')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='kto przekazuje')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='podpisał(a) przekazujący')),
                ('to_organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='nowa jednostka')),
                ('to_worker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='nowy realizator')),
            ],
            options={
                'verbose_name': 'przekazanie sprawy',
                'verbose_name_plural': 'przekazania spraw',
            },
        ),
        migrations.CreateModel(
            name='HandedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(max_length=12, verbose_name='rodzaj')),
                ('name', kladka.vault.fields.SealedTextField(max_length=120, purpose='fields', row='key', verbose_name='nazwa pliku')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik')),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='moves.handover', verbose_name='przekazanie')),
            ],
            options={
                'verbose_name': 'przekazany plik',
                'verbose_name_plural': 'przekazane pliki',
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('state', models.CharField(choices=[('open', 'rozpatrywana'), ('allowed', 'dopuszczona'), ('refused', 'nie dopuszczona'), ('done', 'zakończona'), ('withdrawn', 'wycofana przez rodzinę')], default='open', max_length=10, verbose_name='stan')),
                ('reach', models.CharField(choices=[('county', 'do innego powiatu w tym samym województwie'), ('voivodeship', 'do innego województwa')], max_length=12, verbose_name='dokąd')),
                ('ground', models.CharField(max_length=12, verbose_name='podstawa')),
                ('reason', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='dlaczego')),
                ('declared_on', models.DateField(blank=True, null=True, verbose_name='oświadczenie złożono')),
                ('moves_on', models.DateField(verbose_name='dzień przeniesienia')),
                ('address', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='nowy adres')),
                ('town', kladka.vault.fields.SealedTextField(blank=True, max_length=80, purpose='fields', row='key', verbose_name='nowa miejscowość')),
                ('centre_name', models.CharField(max_length=200, verbose_name='nazwa nowego centrum')),
                ('centre_address', models.CharField(blank=True, max_length=200, verbose_name='adres nowego centrum')),
                ('authority', models.CharField(max_length=200, verbose_name='nowy starosta (organ)')),
                ('voivode', models.CharField(max_length=80, verbose_name='wojewoda nowego centrum')),
                ('payer', models.CharField(choices=[('old', 'miesiąc przeniesienia płaci dotychczasowe centrum'), ('new', 'miesiąc przeniesienia płaci nowe centrum')], default='old', max_length=4, verbose_name='kto płaci miesiąc przeniesienia')),
                ('decided_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='uzasadnienie rozstrzygnięcia')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='rozstrzygnięto')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='cases.case', verbose_name='sprawa')),
                ('centre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='nowe centrum')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto rozstrzygnął')),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='move', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'przeniesienie',
                'verbose_name_plural': 'przeniesienia',
            },
        ),
        migrations.AddField(
            model_name='handover',
            name='move',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='moves.move', verbose_name='przeniesienie'),
        ),
        migrations.CreateModel(
            name='MoveNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('code', models.CharField(max_length=20)),
                ('addressee', models.CharField(max_length=200, verbose_name='adresat')),
                ('provision', models.CharField(max_length=80, verbose_name='przepis')),
                ('number', models.CharField(max_length=60, verbose_name='numer pisma')),
                ('issued_on', models.DateField(verbose_name='data pisma')),
                ('sent_on', models.DateField(blank=True, null=True, verbose_name='wysłano')),
                ('pdf', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik PDF')),
                ('docx', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='plik DOCX')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto przygotował')),
                ('move', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='moves.move', verbose_name='przeniesienie')),
            ],
            options={
                'verbose_name': 'zawiadomienie o przeniesieniu',
                'verbose_name_plural': 'zawiadomienia o przeniesieniu',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MoveProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('code', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=200, verbose_name='dokument')),
                ('provision', models.CharField(max_length=80, verbose_name='przepis')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='złożono')),
                ('note', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='czego brakuje albo dlaczego odmówiono')),
                ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attachments.attachment', verbose_name='plik')),
                ('move', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='moves.move', verbose_name='przeniesienie')),
            ],
            options={
                'verbose_name': 'dowód do przeniesienia',
                'verbose_name_plural': 'dowody do przeniesień',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='move',
            index=models.Index(fields=['organisation', 'state', '-id'], name='move_by_state'),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['open', 'allowed'])), fields=('case',), name='move_open_once', violation_error_message='W tej sprawie jest już przeniesienie w toku.'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['organisation', 'state', '-id'], name='handover_by_state'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['to_organisation', 'state', '-id'], name='handover_incoming'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['to_worker', 'state', '-id'], name='handover_to_worker'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['case', '-id'], name='handover_of_case'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outside', ''), ('to_organisation__isnull', True), ('to_worker__isnull', False)), models.Q(('outside', ''), ('to_organisation__isnull', False), ('to_worker__isnull', True)), models.Q(('to_organisation__isnull', True), ('to_worker__isnull', True), models.Q(('outside', ''), _negated=True)), _connector='OR'), name='handover_to_one', violation_error_message='Sprawę przekazuje się jednej osobie albo jednemu centrum.'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('to_organisation__isnull', True), models.Q(('to_organisation', models.F('organisation')), _negated=True), _connector='OR'), name='handover_to_another_centre', violation_error_message='Przekazujesz sprawę własnej jednostce.'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), ('signed_by__isnull', False), _connector='OR'), name='handover_offered_signed'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'offered', 'returned'])), fields=('case',), name='handover_open_once', violation_error_message='Ta sprawa jest już przekazywana. Dokończ to przekazanie albo je wycofaj.'),
        ),
        migrations.AddConstraint(
            model_name='movenotice',
            constraint=models.UniqueConstraint(fields=('move', 'code'), name='move_notice_once'),
        ),
        migrations.AddConstraint(
            model_name='moveproof',
            constraint=models.UniqueConstraint(fields=('move', 'code'), name='move_proof_once'),
        ),
    ]
