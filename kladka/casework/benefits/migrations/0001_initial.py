import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
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
            name='DeductionOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('starts', models.DateField(verbose_name='od listy za miesiąc')),
                ('limit_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='najwyżej razem')),
                ('monthly_pln', models.DecimalField(decimal_places=2, max_digits=9, null=True, verbose_name='najwyżej w miesiącu')),
                ('ended_on', models.DateField(null=True, verbose_name='zakończono')),
                ('changed_at', models.DateTimeField(auto_now=True, db_index=True, verbose_name='zmieniono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deduction_orders', to='cases.case', verbose_name='sprawa')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='deduction_order', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
            ],
            options={
                'verbose_name': 'zlecenie potrąceń',
                'verbose_name_plural': 'zlecenia potrąceń',
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('person_name', models.CharField(max_length=161, verbose_name='imiona i nazwisko na liście')),
                ('sort_name', models.CharField(max_length=160)),
                ('agreed_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='uzgodniona')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='do wypłaty')),
                ('health_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='składka zdrowotna')),
                ('deducted_pln', models.DecimalField(decimal_places=2, default=0, max_digits=9, verbose_name='potrącono')),
                ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='która wypłata za miesiąc')),
                ('note', models.CharField(blank=True, choices=[('', 'w pełnej wysokości'), ('withheld', 'wstrzymana w całości'), ('part', 'część miesiąca'), ('ended', 'pomoc zakończona'), ('lowered', 'obniżona do kwoty dopuszczalnej'), ('again', 'saldo z księgi')], default='', max_length=12, verbose_name='uwaga')),
                ('explanation', kladka.vault.fields.SealedTextField(max_length=600, purpose='fields', row='key', verbose_name='wyjaśnienie')),
                ('method', models.CharField(blank=True, choices=[('transfer', 'przelew'), ('cash_desk', 'kasa')], max_length=10, verbose_name='sposób')),
                ('holder', kladka.vault.fields.SealedTextField(blank=True, max_length=120, purpose='fields', row='key', verbose_name='odbiorca')),
                ('account', kladka.vault.fields.SealedTextField(blank=True, max_length=26, purpose='fields', row='key', verbose_name='rachunek')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'wypłata',
                'verbose_name_plural': 'wypłaty',
                'ordering': ['sort_name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PaidMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=32, verbose_name='skrót tożsamości')),
                ('certain', models.BooleanField(default=True, verbose_name='pewna')),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.payment', verbose_name='wypłata')),
            ],
            options={
                'verbose_name': 'miesiąc wypłacony',
                'verbose_name_plural': 'miesiące wypłacone',
            },
        ),
        migrations.CreateModel(
            name='Deduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='benefits.deductionorder')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='benefits.payment')),
            ],
            options={
                'verbose_name': 'potrącenie',
                'verbose_name_plural': 'potrącenia',
            },
        ),
        migrations.CreateModel(
            name='PaymentHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('starts', models.DateField(verbose_name='od')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=500, purpose='fields', row='key', verbose_name='powód')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='zapisano')),
                ('ended_on', models.DateField(null=True, verbose_name='do')),
                ('outcome', models.CharField(blank=True, choices=[('explained', 'wyjaśniono, wypłaca się za czas wstrzymania (ust. 2)'), ('expired', 'decyzja wygasła (ust. 3)')], max_length=10, verbose_name='wynik')),
                ('explanation', kladka.vault.fields.SealedTextField(blank=True, max_length=1000, purpose='fields', row='key', verbose_name='wyjaśnienie')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wstrzymał(a)')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payment_holds', to='cases.case', verbose_name='sprawa')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wstrzymanie wypłaty',
                'verbose_name_plural': 'wstrzymania wypłat',
            },
        ),
        migrations.CreateModel(
            name='PaymentList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('state', models.CharField(choices=[('draft', 'w przygotowaniu'), ('submitted', 'do zatwierdzenia'), ('approved', 'zatwierdzona'), ('sent', 'wysłana do banku')], default='draft', max_length=10, verbose_name='stan')),
                ('prepared_at', models.DateTimeField(auto_now_add=True)),
                ('counted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='przeliczono')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='zatwierdzono')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('sent_on', models.DateField(null=True, verbose_name='wysłano')),
                ('returned_reason', kladka.vault.fields.SealedTextField(blank=True, max_length=500, purpose='fields', row='key', verbose_name='powód zwrotu')),
                ('people', models.PositiveIntegerField(default=0, verbose_name='liczba osób')),
                ('total_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='suma')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lista wypłat',
                'verbose_name_plural': 'listy wypłat',
                'ordering': ['-month'],
            },
        ),
        migrations.AddField(
            model_name='payment',
            name='payment_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='benefits.paymentlist'),
        ),
        migrations.CreateModel(
            name='BankFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('profile', models.CharField(max_length=30, verbose_name='format')),
                ('name', models.CharField(max_length=120, verbose_name='nazwa pliku')),
                ('total_pln', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='suma')),
                ('count', models.PositiveIntegerField(verbose_name='liczba przelewów')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='sha256', verbose_name='treść')),
                ('exported_at', models.DateTimeField(auto_now_add=True, verbose_name='wydano')),
                ('exported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('payment_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_files', to='benefits.paymentlist')),
            ],
            options={
                'verbose_name': 'plik bankowy',
                'verbose_name_plural': 'pliki bankowe',
            },
        ),
        migrations.CreateModel(
            name='PayoutAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('method', models.CharField(choices=[('transfer', 'przelew'), ('cash_desk', 'kasa')], default='transfer', max_length=10, verbose_name='sposób wypłaty')),
                ('holder', kladka.vault.fields.SealedTextField(max_length=120, purpose='fields', row='key', verbose_name='właściciel rachunku')),
                ('account', kladka.vault.fields.SealedTextField(blank=True, max_length=26, purpose='fields', row='key', verbose_name='numer rachunku')),
                ('account_index', kladka.vault.fields.BlindIndexField(of='account')),
                ('since', models.DateField(verbose_name='od')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='do')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('needs_confirmation', models.BooleanField(default=False, verbose_name='zmiana po pierwszej wypłacie')),
                ('called_back', models.BooleanField(default=False, verbose_name='oddzwoniono do rodziny')),
                ('confirmed_at', models.DateTimeField(db_index=True, null=True, verbose_name='potwierdzono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payout_accounts', to='cases.case', verbose_name='sprawa')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='potwierdził(a)')),
            ],
            options={
                'verbose_name': 'rachunek do wypłat',
                'verbose_name_plural': 'rachunki do wypłat',
            },
        ),
        migrations.CreateModel(
            name='AccountCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='oddzwoniono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oddzwonił(a)')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_checks', to='cases.case', verbose_name='sprawa')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='benefits.payoutaccount')),
            ],
            options={
                'verbose_name': 'potwierdzenie rachunku po zwrocie',
                'verbose_name_plural': 'potwierdzenia rachunków po zwrocie',
            },
        ),
        migrations.CreateModel(
            name='PayoutCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('reason', kladka.vault.fields.SealedTextField(max_length=500, purpose='fields', row='key', verbose_name='powód')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wpisano')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='potwierdzono')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payout_corrections', to='cases.case', verbose_name='sprawa')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='potwierdził(a)')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('rejected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='odrzucił(a)')),
            ],
            options={
                'verbose_name': 'korekta',
                'verbose_name_plural': 'korekty',
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('on', models.DateField(verbose_name='dzień')),
                ('kind', models.CharField(choices=[('granted', 'przyznano'), ('withheld', 'nie wypłaca się'), ('corrected', 'skorygowano'), ('recalculated', 'przeliczono decyzją'), ('deducted', 'potrącono'), ('paid', 'wypłacono'), ('returned', 'wróciło z banku'), ('claimed', 'ustalono do zwrotu')], max_length=12, verbose_name='rodzaj')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wpisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ledger', to='cases.case', verbose_name='sprawa')),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decisions.decision')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='osoba')),
                ('payment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.payment', verbose_name='wypłata')),
                ('correction', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.payoutcorrection')),
            ],
            options={
                'verbose_name': 'wpis księgi wypłat',
                'verbose_name_plural': 'wpisy księgi wypłat',
            },
        ),
        migrations.CreateModel(
            name='BankFormat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='nazwa')),
                ('kind', models.CharField(choices=[('elixir0', 'Elixir-0 (tekst)'), ('pain001', 'ISO 20022 pain.001.001.09 (XML)')], default='elixir0', max_length=8, verbose_name='rodzaj pliku')),
                ('encoding', models.CharField(choices=[('cp852', 'CP852 (DOS)'), ('cp1250', 'Windows-1250'), ('iso8859_2', 'ISO-8859-2'), ('utf-8', 'UTF-8'), ('ascii', 'bez polskich znaków (ASCII)')], default='cp852', max_length=10, verbose_name='kodowanie')),
                ('letters', models.CharField(choices=[('cp852', 'CP852 (DOS)'), ('cp1250', 'Windows-1250'), ('iso8859_2', 'ISO-8859-2'), ('utf-8', 'UTF-8'), ('ascii', 'bez polskich znaków (ASCII)')], default='cp852', max_length=10, verbose_name='litery w nazwach')),
                ('extension', models.CharField(default='pli', max_length=5, validators=[django.core.validators.RegexValidator('^[a-z0-9]{1,5}\\Z')], verbose_name='rozszerzenie pliku')),
                ('forbidden', models.CharField(blank=True, default='",|:;&@$', max_length=40, verbose_name='znaki zabronione')),
                ('line', models.PositiveSmallIntegerField(default=35, validators=[django.core.validators.MinValueValidator(20), django.core.validators.MaxValueValidator(70)], verbose_name='znaków w wierszu')),
                ('lines', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(4)], verbose_name='wierszy nazwy i tytułu')),
                ('reference', models.PositiveSmallIntegerField(default=35, validators=[django.core.validators.MaxValueValidator(35)], verbose_name='znaków numeru własnego')),
                ('source', models.CharField(max_length=200, verbose_name='skąd to wiadomo')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='wpisano')),
                ('tried_at', models.DateTimeField(blank=True, null=True, verbose_name='wydano plik próbny')),
                ('tried_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 pliku próbnego')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='potwierdzono')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='wycofano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto potwierdził')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_formats', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'format pliku bankowego',
                'verbose_name_plural': 'formaty plików bankowych',
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(models.Q(('confirmed_by', models.F('by')), _negated=True), ('confirmed_at__isnull', False)), _connector='OR'), name='bank_format_four_eyes', violation_error_message='Format potwierdza inna osoba niż ta, która go wpisała.'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('tried_sha256', ''), _negated=True), _connector='OR'), name='bank_format_tried_first', violation_error_message='Format potwierdza się po pliku próbnym.'), models.UniqueConstraint(condition=models.Q(('retired_on__isnull', True)), fields=('organisation', 'title'), name='bank_format_named_once', violation_error_message='Format o tej nazwie już jest. Wycofaj go albo nazwij nowy inaczej.')],
            },
        ),
        migrations.AddIndex(
            model_name='deductionorder',
            index=models.Index(fields=['organisation', 'starts'], name='deduction_order_open'),
        ),
        migrations.AddConstraint(
            model_name='deductionorder',
            constraint=models.CheckConstraint(condition=models.Q(('limit_pln__gte', 0)), name='deduction_order_not_below_zero'),
        ),
        migrations.AddConstraint(
            model_name='deductionorder',
            constraint=models.CheckConstraint(condition=models.Q(('monthly_pln__isnull', True), ('monthly_pln__gt', 0), _connector='OR'), name='deduction_instalment'),
        ),
        migrations.AddIndex(
            model_name='paidmonth',
            index=models.Index(condition=models.Q(('certain', False)), fields=['identity', 'month'], name='paid_month_alike'),
        ),
        migrations.AddConstraint(
            model_name='paidmonth',
            constraint=models.UniqueConstraint(condition=models.Q(('certain', True)), fields=('identity', 'month'), name='paid_month_once', violation_error_message='Za ten miesiąc płaci tej osobie inna jednostka.'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.UniqueConstraint(fields=('payment', 'order'), name='deduction_once_a_line'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gt', 0)), name='deduction_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='paymenthold',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('case',), name='payment_hold_open_once', violation_error_message='Wypłatę tej rodzinie już wstrzymano.'),
        ),
        migrations.AddConstraint(
            model_name='paymenthold',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('ended_on__gte', models.F('starts')), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='payment_hold_ends_with_outcome'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.UniqueConstraint(fields=('organisation', 'month'), name='payment_list_once_a_month', violation_error_message='Lista wypłat na ten miesiąc już istnieje.'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='payment_list_four_eyes', violation_error_message='Listę zatwierdza inna osoba niż ta, która ją przygotowała.'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('submitted_by__isnull', False), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='payment_list_submitter_not_approver', violation_error_message='Listę zatwierdza inna osoba niż ta, która ją przekazała.'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted']), models.Q(('approved_by__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='payment_list_approved_with_hash'),
        ),
        migrations.AddConstraint(
            model_name='paymentlist',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_on__isnull', False), _connector='OR'), name='payment_list_sent_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['payment_list', 'sort_name', 'id'], name='payment_in_order'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['case', '-month'], name='payment_of_case'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['payment_list', 'method', 'note', 'month', 'amount_pln', 'health_pln'], name='payment_sums'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('person', 'month', 'attempt'), name='payment_once_a_month', violation_error_message='Ta osoba jest już na liście wypłat za ten miesiąc.'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gte', 0), ('deducted_pln__gte', 0), ('amount_pln__lte', django.db.models.expressions.CombinedExpression(models.F('agreed_pln'), '-', models.F('deducted_pln')))), name='payment_within_agreed'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('method', 'transfer'), _negated=True), ('account__isnull', False), ('explanation__isnull', True), _connector='OR'), name='payment_transfer_has_account', violation_error_message='Przelew wymaga numeru rachunku.'),
        ),
        migrations.AddIndex(
            model_name='payoutaccount',
            index=models.Index(fields=['account_index'], name='payout_account_by_number'),
        ),
        migrations.AddConstraint(
            model_name='payoutaccount',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('needs_confirmation', False), ('confirmed_by__isnull', False), _connector='OR')), fields=('case',), name='payout_account_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='payoutaccount',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_by__isnull', True), ('ended_on__isnull', True), ('needs_confirmation', True)), fields=('case',), name='payout_account_one_waiting', violation_error_message='Jedna zmiana rachunku czeka już na potwierdzenie.'),
        ),
        migrations.AddConstraint(
            model_name='payoutaccount',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('by')), _negated=True), _connector='OR'), name='payout_account_four_eyes', violation_error_message='Zmianę rachunku potwierdza inna osoba niż ta, która ją wpisała.'),
        ),
        migrations.AddConstraint(
            model_name='payoutaccount',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('called_back', True), ('confirmed_at__isnull', False)), _connector='OR'), name='payout_account_called_back', violation_error_message='Zmianę rachunku potwierdza się po rozmowie z rodziną.'),
        ),
        migrations.AddConstraint(
            model_name='payoutaccount',
            constraint=models.CheckConstraint(condition=models.Q(('method', 'cash_desk'), ('account__isnull', False), ('holder__isnull', True), _connector='OR'), name='payout_transfer_has_account', violation_error_message='Przelew wymaga numeru rachunku.'),
        ),
        migrations.AddConstraint(
            model_name='payoutaccount',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('since')), _connector='OR'), name='payout_account_ends_after_start', violation_error_message='Koniec nie może być przed początkiem.'),
        ),
        migrations.AddIndex(
            model_name='accountcheck',
            index=models.Index(fields=['account', '-at'], name='account_check_by_account'),
        ),
        migrations.AddConstraint(
            model_name='payoutcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln', 0), _negated=True), name='correction_not_zero'),
        ),
        migrations.AddConstraint(
            model_name='payoutcorrection',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(models.Q(('confirmed_by', models.F('by')), _negated=True), ('confirmed_at__isnull', False), ('rejected_by__isnull', True)), _connector='OR'), name='correction_four_eyes', violation_error_message='Korektę potwierdza inna osoba niż ta, która ją wpisała.'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['case', 'month'], name='ledger_of_case'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['organisation', 'person', 'month', 'amount_pln'], name='ledger_balance'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(fields=['organisation', 'on', 'kind', 'amount_pln'], name='ledger_by_day'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_pln__gt', 0), ('kind__in', ['granted', 'returned', 'claimed'])), models.Q(('amount_pln__lt', 0), ('kind__in', ['withheld', 'paid', 'deducted'])), models.Q(('correction__isnull', False), ('kind', 'corrected')), ('kind', 'recalculated'), _connector='OR'), name='ledger_sign_of_kind'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(('payment__isnull', False), ('kind', 'corrected'), models.Q(('decision__isnull', False), ('kind__in', ['recalculated', 'claimed'])), _connector='OR'), name='ledger_entry_has_its_payment'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(fields=('payment', 'kind'), name='ledger_once_of_a_kind', violation_error_message='Zwrot tej wypłaty już zapisano.'),
        ),
    ]
