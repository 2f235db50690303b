"""Administrative decisions: drafted, submitted, approved by a second person, frozen, delivered."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.cases.models import Case
from kladka.casework.runs import Run
from kladka.vault.fields import SealedFileField, SealedJSONField, SealedTextField


class Decision(models.Model):
    """Decyzja. Until it is issued the text may be edited; afterwards nothing of it changes.

    `sha256` is the fingerprint of what was approved, its frozen files with it. `issuer` names who issued one
    outside this system: its text lies in the paper file, nobody approved it here and it has no files of ours.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", "przyznanie pomocy"
        REFUSE = "refuse", "odmowa przyznania pomocy"
        WITHHOLD = "withhold", "wstrzymanie pomocy"
        RESUME = "resume", "wznowienie pomocy"
        REVOKE = "revoke", "uchylenie decyzji o pomocy"
        EXPIRE = "expire", "wygaśnięcie decyzji o pomocy"
        REMAINING = "remaining", "pomoc dla pozostałych osób"
        CHANGE = "change", "zmiana decyzji o pomocy"
        TRANSFER = "transfer", "pomoc na pozostały okres po przeniesieniu"
        UNDUE = "undue", "nienależnie pobrane świadczenia"
        RELIEF = "relief", "ulga w zwrocie świadczeń"

    class State(models.TextChoices):
        DRAFT = "draft", "projekt"
        SUBMITTED = "submitted", "do zatwierdzenia"
        ISSUED = "issued", "wydana"
        DELIVERED = "delivered", "doręczona"
        WITHDRAWN = "withdrawn", "wycofany projekt"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions", verbose_name="sprawa")
    kind = models.CharField("rodzaj", max_length=10, choices=Kind)
    state = models.CharField("stan", max_length=10, choices=State, default=State.DRAFT)
    number = models.CharField("numer", max_length=60, blank=True)
    content = SealedJSONField("dane rozstrzygnięcia", default=dict)
    grounds = SealedTextField("uzasadnienie")
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="przygotował(a)"
    )
    prepared_at = models.DateTimeField(auto_now_add=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="ostatnio zmieniał(a)",
    )
    returned_reason = SealedTextField("powód zwrotu", max_length=500, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="zatwierdził(a)"
    )
    issuer = models.CharField("kto wydał przed Kładką", max_length=120, blank=True)
    issued_on = models.DateField("wydana", null=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "decyzja"
        verbose_name_plural = "decyzje"
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="decision_four_eyes",
                violation_error_message="Decyzję zatwierdza inna osoba niż ta, która ją przygotowała.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(edited_by__isnull=True)
                | ~Q(approved_by=F("edited_by")),
                name="decision_editor_not_approver",
                violation_error_message="Decyzję zatwierdza inna osoba niż ta, która ją zmieniała.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["draft", "submitted"], kind__in=["grant", "refuse"]),
                name="decision_open_once",
                violation_error_message="W tej sprawie jest już projekt decyzji.",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(state__in=["draft", "submitted"]),
                name="decision_open_once_of_a_kind",
                violation_error_message="W tej sprawie jest już projekt decyzji tego rodzaju.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "withdrawn"])
                | (
                    (Q(approved_by__isnull=False) | ~Q(issuer=""))
                    & Q(issued_on__isnull=False)
                    & ~Q(number="")
                ),
                name="decision_issued_whole",
            ),
            models.CheckConstraint(
                condition=Q(issuer="") | Q(kind="grant", approved_by__isnull=True),
                name="decision_of_another_issuer",
            ),
            models.UniqueConstraint(
                fields=["organisation", "number"], condition=~Q(number=""), name="decision_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="decision_by_state"),
            models.Index(fields=["organisation", "-id"], name="decision_by_id"),
            models.Index(fields=["organisation", "kind", "-id"], name="decision_by_kind"),
            models.Index(fields=["organisation", "state", "kind", "-id"], name="decision_by_state_kind"),
            models.Index(fields=["case", "-id"], name="decision_of_case"),
        ]

    def __str__(self):
        return self.number or f"projekt decyzji ({self.get_kind_display()})"

    def get_absolute_url(self):
        return f"/decyzje/{self.key}/"


class DecisionFile(models.Model):
    """The frozen print of an issued decision. PDF as issued, DOCX as issued, each with its SHA-256."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="files")
    name = models.CharField("nazwa pliku", max_length=120)
    media_type = models.CharField(max_length=100)
    content = SealedFileField("plik")
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = "plik decyzji"
        verbose_name_plural = "pliki decyzji"
        constraints = [models.UniqueConstraint(fields=["decision", "media_type"], name="decision_file_once")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("Pliku wydanej decyzji nie zmienia się.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Pliku wydanej decyzji nie usuwa się.")


class Delivery(models.Model):
    """Doręczenie. The appeal term runs from it."""

    class Method(models.TextChoices):
        IN_PERSON = "in_person", "odbiór osobisty"
        POST = "post", "list za potwierdzeniem odbioru"
        ELECTRONIC = "electronic", "e-Doręczenia"
        SUBSTITUTE = "substitute", "fikcja doręczenia (art. 44 KPA)"
        PAPER = "paper", "przed Kładką (dowód w aktach papierowych)"

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="delivery")
    method = models.CharField("sposób", max_length=12, choices=Method)
    on = models.DateField("doręczono")
    appeal_raw_day = models.DateField("termin odwołania wyliczony")
    appeal_day = models.DateField("ostatni dzień na odwołanie")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "doręczenie"
        verbose_name_plural = "doręczenia"

    def __str__(self):
        return f"{self.get_method_display()} {self.on}"


class PrintRun(Run):
    """Wydruk zbiorczy: PDFs of many decisions as one ZIP, made in the background by one worker at a time.

    A run whose worker died is taken up again from the beginning.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "czeka"
        RUNNING = "running", "w toku"
        DONE = "done", "gotowy"
        FAILED = "failed", "nieudany"

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen = models.JSONField("wybór", default=dict)
    state = models.CharField("stan", max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("zrobiono", default=0)
    total = models.PositiveIntegerField("razem", default=0)
    created_at = models.DateTimeField("zlecono", auto_now_add=True)
    file = models.CharField("plik", max_length=80, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "wydruk zbiorczy"
        verbose_name_plural = "wydruki zbiorcze"
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="print_run_done_within_total"),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(file=""), name="print_run_done_with_file"),
        ]
        indexes = [
            models.Index(
                fields=["beat_at"], condition=Q(state__in=["waiting", "running"]), name="print_run_open"
            ),
            models.Index(fields=["by", "-id"], name="print_run_mine"),
        ]

    def __str__(self):
        return f"wydruk {self.key}: {self.done}/{self.total}"

    def get_absolute_url(self):
        return f"/decyzje/wydruki/{self.key}/"
