"""What opens a case beside one's place in its centre: a share, a reason, a broken glass."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedTextField

from .restrictions import Restriction

USER = settings.AUTH_USER_MODEL


class ShareQuerySet(models.QuerySet):
    def live(self):
        """In force at this moment: begun, not ended, not withdrawn, the case not restricted."""
        today = timezone.localdate()
        return self.unrestricted().filter(starts__lte=today, ends__gte=today, withdrawn_at__isnull=True)

    def unrestricted(self):
        """Without the shares of cases whose processing is restricted: for partners those do not exist."""
        return self.exclude(case__in=Restriction.objects.cases())


class Share(models.Model):
    """Udostępnienie sprawy partnerowi: on what basis, what of it, until when. Withdrawn, it ends at once.

    Payments, decisions, documents and statuses are outside every scope.
    """

    class Basis(models.TextChoices):
        CONSENT = "consent", "zgoda osoby dorosłej z rodziny"
        REFERRAL = "referral", "skierowanie do partnera na prośbę rodziny"
        STATUTORY = "statutory", "zadanie ustawowe odbiorcy"

    class Form(models.TextChoices):
        WRITTEN = "written", "na piśmie"
        SPOKEN = "spoken", "ustnie, do protokołu"
        ELECTRONIC = "electronic", "elektronicznie"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="shares", verbose_name="sprawa")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="komu udostępniono"
    )
    basis = models.CharField("podstawa", max_length=12, choices=Basis)
    consent_form = models.CharField("forma zgody", max_length=12, choices=Form, blank=True)
    consent_on = models.DateField("dzień zgody", null=True, blank=True)
    consent_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto się zgodził"
    )
    purpose = SealedTextField("cel", max_length=500)
    shows_contact = models.BooleanField("telefon i e-mail", default=False)
    shows_needs = models.BooleanField("kontakty i ich terminy", default=False)
    shows_programme = models.BooleanField("uzgodnione zobowiązania programu", default=False)
    may_note = models.BooleanField("odbiorca może dopisać notatkę", default=False)
    starts = models.DateField("od")
    ends = models.DateField("do")
    withdrawn_at = models.DateTimeField("cofnięto", null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto udostępnił")
    created_at = models.DateTimeField("zapisano", auto_now_add=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "udostępnienie sprawy"
        verbose_name_plural = "udostępnienia spraw"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="share_ends_after_start",
                violation_error_message="Udostępnienie nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                condition=~Q(basis="consent")
                | (Q(consent_on__isnull=False) & Q(consent_by__isnull=False) & ~Q(consent_form="")),
                name="share_names_its_consent",
                violation_error_message="Zapisz, kto, kiedy i w jakiej formie wyraził zgodę.",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-starts", "-id"], name="share_of_partner"),
            models.Index(fields=["case", "-starts"], name="share_of_case"),
        ]

    def __str__(self):
        return f"{self.case_id} → {self.organisation.short_name}, do {self.ends}"

    def get_absolute_url(self):
        return f"/udostepnione/{self.key}/"

    @property
    def state(self):
        """ "withdrawn", "over", "future" or "live"."""
        today = timezone.localdate()
        if self.withdrawn_at:
            return "withdrawn"
        if self.ends < today:
            return "over"
        return "future" if self.starts > today else "live"


class LookQuerySet(models.QuerySet):
    def valid(self, user):
        """Reasons this user gave today."""
        return self.filter(by=user, on=timezone.localdate())


class Look(models.Model):
    """Wgląd poza własnymi sprawami: a reason for one case or one search, valid to the end of its day."""

    class Reason(models.TextChoices):
        SUBSTITUTE = "substitute", "zastępstwo"
        CALL = "call", "telefon lub wizyta rodziny"
        DUPLICATE = "duplicate", "sprawdzenie, czy rodzina jest już w ewidencji"
        TOGETHER = "together", "wspólna praca z realizatorem"
        OTHER = "other", "inny powód"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(
        "cases.Case", models.PROTECT, null=True, blank=True, related_name="looks", verbose_name="sprawa"
    )
    words = models.CharField("skrót szukanych słów", max_length=32, blank=True)
    reason = models.CharField("powód", max_length=12, choices=Reason)
    text = SealedTextField("opis", max_length=500, blank=True)
    on = models.DateField("dzień")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto")
    created_at = models.DateTimeField("kiedy", auto_now_add=True)
    checked_at = models.DateTimeField("sprawdzono", null=True, blank=True)
    checked_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = "wgląd poza własnymi sprawami"
        verbose_name_plural = "wglądy poza własnymi sprawami"
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=True) ^ Q(words=""),
                name="look_at_case_or_search",
                violation_error_message="Wgląd dotyczy sprawy albo szukania.",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("by")),
                name="look_checked_by_another",
                violation_error_message="Wglądu nie sprawdza osoba, która go miała.",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "on", "case"], name="look_today"),
            models.Index(fields=["organisation", "-created_at", "-id"], name="look_register"),
        ]

    def __str__(self):
        return f"{self.by} {self.on}: {self.get_reason_display()}"


class GlassQuerySet(models.QuerySet):
    def open_to(self, user):
        """Approved for this user and not yet at their end."""
        return self.filter(by=user, until__gt=timezone.now(), closed_at__isnull=True)


class BreakGlass(models.Model):
    """Dostęp awaryjny: asked by one person with a reason, approved by another, for minutes."""

    class Opens(models.TextChoices):
        ADDRESS = "address", "adres chroniony"
        CASE = "case", "sprawa, która nie jest już udostępniona"

    LONGEST = datetime.timedelta(hours=24)

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="glasses", verbose_name="sprawa")
    opens = models.CharField("co otwiera", max_length=8, choices=Opens)
    reason = SealedTextField("powód", max_length=500)
    minutes = models.PositiveSmallIntegerField("ile minut", default=60)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto prosi")
    asked_at = models.DateTimeField("poproszono", auto_now_add=True)
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto zatwierdził"
    )
    approved_at = models.DateTimeField("zatwierdzono", null=True, blank=True)
    until = models.DateTimeField("do", null=True, blank=True)
    refused_at = models.DateTimeField("odmówiono", null=True, blank=True)
    closed_at = models.DateTimeField("zamknięto wcześniej", null=True, blank=True)

    objects = GlassQuerySet.as_manager()

    class Meta:
        verbose_name = "dostęp awaryjny"
        verbose_name_plural = "dostępy awaryjne"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("by")),
                name="glass_approved_by_another",
                violation_error_message="Dostęp awaryjny zatwierdza inna osoba niż ta, która o niego prosi.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=24 * 60),
                name="glass_at_most_a_day",
                violation_error_message="Dostęp awaryjny trwa najwyżej 24 godziny.",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(approved_by__isnull=False),
                name="glass_opens_when_approved",
                violation_error_message="Niezatwierdzony dostęp awaryjny niczego nie otwiera.",
            ),
        ]
        indexes = [models.Index(fields=["by", "until"], name="glass_of_user")]

    def __str__(self):
        return f"{self.get_opens_display()}, {self.by}"


def check_recipient(case, organisation):
    """Raises ValidationError when a case cannot be shared with this organisation."""
    if organisation == case.organisation:
        raise ValidationError("Sprawy nie udostępnia się własnej jednostce.")
