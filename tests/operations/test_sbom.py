"""The list of parts names every pinned package with its hashes and its licence."""

import io
import json
import re
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.core.management import call_command

ROOT = Path(__file__).parents[2]


def sbom():
    out = io.StringIO()
    call_command("sbom", stdout=out)
    return out.getvalue()


def hashes(part):
    return {one["content"] for reference in part["externalReferences"] for one in reference["hashes"]}


def test_it_is_valid_cyclonedx_and_always_the_same():
    text = sbom()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert sbom() == text


def test_every_pinned_python_package_is_there_with_each_accepted_hash():
    lock = (ROOT / "requirements.lock").read_text()
    parts = {p["name"]: p for p in json.loads(sbom())["components"] if p["purl"].startswith("pkg:pypi")}
    pinned = dict(re.findall(r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)", lock, re.MULTILINE))
    assert {name: part["version"] for name, part in parts.items()} == pinned
    listed = set().union(*map(hashes, parts.values()))
    assert listed == set(re.findall(r"sha256:([0-9a-f]{64})", lock))
    assert all(map(hashes, parts.values()))


def test_every_package_of_the_browser_is_there():
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = {place.rpartition("node_modules/")[2] for place, p in lock.items() if place and not p.get("dev")}
    npm = [p for p in json.loads(sbom())["components"] if p["purl"].startswith("pkg:npm")]
    assert {part["name"] for part in npm} == wanted != set()
    assert all(map(hashes, npm))


def test_the_licence_of_every_part_is_known():
    assert [
        part["name"] for part in json.loads(sbom())["components"]
        if part["licenses"][0]["license"]["name"] == "NOASSERTION"
    ] == []  # fmt: skip
