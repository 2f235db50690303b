"""What shows that a programme is carried out: notes, attendance, notices of a missed duty."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme, Withholding
from kladka.vault.fields import SealedFileField, SealedJSONField, SealedTextField

USER = settings.AUTH_USER_MODEL


class MonitoringNote(models.Model):
    """Notatka służbowa z monitorowania (regulation § 5), at least every three months; signed, it is frozen.

    `sources` lists what the proposed text was made of, as lines of Polish text.
    """

    class Progress(models.TextChoices):
        YES = "yes", "są postępy"
        PARTLY = "partly", "niewystarczające"
        NO = "no", "brak postępów"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="monitoring_notes")
    number = models.PositiveSmallIntegerField("numer notatki")
    starts = models.DateField("okres od")
    ends = models.DateField("okres do")
    on = models.DateField("dzień notatki")
    observed = models.BooleanField("obserwacja", default=False)
    talked = models.BooleanField("rozmowa z cudzoziemcem i rodziną", default=False)
    institutions = SealedTextField("opinie instytucji", max_length=1000, blank=True)
    language_progress = models.CharField("postępy w nauce języka", max_length=6, choices=Progress)
    language = SealedTextField("edukacja językowa", max_length=3000)
    work_progress = models.CharField("postępy zawodowe", max_length=6, choices=Progress)
    work = SealedTextField("funkcjonowanie zawodowe", max_length=3000)
    social_progress = models.CharField("postępy społeczne", max_length=6, choices=Progress)
    social = SealedTextField("funkcjonowanie społeczne", max_length=3000)
    change_needed = models.BooleanField("potrzebna zmiana programu", default=False)
    change = SealedTextField("co zmienić", max_length=2000, blank=True)
    sources = SealedJSONField("na czym oparto propozycję", default=list)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto sporządził")
    signed_at = models.DateTimeField("podpisano", null=True, blank=True)
    signed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, related_name="+", verbose_name="kto podpisał"
    )
    pdf = SealedFileField("plik notatki")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "notatka z monitorowania"
        verbose_name_plural = "notatki z monitorowania"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="monitoring_note_once"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="monitoring_note_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="monitoring_note_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"notatka nr {self.number}"

    @property
    def insufficient(self):
        """Whether progress lacks or is not enough in any area."""
        return {self.language_progress, self.work_progress, self.social_progress} != {self.Progress.YES}


class Course(models.Model):
    """Kurs języka polskiego or another course that people of several families attend."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField("nazwa kursu", max_length=120)
    school = models.CharField("szkoła lub organizacja", max_length=160)
    level = models.CharField("poziom", max_length=10, blank=True)
    hours_planned = models.PositiveSmallIntegerField("godziny w planie", null=True, blank=True)
    starts = models.DateField("od")
    ends = models.DateField("do")
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")

    class Meta:
        verbose_name = "kurs"
        verbose_name_plural = "kursy"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="course_ends_after_start",
                violation_error_message="Koniec kursu nie może być przed początkiem.",
            )
        ]
        indexes = [models.Index(fields=["organisation", "-starts", "-id"], name="course_by_day")]

    def __str__(self):
        return f"{self.name}, {self.school}"

    def get_absolute_url(self):
        return f"/kursy/{self.key}/"


