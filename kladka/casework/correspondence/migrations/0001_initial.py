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
            name='CaseLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('participation', 'zaświadczenie o udziale w programie'), ('paid', 'zaświadczenie o wypłaconych świadczeniach'), ('refusal', 'postanowienie o odmowie wydania zaświadczenia'), ('letter', 'pismo')], max_length=14, verbose_name='rodzaj')),
                ('template_title', models.CharField(blank=True, max_length=80, verbose_name='wzór jednostki')),
                ('requested_on', models.DateField(blank=True, null=True, verbose_name='wniosek o zaświadczenie wpłynął')),
                ('title', models.CharField(max_length=120, verbose_name='tytuł')),
                ('addressee', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='adresat')),
                ('purpose', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='cel')),
                ('text', kladka.vault.fields.SealedTextField(blank=True, max_length=6000, purpose='fields', row='key', verbose_name='treść')),
                ('state', models.CharField(choices=[('draft', 'projekt'), ('issued', 'wydane'), ('void', 'unieważnione')], default='draft', max_length=8, verbose_name='stan')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='numer')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='przygotowano')),
                ('issued_on', models.DateField(null=True, verbose_name='wydano')),
                ('pdf', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='PDF')),
                ('docx', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='DOCX')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('void_on', models.DateField(null=True, verbose_name='unieważniono')),
                ('void_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='powód unieważnienia')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto przygotował')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_letters', to='cases.case', verbose_name='sprawa')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto podpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='kogo dotyczy')),
            ],
            options={
                'verbose_name': 'pismo ze sprawy',
                'verbose_name_plural': 'pisma ze sprawy',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('issued_on', None), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('issued_on__isnull', False)), _connector='OR'), name='case_letter_issued_has_day', violation_error_message='Wydane pismo ma dzień wydania.')],
            },
        ),
    ]
