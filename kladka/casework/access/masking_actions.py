"""What people wrote about where a family lives, covered when its address becomes protected."""

import re

from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.models import Contact, Event
from kladka.casework.cases.openings import BreakGlass, Look, Share
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.models import Applicant
from kladka.casework.programmes.agreement import Amendment, Goal, Proof
from kladka.casework.programmes.models import AgreedAmount, FormOfAid, Obligation, Programme, Withholding

COVER = "[adres chroniony]"
STREET = re.compile(r"^(ul|al|pl|os)\.? ", re.IGNORECASE)
SHORTEST = 6  # shorter words may stand in a text by chance
# Where in a case people write freely: (table, way to the household, fields).
WRITTEN = (
    (Contact, "case__household", ("text", "absence")),
    (Event, "case__household", ("text",)),
    (Attachment, "case__household", ("name",)),
    (Share, "case__household", ("purpose",)),
    (Look, "case__household", ("text",)),
    (BreakGlass, "case__household", ("reason",)),
    (Applicant, "application__case__household", ("coverage_reason",)),
    (Programme, "case__household", ("life_situation", "institutions")),
    (FormOfAid, "programme__case__household", ("scope",)),
    (Obligation, "programme__case__household", ("text", "partner", "hindrance")),
    (Goal, "programme__case__household", ("text",)),
    (Amendment, "programme__case__household", ("explanation", "institutions")),
    (Proof, "programme__case__household", ("said",)),
    (AgreedAmount, "programme__case__household", ("reason",)),
    (Withholding, "programme__case__household", ("facts",)),
    (Decision, "case__household", ("grounds",)),
)


def cover(household, words):
    """Cover these words in what was written in the cases of a household. Returns in how many texts.

    Issued decisions stay as they are: they are shown without the address instead.
    """
    words = {one for word in words for one in (word, STREET.sub("", word)) if len(one) >= SHORTEST}
    if not words:
        return 0
    said = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))), re.IGNORECASE)
    return sum(
        _cover_row(row, fields, said)
        for model, way, fields in WRITTEN
        for row in _rows(model, way, household)
    )


def _rows(model, way, household):
    rows = model._default_manager.filter(**{way: household})
    return rows.filter(issued_on=None) if model is Decision else rows


def _cover_row(row, fields, said):
    changed = [name for name in fields if said.search(getattr(row, name) or "")]
    for name in changed:
        setattr(row, name, said.sub(COVER, getattr(row, name)))
    if changed:
        row.save(update_fields=changed)
    return len(changed)
