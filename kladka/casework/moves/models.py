"""A family that moves, a case that is handed over, and what both sides signed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.models import Case
from kladka.casework.decisions.models import Decision
from kladka.vault.fields import SealedFileField, SealedJSONField, SealedTextField

USER = settings.AUTH_USER_MODEL


class Move(models.Model):
    """Zmiana miejsca zamieszkania w czasie programu (ups art. 94). `payer` is the reading of its month."""

    class State(models.TextChoices):
        OPEN = "open", "rozpatrywana"
        ALLOWED = "allowed", "dopuszczona"
        REFUSED = "refused", "nie dopuszczona"
        DONE = "done", "zakończona"
        WITHDRAWN = "withdrawn", "wycofana przez rodzinę"

    class Reach(models.TextChoices):
        COUNTY = "county", "do innego powiatu w tym samym województwie"
        VOIVODESHIP = "voivodeship", "do innego województwa"

    class Payer(models.TextChoices):
        OLD = "old", "miesiąc przeniesienia płaci dotychczasowe centrum"
        NEW = "new", "miesiąc przeniesienia płaci nowe centrum"

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="moves", verbose_name="sprawa")
    state = models.CharField("stan", max_length=10, choices=State, default=State.OPEN)
    reach = models.CharField("dokąd", max_length=12, choices=Reach)
    ground = models.CharField("podstawa", max_length=12)
    reason = SealedTextField("dlaczego", max_length=1000, blank=True)
    declared_on = models.DateField("oświadczenie złożono", null=True, blank=True)
    moves_on = models.DateField("dzień przeniesienia")
    address = SealedTextField("nowy adres", max_length=200, blank=True)
    town = SealedTextField("nowa miejscowość", max_length=80, blank=True)
    centre = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nowe centrum"
    )
    centre_name = models.CharField("nazwa nowego centrum", max_length=200)
    centre_address = models.CharField("adres nowego centrum", max_length=200, blank=True)
    authority = models.CharField("nowy starosta (organ)", max_length=200)
    voivode = models.CharField("wojewoda nowego centrum", max_length=80)
    payer = models.CharField(
        "kto płaci miesiąc przeniesienia", max_length=4, choices=Payer, default=Payer.OLD
    )
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True, related_name="move")
    decided_reason = SealedTextField("uzasadnienie rozstrzygnięcia", max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto rozstrzygnął"
    )
    decided_on = models.DateField("rozstrzygnięto", null=True, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto zapisał")
    created_at = models.DateTimeField("zapisano", auto_now_add=True)

    class Meta:
        verbose_name = "przeniesienie"
        verbose_name_plural = "przeniesienia"
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["open", "allowed"]),
                name="move_open_once",
                violation_error_message="W tej sprawie jest już przeniesienie w toku.",
            )
        ]
        indexes = [models.Index(fields=["organisation", "state", "-id"], name="move_by_state")]

    def __str__(self):
        return f"{self.moves_on}: {self.centre_name}"

    def get_absolute_url(self):
        return f"/sprawy/{self.case.key}/przeniesienie/{self.key}/"


class MoveProof(models.Model):
    """A declaration or document that a ground asks for (regulation § 4): received, missing, or refused."""

    key = models.CharField(max_length=16, default=new_key, editable=False)
    move = models.ForeignKey(Move, models.PROTECT, related_name="proofs", verbose_name="przeniesienie")
    code = models.CharField(max_length=20)
    label = models.CharField("dokument", max_length=200)
    provision = models.CharField("przepis", max_length=80)
    received_on = models.DateField("złożono", null=True, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="plik"
    )
    note = SealedTextField("czego brakuje albo dlaczego odmówiono", max_length=300, blank=True)

    class Meta:
        verbose_name = "dowód do przeniesienia"
        verbose_name_plural = "dowody do przeniesień"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["move", "code"], name="move_proof_once")]

    def __str__(self):
        return self.label


class MoveNotice(models.Model):
    """Zawiadomienie o przeniesieniu (ups art. 94 ust. 7–9), frozen as printed."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    move = models.ForeignKey(Move, models.PROTECT, related_name="notices", verbose_name="przeniesienie")
    code = models.CharField(max_length=20)
    addressee = models.CharField("adresat", max_length=200)
    provision = models.CharField("przepis", max_length=80)
    number = models.CharField("numer pisma", max_length=60)
    issued_on = models.DateField("data pisma")
    sent_on = models.DateField("wysłano", null=True, blank=True)
    pdf = SealedFileField("plik PDF")
    docx = SealedFileField("plik DOCX")
    sha256 = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto przygotował")

    class Meta:
        verbose_name = "zawiadomienie o przeniesieniu"
        verbose_name_plural = "zawiadomienia o przeniesieniu"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["move", "code"], name="move_notice_once")]

    def __str__(self):
        return f"{self.number}: {self.addressee}"


