"""Persons, the households they live in over time, their protection and the documents they hold."""

from django.conf import settings
from django.core.validators import validate_email
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.vault.fields import BlindIndexField, Indexed, SealedTextField

from .homes import HomeIndexField


class Person(Indexed):
    """Osoba. Names in the Latin spelling of the residence document, the original spelling beside it."""

    class Sex(models.TextChoices):
        FEMALE = "f", "kobieta"
        MALE = "m", "mężczyzna"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    family_name = models.CharField("nazwisko", max_length=80)
    given_names = models.CharField("imiona", max_length=80)
    original_name = models.CharField("imiona i nazwisko w pisowni oryginalnej", max_length=160, blank=True)
    born = models.DateField("data urodzenia")
    died_on = models.DateField("data śmierci", null=True, blank=True)
    sex = models.CharField("płeć", max_length=1, choices=Sex)
    citizenship = models.CharField("obywatelstwo", max_length=60)
    language = models.CharField("język", max_length=40, blank=True)
    marital_status = SealedTextField("stan cywilny", max_length=30, blank=True)
    school = SealedTextField("szkoła lub przedszkole", max_length=160, blank=True)
    pesel = SealedTextField("PESEL", max_length=11, blank=True)
    pesel_index = BlindIndexField(of="pesel")
    pesel_missing = SealedTextField("powód braku numeru PESEL", max_length=120, blank=True)
    # Digests of numbers that the family did not hand over: no month is paid twice, no number is shown.
    handed_numbers = models.JSONField("skróty numerów z przekazania", null=True, blank=True, editable=False)
    phone = SealedTextField("telefon", max_length=20, blank=True)
    email = SealedTextField("e-mail", max_length=254, blank=True, validators=[validate_email])

    class Meta:
        verbose_name = "osoba"
        verbose_name_plural = "osoby"
        constraints = [
            models.UniqueConstraint(
                fields=["pesel_index", "organisation"],  # this order serves the search too
                name="person_pesel_once",
                violation_error_message="Osoba z tym numerem PESEL jest już w ewidencji.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "born", "family_name"], name="person_duplicates")]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        return f"{self.given_names} {self.family_name}"


class ProtectionStatus(models.Model):
    """Status ochrony, with the decision that gave it. Never overwritten: a new line for a new decision."""

    class Kind(models.TextChoices):
        REFUGEE = "refugee", "status uchodźcy"
        SUBSIDIARY = "subsidiary", "ochrona uzupełniająca"
        FAMILY_PERMIT = (
            "family_permit",
            "zezwolenie na pobyt czasowy członka rodziny (art. 159 ust. 1 pkt 1 lit. c lub d)",
        )
        TEMPORARY_PROTECTION = "temporary_protection", "ochrona czasowa"
        HUMANITARIAN = "humanitarian", "zgoda na pobyt ze względów humanitarnych"
        TOLERATED = "tolerated", "zgoda na pobyt tolerowany"
        NONE = "none", "brak ochrony"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="statuses", verbose_name="osoba")
    kind = models.CharField("rodzaj ochrony", max_length=24, choices=Kind)
    decision_number = SealedTextField("numer decyzji", max_length=60, blank=True)
    decided_on = models.DateField("data decyzji", null=True, blank=True)
    delivered_on = models.DateField("doręczono", null=True, blank=True)
    ended_on = models.DateField("ustała", null=True, blank=True)

    class Meta:
        verbose_name = "status ochrony"
        verbose_name_plural = "statusy ochrony"
        ordering = ["person", "-delivered_on", "-pk"]

    def __str__(self):
        return self.get_kind_display()


class HeldDocument(Indexed):
    """A document the person holds. An expired card is a reminder, never a loss of status."""

    class Kind(models.TextChoices):
        RESIDENCE_CARD = "residence_card", "karta pobytu"
        GENEVA = "geneva", "genewski dokument podróży"
        PASSPORT = "passport", "paszport"
        OTHER = "other", "inny dokument"

    key = models.CharField(max_length=16, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="documents", verbose_name="osoba")
    kind = models.CharField("rodzaj", max_length=20, choices=Kind)
    number = SealedTextField("seria i numer", max_length=40, blank=True)
    number_index = BlindIndexField(of="number")
    expires_on = models.DateField("ważny do", null=True, blank=True)

    class Meta:
        verbose_name = "posiadany dokument"
        verbose_name_plural = "posiadane dokumenty"
        indexes = [models.Index(fields=["number_index"], name="document_by_number")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}".strip()


class Household(Indexed):
    """Rodzina (gospodarstwo) living together at an address.

    A protected address is not here and has no index: that two families share it would give it away.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    address = SealedTextField("adres", max_length=200, blank=True)
    home_index = HomeIndexField(of="address")
    town = SealedTextField("miejscowość", max_length=80, blank=True)
    protected = models.BooleanField("adres chroniony", default=False)
    correspondence = SealedTextField("adres do korespondencji", max_length=200, blank=True)

    class Meta:
        verbose_name = "rodzina"
        verbose_name_plural = "rodziny"
        constraints = [
            models.CheckConstraint(
                condition=Q(protected=False) | (Q(address__isnull=True) & Q(town__isnull=True)),
                name="protected_address_is_elsewhere",
                violation_error_message="Adres tej rodziny jest chroniony: ma własną stronę.",
            )
        ]
        indexes = [models.Index(fields=["organisation", "home_index"], name="household_by_home")]

    def __str__(self):
        return ", ".join(str(member.person) for member in self.members.all())


class ProtectedAddress(models.Model):
    """Adres chroniony: where a family lives, sealed with a key of its own and shown to named people only."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    household = models.OneToOneField(
        Household, models.PROTECT, related_name="protection", verbose_name="rodzina"
    )
    address = SealedTextField("adres", max_length=200, purpose="protected")
    town = SealedTextField("miejscowość", max_length=80, purpose="protected")
    since = models.DateField("chroniony od")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")

    class Meta:
        verbose_name = "adres chroniony"
        verbose_name_plural = "adresy chronione"

    def __str__(self):
        return "adres chroniony"


