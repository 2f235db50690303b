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
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('ground', models.CharField(choices=[('untrue', 'nieprawdziwe informacje'), ('uninformed', 'niepoinformowanie o zmianie')], max_length=10, verbose_name='podstawa')),
                ('facts', kladka.vault.fields.SealedTextField(max_length=2000, purpose='fields', row='key', verbose_name='ustalenia')),
                ('total_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('due_on', models.DateField(verbose_name='termin zwrotu')),
                ('effective_on', models.DateField(null=True, verbose_name='ustalono')),
                ('ended_on', models.DateField(null=True, verbose_name='zakończono')),
                ('ended', models.CharField(blank=True, choices=[('paid', 'spłacona'), ('waived', 'umorzona'), ('barred', 'przedawniona'), ('death', 'zgon osoby zobowiązanej'), ('other', 'uchylenie decyzji albo inny powód')], max_length=8, verbose_name='dlaczego zakończono')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='przygotowano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='cases.case', verbose_name='sprawa')),
                ('debtor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba zobowiązana')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claim', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'należność',
                'verbose_name_plural': 'należności',
            },
        ),
        migrations.CreateModel(
            name='ClaimPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('paid_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='wypłacono')),
                ('due_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='należało się')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='do zwrotu')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='undue.claim')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'część należności',
                'verbose_name_plural': 'części należności',
                'ordering': ['month', 'person'],
            },
        ),
        migrations.CreateModel(
            name='Relief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('kind', models.CharField(choices=[('waive', 'odstąpienie albo umorzenie'), ('defer', 'odroczenie terminu'), ('instalments', 'rozłożenie na raty')], max_length=12, verbose_name='rodzaj ulgi')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('due_on', models.DateField(null=True, verbose_name='termin')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=2000, purpose='fields', row='key', verbose_name='dlaczego')),
                ('effective_on', models.DateField(null=True, verbose_name='obowiązuje od')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='przygotowano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reliefs', to='undue.claim')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='relief', to='decisions.decision')),
            ],
            options={
                'verbose_name': 'ulga',
                'verbose_name_plural': 'ulgi',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='rata')),
                ('due_on', models.DateField(verbose_name='termin')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('relief', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='undue.relief')),
            ],
            options={
                'verbose_name': 'rata',
                'verbose_name_plural': 'raty',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('on', models.DateField(verbose_name='dzień')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('way', models.CharField(choices=[('bank', 'na rachunek powiatu'), ('desk', 'w kasie')], max_length=4, verbose_name='sposób')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='undue.claim')),
            ],
            options={
                'verbose_name': 'spłata',
                'verbose_name_plural': 'spłaty',
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['organisation', '-effective_on', '-id'], name='claim_by_day'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['organisation', '-total_pln', '-id'], name='claim_by_amount'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['case', '-id'], name='claim_of_case'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('total_pln__gt', 0)), name='claim_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended', ''), ('ended_on__isnull', True)), models.Q(('ended_on__isnull', False), models.Q(('ended', ''), _negated=True)), _connector='OR'), name='claim_ends_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='claimpart',
            constraint=models.UniqueConstraint(fields=('claim', 'person', 'month'), name='claim_part_once'),
        ),
        migrations.AddConstraint(
            model_name='claimpart',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gt', 0)), name='claim_part_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='relief',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gt', 0)), name='relief_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='relief',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'defer'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='relief_defer_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(fields=('relief', 'number'), name='instalment_once'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gt', 0)), name='instalment_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='repayment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gt', 0)), name='repayment_above_zero'),
        ),
    ]
