"""Applications: who asks, whom it covers, which annexes came, which are missing."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.casework.people.models import HouseholdMember, Person, ProtectionStatus
from kladka.vault.fields import SealedJSONField, SealedTextField


class Application(models.Model):
    """Wniosek o udzielenie pomocy (ups art. 91 ust. 3)."""

    class State(models.TextChoices):
        FILED = "filed", "złożony"
        SUPPLEMENT = "supplement", "wezwano do uzupełnienia"
        COMPLETE = "complete", "kompletny"
        GRANTED = "granted", "przyznano pomoc"
        REFUSED = "refused", "odmówiono"
        UNEXAMINED = "unexamined", "pozostawiony bez rozpoznania"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="applications", verbose_name="sprawa")
    receipt_number = models.CharField("numer potwierdzenia", max_length=60)
    state = models.CharField("stan", max_length=12, choices=State, default=State.FILED)
    filed_on = models.DateField("data złożenia")
    complete_on = models.DateField("komplet dokumentów", null=True, blank=True)
    left_reception_centre_on = models.DateField(
        "data opuszczenia ośrodka dla cudzoziemców", null=True, blank=True
    )
    declares_residence = models.BooleanField("oświadczenie o zamiarze zamieszkania w województwie")
    declares_no_other = models.BooleanField("oświadczenie, że nie złożono wniosku w innym województwie")
    declares_readiness = models.BooleanField("oświadczenie o gotowości przystąpienia do programu")
    declared_on = models.DateField("ostatnie oświadczenie złożono", null=True, blank=True)
    continued_on = models.DateField("pomoc kontynuowana po przeniesieniu od", null=True, blank=True)
    continued_note = SealedTextField("co przyznano przed przeniesieniem", max_length=400, blank=True)
    coverage_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="application"
    )
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "wniosek"
        verbose_name_plural = "wnioski"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "receipt_number"], name="receipt_once")
        ]
        # One index per order the list offers, filters first.
        indexes = [
            models.Index(fields=["organisation", "-filed_on", "-id"], name="application_by_day"),
            models.Index(
                fields=["organisation", "state", "-filed_on", "-id"], name="application_by_state_day"
            ),
        ]

    def __str__(self):
        return self.receipt_number


class Applicant(models.Model):
    """A person named in an application. `covered` is what a person confirmed; null until then."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications", verbose_name="osoba")
    relation = models.CharField("kim jest", max_length=12, choices=HouseholdMember.Relation)
    status = models.ForeignKey(ProtectionStatus, models.PROTECT, related_name="+", verbose_name="status")
    spouse_of_polish_citizen = models.BooleanField("małżonek obywatela polskiego", default=False)
    covered = models.BooleanField("objęta wnioskiem", null=True)
    covered_from = models.DateField("objęta od", null=True, blank=True)
    covered_until = models.DateField("objęta do", null=True, blank=True)
    homes = models.JSONField(
        "osobne gospodarstwa", default=list, blank=True, help_text="[[numer, od, do albo null]], według dni"
    )
    coverage_reason = SealedTextField("dlaczego inaczej niż proponowano", max_length=300, blank=True)
    active = models.BooleanField(default=True, help_text="wniosek lub program tej osoby trwa")

    class Meta:
        verbose_name = "osoba we wniosku"
        verbose_name_plural = "osoby we wniosku"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "person"], name="applicant_once"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(active=True),
                name="person_in_one_application",
                violation_error_message="Ta osoba jest już objęta innym wnioskiem lub programem.",
            ),
        ]

    def __str__(self):
        return str(self.person)


class Annex(models.Model):
    """Załącznik wymagany przez ups art. 91 ust. 5–8 dla rodzaju ochrony."""

    applicant = models.ForeignKey(Applicant, models.PROTECT, related_name="annexes")
    code = models.CharField(max_length=40)
    label = models.CharField("załącznik", max_length=200)
    provision = models.CharField("przepis", max_length=120)
    received_on = models.DateField("złożono", null=True, blank=True)

    class Meta:
        verbose_name = "załącznik"
        verbose_name_plural = "załączniki"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["applicant", "code"], name="annex_once")]

    def __str__(self):
        return self.label


class SupplyLetter(models.Model):
    """Wezwanie do uzupełnienia braków (KPA art. 64 § 2)."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="supply_letters")
    missing = SealedJSONField("braki", default=list)
    term_days = models.PositiveSmallIntegerField("termin w dniach")
    issued_on = models.DateField("data pisma")
    delivered_on = models.DateField("doręczono", null=True, blank=True)
    raw_day = models.DateField("termin wyliczony", null=True, blank=True)
    day = models.DateField("ostatni dzień", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "wezwanie do uzupełnienia"
        verbose_name_plural = "wezwania do uzupełnienia"

    def __str__(self):
        return f"wezwanie z {self.issued_on}"
