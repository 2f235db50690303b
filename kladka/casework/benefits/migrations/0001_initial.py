import django.db.models.deletion
import django.utils.timezone
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('accounts', '__first__'),
        ('cases', '0001_initial'),
        ('decisions', '0001_initial'),
        ('people', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
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
                'constraints': [models.UniqueConstraint(fields=('organisation', 'month'), name='payment_list_once_a_month', violation_error_message='Lista wypłat na ten miesiąc już istnieje.'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('prepared_by')), _negated=True), _connector='OR'), name='payment_list_four_eyes', violation_error_message='Listę zatwierdza inna osoba niż ta, która ją przygotowała.'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('submitted_by__isnull', False), models.Q(('approved_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='payment_list_submitter_not_approver', violation_error_message='Listę zatwierdza inna osoba niż ta, która ją przekazała.'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted']), models.Q(('approved_by__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='payment_list_approved_with_hash'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_on__isnull', False), _connector='OR'), name='payment_list_sent_on_a_day')],
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
                ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='która wypłata za miesiąc')),
                ('note', models.CharField(blank=True, choices=[('', 'w pełnej wysokości'), ('withheld', 'wstrzymana w całości'), ('part', 'część miesiąca'), ('ended', 'pomoc zakończona'), ('lowered', 'obniżona do kwoty dopuszczalnej'), ('again', 'saldo z księgi')], default='', max_length=12, verbose_name='uwaga')),
                ('explanation', kladka.vault.fields.SealedTextField(max_length=600, purpose='fields', row='key', verbose_name='wyjaśnienie')),
                ('method', models.CharField(blank=True, choices=[('transfer', 'przelew'), ('cash_desk', 'kasa')], max_length=10, verbose_name='sposób')),
                ('holder', kladka.vault.fields.SealedTextField(blank=True, max_length=120, purpose='fields', row='key', verbose_name='odbiorca')),
                ('account', kladka.vault.fields.SealedTextField(blank=True, max_length=26, purpose='fields', row='key', verbose_name='rachunek')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='cases.case', verbose_name='sprawa')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='people.person', verbose_name='osoba')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='programmes.programme')),
                ('payment_list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='benefits.paymentlist')),
            ],
            options={
                'verbose_name': 'wypłata',
                'verbose_name_plural': 'wypłaty',
                'ordering': ['sort_name', 'pk'],
                'indexes': [models.Index(fields=['payment_list', 'sort_name', 'id'], name='payment_in_order'), models.Index(fields=['case', '-month'], name='payment_of_case'), models.Index(fields=['payment_list', 'method', 'note', 'month', 'amount_pln', 'health_pln'], name='payment_sums')],
                'constraints': [models.UniqueConstraint(fields=('person', 'month', 'attempt'), name='payment_once_a_month', violation_error_message='Ta osoba jest już na liście wypłat za ten miesiąc.'), models.CheckConstraint(condition=models.Q(('amount_pln__gte', 0), ('amount_pln__lte', models.F('agreed_pln'))), name='payment_within_agreed'), models.CheckConstraint(condition=models.Q(models.Q(('method', 'transfer'), _negated=True), ('account__isnull', False), ('explanation__isnull', True), _connector='OR'), name='payment_transfer_has_account', violation_error_message='Przelew wymaga numeru rachunku.')],
            },
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
                'indexes': [models.Index(fields=['account_index'], name='payout_account_by_number')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('needs_confirmation', False), ('confirmed_by__isnull', False), _connector='OR')), fields=('case',), name='payout_account_one_in_force'), models.UniqueConstraint(condition=models.Q(('confirmed_by__isnull', True), ('ended_on__isnull', True), ('needs_confirmation', True)), fields=('case',), name='payout_account_one_waiting', violation_error_message='Jedna zmiana rachunku czeka już na potwierdzenie.'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('by')), _negated=True), _connector='OR'), name='payout_account_four_eyes', violation_error_message='Zmianę rachunku potwierdza inna osoba niż ta, która ją wpisała.'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('called_back', True), ('confirmed_at__isnull', False)), _connector='OR'), name='payout_account_called_back', violation_error_message='Zmianę rachunku potwierdza się po rozmowie z rodziną.'), models.CheckConstraint(condition=models.Q(('method', 'cash_desk'), ('account__isnull', False), ('holder__isnull', True), _connector='OR'), name='payout_transfer_has_account', violation_error_message='Przelew wymaga numeru rachunku.'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('since')), _connector='OR'), name='payout_account_ends_after_start', violation_error_message='Koniec nie może być przed początkiem.')],
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
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_pln', 0), _negated=True), name='correction_not_zero'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(models.Q(('confirmed_by', models.F('by')), _negated=True), ('confirmed_at__isnull', False), ('rejected_by__isnull', True)), _connector='OR'), name='correction_four_eyes', violation_error_message='Korektę potwierdza inna osoba niż ta, która ją wpisała.')],
            },
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('kind', models.CharField(choices=[('granted', 'przyznano'), ('withheld', 'nie wypłaca się'), ('corrected', 'skorygowano'), ('paid', 'wypłacono'), ('returned', 'wróciło z banku')], max_length=10, verbose_name='rodzaj')),
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
                'indexes': [models.Index(fields=['case', 'month'], name='ledger_of_case'), models.Index(fields=['organisation', 'person', 'month', 'amount_pln'], name='ledger_balance')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount_pln__gt', 0), ('kind__in', ['granted', 'returned'])), models.Q(('amount_pln__lt', 0), ('kind__in', ['withheld', 'paid'])), models.Q(('correction__isnull', False), ('kind', 'corrected')), _connector='OR'), name='ledger_sign_of_kind'), models.CheckConstraint(condition=models.Q(('payment__isnull', False), ('kind', 'corrected'), _connector='OR'), name='ledger_entry_has_its_payment'), models.UniqueConstraint(fields=('payment', 'kind'), name='ledger_once_of_a_kind', violation_error_message='Zwrot tej wypłaty już zapisano.')],
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
                'indexes': [models.Index(condition=models.Q(('certain', False)), fields=['identity', 'month'], name='paid_month_alike')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('certain', True)), fields=('identity', 'month'), name='paid_month_once', violation_error_message='Za ten miesiąc płaci tej osobie inna jednostka.')],
            },
        ),
    ]
