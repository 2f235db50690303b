import django.db.models.deletion
import kladka.accounts.keys
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='numer w roku')),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('on', models.DateField(verbose_name='dzień')),
                ('kind', models.CharField(choices=[('list', 'lista wypłat'), ('list_paid', 'wypłata listy'), ('return', 'zwrot przelewu'), ('correction', 'korekta wypłaty'), ('recalculation', 'przeliczenie decyzją'), ('desk_paid', 'odbiór w kasie'), ('desk_left', 'nieodebrane w kasie'), ('expense', 'wydatek bezpośredni'), ('expense_paid', 'zapłata wydatku bezpośredniego'), ('health', 'składki zdrowotne'), ('health_paid', 'zapłata składek zdrowotnych'), ('grant', 'wpływ dotacji'), ('grant_back', 'zwrot dotacji'), ('undue', 'należność z nienależnie pobranego świadczenia'), ('undue_paid', 'spłata nienależnie pobranego świadczenia'), ('undue_waived', 'umorzenie nienależnie pobranego świadczenia'), ('own', 'środki własne'), ('reversal', 'storno')], max_length=16, verbose_name='rodzaj dokumentu')),
                ('document', models.CharField(max_length=40, verbose_name='dokument')),
                ('title', models.CharField(max_length=120, verbose_name='numer dokumentu')),
                ('source', models.CharField(choices=[('grant', 'dotacja wojewody'), ('own', 'środki własne')], default='grant', max_length=8, verbose_name='źródło pieniędzy')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'zapis księgi',
                'verbose_name_plural': 'zapisy księgi',
            },
        ),
        migrations.CreateModel(
            name='PostingLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(choices=[('bank', 'Rachunek bankowy'), ('desk', 'Kasa'), ('persons', 'Rozrachunki z osobami: świadczenia'), ('uncollected', 'Kasa: przekazane do odbioru'), ('zus', 'Rozrachunki z ZUS: składki zdrowotne'), ('payees', 'Rozrachunki z odbiorcami wydatków bezpośrednich'), ('undue', 'Należności z nienależnie pobranych świadczeń'), ('cost_cash', 'Koszty: świadczenia pieniężne'), ('cost_health', 'Koszty: składki zdrowotne'), ('cost_direct', 'Koszty: wydatki opłacane bezpośrednio'), ('grant_cash', 'Dotacja: świadczenia pieniężne'), ('grant_health', 'Dotacja: składki zdrowotne'), ('grant_direct', 'Dotacja: wydatki opłacane bezpośrednio'), ('own_funds', 'Środki własne na program')], max_length=12, verbose_name='konto')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='kwota (Wn +, Ma −)')),
                ('month', models.DateField(null=True, verbose_name='miesiąc')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ledger.posting')),
                ('programme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'dekret',
                'verbose_name_plural': 'dekrety',
            },
        ),
        migrations.CreateModel(
            name='BookYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('year', models.PositiveSmallIntegerField(verbose_name='rok')),
                ('closed_at', models.DateTimeField(auto_now_add=True, verbose_name='zamknięto')),
                ('reopened_at', models.DateTimeField(null=True, verbose_name='otwarto ponownie')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='powód ponownego otwarcia')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zamknął(-ęła)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'zamknięty rok',
                'verbose_name_plural': 'zamknięte lata',
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('organisation', 'year'), name='book_year_closed_once', violation_error_message='Ten rok jest już zamknięty.'), models.CheckConstraint(condition=models.Q(('reopened_at__isnull', True), models.Q(('reopened_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='book_year_reopened_with_reason', violation_error_message='Ponowne otwarcie roku wymaga powodu.')],
            },
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(fields=['organisation', '-on', '-id'], name='posting_in_order'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(fields=('organisation', 'kind', 'document'), name='posting_once_a_document', violation_error_message='Ten dokument jest już w księdze.'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.UniqueConstraint(fields=('organisation', 'year', 'number'), name='posting_number_once'),
        ),
        migrations.AddIndex(
            model_name='postingline',
            index=models.Index(fields=['posting', 'account', 'amount_pln'], name='line_of_posting'),
        ),
        migrations.AddIndex(
            model_name='postingline',
            index=models.Index(fields=['programme', 'account', 'month', 'amount_pln'], name='line_of_programme'),
        ),
        migrations.AddConstraint(
            model_name='postingline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln', 0), _negated=True), name='posting_line_not_zero'),
        ),
        migrations.AddConstraint(
            model_name='postingline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account__startswith', 'cost_'), _negated=True), models.Q(('month__isnull', False), ('programme__isnull', False)), _connector='OR'), name='cost_of_a_programme_and_month', violation_error_message='Koszt wskazuje program i miesiąc.'),
        ),
    ]
