"""Księga: postings of balanced lines, and the years that are closed to new ones."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.programmes.models import Programme

from . import chart


class Posting(models.Model):
    """Zapis księgi: one document once, with its day and number. Added, never changed or deleted.

    `document` names the row it comes from ("k7…", the key of a payment list). Its lines sum to zero.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("numer w roku")
    year = models.PositiveSmallIntegerField("rok")
    on = models.DateField("dzień")
    kind = models.CharField("rodzaj dokumentu", max_length=16, choices=chart.KINDS)
    document = models.CharField("dokument", max_length=40)
    title = models.CharField("numer dokumentu", max_length=120)
    source = models.CharField("źródło pieniędzy", max_length=8, choices=chart.SOURCES, default=chart.GRANT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("zapisano", auto_now_add=True)

    class Meta:
        verbose_name = "zapis księgi"
        verbose_name_plural = "zapisy księgi"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "document"],
                name="posting_once_a_document",
                violation_error_message="Ten dokument jest już w księdze.",
            ),
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="posting_number_once"),
        ]
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="posting_in_order")]

    def __str__(self):
        return self.full_number

    @property
    def full_number(self):
        return f"PK/{self.number}/{self.year}"


class PostingLine(models.Model):
    """One side of a posting: debit above zero, credit below. A cost names its programme and month."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="lines")
    account = models.CharField("konto", max_length=12, choices=chart.CHOICES)
    amount_pln = models.DecimalField("kwota (Wn +, Ma −)", max_digits=12, decimal_places=2)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    month = models.DateField("miesiąc", null=True)

    class Meta:
        verbose_name = "dekret"
        verbose_name_plural = "dekrety"
        constraints = [
            models.CheckConstraint(condition=~Q(amount_pln=0), name="posting_line_not_zero"),
            models.CheckConstraint(
                condition=~Q(account__startswith="cost_") | Q(programme__isnull=False, month__isnull=False),
                name="cost_of_a_programme_and_month",
                violation_error_message="Koszt wskazuje program i miesiąc.",
            ),
        ]
        indexes = [
            models.Index(fields=["posting", "account", "amount_pln"], name="line_of_posting"),
            models.Index(fields=["programme", "account", "month", "amount_pln"], name="line_of_programme"),
        ]

    def __str__(self):
        return f"{self.account} {self.amount_pln}"


class BookYear(models.Model):
    """Rok zamknięty przez kierownika: nothing is posted into it until it is opened again, with a reason."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    year = models.PositiveSmallIntegerField("rok")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="zamknął(-ęła)"
    )
    closed_at = models.DateTimeField("zamknięto", auto_now_add=True)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField("otwarto ponownie", null=True)
    reason = models.CharField("powód ponownego otwarcia", max_length=300, blank=True)

    class Meta:
        verbose_name = "zamknięty rok"
        verbose_name_plural = "zamknięte lata"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=Q(reopened_at__isnull=True),
                name="book_year_closed_once",
                violation_error_message="Ten rok jest już zamknięty.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | (Q(reopened_by__isnull=False) & ~Q(reason="")),
                name="book_year_reopened_with_reason",
                violation_error_message="Ponowne otwarcie roku wymaga powodu.",
            ),
        ]

    def __str__(self):
        return f"{self.year}"
