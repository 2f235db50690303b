"""Every act and look that the program records has Polish words: people read them in their case and copy."""

import re
from pathlib import Path

import kladka
from kladka.journal.wording import ACTS

CODE = "\n".join(path.read_text() for path in Path(kladka.__file__).parent.rglob("*.py"))


def test_every_act_that_is_recorded_has_polish_words():
    acts = set(re.findall(r'(?:record|record_alarm|_done)\(\s*"([a-z_]+\.[a-z_]+)"', CODE))
    assert len(acts) > 60
    assert acts - ACTS.keys() == set()


def test_every_page_that_is_recorded_has_polish_words():
    looks = {f"{subject}.read" for subject in re.findall(r'noticed(?:_list)?\(\s*"([a-z_]+)"', CODE)}
    assert len(looks) > 10
    assert looks - ACTS.keys() == set()
