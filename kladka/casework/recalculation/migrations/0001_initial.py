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
        ('decisions', '0001_initial'),
        ('people', '0001_initial'),
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recalculation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('since', models.DateField(verbose_name='od miesiąca')),
                ('ground', models.CharField(choices=[('benefit', 'zmiana na korzyść strony'), ('law', 'zmiana przepisów prawa'), ('income', 'zmiana sytuacji dochodowej strony'), ('personal', 'zmiana sytuacji osobistej strony'), ('undue', 'pobranie nienależnego świadczenia'), ('consent', 'zgoda strony')], max_length=10, verbose_name='podstawa zmiany (ups art. 106 ust. 5)')),
                ('consented_on', models.DateField(blank=True, null=True, verbose_name='zgoda strony')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=1000, purpose='fields', row='key', verbose_name='co się zmieniło')),
                ('base_reading', models.CharField(max_length=12, verbose_name='kwota bazowa')),
                ('floor_reading', models.BooleanField(verbose_name='minimum ustawowe na osobę')),
                ('book_version', models.CharField(max_length=64, verbose_name='wersja księgi prawa')),
                ('effective_on', models.DateField(null=True, verbose_name='weszło w życie')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='przeliczono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalculations', to='cases.case', verbose_name='sprawa')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recalculation', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalculations', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'przeliczenie',
                'verbose_name_plural': 'przeliczenia',
            },
        ),
        migrations.CreateModel(
            name='RecalculatedAmount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('number', models.PositiveSmallIntegerField(verbose_name='miesiąc programu')),
                ('old_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='dotąd')),
                ('old_floor_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='dotąd najmniej')),
                ('old_ceiling_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='dotąd najwięcej')),
                ('old_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=300, purpose='fields', row='key', verbose_name='dotąd powód niższej kwoty')),
                ('new_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='teraz')),
                ('new_floor_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='teraz najmniej')),
                ('new_ceiling_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='teraz najwięcej')),
                ('new_health_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='składka zdrowotna')),
                ('old_due_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='dotąd należne')),
                ('new_due_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='teraz należne')),
                ('because', kladka.vault.fields.SealedTextField(max_length=1000, purpose='fields', row='key', verbose_name='dlaczego')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('recalculation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amounts', to='recalculation.recalculation')),
            ],
            options={
                'verbose_name': 'przeliczona kwota',
                'verbose_name_plural': 'przeliczone kwoty',
                'ordering': ['month', 'person'],
            },
        ),
        migrations.AddIndex(
            model_name='recalculation',
            index=models.Index(fields=['case', '-id'], name='recalculation_of_case'),
        ),
        migrations.AddConstraint(
            model_name='recalculation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', 'consent'), _negated=True), ('consented_on__isnull', False), _connector='OR'), name='recalculation_consent_has_a_day', violation_error_message='Podaj dzień, w którym strona zgodziła się na zmianę.'),
        ),
        migrations.AddConstraint(
            model_name='recalculatedamount',
            constraint=models.UniqueConstraint(fields=('recalculation', 'person', 'month'), name='recalculated_amount_once'),
        ),
        migrations.AddConstraint(
            model_name='recalculatedamount',
            constraint=models.CheckConstraint(condition=models.Q(('old_pln__isnull', False), ('new_pln__isnull', False), _connector='OR'), name='recalculated_amount_of_something'),
        ),
    ]
