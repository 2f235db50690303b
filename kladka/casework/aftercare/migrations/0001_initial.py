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
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AfterLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='skrót adresu')),
                ('check_key', models.CharField(max_length=16)),
                ('case_id', models.BigIntegerField()),
                ('until', models.DateField(verbose_name='ważny do')),
                ('used_at', models.DateTimeField(null=True, verbose_name='użyto')),
            ],
            options={
                'verbose_name': 'odnośnik do pytań po programie',
                'verbose_name_plural': 'odnośniki do pytań po programie',
            },
        ),
        migrations.CreateModel(
            name='AfterConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('way', models.CharField(choices=[('email', 'e-mail z odnośnikiem'), ('sms', 'SMS z odnośnikiem'), ('phone', 'rozmowa telefoniczna')], max_length=5, verbose_name='sposób')),
                ('given_on', models.DateField(verbose_name='zgoda z dnia')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='cofnięta')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='after_consents', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'zgoda na pytania po programie',
                'verbose_name_plural': 'zgody na pytania po programie',
            },
        ),
        migrations.CreateModel(
            name='AfterCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('months', models.PositiveSmallIntegerField(verbose_name='miesięcy po programie')),
                ('due_on', models.DateField(verbose_name='termin')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='wysłano')),
                ('trouble', models.CharField(blank=True, max_length=200, verbose_name='dlaczego nie wysłano')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='odpowiedź')),
                ('answers', kladka.vault.fields.SealedJSONField(default=dict, purpose='fields', row='key', verbose_name='odpowiedzi')),
                ('closed_on', models.DateField(null=True, verbose_name='zamknięto bez odpowiedzi')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='after_checks', to='cases.case', verbose_name='sprawa')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='aftercare.afterconsent')),
            ],
            options={
                'verbose_name': 'sprawdzenie po programie',
                'verbose_name_plural': 'sprawdzenia po programie',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Exit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('reason', models.CharField(choices=[('independent', 'program wykonany, rodzina radzi sobie sama'), ('helped', 'program wykonany, rodzina korzysta z innej pomocy'), ('revoked', 'uchylono decyzję o pomocy'), ('moved', 'przeniesienie do innego powiatu (art. 94)'), ('resigned', 'rezygnacja z programu'), ('left', 'wyjazd z Polski'), ('lost', 'utrata kontaktu'), ('died', 'śmierć uczestnika'), ('other', 'inna przyczyna')], max_length=12, verbose_name='przyczyna')),
                ('on', models.DateField(verbose_name='dzień zakończenia')),
                ('note', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='wyjaśnienie')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='exit', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'zakończenie programu',
                'verbose_name_plural': 'zakończenia programów',
            },
        ),
        migrations.CreateModel(
            name='Farewell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('held_on', models.DateField(verbose_name='dzień rozmowy')),
                ('language', models.CharField(blank=True, max_length=40, verbose_name='język rozmowy')),
                ('interpreter', kladka.vault.fields.SealedTextField(blank=True, max_length=120, purpose='fields', row='key', verbose_name='tłumacz')),
                ('situation', kladka.vault.fields.SealedTextField(max_length=4000, purpose='fields', row='key', verbose_name='gdzie stoi rodzina i co ustalono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='farewell', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'rozmowa o końcu programu',
                'verbose_name_plural': 'rozmowy o końcu programu',
            },
        ),
        migrations.CreateModel(
            name='Successor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('domain', models.CharField(max_length=10, verbose_name='obszar')),
                ('institution', models.CharField(max_length=160, verbose_name='instytucja')),
                ('matter', kladka.vault.fields.SealedTextField(max_length=400, purpose='fields', row='key', verbose_name='sprawa')),
                ('contact', models.CharField(blank=True, max_length=160, verbose_name='telefon lub adres instytucji')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='uzgodniono z instytucją')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'instytucja przejmująca',
                'verbose_name_plural': 'instytucje przejmujące',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='afterconsent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('case',), name='after_consent_once', violation_error_message='W tej sprawie jest już zgoda na pytania po programie.'),
        ),
        migrations.AddIndex(
            model_name='aftercheck',
            index=models.Index(condition=models.Q(('answered_at', None)), fields=['due_on'], name='after_check_due'),
        ),
        migrations.AddConstraint(
            model_name='aftercheck',
            constraint=models.UniqueConstraint(fields=('consent', 'months'), name='after_check_once'),
        ),
        migrations.AddConstraint(
            model_name='aftercheck',
            constraint=models.CheckConstraint(condition=models.Q(('months', 3), ('months', 6), ('months', 12), _connector='OR'), name='after_check_months'),
        ),
    ]
