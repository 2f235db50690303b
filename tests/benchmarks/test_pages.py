"""Pomiar stron: its synthetic office can be filled; every page it asks for answers within ten queries."""

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


REPORTS = [
    ("register", "GET", "/sprawozdania/rejestr/?rok=2026", None),
    ("list behind a number", "GET", "/sprawozdania/lista/?rok=2026&f=age:7-17", None),
]
LIMIT = 10


def test_every_page_that_is_measured_answers_within_ten_queries(office, client):
    client.cookies[settings.SESSION_COOKIE_NAME] = office["session"]
    asked = [*pages.requests(office), *pages.wide_requests(office), *REPORTS]
    asked = [one for one in asked if one[2] != pages.BARE]
    answered, many, sent = {}, {}, []
    for name, method, path, data in asked:
        sent.clear()
        with pages.counting(sent):
            answer = client.post(path, data) if data else client.generic(method, path)
        answered[name] = str(answer.status_code)
        assert b"&lt;" not in answer.content, name  # nothing in this office looks like HTML
        if (queries := sum(map(pages.counts, sent))) > LIMIT:
            many[name] = queries
    assert answered == {name: pages.ANSWER[method] for name, method, _, _ in asked}
    assert len(answered) > 35
    assert many == {}
