"""Program jako plik: for whom it is, its term, length, forms of aid, duties and the figures it uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kladka.law.figures_file import read_figures
from kladka.law.located import Located, read_file
from kladka.law.parameters import Parameter

PROGRAMMES = Path(__file__).parent / "programmes"
OWED_BY = ("centre", "foreigner")


@dataclass(frozen=True, slots=True)
class Clause:
    """A form of aid or a duty: slug, Polish wording, provision, and for duties who owes it."""

    code: str
    text: str
    provision: str
    owed_by: str = ""


@dataclass(frozen=True)
class ProgrammeFile:
    """A programme for one group. `figures` replace those of the law book for this programme only."""

    name: str
    title: str
    status: str
    provision: str
    since: date
    forms_of_aid: tuple[Clause, ...]
    duties: tuple[Clause, ...]
    uses: tuple[str, ...]
    figures: dict[str, Parameter]
    note: str = ""

    def duties_of(self, side: str) -> tuple[Clause, ...]:
        """Duties of the centre or of the foreigner."""
        return tuple(duty for duty in self.duties if duty.owed_by == side)


def _clauses(file: Located, kind: str) -> tuple[Clause, ...]:
    found = []
    for number, raw in enumerate(file.data.get(kind, [])):
        wanted = {"code", "text", "provision"} | ({"owed_by"} if kind == "duty" else set())
        if set(raw) != wanted:
            raise file.error((kind, number), f"oczekiwano kluczy: {', '.join(sorted(wanted))}")
        if kind == "duty" and raw["owed_by"] not in OWED_BY:
            raise file.error((kind, number, "owed_by"), f"oczekiwano jednego z: {', '.join(OWED_BY)}")
        found.append(Clause(**raw))
    return tuple(found)


def _head(file: Located) -> dict[str, Any]:
    head = file.data.get("programme", {})
    wanted = {"name", "title", "status", "provision", "since", "uses"}
    for key in sorted(wanted - set(head)):
        raise file.error(("programme",), f"w [programme] brakuje klucza „{key}”")
    if head["status"] not in ("in force", "proposed"):
        raise file.error(("programme", "status"), "„status”: oczekiwano „in force” albo „proposed”")
    return dict(head)


def read_programme(path: Path, acts: frozenset[str]) -> ProgrammeFile:
    """Reads a programme file. Raises `FileError` with line and key."""
    file = read_file(path)
    head = _head(file)
    figures = read_figures(file, acts)
    if head["status"] == "in force" and figures:
        raise file.error(
            ("figure",), "program obowiązujący korzysta z wielkości księgi prawa, nie z własnych"
        )
    return ProgrammeFile(
        name=head["name"],
        title=head["title"],
        status=head["status"],
        provision=head["provision"],
        since=head["since"],
        forms_of_aid=_clauses(file, "aid"),
        duties=_clauses(file, "duty"),
        uses=tuple(head["uses"]),
        figures=figures,
        note=head.get("note", ""),
    )


def read_programmes(folder: Path, acts: frozenset[str]) -> dict[str, ProgrammeFile]:
    """All programmes of a folder, by name."""
    files = (read_programme(path, acts) for path in sorted(folder.glob("*.toml")))
    return {programme.name: programme for programme in files}
