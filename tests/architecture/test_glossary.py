"""Every table has a line in the glossary, and every line of the glossary names something that exists."""

import re
from pathlib import Path

from django.apps import apps

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text()
NAMED = set(re.findall(r"`([A-Z][A-Za-z]+)`", GLOSSARY))
MODELS = {model.__name__ for model in apps.get_models() if model.__module__.startswith("kladka.")}


def test_every_model_is_in_the_glossary():
    assert set() == MODELS - NAMED


def test_every_model_named_in_the_glossary_exists():
    tables = GLOSSARY.split("## Nazwy tabel")[1].split("\n## ")[0]
    assert set(re.findall(r"\| `([A-Z][A-Za-z]+)` \|", tables)) - MODELS == set()
