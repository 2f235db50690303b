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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SetAside',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('check_code', models.CharField(max_length=30, verbose_name='kontrola')),
                ('row', models.BigIntegerField(verbose_name='wiersz')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=500, purpose='fields', row='key', verbose_name='powód')),
                ('until', models.DateField(verbose_name='odłożono do')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='kiedy')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='przywrócono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto odłożył')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case', verbose_name='sprawa')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'odłożony wynik kontroli',
                'verbose_name_plural': 'odłożone wyniki kontroli',
                'indexes': [models.Index(fields=['organisation', 'check_code', '-id'], name='set_aside_of_check')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('organisation', 'check_code', 'row', 'case'), name='set_aside_once', violation_error_message='Ten wynik jest już odłożony.')],
            },
        ),
    ]
