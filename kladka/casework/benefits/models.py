"""Monthly payment lists, their lines, the accounts they go to and the files sent to the bank."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.vault.fields import BlindIndexField, Indexed, SealedFileField, SealedTextField

# Django finds the models of an app in this module; those of other files are named here for it.
from .account_checks import AccountCheck  # noqa: F401
from .bank_formats import BankFormat  # noqa: F401
from .deductions import Deduction, DeductionOrder  # noqa: F401
from .holds import PaymentHold  # noqa: F401
from .paid_month import PaidMonth  # noqa: F401


class PayoutAccountQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(CONFIRMED, ended_on=None)

    def waiting(self):
        return self.filter(ended_on=None, needs_confirmation=True, confirmed_by=None)


# An account given before the first payment, or a later one that a second person confirmed.
CONFIRMED = Q(needs_confirmation=False) | Q(confirmed_by__isnull=False)


class PayoutAccount(Indexed):
    """Where a family's money goes. One in force per case; an older one is ended, not overwritten.

    A change after the first payment waits until a second person has called the family back; until then the
    former account stays in force.
    """

    class Method(models.TextChoices):
        TRANSFER = "transfer", "przelew"
        CASH_DESK = "cash_desk", "kasa"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="payout_accounts", verbose_name="sprawa")
    method = models.CharField("sposób wypłaty", max_length=10, choices=Method, default=Method.TRANSFER)
    holder = SealedTextField("właściciel rachunku", max_length=120)
    account = SealedTextField("numer rachunku", max_length=26, blank=True)
    account_index = BlindIndexField(of="account")
    since = models.DateField("od")
    ended_on = models.DateField("do", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    needs_confirmation = models.BooleanField("zmiana po pierwszej wypłacie", default=False)
    called_back = models.BooleanField("oddzwoniono do rodziny", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="potwierdził(a)"
    )
    confirmed_at = models.DateTimeField("potwierdzono", null=True, db_index=True)

    objects = PayoutAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "rachunek do wypłat"
        verbose_name_plural = "rachunki do wypłat"
        indexes = [models.Index(fields=["account_index"], name="payout_account_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_on__isnull=True) & CONFIRMED,
                name="payout_account_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(ended_on__isnull=True, needs_confirmation=True, confirmed_by__isnull=True),
                name="payout_account_one_waiting",
                violation_error_message="Jedna zmiana rachunku czeka już na potwierdzenie.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")),
                name="payout_account_four_eyes",
                violation_error_message="Zmianę rachunku potwierdza inna osoba niż ta, która ją wpisała.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(called_back=True, confirmed_at__isnull=False),
                name="payout_account_called_back",
                violation_error_message="Zmianę rachunku potwierdza się po rozmowie z rodziną.",
            ),
            models.CheckConstraint(
                # Without a holder: a row whose personal fields were erased.
                condition=Q(method="cash_desk") | Q(account__isnull=False) | Q(holder__isnull=True),
                name="payout_transfer_has_account",
                violation_error_message="Przelew wymaga numeru rachunku.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")),
                name="payout_account_ends_after_start",
                violation_error_message="Koniec nie może być przed początkiem.",
            ),
        ]

    def __str__(self):
        return f"{self.get_method_display()} {self.account[-4:]}"

    @property
    def waits(self):
        """Changed after the first payment and not confirmed by a second person (not yet, or never)."""
        return self.needs_confirmation and self.confirmed_by_id is None


class PaymentList(models.Model):
    """Lista wypłat of one organisation for one month, approved by another person than its author.

    `prepared_by` is who last counted it, `submitted_by` who passed it on; neither may approve. `people` and
    `total_pln` are written with the lines and compared with their sum on the page of the list.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "w przygotowaniu"
        SUBMITTED = "submitted", "do zatwierdzenia"
        APPROVED = "approved", "zatwierdzona"
        SENT = "sent", "wysłana do banku"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.DateField("miesiąc")
    number = models.CharField("numer", max_length=60)
    state = models.CharField("stan", max_length=10, choices=State, default=State.DRAFT)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(auto_now_add=True)
    counted_at = models.DateTimeField("przeliczono", default=timezone.now)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField("zatwierdzono", null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    sent_on = models.DateField("wysłano", null=True)
    returned_reason = SealedTextField("powód zwrotu", max_length=500, blank=True)
    people = models.PositiveIntegerField("liczba osób", default=0)
    total_pln = models.DecimalField("suma", max_digits=12, decimal_places=2, default=0)

    class Meta:
        verbose_name = "lista wypłat"
        verbose_name_plural = "listy wypłat"
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month"],
                name="payment_list_once_a_month",
                violation_error_message="Lista wypłat na ten miesiąc już istnieje.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="payment_list_four_eyes",
                violation_error_message="Listę zatwierdza inna osoba niż ta, która ją przygotowała.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (Q(submitted_by__isnull=False) & ~Q(approved_by=F("submitted_by"))),
                name="payment_list_submitter_not_approver",
                violation_error_message="Listę zatwierdza inna osoba niż ta, która ją przekazała.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted"])
                | (Q(approved_by__isnull=False) & ~Q(sha256="")),
                name="payment_list_approved_with_hash",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_on__isnull=False), name="payment_list_sent_on_a_day"
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return f"/wyplaty/{self.key}/"


