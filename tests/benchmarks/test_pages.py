"""Pomiar stron: its synthetic office can be filled and every page it asks for answers."""

import sys
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks import pages


@pytest.fixture
def office(db, monkeypatch):
    """An office of a dozen families, filled as the measurement fills it."""
    monkeypatch.syspath_prepend(str(Path(pages.__file__).parent))
    before = set(sys.modules)
    from _office import fill  # noqa: PLC0415  a part of the benchmark, on its own path

    yield fill(60)
    for name in set(sys.modules) - before:
        if name.startswith("_"):
            del sys.modules[name]


def test_every_page_that_is_measured_answers(office, client):
    client.cookies[settings.SESSION_COOKIE_NAME] = office["session"]
    asked = [one for one in pages.requests(office) if one[2] != pages.BARE]
    answered = {
        name: str(
            client.generic(method, path).status_code if not data else client.post(path, data).status_code
        )
        for name, method, path, data in asked
    }
    assert answered == {name: pages.ANSWER[method] for name, method, _, _ in asked}
    assert len(answered) > 20
