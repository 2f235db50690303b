import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('languages', models.CharField(blank=True, help_text='Po przecinku, np. ukraiński, rosyjski, angielski.', max_length=200, verbose_name='języki')),
                ('most_families', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='najwyżej rodzin')),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='accounts.membership', verbose_name='przydział')),
            ],
            options={
                'verbose_name': 'warunki pracy realizatora',
                'verbose_name_plural': 'warunki pracy realizatorów',
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='odwołana')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='accounts.membership', verbose_name='przydział')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zapisał')),
                ('substitute', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto zastępuje')),
            ],
            options={
                'verbose_name': 'nieobecność',
                'verbose_name_plural': 'nieobecności',
                'indexes': [models.Index(fields=['membership', 'ends'], name='absence_of_membership')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='absence_ends_after_start', violation_error_message='Nieobecność nie może się skończyć przed początkiem.')],
            },
        ),
    ]