# States in which the lines of a list are what was approved.
CLOSED = (PaymentList.State.APPROVED, PaymentList.State.SENT)


class Payment(models.Model):
    """Wypłata: one person in one month. Zero with a note says why an amount is missing.

    An empty `method` means that the family has no account yet; such a list cannot be submitted. `person_name`
    is the name when the list was counted: it goes to the bank and into the fingerprint. The first `attempt`
    of a month pays what the law gives; a later one what the ledger owes after a return or a correction.
    `amount_pln` is what the person gets; with `deducted_pln` (deductions.py) it is what is due. Of a later
    attempt `made_up_pln` is what the days are due above what was counted before (underpaid.py).
    """

    class Note(models.TextChoices):
        FULL = "", "w pełnej wysokości"
        WITHHELD = "withheld", "wstrzymana w całości"
        PART = "part", "część miesiąca"
        ENDED = "ended", "pomoc zakończona"
        LOWERED = "lowered", "obniżona do kwoty dopuszczalnej"
        AGAIN = "again", "saldo z księgi"
        MADE_UP = "made_up", "wyrównanie dni"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    payment_list = models.ForeignKey(PaymentList, models.PROTECT, related_name="payments")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="payments")
    case = models.ForeignKey(Case, models.PROTECT, related_name="payments", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="payments", verbose_name="osoba")
    month = models.DateField("miesiąc")
    person_name = models.CharField("imiona i nazwisko na liście", max_length=161)
    sort_name = models.CharField(max_length=160)
    agreed_pln = models.DecimalField("uzgodniona", max_digits=9, decimal_places=2)
    amount_pln = models.DecimalField("do wypłaty", max_digits=9, decimal_places=2)
    health_pln = models.DecimalField("składka zdrowotna", max_digits=9, decimal_places=2)
    deducted_pln = models.DecimalField("potrącono", max_digits=9, decimal_places=2, default=0)
    made_up_pln = models.DecimalField("wyrównanie dni", max_digits=9, decimal_places=2, default=0)
    attempt = models.PositiveSmallIntegerField("która wypłata za miesiąc", default=1)
    note = models.CharField("uwaga", max_length=12, choices=Note, default=Note.FULL, blank=True)
    explanation = SealedTextField("wyjaśnienie", max_length=600)
    method = models.CharField("sposób", max_length=10, choices=PayoutAccount.Method, blank=True)
    holder = SealedTextField("odbiorca", max_length=120, blank=True)
    account = SealedTextField("rachunek", max_length=26, blank=True)

    class Meta:
        verbose_name = "wypłata"
        verbose_name_plural = "wypłaty"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "month", "attempt"],
                name="payment_once_a_month",
                violation_error_message="Ta osoba jest już na liście wypłat za ten miesiąc.",
            ),
            models.CheckConstraint(
                # Half a grosz more: SQLite subtracts decimals as floating point.
                condition=Q(amount_pln__gte=0, deducted_pln__gte=0)
                & Q(amount_pln__lt=F("agreed_pln") - F("deducted_pln") + Decimal("0.005")),
                name="payment_within_agreed",
            ),
            models.CheckConstraint(
                condition=Q(made_up_pln=0) | Q(made_up_pln__gt=0, attempt__gt=1),
                name="payment_made_up_later",
            ),
            models.CheckConstraint(
                # Without an explanation: a row whose personal fields were erased.
                condition=~Q(method="transfer") | Q(account__isnull=False) | Q(explanation__isnull=True),
                name="payment_transfer_has_account",
                violation_error_message="Przelew wymaga numeru rachunku.",
            ),
        ]
        indexes = [
            models.Index(fields=["payment_list", "sort_name", "id"], name="payment_in_order"),
            models.Index(fields=["case", "-month"], name="payment_of_case"),
            # The control of a list adds up five thousand lines from this index alone.
            models.Index(
                fields=["payment_list", "method", "note", "month", "amount_pln", "health_pln"],
                name="payment_sums",
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.month:%Y-%m}"


class BankFile(models.Model):
    """A file handed to the bank: which list, which format, whose hand, which hash.

    `content` is the file itself, sealed, so that a second download is the same file; emptied after 90 days.
    """

    payment_list = models.ForeignKey(PaymentList, models.PROTECT, related_name="bank_files")
    profile = models.CharField("format", max_length=30)
    name = models.CharField("nazwa pliku", max_length=120)
    total_pln = models.DecimalField("suma", max_digits=12, decimal_places=2)
    count = models.PositiveIntegerField("liczba przelewów")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = SealedFileField("treść", row="sha256")
    exported_at = models.DateTimeField("wydano", auto_now_add=True)
    exported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "plik bankowy"
        verbose_name_plural = "pliki bankowe"

    def __str__(self):
        return self.name


class PayoutCorrection(models.Model):
    """Korekta wypłaconej kwoty: one person proposes it, another confirms or rejects it."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="payout_corrections", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    month = models.DateField("miesiąc")
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    reason = SealedTextField("powód", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("wpisano", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="potwierdził(a)"
    )
    confirmed_at = models.DateTimeField("potwierdzono", null=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="odrzucił(a)"
    )

    class Meta:
        verbose_name = "korekta"
        verbose_name_plural = "korekty"
        constraints = [
            models.CheckConstraint(condition=~Q(amount_pln=0), name="correction_not_zero"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("by")) & Q(rejected_by__isnull=True, confirmed_at__isnull=False)),
                name="correction_four_eyes",
                violation_error_message="Korektę potwierdza inna osoba niż ta, która ją wpisała.",
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.amount_pln}"


class LedgerEntry(models.Model):
    """Wpis księgi wypłat. Rows are only added; their sum is what a person is still owed for a month.

    The analysis, person by person, of the account `persons` of the book (`kladka.casework.ledger`): what is
    entered here on a day is entered there in the same act.
    """

    class Kind(models.TextChoices):
        GRANTED = "granted", "przyznano"
        WITHHELD = "withheld", "nie wypłaca się"
        CORRECTED = "corrected", "skorygowano"
        RECALCULATED = "recalculated", "przeliczono decyzją"
        MADE_UP = "made_up", "wyrównano dni"
        DEDUCTED = "deducted", "potrącono"
        PAID = "paid", "wypłacono"
        RETURNED = "returned", "wróciło z banku"
        CLAIMED = "claimed", "ustalono do zwrotu"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="ledger", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    month = models.DateField("miesiąc")
    on = models.DateField("dzień")
    kind = models.CharField("rodzaj", max_length=12, choices=Kind)
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+", verbose_name="wypłata")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    correction = models.OneToOneField(PayoutCorrection, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("wpisano", auto_now_add=True)

    class Meta:
        verbose_name = "wpis księgi wypłat"
        verbose_name_plural = "wpisy księgi wypłat"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["granted", "made_up", "returned", "claimed"], amount_pln__gt=0)
                | Q(kind__in=["withheld", "paid", "deducted"], amount_pln__lt=0)
                | Q(kind="corrected", correction__isnull=False)
                | Q(kind="recalculated"),
                name="ledger_sign_of_kind",
            ),
            models.CheckConstraint(
                condition=Q(payment__isnull=False)
                | Q(kind="corrected")
                | Q(kind__in=["recalculated", "claimed"], decision__isnull=False),
                name="ledger_entry_has_its_payment",
            ),
            models.UniqueConstraint(
                fields=["payment", "kind"],
                name="ledger_once_of_a_kind",
                violation_error_message="Zwrot tej wypłaty już zapisano.",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "month"], name="ledger_of_case"),
            models.Index(fields=["organisation", "person", "month", "amount_pln"], name="ledger_balance"),
            models.Index(fields=["organisation", "on", "kind", "amount_pln"], name="ledger_by_day"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.get_kind_display()} {self.amount_pln}"
