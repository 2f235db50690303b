"""Format pliku bankowego jednostki: how its bank wants the file, tried out and confirmed before first use."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation

from .bankfiles.profiles import FORBIDDEN, BankProfile

OWN = "wlasny-"  # begins the key of a profile that a centre made itself


class BankFormatQuerySet(models.QuerySet):
    def in_use(self):
        """Those that a second person confirmed and nobody has withdrawn."""
        return self.filter(confirmed_by__isnull=False, retired_on=None)


class BankFormat(models.Model):
    """One description; it is never changed: another description is another format, tried out anew.

    `forbidden` are signs that this bank refuses inside a field, beside those it cannot spell (`letters`).
    `line` and `lines` are the width and the number of lines of a name and of a title.
    """

    class Kind(models.TextChoices):
        ELIXIR = "elixir0", "Elixir-0 (tekst)"
        PAIN = "pain001", "ISO 20022 pain.001.001.09 (XML)"

    class Letters(models.TextChoices):
        CP852 = "cp852", "CP852 (DOS)"
        CP1250 = "cp1250", "Windows-1250"
        ISO = "iso8859_2", "ISO-8859-2"
        UTF8 = "utf-8", "UTF-8"
        ASCII = "ascii", "bez polskich znaków (ASCII)"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bank_formats")
    title = models.CharField("nazwa", max_length=80)
    kind = models.CharField("rodzaj pliku", max_length=8, choices=Kind, default=Kind.ELIXIR)
    encoding = models.CharField("kodowanie", max_length=10, choices=Letters, default=Letters.CP852)
    letters = models.CharField("litery w nazwach", max_length=10, choices=Letters, default=Letters.CP852)
    extension = models.CharField(
        "rozszerzenie pliku", max_length=5, default="pli", validators=[RegexValidator(r"^[a-z0-9]{1,5}\Z")]
    )
    forbidden = models.CharField("znaki zabronione", max_length=40, blank=True, default=FORBIDDEN)
    line = models.PositiveSmallIntegerField(
        "znaków w wierszu", default=35, validators=[MinValueValidator(20), MaxValueValidator(70)]
    )
    lines = models.PositiveSmallIntegerField(
        "wierszy nazwy i tytułu", default=4, validators=[MinValueValidator(2), MaxValueValidator(4)]
    )
    reference = models.PositiveSmallIntegerField(
        "znaków numeru własnego", default=35, validators=[MaxValueValidator(35)]
    )
    source = models.CharField("skąd to wiadomo", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto wpisał"
    )
    made_at = models.DateTimeField("wpisano", auto_now_add=True)
    tried_at = models.DateTimeField("wydano plik próbny", null=True, blank=True)
    tried_sha256 = models.CharField("SHA-256 pliku próbnego", max_length=64, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kto potwierdził",
    )
    confirmed_at = models.DateTimeField("potwierdzono", null=True, blank=True)
    retired_on = models.DateField("wycofano", null=True, blank=True)

    objects = BankFormatQuerySet.as_manager()

    class Meta:
        verbose_name = "format pliku bankowego"
        verbose_name_plural = "formaty plików bankowych"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("by")) & Q(confirmed_at__isnull=False)),
                name="bank_format_four_eyes",
                violation_error_message="Format potwierdza inna osoba niż ta, która go wpisała.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(tried_sha256=""),
                name="bank_format_tried_first",
                violation_error_message="Format potwierdza się po pliku próbnym.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=Q(retired_on__isnull=True),
                name="bank_format_named_once",
                violation_error_message="Format o tej nazwie już jest. Wycofaj go albo nazwij nowy inaczej.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def profile_key(self):
        """By this name files and forms know it beside the built-in profiles."""
        return f"{OWN}{self.key}"

    @property
    def profile(self):
        """The description as the writer of bank files takes it."""
        return BankProfile(
            key=self.profile_key, title=self.title, format=self.kind, encoding=self.encoding,
            letters=self.letters, extension=self.extension, forbidden=self.forbidden, line=self.line,
            lines=self.lines, reference=self.reference, since=self.made_at.date(), source=self.source,
        )  # fmt: skip
