"""SBOM: what the program is made of, as CycloneDX 1.6, from the lock files; same input, same bytes."""

import base64
import json
import re
from importlib.metadata import PackageNotFoundError, metadata

from django.conf import settings

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
# Packages whose metadata do not say it, with the licence that lies in them.
SAID_IN_FILE = {"pyrage": "MIT"}
UNKNOWN = "NOASSERTION"


def sbom():
    """The document as a dictionary."""
    root = settings.BASE_DIR
    parts = [*python_parts((root / "requirements.lock").read_text())]
    parts += npm_parts(json.loads((root / "package-lock.json").read_text()))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "kladka", "licenses": [{"expression": "EUPL-1.2"}]}
        },
        "components": sorted(parts, key=lambda part: part["purl"]),
    }


def python_parts(lock):
    """One component for every pinned package, with all the hashes that an installation accepts."""
    for name, version, rest in PINNED.findall(lock):
        hashes = sorted(HASH.findall(rest))
        yield _part(f"pkg:pypi/{_normal(name)}@{version}", name, version, _licence(name), "SHA-256", hashes)


def npm_parts(lock):
    """Packages that reach a browser or build the pages; tools of the tests are left out."""
    for place, package in lock["packages"].items():
        if place and not package.get("dev"):
            name = place.rpartition("node_modules/")[2]
            algorithm, _, digest = package["integrity"].partition("-")
            content = _hex(digest)
            purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
            licence = package.get("license", UNKNOWN)
            yield _part(
                purl, name, package["version"], licence, algorithm.upper().replace("SHA", "SHA-"), [content]
            )


def _part(purl, name, version, licence, algorithm, hashes):
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"license": {"name": licence}}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": purl,
                "hashes": [{"alg": algorithm, "content": content} for content in hashes],
            }
        ],
    }


def _licence(name):
    """As the installed package says it: the expression, the old field, or its classifier."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return UNKNOWN
    if expression := said.get("License-Expression"):
        return expression
    classified = [
        c.rpartition(" :: ")[2] for c in said.get_all("Classifier") or () if c.startswith("License ::")
    ]
    first = (said.get("License") or "").strip().splitlines()
    return " AND ".join(sorted(classified)) or (first[0][:100] if first else SAID_IN_FILE.get(name, UNKNOWN))


def _hex(base64_text):
    return base64.b64decode(base64_text).hex()


def _normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()
