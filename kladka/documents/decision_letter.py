"""What a decision says (KPA art. 107): see kladka.documents.letters for the other letters."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kladka.documents import polish, wording
from kladka.documents.letters import frame
from kladka.documents.parts import AmountLine, Data, Office, Party, Signatory, numbered_total


def _grounds(facts: tuple[str, ...], evidence: tuple[str, ...], law: tuple[str, ...]) -> list[Data]:
    """Grounds in the order of KPA art. 107 § 3: facts, evidence, law; empty parts are left out."""
    parts: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("Ustalenia faktyczne", "paragraphs", facts),
        ("Dowody, na których oparto ustalenia", "bullets", evidence),
        ("Podstawa prawna i jej zastosowanie", "paragraphs", law),
    )
    empty: Data = {"paragraphs": [], "bullets": []}
    return [{**empty, "heading": heading, form: list(texts)} for heading, form, texts in parts if texts]


_VERBS = {"grant": "przyznaję", "refuse": "odmawiam"}
# After these nobody receives aid, so nobody is told what to report while receiving it.
_ENDING = ("refuse", "revoke", "expire", "undue", "relief")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLetter:
    """Decyzja (KPA art. 107).

    ``appeal_days`` comes from the law book. ``operative`` are further points of the decision (a refusal's
    reasons in one sentence, non-cash aid, the way of payment). A grant needs ``amounts``. For a grant and a
    refusal the words of the decision follow from the facts; every other kind brings its own: ``opening``
    (after the legal basis: "z urzędu,"), ``verb`` ("wstrzymuję") and ``decided`` (what is read after it).
    ``immediate``: one of the points makes the decision immediately enforceable (KPA art. 108).
    """

    template: ClassVar[str] = "decision"

    office: Office
    number: str
    issued_on: date
    kind: str
    legal_basis: str  # "art. 91 ust. 1 i 2, art. 92 ust. 1 pkt 1 … oraz art. 104 i 107 …"
    applicant: Party
    parties: tuple[Party, ...]
    appeal_days: int
    signatory: Signatory
    filed_on: date | None = None
    opening: str = ""
    verb: str = ""
    decided: str = ""
    immediate: bool = False
    amounts: tuple[AmountLine, ...] = ()
    operative: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    draft: bool = False

    def __post_init__(self) -> None:
        if self.kind in _VERBS:
            if (self.kind == "grant") != bool(self.amounts):
                raise ValueError("kwoty należą do decyzji przyznającej pomoc, nie do odmowy")
        elif not (self.opening and self.verb and self.decided):
            raise ValueError("decyzja tego rodzaju niesie własne słowa rozstrzygnięcia")

    def as_data(self) -> Data:
        return {
            **frame(
                self.office,
                title=f"Decyzja {self.number}",
                number=self.number,
                on=self.issued_on,
                draft=self.draft,
                reader=self.applicant,
            ),
            "kind": self.kind,
            "basis": self.basis(),
            "verb": self.says,
            "resolution": self.resolution(),
            "parties": [party.as_data() for party in self.parties],
            "amounts": numbered_total(self.amounts) if self.amounts else None,
            "operative": list(self.operative),
            "grounds": _grounds(self.facts, self.evidence, self.law),
            "notice": list(self.notice()),
            "signatory": self.signatory.as_data(),
            "recipients": list(self.recipients),
        }

    @property
    def says(self) -> str:
        """The verb of the decision: "przyznaję", "wstrzymuję"."""
        return _VERBS.get(self.kind, self.verb)

    def basis(self) -> str:
        return f"Na podstawie {self.legal_basis}, {self.opening or self._asked()}"

    def _asked(self) -> str:
        assert self.filed_on, "a decision on an application says when it was filed"
        day = polish.day(self.filed_on)
        return f"po rozpatrzeniu wniosku złożonego w dniu {day} przez: {self.applicant.name},"

    def resolution(self) -> str:
        """What is decided, read after the verb."""
        if self.decided:
            return self.decided
        if self.kind == "refuse":
            return "przyznania pomocy dla cudzoziemca w ramach indywidualnego programu integracji."
        starts = min(line.starts for line in self.amounts)
        ends = max(line.ends for line in self.amounts)
        return (
            "pomoc dla cudzoziemca w ramach indywidualnego programu integracji w okresie od "
            f"{polish.day(starts)} do {polish.day(ends)}, w formie świadczenia pieniężnego na utrzymanie "
            "i pokrycie wydatków związanych z nauką języka polskiego, w następującej wysokości:"
        )

    def notice(self) -> tuple[str, ...]:
        return wording.appeal_notice(
            appeal_body=self.office.appeal_body,
            office=f"{self.office.centre}, {self.office.address}",
            days=self.appeal_days,
            grants=self.kind not in _ENDING,
            immediate=self.immediate,
        )
