"""System: builds the OpenFisca simulation of a population frame and asks it month by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.openfisca import variables
from benchmarks.openfisca.entities import Household, Person

HERE = Path(__file__).parent
DATES = (
    "born",
    "decision_delivered_on",
    "filed_on",
    "left_reception_centre_on",
    "ends_on",
    "withheld_from",
    "withheld_until",
)


class IpiSystem(TaxBenefitSystem):
    """The country package: two entities, the figures of parameters/, the formulas of variables.py."""

    def __init__(self) -> None:
        super().__init__([Person, Household])
        self.add_variables_from_file(str(HERE / "variables.py"))
        self.load_parameters(str(HERE / "parameters"))

    def get_package_metadata(self) -> dict[str, str]:
        """The package is not installed and has no version of its own."""
        return {"name": "kladka-benchmarks-openfisca", "version": "0", "repository_url": "", "location": ""}


@dataclass(frozen=True)
class Answers:
    """One month: amounts in grosz (int64) and coverage, one value a person in the order of the frame."""

    month: str
    covered: NDArray[np.bool_]
    cash: NDArray[np.int64]
    health: NDArray[np.int64]


def build(
    system: IpiSystem, people: pl.DataFrame, *, late_counts: bool, regulation_base: bool, floor: bool
) -> Simulation:
    """A simulation of the people of a population frame (households together), with the readings set."""
    simulation = SimulationBuilder().build_default_simulation(system, people.height)
    household = people["household"].rle_id().to_numpy()
    groups = simulation.populations["household"]
    groups.count = int(household[-1]) + 1
    groups.members_entity_id = household
    groups.members_role = np.repeat(Household.flattened_roles[0], people.height)
    for name in DATES:
        unset = system.get_variable(name).default_value
        simulation.set_input(name, "ETERNITY", people[name].fill_null(unset).to_numpy())
    for name, words in (("status", variables.Status), ("relation", variables.Relation)):
        codes = {word.name: word.index for word in words}
        numbers = people[name].cast(pl.String).replace_strict(codes, return_dtype=pl.Int16)
        simulation.set_input(name, "ETERNITY", words.encode(numbers.to_numpy()))
    simulation.set_input(
        "spouse_of_polish_citizen", "ETERNITY", people["spouse_of_polish_citizen"].to_numpy()
    )
    for name, value in (
        ("late_counts", late_counts),
        ("regulation_base", regulation_base),
        ("floor_applies", floor),
    ):
        simulation.set_input(name, "ETERNITY", np.full(people.height, value))
    return simulation


def ask(simulation: Simulation, months: list[str]) -> Iterator[Answers]:
    """Amounts of each month ("2026-01"), calculated when asked for."""
    for month in months:
        yield Answers(
            month,
            simulation.calculate("covered", month),
            simulation.calculate("cash", month).astype(np.int64),
            simulation.calculate("health", month).astype(np.int64),
        )