class AddressReader(models.Model):
    """A person named to see one protected address, until taken off the list."""

    protection = models.ForeignKey(ProtectedAddress, models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dodał")
    added_at = models.DateTimeField("dodano", auto_now_add=True)
    removed_at = models.DateTimeField("usunięto", null=True, blank=True)

    class Meta:
        verbose_name = "osoba, która widzi adres chroniony"
        verbose_name_plural = "osoby, które widzą adres chroniony"
        constraints = [
            models.UniqueConstraint(
                fields=["protection", "user"],
                condition=Q(removed_at__isnull=True),
                name="address_reader_once",
                violation_error_message="Ta osoba już widzi ten adres.",
            )
        ]

    def __str__(self):
        return str(self.user)


class HouseholdMember(models.Model):
    """A person in a household from one day to another, both inclusive."""

    class Relation(models.TextChoices):
        APPLICANT = "applicant", "wnioskodawca"
        SPOUSE = "spouse", "małżonek"
        CHILD = "child", "małoletnie dziecko"

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="osoba")
    relation = models.CharField("kim jest dla wnioskodawcy", max_length=12, choices=Relation)
    starts = models.DateField("od")
    ends = models.DateField("do", null=True, blank=True)

    class Meta:
        verbose_name = "członek rodziny"
        verbose_name_plural = "członkowie rodziny"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends__isnull=True),
                name="person_in_one_household",
                violation_error_message="Osoba należy już do innej rodziny.",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="household_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_relation_display()})"


class PersonLink(models.Model):
    """Ta sama osoba w dwóch wpisach, or two found to be different ones: linked, never merged, and undone.

    A link opens no case to anybody. `one` is the older record; what was undone stays with both reasons.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    one = models.ForeignKey(Person, models.PROTECT, related_name="links", verbose_name="wcześniejszy wpis")
    other = models.ForeignKey(
        Person, models.PROTECT, related_name="linked_to", verbose_name="późniejszy wpis"
    )
    same = models.BooleanField("ta sama osoba")
    reason = SealedTextField("powód", max_length=400)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kto")
    at = models.DateTimeField("kiedy", auto_now_add=True)
    undone_reason = SealedTextField("powód cofnięcia", max_length=400, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kto cofnął",
    )
    undone_at = models.DateTimeField("cofnięto", null=True, blank=True)

    class Meta:
        verbose_name = "powiązanie osób"
        verbose_name_plural = "powiązania osób"
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(undone_at__isnull=True),
                name="person_link_once",
                violation_error_message="O tych dwóch wpisach już rozstrzygnięto.",
            ),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="person_link_older_first"),
        ]
        indexes = [models.Index(fields=["other"], name="person_link_by_other")]

    def __str__(self):
        return f"{self.one} = {self.other}"