class Handover(models.Model):
    """Przekazanie sprawy: one page that the old side signs and the new side accepts or sends back.

    To a worker of the same centre, to another centre of this installation (it sees this row and nothing else
    of the family until it accepts), or to a centre outside (`outside`: a file, noted). `brief` maps a section
    to its text; `package` is what the new centre receives on acceptance, chosen in `scope`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "przygotowywane"
        OFFERED = "offered", "czeka na przyjęcie"
        RETURNED = "returned", "zwrócone z pytaniami"
        ACCEPTED = "accepted", "przyjęte"
        WITHDRAWN = "withdrawn", "wycofane"

    OPEN = (State.DRAFT, State.OFFERED, State.RETURNED)
    SEEN = (State.OFFERED, State.RETURNED, State.ACCEPTED)  # by the other centre

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="kto przekazuje"
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers", verbose_name="sprawa")
    move = models.ForeignKey(
        Move, models.PROTECT, null=True, blank=True, related_name="handovers", verbose_name="przeniesienie"
    )
    from_worker = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dotychczasowy realizator"
    )
    to_worker = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nowy realizator"
    )
    to_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="nowa jednostka"
    )
    outside = models.CharField("centrum spoza tej instalacji", max_length=200, blank=True)
    state = models.CharField("stan", max_length=10, choices=State, default=State.DRAFT)
    brief = SealedJSONField("karta przekazania", default=dict)
    scope = models.JSONField("co przekazano", default=list, blank=True)
    package = SealedJSONField("przekazane dane", default=dict)
    signed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="podpisał(a) przekazujący"
    )
    offered_at = models.DateTimeField("przekazano do przyjęcia", null=True, blank=True)
    questions = SealedTextField("pytania przyjmującego", max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kto przyjął lub zwrócił"
    )
    decided_at = models.DateTimeField("przyjęto lub zwrócono", null=True, blank=True)
    taken_over = models.BooleanField("sprawa zmieniła realizatora od razu", default=False)
    new_case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="came_from",
        verbose_name="sprawa w nowym centrum",
    )
    new_number = models.CharField("znak sprawy w nowym centrum", max_length=60, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name="kto przygotował")
    created_at = models.DateTimeField("zapisano", auto_now_add=True)

    class Meta:
        verbose_name = "przekazanie sprawy"
        verbose_name_plural = "przekazania spraw"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_worker__isnull=False, to_organisation__isnull=True, outside="")
                | Q(to_worker__isnull=True, to_organisation__isnull=False, outside="")
                | (Q(to_worker__isnull=True, to_organisation__isnull=True) & ~Q(outside="")),
                name="handover_to_one",
                violation_error_message="Sprawę przekazuje się jednej osobie albo jednemu centrum.",
            ),
            models.CheckConstraint(
                condition=Q(to_organisation__isnull=True) | ~Q(to_organisation=F("organisation")),
                name="handover_to_another_centre",
                violation_error_message="Przekazujesz sprawę własnej jednostce.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(signed_by__isnull=False),
                name="handover_offered_signed",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=["draft", "offered", "returned"]),
                name="handover_open_once",
                violation_error_message="Ta sprawa jest już przekazywana. Dokończ to przekazanie "
                "albo je wycofaj.",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="handover_by_state"),
            models.Index(fields=["to_organisation", "state", "-id"], name="handover_incoming"),
            models.Index(fields=["to_worker", "state", "-id"], name="handover_to_worker"),
            models.Index(fields=["case", "-id"], name="handover_of_case"),
        ]

    def __str__(self):
        return f"przekazanie {self.key} ({self.get_state_display()})"

    def get_absolute_url(self):
        return f"/przekazania/{self.key}/"


class HandedFile(models.Model):
    """A file of the case that goes with a handover to another centre, sealed with it until it is accepted."""

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    handover = models.ForeignKey(Handover, models.PROTECT, related_name="files", verbose_name="przekazanie")
    kind = models.CharField("rodzaj", max_length=12)
    name = SealedTextField("nazwa pliku", max_length=120)
    content = SealedFileField("plik")

    class Meta:
        verbose_name = "przekazany plik"
        verbose_name_plural = "przekazane pliki"

    def __str__(self):
        return f"plik {self.key}"