class Enrolment(models.Model):
    """A person on a course. Under `code` the school knows them; a name goes to it only with a consent."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments", verbose_name="kurs")
    case = models.ForeignKey(Case, models.PROTECT, related_name="enrolments", verbose_name="sprawa")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments", verbose_name="osoba")
    code = models.CharField("kod dla szkoły", max_length=12)
    consent_on = models.DateField("zgoda na podanie nazwiska szkole", null=True, blank=True)
    left_on = models.DateField("zakończono udział", null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")

    class Meta:
        verbose_name = "udział w kursie"
        verbose_name_plural = "udziały w kursach"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                name="enrolled_once",
                violation_error_message="Ta osoba jest już na tym kursie.",
            ),
            models.UniqueConstraint(fields=["course", "code"], name="enrolment_code_once"),
        ]
        indexes = [models.Index(fields=["case", "id"], name="enrolment_of_case")]

    def __str__(self):
        return f"{self.code}: {self.course}"


class Attendance(models.Model):
    """Obecność: hours planned, attended and excused in a month, or in one session (`on`)."""

    class Source(models.TextChoices):
        WORKER = "worker", "wpisał realizator"
        FILE = "file", "plik ze szkoły"
        LINK = "link", "szkoła przez odnośnik"

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance")
    month = models.DateField("miesiąc")
    on = models.DateField("dzień zajęć", null=True, blank=True)
    planned = models.DecimalField("godziny zajęć", max_digits=5, decimal_places=1)
    attended = models.DecimalField("obecność w godzinach", max_digits=5, decimal_places=1)
    excused = models.DecimalField(
        "usprawiedliwione godziny", max_digits=5, decimal_places=1, default=Decimal(0)
    )
    source = models.CharField("skąd", max_length=8, choices=Source)
    at = models.DateTimeField("zapisano", auto_now=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="kto zapisał")

    class Meta:
        verbose_name = "obecność"
        verbose_name_plural = "obecności"
        ordering = ["month", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "month"], condition=Q(on=None), name="attendance_once_a_month"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "on"], condition=Q(on__isnull=False), name="attendance_once_a_session"
            ),
            models.CheckConstraint(
                condition=Q(attended__gte=0, excused__gte=0, planned__gte=F("attended") + F("excused")),
                name="attendance_within_plan",
                violation_error_message="Obecność i godziny usprawiedliwione to najwyżej godziny zajęć.",
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}: {self.attended} z {self.planned}"


class AttendanceFile(models.Model):
    """A file of a school that was read in: its fingerprint and how many rows it gave, nothing of people."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="files")
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.PositiveIntegerField("zapisane wiersze")
    at = models.DateTimeField("wczytano", auto_now_add=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto wczytał")

    class Meta:
        verbose_name = "plik obecności"
        verbose_name_plural = "pliki obecności"
        indexes = [models.Index(fields=["course", "-id"], name="attendance_file_of_course")]

    def __str__(self):
        return self.sha256[:12]


class CourseLink(models.Model):
    """A page for a school without an account: one course, until a day. The database holds a digest alone."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    initials = models.BooleanField("szkoła widzi inicjały", default=False)
    expires_on = models.DateField("ważny do")
    revoked_at = models.DateTimeField("cofnięto", null=True, blank=True)
    opened_at = models.DateTimeField("ostatnio otwarto", null=True, blank=True)
    created_at = models.DateTimeField("utworzono", auto_now_add=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto utworzył")

    class Meta:
        verbose_name = "odnośnik dla szkoły"
        verbose_name_plural = "odnośniki dla szkół"

    def __str__(self):
        return f"odnośnik do {self.expires_on}"


class DutyNotice(models.Model):
    """Wezwanie do wyjaśnienia niewykonanego zobowiązania; the answer comes before any withholding.

    `sentences` are the sentences of the letter, each in Polish and in the family's language; `day` is the
    last day for the answer, known from the delivery on.
    """

    class Outcome(models.TextChoices):
        OPEN = "", "nierozstrzygnięte"
        EXCUSED = "excused", "usprawiedliwione"
        NOT_EXCUSED = "not_excused", "nieusprawiedliwione"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="duty_notices")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="osoba")
    duty = models.CharField("zobowiązanie", max_length=30)
    provision = models.CharField("przepis", max_length=80)
    facts = SealedTextField("ustalenia", max_length=4000)
    days = models.PositiveSmallIntegerField("dni na wyjaśnienie")
    language = models.CharField("język rodziny", max_length=8, blank=True)
    sentences = SealedJSONField("zdania pisma", default=list)
    number = models.CharField("numer", max_length=60, blank=True)
    issued_on = models.DateField("wysłano", null=True, blank=True)
    pdf = SealedFileField("plik wezwania")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    delivered_on = models.DateField("doręczono", null=True, blank=True)
    day = models.DateField("ostatni dzień na wyjaśnienie", null=True, blank=True)
    answered_on = models.DateField("wyjaśnienie z dnia", null=True, blank=True)
    answer = SealedTextField("wyjaśnienie osoby", max_length=4000, blank=True)
    outcome = models.CharField("ocena", max_length=12, choices=Outcome, default=Outcome.OPEN, blank=True)
    reason = SealedTextField("uzasadnienie oceny", max_length=1000, blank=True)
    withholding = models.OneToOneField(
        Withholding, models.SET_NULL, null=True, blank=True, related_name="notice"
    )
    created_at = models.DateTimeField("sporządzono", auto_now_add=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto sporządził")

    class Meta:
        verbose_name = "wezwanie do wyjaśnienia"
        verbose_name_plural = "wezwania do wyjaśnienia"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(issued_on__isnull=False),
                name="duty_notice_judged_after_it_went",
                violation_error_message="Ocenia się dopiero po wysłaniu wezwania.",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("issued_on")),
                name="duty_notice_delivered_after_it_went",
                violation_error_message="Doręczenie nie może być przed wysłaniem.",
            ),
        ]

    def __str__(self):
        return self.number or "projekt wezwania"

    @property
    def state(self):
        """draft, issued, delivered, answered or closed."""
        if self.outcome:
            return "closed"
        if self.answered_on:
            return "answered"
        if self.delivered_on:
            return "delivered"
        return "issued" if self.issued_on else "draft"
