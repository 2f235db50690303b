"""The talk before the end, who takes over, why it ended, and the checks afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.vault.fields import SealedJSONField, SealedTextField

USER = settings.AUTH_USER_MODEL


class Farewell(models.Model):
    """Rozmowa o końcu programu: where the family stands and what it was told, in which language."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.OneToOneField(Programme, models.PROTECT, related_name="farewell")
    held_on = models.DateField("dzień rozmowy")
    language = models.CharField("język rozmowy", max_length=40, blank=True)
    interpreter = SealedTextField("tłumacz", max_length=120, blank=True)
    situation = SealedTextField("gdzie stoi rodzina i co ustalono", max_length=4000)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto")

    class Meta:
        verbose_name = "rozmowa o końcu programu"
        verbose_name_plural = "rozmowy o końcu programu"

    def __str__(self):
        return f"rozmowa {self.held_on}"


class Successor(models.Model):
    """Kto przejmuje: an institution that goes on with a matter after the programme."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="successors")
    domain = models.CharField("obszar", max_length=10)
    institution = models.CharField("instytucja", max_length=160)
    matter = SealedTextField("sprawa", max_length=400)
    contact = models.CharField("telefon lub adres instytucji", max_length=160, blank=True)
    agreed_on = models.DateField("uzgodniono z instytucją", null=True, blank=True)

    class Meta:
        verbose_name = "instytucja przejmująca"
        verbose_name_plural = "instytucje przejmujące"
        ordering = ["pk"]

    def __str__(self):
        return self.institution


class Exit(models.Model):
    """Przyczyna zakończenia programu, as the workers of the centre know it."""

    class Reason(models.TextChoices):
        INDEPENDENT = "independent", "program wykonany, rodzina radzi sobie sama"
        HELPED = "helped", "program wykonany, rodzina korzysta z innej pomocy"
        REVOKED = "revoked", "uchylono decyzję o pomocy"
        MOVED = "moved", "przeniesienie do innego powiatu (art. 94)"
        RESIGNED = "resigned", "rezygnacja z programu"
        LEFT = "left", "wyjazd z Polski"
        LOST = "lost", "utrata kontaktu"
        DIED = "died", "śmierć uczestnika"
        OTHER = "other", "inna przyczyna"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.OneToOneField(Programme, models.PROTECT, related_name="exit")
    reason = models.CharField("przyczyna", max_length=12, choices=Reason)
    on = models.DateField("dzień zakończenia")
    note = SealedTextField("wyjaśnienie", max_length=1000, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto")

    class Meta:
        verbose_name = "zakończenie programu"
        verbose_name_plural = "zakończenia programów"

    def __str__(self):
        return f"{self.on} {self.get_reason_display()}"


class Way(models.TextChoices):
    EMAIL = "email", "e-mail z odnośnikiem"
    SMS = "sms", "SMS z odnośnikiem"
    PHONE = "phone", "rozmowa telefoniczna"


class AfterConsent(models.Model):
    """Zgoda na trzy krótkie pytania po programie, until withdrawn; without one nobody is asked."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="after_consents", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    way = models.CharField("sposób", max_length=5, choices=Way)
    given_on = models.DateField("zgoda z dnia")
    withdrawn_on = models.DateField("cofnięta", null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto")

    class Meta:
        verbose_name = "zgoda na pytania po programie"
        verbose_name_plural = "zgody na pytania po programie"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(withdrawn_on__isnull=True),
                name="after_consent_once",
                violation_error_message="W tej sprawie jest już zgoda na pytania po programie.",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_way_display()}"


class AfterCheck(models.Model):
    """Sprawdzenie po programie: 3, 6 and 12 months after its last day."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="after_checks", verbose_name="sprawa")
    consent = models.ForeignKey(AfterConsent, models.PROTECT, related_name="checks")
    months = models.PositiveSmallIntegerField("miesięcy po programie")
    due_on = models.DateField("termin")
    sent_at = models.DateTimeField("wysłano", null=True)
    trouble = models.CharField("dlaczego nie wysłano", max_length=200, blank=True)
    answered_at = models.DateTimeField("odpowiedź", null=True)
    answers = SealedJSONField("odpowiedzi", default=dict)
    taken_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="kto zapisał"
    )
    closed_on = models.DateField("zamknięto bez odpowiedzi", null=True)

    class Meta:
        verbose_name = "sprawdzenie po programie"
        verbose_name_plural = "sprawdzenia po programie"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consent", "months"], name="after_check_once"),
            # Not `months__in`: Django cannot read a table of SQLite with a list of numbers in a condition.
            models.CheckConstraint(
                condition=Q(months=3) | Q(months=6) | Q(months=12), name="after_check_months"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(answered_at=None), name="after_check_due")]

    def __str__(self):
        return f"{self.months} mies. po programie"


class AfterLink(models.Model):
    """Odnośnik do pytań: a digest of the secret address, good for one answer and some weeks.

    It stands outside the walls, for who follows it is nobody to the program; it holds ids alone.
    """

    digest = models.CharField("skrót adresu", max_length=64, unique=True)
    check_key = models.CharField(max_length=16)
    case_id = models.BigIntegerField()
    until = models.DateField("ważny do")
    used_at = models.DateTimeField("użyto", null=True)

    class Meta:
        verbose_name = "odnośnik do pytań po programie"
        verbose_name_plural = "odnośniki do pytań po programie"

    def __str__(self):
        return f"odnośnik ważny do {self.until}"
