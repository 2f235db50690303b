"""The print of a decision, made from what the decision keeps, so that it reads the same ten years later.

`Decision.content` (JSON): `legal_basis`, `applicant` (a `party_data`), `parties` (list of them), `operative`
(points after the amounts), `recipients`; for a grant and a refusal `application` (key of the application) and
`filed_on`, for every other kind `opening`, `verb` and `decided`, with `immediate` when KPA art. 108 applies
(DecisionLetter); where money is granted `amounts`: list of
`{party: index in parties, starts, ends, monthly, total, note}`, zł as "950.00". What the effect of the
decision needs (kladka.casework.issuing) is kept under names of its own, such as `programme`.
`Decision.grounds` is text: paragraphs parted by an empty line, under the headings of `HEADINGS`.
"""

from datetime import date
from decimal import Decimal

from kladka.documents.decision_letter import DecisionLetter
from kladka.documents.parts import AmountLine, Signatory
from kladka.law.book import enacted_book

from .office import office_of, party_from, signatory_of

# KPA art. 107 § 3: facts, evidence, law. Text above any heading belongs to the law.
HEADINGS = {"facts": "Ustalenia faktyczne", "evidence": "Dowody", "law": "Podstawa prawna"}
UNNUMBERED = "(numer nadaje się przy zatwierdzeniu)"


def grounds_text(*, facts=(), evidence=(), law=()):
    """Grounds as one text that a person can edit."""
    parts = {"facts": facts, "evidence": evidence, "law": law}
    return "\n\n".join(
        paragraph
        for part, paragraphs in parts.items()
        if paragraphs
        for paragraph in (HEADINGS[part], *paragraphs)
    )


def grounds_parts(text):
    """The same text taken apart: {"facts": (…), "evidence": (…), "law": (…)}."""
    parts = {part: [] for part in HEADINGS}
    by_heading = {heading.casefold(): part for part, heading in HEADINGS.items()}
    part = "law"
    for block in text.replace("\r\n", "\n").split("\n\n"):
        paragraph = " ".join(block.split())
        if paragraph.rstrip(":").casefold() in by_heading:
            part = by_heading[paragraph.rstrip(":").casefold()]
        elif paragraph:
            parts[part].append(paragraph)
    return {part: tuple(paragraphs) for part, paragraphs in parts.items()}


def letter_of(decision, *, on, address=True):
    """The letter of a decision; marked as a draft until it is issued. `on` is the day printed on a draft.

    Without `address` it names nobody's home: for who may not see that of a family protected since.
    """
    issued = decision.issued_on is not None
    content = decision.content if address else _without_homes(decision.content)
    parties = tuple(party_from(data) for data in content["parties"])
    signatory = (
        signatory_of(decision.approved_by, decision.organisation, decides=True) if issued else Signatory()
    )
    day = decision.issued_on or on
    return DecisionLetter(
        office=office_of(decision.organisation),
        number=decision.number or UNNUMBERED,
        issued_on=day,
        kind=decision.kind,
        legal_basis=content["legal_basis"],
        filed_on=date.fromisoformat(content["filed_on"]) if "filed_on" in content else None,
        opening=content.get("opening", ""),
        verb=content.get("verb", ""),
        decided=content.get("decided", ""),
        immediate=content.get("immediate", False),
        applicant=party_from(content["applicant"]),
        parties=parties,
        appeal_days=enacted_book().parameter("appeal_days").number(day),
        signatory=signatory,
        amounts=tuple(_amount_line(line, parties) for line in content.get("amounts", ())),
        operative=tuple(content.get("operative", ())),
        recipients=tuple(content.get("recipients", ())),
        draft=not issued,
        **grounds_parts(decision.grounds),
    )


def _without_homes(content):
    def stripped(party):
        return party | {"address": ""}

    return content | {
        "applicant": stripped(content["applicant"]), "parties": [stripped(one) for one in content["parties"]],
    }  # fmt: skip


def _amount_line(line, parties):
    return AmountLine(
        person=parties[line["party"]],
        starts=date.fromisoformat(line["starts"]),
        ends=date.fromisoformat(line["ends"]),
        monthly=Decimal(line["monthly"]),
        total=Decimal(line["total"]),
        note=line.get("note", ""),
    )
