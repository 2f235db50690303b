"""What data protection has to do in the demo: a scanned document, a request of a person, an incident."""

import io
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from kladka.casework.attachments.actions import attach
from kladka.casework.rights.actions import describe_office, receive_request
from kladka.casework.rights.incident_actions import add_step, report_incident
from kladka.uploads.accepting import accept

from .openings import running_of

INCIDENT = "Wydruk listy spraw leżał godzinę w kserokopiarce na korytarzu. Nikogo obcego nie widziano."


def add_papers(centre, today, day):
    """One attachment, one request that waits, one incident whose clocks run."""
    first, second, *_ = running_of(centre)
    scan = accept("karta-pobytu-wzor.png", _scan())
    attach(first, scan, kind="residence", by=centre.worker)
    describe_office(
        centre.organisation, by=centre.head, inspector="Ida Ochronna", inspector_contact="iod@pcpr.test"
    )
    adult = second.household.members.order_by("pk").first().person
    receive_request(
        centre.organisation, kind="access", received_on=today - 12 * day, case=second, by=centre.head,
        requester=adult.full_name, contact="odbiór osobisty",
        text="Proszę o kopię moich danych i o informację, kto je oglądał.",
    )  # fmt: skip
    _incident(centre, timezone.now() - timedelta(hours=5))


def _incident(centre, found_at):
    """Found this morning: the clocks of 24 and 72 hours still run."""
    incident = report_incident(
        centre.organisation, kind="confidentiality", what=INCIDENT, found_at=found_at, affected=12,
        happened_from=found_at - timedelta(hours=1), happened_to=found_at, risk="unlikely", by=centre.head,
    )  # fmt: skip
    text = "Wydruk odebrano i zniszczono; ustalono, kto drukował."
    add_step(incident, kind="other", at=found_at + timedelta(minutes=20), text=text, by=centre.head)


def _scan():
    """A picture that cannot be taken for a document."""
    card = Image.new("RGB", (760, 480), "#e9eef5")
    pen = ImageDraw.Draw(card)
    pen.rectangle((24, 24, 736, 456), outline="#5b6b80", width=4)
    for y in range(140, 420, 60):
        pen.line((300, y, 700, y), fill="#9aa8ba", width=6)
    pen.text((300, 60), "WZOR  -  SPECIMEN", fill="#1c5f9e", font_size=36)
    file = io.BytesIO()
    card.save(file, "PNG")
    return file.getvalue()
