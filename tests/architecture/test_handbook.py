"""Every act that the journal records has its place in the handbook, and the place exists."""

import re
from pathlib import Path

from kladka.journal.wording import ACTS

HANDBOOK = Path(__file__).parents[2] / "docs" / "handbook"
ROW = re.compile(r"^\| \[[^\]]+\]\(([a-z0-9-]+\.md)#([^)]+)\) \| (.+) \|$", re.MULTILINE)


def slug(heading):
    """The anchor of a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def index():
    """[(page, anchor, acts in words)] of the index of acts."""
    rows = ROW.findall((HANDBOOK / "czynnosci.md").read_text())
    return [(page, anchor, acts.split("; ")) for page, anchor, acts in rows]


def test_the_index_names_every_act_that_is_not_a_mere_look_and_no_other():
    done = {words for name, words in ACTS.items() if not name.endswith(".read")}
    assert {one for _, _, acts in index() for one in acts} == done


def test_every_place_that_the_index_names_is_in_the_handbook():
    for page, anchor, _ in index():
        headings = re.findall(r"^#+ (.+)$", (HANDBOOK / page).read_text(), re.MULTILINE)
        assert anchor in [slug(one) for one in headings], f"{page}#{anchor}"
