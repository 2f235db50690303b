"""Real rows behind every address of data protection, for the test of roles and for the crawl."""

import datetime

from django.utils import timezone

from kladka.casework.rights import actions, incident_actions
from kladka.casework.rights.models import ErasureLine, ErasureProtocol

DAY = datetime.date(2026, 11, 20)
PLAIN = ["case-data", "case-restrict", "case-restriction-except", "case-restriction-lift", "case-hold"]
# Pages that only the head opens; the rest of a case's data is read by all who work in the centre.
HEADS_PAGES = {
    "request", "erasure", "erasure-print", "case-copy", "request-extend", "request-answer", "erasure-approve",
    "erasure-refuse", "erasure-sweep",
}  # fmt: skip
WATCHED_PAGES = {"incident", "incident-people", "incident-notice", "incident-step", "incident-close"}
ACTS = {
    "case-restrict", "case-restriction-except", "case-restriction-lift", "case-hold", "case-hold-end",
    "request-extend", "request-answer", "erasure-approve", "erasure-refuse", "erasure-sweep", "incident-step",
    "incident-close",
}  # fmt: skip


def addresses(case, head):
    """{name of the address: parameters} over rows made for a case of this head's centre."""
    centre = case.organisation
    asked = actions.receive_request(
        centre, kind="access", requester="x", contact="", text="", received_on=DAY, case=case, by=head
    )
    actions.restrict(case, reason="x", starts=DAY, by=head)
    held = actions.hold(case, reason="x", starts=DAY, by=head)
    protocol = ErasureProtocol.objects.create(
        organisation=centre, number="U.1", years=10, source="x", proposed_by=head
    )
    ErasureLine.objects.create(protocol=protocol, case=case, number=case.number, ended_on=DAY, was="ended")
    incident = incident_actions.report_incident(
        centre, kind="confidentiality", what="x", found_at=timezone.now(), by=head
    )
    key, person = {"key": case.key}, case.household.members.first().person
    protocols, incidents = {"key": protocol.key}, {"key": incident.key}
    found = dict.fromkeys(PLAIN, key)
    found |= {f"request{tail}": {"key": asked.key} for tail in ("", "-extend", "-answer")}
    found |= {f"erasure{tail}": protocols for tail in ("", "-approve", "-refuse", "-sweep", "-print")}
    found |= {f"incident{tail}": incidents for tail in ("", "-step", "-close", "-people")}
    return found | {
        "case-copy": key | {"kind": "pdf"},
        "case-hold-end": key | {"pk": held.pk},
        "case-correct": key | {"who": person.key, "field": "phone"},
        "incident-notice": incidents | {"kind": "uodo"},
    }
