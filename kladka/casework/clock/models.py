"""A worker's calendar outside the program, their choice of reminders, and what was sent."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.casework.cases.models import Contact
from kladka.casework.people.models import Person
from kladka.vault.fields import SealedTextField


class CalendarFeed(models.Model):
    """Subskrypcja kalendarza: a secret address that a calendar program asks; only a digest of it is kept."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")
    digest = models.CharField("skrót adresu", max_length=64, unique=True)
    made_at = models.DateTimeField("utworzono", auto_now_add=True)
    read_on = models.DateField("ostatnio pobrano", null=True)
    revoked_at = models.DateTimeField("unieważniono", null=True)

    class Meta:
        verbose_name = "subskrypcja kalendarza"
        verbose_name_plural = "subskrypcje kalendarza"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="feed_once",
                violation_error_message="Masz już subskrypcję. Nowa zastąpi starą.",
            )
        ]

    def __str__(self):
        return f"kalendarz: {self.user}"


class ReminderChoice(models.Model):
    """Przypomnienia, które wybrał pracownik: how many days ahead, by which way."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto"
    )
    by_email = models.BooleanField("e-mail", default=False)
    by_sms = models.BooleanField("SMS", default=False)
    phone = SealedTextField("telefon służbowy", max_length=20, blank=True)
    days_ahead = models.PositiveSmallIntegerField(
        "ile dni naprzód", default=3, validators=[MinValueValidator(0), MaxValueValidator(30)]
    )

    class Meta:
        verbose_name = "wybór przypomnień"
        verbose_name_plural = "wybory przypomnień"

    def __str__(self):
        return f"przypomnienia: {self.user}"


class Way(models.TextChoices):
    EMAIL = "email", "e-mail"
    SMS = "sms", "SMS"


class Reminder(models.Model):
    """Przypomnienie wysłane pracownikowi: one a day and way, with counts and nothing of a case."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")
    on = models.DateField("dzień")
    way = models.CharField("sposób", max_length=5, choices=Way)
    sent_at = models.DateTimeField("wysłano", null=True)
    trouble = models.CharField("dlaczego nie wysłano", max_length=200, blank=True)

    class Meta:
        verbose_name = "przypomnienie"
        verbose_name_plural = "przypomnienia"
        constraints = [models.UniqueConstraint(fields=["user", "on", "way"], name="reminder_once_a_day")]

    def __str__(self):
        return f"{self.on} {self.get_way_display()}"


class VisitConsent(models.Model):
    """Zgoda osoby na przypominanie o umówionych spotkaniach, until withdrawn."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    way = models.CharField("sposób", max_length=5, choices=Way)
    given_on = models.DateField("zgoda z dnia")
    withdrawn_on = models.DateField("cofnięta", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")

    class Meta:
        verbose_name = "zgoda na przypomnienia"
        verbose_name_plural = "zgody na przypomnienia"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(withdrawn_on__isnull=True),
                name="visit_consent_once",
                violation_error_message="Ta osoba zgodziła się już na przypomnienia.",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_way_display()}"


class VisitReminder(models.Model):
    """Przypomnienie o umówionym kontakcie, wysłane osobie z rodziny dzień wcześniej."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+", verbose_name="kontakt")
    consent = models.ForeignKey(VisitConsent, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("wysłano", null=True)
    trouble = models.CharField("dlaczego nie wysłano", max_length=200, blank=True)

    class Meta:
        verbose_name = "przypomnienie o spotkaniu"
        verbose_name_plural = "przypomnienia o spotkaniach"
        constraints = [models.UniqueConstraint(fields=["contact", "consent"], name="visit_reminder_once")]

    def __str__(self):
        return f"{self.contact_id}"
