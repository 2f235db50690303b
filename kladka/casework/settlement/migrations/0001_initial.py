import django.db.models.deletion
import kladka.accounts.keys
import kladka.vault.fields
from django.conf import settings
from django.db import migrations, models

from kladka.first_tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('accounts', '0001_initial'),
        ('attachments', '0001_initial'),
        ('benefits', '0001_initial'),
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='nazwa pliku')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='sha256', verbose_name='treść')),
                ('columns', models.JSONField(null=True, verbose_name='kolumny')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='numer wyciągu')),
                ('starts', models.DateField(null=True, verbose_name='od')),
                ('ends', models.DateField(null=True, verbose_name='do')),
                ('opening_pln', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='saldo początkowe')),
                ('closing_pln', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='saldo końcowe')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wczytano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'wyciąg bankowy',
                'verbose_name_plural': 'wyciągi bankowe',
            },
        ),
        migrations.CreateModel(
            name='DeskPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('state', models.CharField(choices=[('collected', 'odebrano'), ('left', 'nie odebrano')], max_length=10, verbose_name='stan')),
                ('on', models.DateField(verbose_name='dzień')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wpisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('payment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='desk', to='benefits.payment', verbose_name='wypłata')),
            ],
            options={
                'verbose_name': 'wypłata w kasie',
                'verbose_name_plural': 'wypłaty w kasie',
            },
        ),
        migrations.CreateModel(
            name='ExpenseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('profile', models.CharField(max_length=30, verbose_name='format')),
                ('name', models.CharField(max_length=120, verbose_name='nazwa pliku')),
                ('total_pln', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='suma')),
                ('count', models.PositiveIntegerField(verbose_name='liczba przelewów')),
                ('on', models.DateField(verbose_name='dzień wykonania')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('content', kladka.vault.fields.SealedFileField(purpose='files', row='key', verbose_name='treść')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wydano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wydał(a)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'plik bankowy wydatków',
                'verbose_name_plural': 'pliki bankowe wydatków',
            },
        ),
        migrations.CreateModel(
            name='DirectExpense',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('month', models.DateField(verbose_name='miesiąc')),
                ('purpose', kladka.vault.fields.SealedTextField(max_length=200, purpose='fields', row='key', verbose_name='na co')),
                ('payee', kladka.vault.fields.SealedTextField(max_length=120, purpose='fields', row='key', verbose_name='odbiorca')),
                ('account', kladka.vault.fields.SealedTextField(max_length=26, purpose='fields', row='key', verbose_name='rachunek odbiorcy')),
                ('account_index', kladka.vault.fields.BlindIndexField(of='account')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='kwota')),
                ('invoice', models.CharField(max_length=60, verbose_name='numer faktury lub rachunku')),
                ('agreed_on', models.DateField(verbose_name='uzgodniono z cudzoziemcem')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='wpisano')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='zatwierdzono')),
                ('paid_on', models.DateField(null=True, verbose_name='zapłacono')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zatwierdził(a)')),
                ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='attachments.attachment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='direct_expenses', to='programmes.programme')),
                ('rejected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='odrzucił(a)')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='expenses', to='settlement.expensefile')),
            ],
            options={
                'verbose_name': 'wydatek bezpośredni',
                'verbose_name_plural': 'wydatki bezpośrednie',
            },
        ),
        migrations.CreateModel(
            name='GrantRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('cash_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='świadczenia pieniężne')),
                ('health_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='składki zdrowotne')),
                ('direct_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='wydatki bezpośrednie')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='sporządzono')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='zatwierdzono')),
                ('sent_on', models.DateField(null=True, verbose_name='wysłano wojewodzie')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zatwierdził(a)')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'zapotrzebowanie na dotację',
                'verbose_name_plural': 'zapotrzebowania na dotację',
            },
        ),
        migrations.CreateModel(
            name='GrantReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('on', models.DateField(verbose_name='dzień wpływu')),
                ('document', models.CharField(max_length=80, verbose_name='dokument')),
                ('cash_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='świadczenia pieniężne')),
                ('health_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='składki zdrowotne')),
                ('direct_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='wydatki bezpośrednie')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='wpisano')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='settlement.grantrequest')),
            ],
            options={
                'verbose_name': 'wpływ dotacji',
                'verbose_name_plural': 'wpływy dotacji',
            },
        ),
        migrations.CreateModel(
            name='GrantRequestLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('people', models.PositiveSmallIntegerField(verbose_name='liczba osób')),
                ('cash_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='świadczenia pieniężne')),
                ('health_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='składki zdrowotne')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.grantrequest')),
            ],
            options={
                'verbose_name': 'pozycja zapotrzebowania',
                'verbose_name_plural': 'pozycje zapotrzebowania',
            },
        ),
        migrations.CreateModel(
            name='GrantSettlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16, unique=True)),
                ('number', models.CharField(max_length=60, verbose_name='numer')),
                ('starts', models.DateField(verbose_name='od')),
                ('ends', models.DateField(verbose_name='do')),
                ('final', models.BooleanField(verbose_name='roczne')),
                ('opening_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='pozostało z poprzedniego okresu')),
                ('received_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='otrzymano')),
                ('opening_health_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='pozostało: składki')),
                ('opening_direct_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='pozostało: wydatki bezpośrednie')),
                ('received_health_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='otrzymano: składki')),
                ('received_direct_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='otrzymano: wydatki bezpośrednie')),
                ('used_cash_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='wykorzystano: świadczenia')),
                ('used_health_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='wykorzystano: składki')),
                ('used_direct_pln', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='wykorzystano: wydatki bezpośrednie')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='sporządzono')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='zatwierdzono')),
                ('return_due_on', models.DateField(null=True, verbose_name='termin zwrotu')),
                ('return_basis', models.CharField(blank=True, max_length=200, verbose_name='podstawa terminu')),
                ('returned_on', models.DateField(null=True, verbose_name='zwrócono')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zatwierdził(a)')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='kto wpisał')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'verbose_name': 'rozliczenie dotacji',
                'verbose_name_plural': 'rozliczenia dotacji',
            },
        ),
        migrations.CreateModel(
            name='StatementLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=kladka.accounts.keys.new_key, editable=False, max_length=16)),
                ('digest', models.CharField(max_length=32)),
                ('on', models.DateField(verbose_name='dzień')),
                ('amount_pln', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='kwota')),
                ('account', kladka.vault.fields.SealedTextField(blank=True, max_length=40, purpose='fields', row='key', verbose_name='rachunek')),
                ('name', kladka.vault.fields.SealedTextField(blank=True, max_length=200, purpose='fields', row='key', verbose_name='druga strona')),
                ('title', kladka.vault.fields.SealedTextField(blank=True, max_length=400, purpose='fields', row='key', verbose_name='tytuł')),
                ('state', models.CharField(choices=[('matched', 'pewne'), ('doubtful', 'wątpliwe'), ('returned', 'zwrot'), ('unmatched', 'bez pary')], max_length=10, verbose_name='stan')),
                ('why', models.CharField(max_length=16, verbose_name='dlaczego')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='potwierdzono')),
                ('set_aside', models.BooleanField(default=False, verbose_name='nie dotyczy wypłat')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='potwierdził(a)')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('payment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.payment', verbose_name='wypłata')),
                ('payment_list', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='benefits.paymentlist')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='settlement.bankstatement')),
            ],
            options={
                'verbose_name': 'pozycja wyciągu',
                'verbose_name_plural': 'pozycje wyciągu',
            },
        ),
        migrations.AddIndex(
            model_name='bankstatement',
            index=models.Index(fields=['organisation', '-id'], name='statement_by_id'),
        ),
        migrations.AddConstraint(
            model_name='bankstatement',
            constraint=models.UniqueConstraint(fields=('organisation', 'sha256'), name='statement_file_once'),
        ),
        migrations.AddIndex(
            model_name='deskpayment',
            index=models.Index(fields=['organisation', '-on', '-id'], name='desk_payment_by_day'),
        ),
        migrations.AddIndex(
            model_name='expensefile',
            index=models.Index(fields=['organisation', '-id'], name='expense_file_by_id'),
        ),
        migrations.AddIndex(
            model_name='directexpense',
            index=models.Index(fields=['organisation', '-id'], name='expense_by_id'),
        ),
        migrations.AddIndex(
            model_name='directexpense',
            index=models.Index(fields=['programme', 'month', 'account_index'], name='expense_by_payee'),
        ),
        migrations.AddConstraint(
            model_name='directexpense',
            constraint=models.CheckConstraint(condition=models.Q(('amount_pln__gt', 0)), name='expense_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='directexpense',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('by')), _negated=True), ('approved_at__isnull', False), ('rejected_by__isnull', True)), _connector='OR'), name='expense_four_eyes', violation_error_message='Wydatek zatwierdza inna osoba niż ta, która go wpisała.'),
        ),
        migrations.AddConstraint(
            model_name='directexpense',
            constraint=models.CheckConstraint(condition=models.Q(('paid_on__isnull', True), ('approved_by__isnull', False), _connector='OR'), name='expense_paid_after_approval'),
        ),
        migrations.AddConstraint(
            model_name='directexpense',
            constraint=models.UniqueConstraint(condition=models.Q(('rejected_by__isnull', True)), fields=('programme', 'invoice', 'amount_pln'), name='expense_invoice_once', violation_error_message='Ta faktura w tej kwocie jest już wpisana do tego programu.'),
        ),
        migrations.AddIndex(
            model_name='grantrequest',
            index=models.Index(fields=['organisation', '-id'], name='grant_request_by_id'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('by')), _negated=True), ('approved_at__isnull', False)), _connector='OR'), name='grant_request_four_eyes', violation_error_message='Zapotrzebowanie zatwierdza inna osoba niż ta, która je sporządziła.'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(('sent_on__isnull', True), ('approved_by__isnull', False), _connector='OR'), name='grant_request_sent_after_approval'),
        ),
        migrations.AddConstraint(
            model_name='grantrequest',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='grant_request_has_months'),
        ),
        migrations.AddIndex(
            model_name='grantreceipt',
            index=models.Index(fields=['organisation', '-on', '-id'], name='grant_receipt_by_day'),
        ),
        migrations.AddConstraint(
            model_name='grantreceipt',
            constraint=models.UniqueConstraint(fields=('organisation', 'on', 'document'), name='grant_receipt_once', violation_error_message='Ten wpływ jest już zapisany: ten sam dzień i dokument.'),
        ),
        migrations.AddConstraint(
            model_name='grantreceipt',
            constraint=models.CheckConstraint(condition=models.Q(('cash_pln__gte', 0), ('direct_pln__gte', 0), ('health_pln__gte', 0)), name='grant_receipt_positive'),
        ),
        migrations.AddConstraint(
            model_name='grantrequestline',
            constraint=models.UniqueConstraint(fields=('request', 'programme'), name='grant_line_once_a_programme'),
        ),
        migrations.AddIndex(
            model_name='grantsettlement',
            index=models.Index(fields=['organisation', '-ends', '-id'], name='grant_settlement_by_end'),
        ),
        migrations.AddConstraint(
            model_name='grantsettlement',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('by')), _negated=True), ('approved_at__isnull', False)), _connector='OR'), name='grant_settlement_four_eyes', violation_error_message='Rozliczenie zatwierdza inna osoba niż ta, która je sporządziła.'),
        ),
        migrations.AddConstraint(
            model_name='grantsettlement',
            constraint=models.CheckConstraint(condition=models.Q(('returned_on__isnull', True), models.Q(('approved_by__isnull', False), ('final', True)), _connector='OR'), name='grant_returned_after_approval'),
        ),
        migrations.AddConstraint(
            model_name='grantsettlement',
            constraint=models.CheckConstraint(condition=models.Q(('return_due_on__isnull', True), models.Q(('return_basis', ''), _negated=True), _connector='OR'), name='grant_return_due_with_basis', violation_error_message='Termin zwrotu wymaga podania podstawy.'),
        ),
        migrations.AddConstraint(
            model_name='grantsettlement',
            constraint=models.UniqueConstraint(fields=('organisation', 'starts', 'ends'), name='grant_settled_once', violation_error_message='Ten okres jest już rozliczony.'),
        ),
        migrations.AddIndex(
            model_name='statementline',
            index=models.Index(fields=['statement', 'state', 'id'], name='statement_line_by_state'),
        ),
        migrations.AddConstraint(
            model_name='statementline',
            constraint=models.UniqueConstraint(fields=('organisation', 'digest'), name='statement_line_once'),
        ),
        migrations.AddConstraint(
            model_name='statementline',
            constraint=models.UniqueConstraint(condition=models.Q(('confirmed_by__isnull', False), ('payment__isnull', False)), fields=('payment', 'state'), name='payment_confirmed_once', violation_error_message='Ta wypłata ma już potwierdzoną pozycję wyciągu.'),
        ),
    ]
