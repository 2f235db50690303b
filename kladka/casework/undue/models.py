"""Claims for undue benefits, by person and month; reliefs with their instalments; repayments."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.vault.fields import SealedTextField


class Claim(models.Model):
    """Należność z tytułu nienależnie pobranego świadczenia (ups art. 104 ust. 3), claimed by a decision.

    A claim from `effective_on`, the day of issue. `ended_on` says that nothing is claimed any more, `ended`
    why; what was not paid by then is written off.
    """

    class Ground(models.TextChoices):
        UNTRUE = "untrue", "nieprawdziwe informacje"
        UNINFORMED = "uninformed", "niepoinformowanie o zmianie"

    class End(models.TextChoices):
        PAID = "paid", "spłacona"
        WAIVED = "waived", "umorzona"
        BARRED = "barred", "przedawniona"
        DEATH = "death", "zgon osoby zobowiązanej"
        OTHER = "other", "uchylenie decyzji albo inny powód"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="claims", verbose_name="sprawa")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="claims")
    debtor = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba zobowiązana")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="claim")
    ground = models.CharField("podstawa", max_length=10, choices=Ground)
    facts = SealedTextField("ustalenia", max_length=2000)
    total_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    due_on = models.DateField("termin zwrotu")
    effective_on = models.DateField("ustalono", null=True)
    ended_on = models.DateField("zakończono", null=True)
    ended = models.CharField("dlaczego zakończono", max_length=8, choices=End, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("przygotowano", auto_now_add=True)

    class Meta:
        verbose_name = "należność"
        verbose_name_plural = "należności"
        constraints = [
            models.CheckConstraint(condition=Q(total_pln__gt=0), name="claim_above_zero"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended="") | (Q(ended_on__isnull=False) & ~Q(ended="")),
                name="claim_ends_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-effective_on", "-id"], name="claim_by_day"),
            models.Index(fields=["organisation", "-total_pln", "-id"], name="claim_by_amount"),
            models.Index(fields=["case", "-id"], name="claim_of_case"),
        ]

    def __str__(self):
        return f"należność {self.total_pln} zł"

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/nienalezne/"


class ClaimPart(models.Model):
    """What is claimed back for one person and month."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    month = models.DateField("miesiąc")
    paid_pln = models.DecimalField("wypłacono", max_digits=9, decimal_places=2)
    due_pln = models.DecimalField("należało się", max_digits=9, decimal_places=2)
    amount_pln = models.DecimalField("do zwrotu", max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = "część należności"
        verbose_name_plural = "części należności"
        ordering = ["month", "person"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "person", "month"], name="claim_part_once"),
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="claim_part_above_zero"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.amount_pln}"


class Relief(models.Model):
    """Ulga (ups art. 104 ust. 4): waived in whole or part, put off, or spread over instalments."""

    class Kind(models.TextChoices):
        WAIVE = "waive", "odstąpienie albo umorzenie"
        DEFER = "defer", "odroczenie terminu"
        INSTALMENTS = "instalments", "rozłożenie na raty"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reliefs")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="relief")
    kind = models.CharField("rodzaj ulgi", max_length=12, choices=Kind)
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    due_on = models.DateField("termin", null=True)
    reason = SealedTextField("dlaczego", max_length=2000)
    effective_on = models.DateField("obowiązuje od", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("przygotowano", auto_now_add=True)

    class Meta:
        verbose_name = "ulga"
        verbose_name_plural = "ulgi"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="relief_above_zero"),
            models.CheckConstraint(
                condition=~Q(kind="defer") | Q(due_on__isnull=False), name="relief_defer_has_a_day"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class Instalment(models.Model):
    """Rata planu spłaty; the last takes what dividing left over."""

    relief = models.ForeignKey(Relief, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField("rata")
    due_on = models.DateField("termin")
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = "rata"
        verbose_name_plural = "raty"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["relief", "number"], name="instalment_once"),
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="instalment_above_zero"),
        ]

    def __str__(self):
        return f"rata {self.number}: {self.amount_pln} zł do {self.due_on}"


class Repayment(models.Model):
    """Wpłata osoby zobowiązanej, or what a bank gave back after a death (ups art. 109a)."""

    class Way(models.TextChoices):
        BANK = "bank", "na rachunek powiatu"
        DESK = "desk", "w kasie"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="repayments")
    on = models.DateField("dzień")
    amount_pln = models.DecimalField("kwota", max_digits=9, decimal_places=2)
    way = models.CharField("sposób", max_length=4, choices=Way)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("zapisano", auto_now_add=True)

    class Meta:
        verbose_name = "spłata"
        verbose_name_plural = "spłaty"
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_pln__gt=0), name="repayment_above_zero")]

    def __str__(self):
        return f"{self.on}: {self.amount_pln} zł"
