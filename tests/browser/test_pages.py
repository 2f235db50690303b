"""Every page that links lead to, one of each kind, in every look: what axe finds, what is too wide."""

import pytest

from .conftest import walked

pytestmark = pytest.mark.browser

# Some of the kinds that must have been reached, else the walk lost its way.
REACHED = """
/sprawy/*/potrzeby/ /sprawy/*/program/ /sprawy/*/kontakty/ /sprawy/*/monitorowanie/*/ /kursy/*/
/sprawy/*/wezwania/ /sprawy/*/lancuch/ /sprawy/*/program/wstrzymania/ /sprawy/*/zmiany/ /sprawy/*/sklad/
/sprawy/*/przekazanie/ /przekazania/ /sprawy/*/os/ /przypomnienia/ /sprawy/*/po-programie/ /po-programie/
/nadzor/obciazenie/ /nadzor/jakosc/ /wzory/ /sprawy/*/akta/ /sprawozdania/ /sprawozdania/rejestr/
/wymiana/ /wymiana/powtorzenia/ /sprawy/*/przeliczenie/ /sprawy/*/nienalezne/ /sprawy/*/ubezpieczenie/
/rozliczenia/kasa/ /rozliczenia/ksiega/ /rozliczenia/dotacja/ /rozliczenia/bank/ /rozliczenia/formaty/
/rozliczenia/sygnaly/ /rozliczenia/wydatki/ /skladki/ /nienalezne/
"""


@pytest.fixture(scope="module")
def walk(demo_address):
    """Lines told by the walk: pages in looks, and last what was reached."""
    return walked("pages.mjs", demo_address, seconds=1200)


def test_links_lead_to_every_kind_of_page_and_none_is_broken(walk):
    assert set(REACHED.split()) - set(walk[-1]["reached"]) == set()
    assert {kind: status for kind, status in walk[-1]["reached"].items() if status != 200} == {}
    assert walk[-1]["complaints"] == []


def test_axe_finds_nothing_on_any_page_in_any_look(walk):
    assert [line for line in walk[:-1] if line.get("violations")] == []


def test_no_page_is_wider_than_the_screen_in_any_look(walk):
    wide = [line for line in walk[:-1] if line.get("overflow", 0) > 0]
    assert [(line["page"], line["look"], line["overflow"]) for line in wide] == []
