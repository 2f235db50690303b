"""Users, organisations and memberships with a start and an end."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from .keys import new_key


class Organisation(models.Model):
    """Jednostka organizacyjna: a centre, e.g. a PCPR, or one that families are shared with.

    What only a centre needs (authority, voivode, appeal board, numbers, bank) stays empty elsewhere.
    """

    class Kind(models.TextChoices):
        COUNTY_CENTRE = "county_centre", "powiatowe centrum pomocy rodzinie"
        CITY_CENTRE = "city_centre", "miejski ośrodek pomocy w mieście na prawach powiatu"
        NGO = "ngo", "organizacja pozarządowa"
        SCHOOL = "school", "szkoła"
        OFFICE = "office", "inny urząd lub instytucja"
        VOIVODE = "voivode", "urząd wojewódzki"

    class BaseReading(models.TextChoices):
        VERIFIED = "verified", "kwota maksymalna po weryfikacji (art. 92 w zw. z art. 9 ups)"
        REGULATION = "regulation", "kwota z § 3 ust. 1 pkt 1 lit. a rozporządzenia"

    kind = models.CharField("rodzaj", max_length=20, choices=Kind)
    name = models.CharField("nazwa", max_length=200, unique=True)
    short_name = models.CharField("nazwa skrócona", max_length=40)
    authority = models.CharField("organ wydający decyzję", max_length=200, blank=True)
    address = models.CharField("adres", max_length=200)
    town = models.CharField("miejscowość", max_length=80)
    voivodeship = models.CharField("województwo", max_length=30, blank=True)
    voivode = models.CharField("wojewoda", max_length=80, blank=True)
    appeal_board = models.CharField("samorządowe kolegium odwoławcze", max_length=120, blank=True)
    number_pattern = models.CharField(
        "wzór znaku sprawy",
        max_length=80,
        default="IPI.{series}.{number}.{year}",
        help_text="Pola: {series} (klasa JRWA lub symbol serii), {number}, {year}.",
    )
    account = models.CharField("rachunek bankowy jednostki", max_length=26, blank=True)
    bank_profile = models.CharField("format pliku bankowego", max_length=30, default="elixir0-cp852")
    base_reading = models.CharField(
        "kwota bazowa", max_length=12, choices=BaseReading, default=BaseReading.VERIFIED
    )
    floor_reading = models.BooleanField("minimum ustawowe na osobę", default=True)
    messages_count = models.BooleanField("wiadomość liczy się jak kontakt", default=True)
    missed_count = models.BooleanField("próba kontaktu liczy się jak kontakt", default=False)
    inspector = models.CharField("inspektor ochrony danych", max_length=120, blank=True)
    inspector_contact = models.CharField("kontakt do inspektora", max_length=160, blank=True)
    retention_years = models.PositiveSmallIntegerField(
        "ile lat przechowuje się akta sprawy", default=10, help_text="Od końca roku, w którym się zakończyła."
    )
    retention_source = models.CharField(
        "podstawa tego okresu",
        max_length=200,
        default="kategoria B10 (do potwierdzenia w wykazie akt jednostki)",
    )

    looks_per_hour = models.PositiveSmallIntegerField("ile spraw na godzinę zwraca uwagę nadzoru", default=30)

    CENTRES = (Kind.COUNTY_CENTRE, Kind.CITY_CENTRE)

    class Meta:
        verbose_name = "organizacja"
        verbose_name_plural = "organizacje"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def is_centre(self):
        """Runs cases of its own; every other organisation sees what is shared with it."""
        return self.kind in self.CENTRES


class UserManager(BaseUserManager):
    def create_user(self, email, *, name, password=None):
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """A person who works with the system. What they may do comes from memberships alone."""

    email = models.EmailField("adres e-mail", unique=True)
    name = models.CharField("imię i nazwisko", max_length=120)
    position = models.CharField("stanowisko", max_length=120, blank=True)
    is_active = models.BooleanField("konto czynne", default=True)
    works_in = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pracuje teraz w",
        help_text="Wybór osoby, która ma przydział w kilku organizacjach.",
    )
    sessions_ended = models.PositiveIntegerField("ile razy zakończono sesje", default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = "użytkownik"
        verbose_name_plural = "użytkownicy"

    def __str__(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """Ties every session to the password and to how often all sessions were ended."""
        tied = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("kladka.accounts.session", tied, secret=secret, algorithm="sha256").hexdigest()


class SignIn(models.Model):
    """One sign-in of a person, for that person to see; kept 90 days."""

    class Way(models.TextChoices):
        PASSKEY = "passkey", "klucz dostępu"
        PASSWORD_KEY = "password_key", "hasło i klucz"
        PASSWORD_CODE = "password_code", "hasło i kod z aplikacji"
        RECOVERY_CODE = "recovery_code", "hasło i kod zapasowy"
        PASSWORD = "password", "hasło, przed dodaniem drugiego składnika"
        ONE_CLICK = "one_click", "jedno kliknięcie (wersja pokazowa)"

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins", verbose_name="użytkownik")
    at = models.DateTimeField("kiedy")
    way = models.CharField("sposób", max_length=20, choices=Way)
    browser = models.CharField("przeglądarka", max_length=80)
    address = models.GenericIPAddressField("adres sieciowy")
    new_browser = models.BooleanField("pierwszy raz w tej przeglądarce")

    class Meta:
        verbose_name = "zalogowanie"
        verbose_name_plural = "zalogowania"
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_latest")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_way_display()}"


class Membership(models.Model):
    """A role that a user holds in an organisation from one day to another, both inclusive."""

    class Role(models.TextChoices):
        CASEWORKER = "caseworker", "realizator programu"
        HEAD = "head", "kierownik jednostki"
        ACCOUNTANT = "accountant", "księgowość"
        COORDINATOR = "coordinator", "koordynator"
        PARTNER = "partner", "pracownik partnera"
        INSPECTOR = "inspector", "inspektor wojewody"
        FORUM_EDITOR = "forum_editor", "redaktor Forum"
        RESEARCHER = "researcher", "badacz"
        ADMINISTRATOR = "administrator", "administrator kont"
        PARTICIPANT = "participant", "uczestnik"

    # Roles that see data of families: in force only with an authorisation and an undertaking of secrecy.
    CASE_ROLES = (
        Role.CASEWORKER,
        Role.HEAD,
        Role.ACCOUNTANT,
        Role.COORDINATOR,
        Role.PARTNER,
        Role.INSPECTOR,
    )

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="użytkownik")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name="organizacja"
    )
    role = models.CharField("rola", max_length=20, choices=Role)
    starts = models.DateField("od")
    ends = models.DateField("do", null=True, blank=True)
    ended_at = models.DateTimeField("zakończone", null=True, blank=True)
    checked_on = models.DateField("sprawdzone", null=True, blank=True)

    class Meta:
        verbose_name = "członkostwo"
        verbose_name_plural = "członkostwa"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "starts"],
                name="membership_once",
                violation_error_message="Ta osoba ma już tę rolę od tego dnia.",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="membership_ends_after_start",
                violation_error_message="Koniec członkostwa nie może być przed początkiem.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-starts", "-id"], name="membership_register")]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}, {self.organisation.short_name}"

    @property
    def sees_cases(self):
        return self.role in self.CASE_ROLES


class Authorisation(models.Model):
    """Pisemne upoważnienie do przetwarzania danych (ups art. 100 ust. 6), until the day before `ended_on`."""

    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="authorisations", verbose_name="przydział"
    )
    number = models.CharField("numer upoważnienia", max_length=60)
    scope = models.CharField("zakres", max_length=200)
    issued_on = models.DateField("wydane")
    issued_by = models.CharField("kto wydał", max_length=120)
    ended_on = models.DateField("cofnięte lub wygasło", null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="zapisał")

    class Meta:
        verbose_name = "upoważnienie"
        verbose_name_plural = "upoważnienia"
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(ended_on__isnull=True),
                name="authorisation_open_once",
                violation_error_message="Ten przydział ma już ważne upoważnienie.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("issued_on")),
                name="authorisation_ends_after_issue",
                violation_error_message="Upoważnienie nie może wygasnąć przed wydaniem.",
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.issued_on})"


class SecrecyUndertaking(models.Model):
    """Pisemne zobowiązanie do zachowania poufności (ups art. 100 ust. 6), signed by the person authorised."""

    membership = models.OneToOneField(
        Membership, models.PROTECT, related_name="undertaking", verbose_name="przydział"
    )
    signed_on = models.DateField("podpisane")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="zapisał")

    class Meta:
        verbose_name = "zobowiązanie do poufności"
        verbose_name_plural = "zobowiązania do poufności"

    def __str__(self):
        return f"{self.membership.user}, {self.signed_on}"


class Control(models.Model):
    """Kontrola wojewody: opens the cases of a centre to inspectors of an office, read-only, for its days."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    centre = models.ForeignKey(
        Organisation, models.PROTECT, related_name="controls", verbose_name="jednostka"
    )
    office = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="urząd wojewódzki"
    )
    number = models.CharField("numer upoważnienia do kontroli", max_length=60)
    subject = models.CharField("przedmiot kontroli", max_length=200)
    starts = models.DateField("od")
    ends = models.DateField("do")
    ended_at = models.DateTimeField("zamknięta wcześniej", null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="zapisał")

    class Meta:
        verbose_name = "kontrola"
        verbose_name_plural = "kontrole"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="control_ends_after_start",
                violation_error_message="Kontrola nie może się skończyć przed początkiem.",
            ),
            models.CheckConstraint(
                condition=~Q(centre=F("office")),
                name="control_by_another",
                violation_error_message="Kontrolę prowadzi urząd wojewódzki, nie sama jednostka.",
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.starts} – {self.ends})"


class OnceKey(models.Model):
    """Klucz formularza: what was answered to a form that did something, so that it is not done twice.

    `fingerprint` is a keyed digest of the form; the row holds nothing that was typed.
    """

    key = models.CharField("klucz", max_length=64, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    path = models.CharField("adres", max_length=200)
    fingerprint = models.CharField("skrót treści", max_length=32)
    status = models.PositiveSmallIntegerField("odpowiedź", default=0)
    location = models.CharField("dokąd odesłano", max_length=500, blank=True)
    at = models.DateTimeField("kiedy", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "klucz formularza"
        verbose_name_plural = "klucze formularzy"

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.path}"
