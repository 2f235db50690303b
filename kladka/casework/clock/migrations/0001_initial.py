import django.core.validators
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
            name='ReminderChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('by_email', models.BooleanField(default=False, verbose_name='e-mail')),
                ('by_sms', models.BooleanField(default=False, verbose_name='SMS')),
                ('phone', kladka.vault.fields.SealedTextField(blank=True, max_length=20, purpose='fields', row='key', verbose_name='telefon służbowy')),
                ('days_ahead', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(30)], verbose_name='ile dni naprzód')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
            ],
            options={
                'verbose_name': 'wybór przypomnień',
                'verbose_name_plural': 'wybory przypomnień',
            },
        ),
        migrations.CreateModel(
            name='VisitConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS')], max_length=5, verbose_name='sposób')),
                ('given_on', models.DateField(verbose_name='zgoda z dnia')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='cofnięta')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'zgoda na przypomnienia',
                'verbose_name_plural': 'zgody na przypomnienia',
            },
        ),
        migrations.CreateModel(
            name='VisitReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='wysłano')),
                ('trouble', models.CharField(blank=True, max_length=200, verbose_name='dlaczego nie wysłano')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clock.visitconsent')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.contact', verbose_name='kontakt')),
            ],
            options={
                'verbose_name': 'przypomnienie o spotkaniu',
                'verbose_name_plural': 'przypomnienia o spotkaniach',
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='skrót adresu')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='utworzono')),
                ('read_on', models.DateField(null=True, verbose_name='ostatnio pobrano')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='unieważniono')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
            ],
            options={
                'verbose_name': 'subskrypcja kalendarza',
                'verbose_name_plural': 'subskrypcje kalendarza',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user',), name='feed_once', violation_error_message='Masz już subskrypcję. Nowa zastąpi starą.')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='dzień')),
                ('way', models.CharField(choices=[('email', 'e-mail'), ('sms', 'SMS')], max_length=5, verbose_name='sposób')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='wysłano')),
                ('trouble', models.CharField(blank=True, max_length=200, verbose_name='dlaczego nie wysłano')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto')),
            ],
            options={
                'verbose_name': 'przypomnienie',
                'verbose_name_plural': 'przypomnienia',
                'constraints': [models.UniqueConstraint(fields=('user', 'on', 'way'), name='reminder_once_a_day')],
            },
        ),
        migrations.AddConstraint(
            model_name='visitconsent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('person',), name='visit_consent_once', violation_error_message='Ta osoba zgodziła się już na przypomnienia.'),
        ),
        migrations.AddConstraint(
            model_name='visitreminder',
            constraint=models.UniqueConstraint(fields=('contact', 'consent'), name='visit_reminder_once'),
        ),
    ]
