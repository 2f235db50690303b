"""The journeys of a new reader enter files downward and touch few of them (docs/map.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ["config", "casework", "journal", "accounts", "documents", "ui", "simulation", "law"]
WINGS = ["issuing", "benefits", "programmes", "intake", "decisions", "cases", "people"]

JOURNEYS = {
    "application filed": (
        9,
        [
            "casework/intake/filing_views.py",
            "casework/intake/family_form.py",
            "casework/intake/actions.py",
            "casework/intake/models.py",
            "casework/cases/actions.py",
            "casework/people/actions.py",
            "journal/actions.py",
            "law/terms.py",
            "law/acts.py",
        ],
    ),
    "decision issued": (
        10,
        [
            "casework/issuing/views.py",
            "casework/issuing/actions.py",
            "casework/programmes/actions.py",
            "casework/intake/actions.py",
            "casework/decisions/actions.py",
            "casework/decisions/models.py",
            "journal/actions.py",
            "documents/pdf.py",
            "law/explain.py",
            "law/wording.py",
        ],
    ),
    "month's payment list": (
        8,
        [
            "casework/benefits/views.py",
            "casework/benefits/actions.py",
            "casework/benefits/lines.py",
            "casework/benefits/models.py",
            "casework/programmes/queries.py",
            "casework/programmes/models.py",
            "journal/actions.py",
            "law/agreed.py",
        ],
    ),
    "withholding and resumption": (
        9,
        [
            "casework/programmes/withholding_views.py",
            "casework/programmes/permissions.py",
            "casework/programmes/withholding_forms.py",
            "casework/programmes/withholding_actions.py",
            "casework/programmes/models.py",
            "casework/cases/actions.py",
            "journal/actions.py",
            "law/acts.py",
        ],
    ),
}


def rank(path):
    """Lower wings rank higher; files of one wing share a rank."""
    parts = path.split("/")
    inner = WINGS.index(parts[1]) if parts[0] == "casework" else 0
    return LAYERS.index(parts[0]), inner


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_journey_only_goes_down_and_stays_short(journey):
    most, files = JOURNEYS[journey]
    assert len(files) <= most
    assert all((ROOT / "kladka" / file).is_file() for file in files)
    assert [rank(file) for file in files] == sorted(rank(file) for file in files)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_file_of_a_journey_is_entered_from_an_earlier_one(journey):
    _, files = JOURNEYS[journey]
    orphans = [
        file
        for position, file in enumerate(files[1:], start=1)
        if not any(_imports(earlier, file) for earlier in files[:position])
    ]
    assert orphans == []


def _imports(source, target):
    module = "kladka." + target.removesuffix(".py").replace("/", ".")
    package, _, leaf = module.rpartition(".")
    own = "kladka." + source.removesuffix(".py").replace("/", ".")
    for node in ast.walk(ast.parse((ROOT / "kladka" / source).read_text())):
        if isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:
                origin = ".".join(own.split(".")[: -node.level] + ([origin] if origin else []))
            names = {alias.name for alias in node.names}
            if origin == module or (origin == package and leaf in names):
                return True
        if isinstance(node, ast.Import) and any(alias.name == module for alias in node.names):
            return True
    return False
