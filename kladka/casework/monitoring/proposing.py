"""What a monitoring note may say, from what was recorded in its period; a person corrects it and signs.

Nothing is assessed here: whether there is progress only a person says.
"""

from dataclasses import dataclass

from kladka.casework.programmes.agreement import ProofKind
from kladka.documents.polish import short_day
from kladka.law.polish import plural

from . import queries
from .wording import LOW_ATTENDANCE, hours

KINDS_OF_AREA = {
    "language": {ProofKind.ATTENDANCE, ProofKind.CERTIFICATE},
    "work": {ProofKind.LABOUR_OFFICE, ProofKind.WORK},
}
KINDS_OF_AREA["social"] = set(ProofKind) - KINDS_OF_AREA["language"] - KINDS_OF_AREA["work"]
DUTIES_OF_AREA = {
    "language": {"polish_course"},
    "work": {"labour_office"},
    "social": {"residence", "contact", "other", "keep"},
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """Text of the three areas, and lines that say what each of it was made of."""

    language: str
    work: str
    social: str
    sources: tuple[str, ...]
    talked: bool


def proposal(programme, starts, ends):
    """The proposal for a period of a programme."""
    held, missed = queries.contacts_between(programme.case, starts, ends)
    attended = queries.attendance_between(programme.case, starts, ends)
    proofs = queries.proofs_between(programme, starts, ends)
    met = list(programme.obligations.filter(owed_by="participant", done_on__range=(starts, ends)))
    lines = {area: [*_met(met, area), *_proved(proofs, area)] for area in KINDS_OF_AREA}
    lines["language"] = [*map(_attended, attended), *lines["language"]]
    lines["social"] = [*_contacted(held, missed), *lines["social"]]
    return Proposal(
        **{area: "\n".join(said) or "Nic nie zapisano w tym okresie." for area, said in lines.items()},
        sources=tuple(_sources(held, missed, attended, proofs, met)),
        talked=any(one.kind != "message" for one in held),
    )


def _attended(row):
    name = row.person.full_name
    said = f"{name}: {row.course}, {hours(row.attended)} z {hours(row.planned)} godzin zajęć ({row.percent}%)"
    if row.excused:
        said += f", usprawiedliwiono {hours(row.excused)}"
    low = row.percent < LOW_ATTENDANCE
    return f"{said}. Trzeba porozmawiać o przyczynie nieobecności." if low else f"{said}."


def _contacted(held, missed):
    if not held and not missed:
        return ["Nie było kontaktów z rodziną."]
    said = f"{plural(len(held), 'Odbył się', 'Odbyły się', 'Odbyło się')} {len(held)} "
    said += f"{plural(len(held), 'kontakt', 'kontakty', 'kontaktów')} z rodziną."
    if not missed:
        return [said]
    excused = sum(one.excused is True for one in missed)
    count = f"{len(missed)} {plural(len(missed), 'raz', 'razy', 'razy')}"
    return [said, f"Rodzina nie przyszła {count}, w tym usprawiedliwiono {excused}."]


def _met(duties, area):
    for duty in duties:
        if duty.code in DUTIES_OF_AREA[area] or (area == "social" and not duty.code):
            yield f"Wykonano {short_day(duty.done_on)}: {duty.text}."


def _proved(proofs, area):
    for proof in proofs:
        if proof.kind in KINDS_OF_AREA[area]:
            whose = f"{proof.obligation.person.full_name}: " if proof.obligation.person else ""
            what = f"{whose}{proof.get_kind_display()}, wpłynęło {short_day(proof.came_on)}"
            yield f"{what} ({proof.get_outcome_display()})."


def _sources(held, missed, attended, proofs, met):
    for title, found in (("Kontakty", held), ("Nieobecności", missed)):
        if found:
            days = ", ".join(short_day(one.on) for one in found)
            yield f"{title}: {days}."
    if attended:
        yield f"Obecność na kursach: {', '.join(sorted({str(row.course) for row in attended}))}."
    if met:
        yield f"Wykonane zobowiązania: {len(met)}."
    if proofs:
        yield f"Dowody: {', '.join(sorted({proof.get_kind_display() for proof in proofs}))}."
