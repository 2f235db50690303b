"""One stem for the forms of a Polish word, so that „szkole” is found by „szkoła”: endings, no lexicon."""

import re

from .spelling import normalise

SHORTEST = 3  # letters of a word that is looked for
LONGEST = 40
MOST = 400  # different stems kept of one text
WORD = re.compile(r"[^\W_]+", re.UNICODE)

# Words that stand in every note and tell nothing; they are neither kept nor looked for.
_STOP = """
    aby albo ale bez bedzie byc byl byla byli bylo dla gdy ich jako jak jego jej jest juz kiedy ktora ktore
    ktory lub mial miala nad nie nim oraz pan pani pod przed przez przy sie sobie tak tam tego tej ten tez
    tylko tym wiec wraz wsrod zas zeby ze
"""
STOP = frozenset(_STOP.split())
# What the endings cannot know.
_ODD = {
    "dzieci": "dzieck", "dzieciom": "dzieck", "dziecmi": "dzieck", "dzieciach": "dzieck",
    "ludzie": "czlowiek", "ludzi": "czlowiek", "ludziom": "czlowiek", "ludzmi": "czlowiek",
    "dnia": "dzien", "dniu": "dzien", "dniem": "dzien", "dni": "dzien", "dniach": "dzien",
    "tygodnia": "tydzien", "tygodniu": "tydzien", "tygodnie": "tydzien", "tygodni": "tydzien",
    "szpital": "szpital", "szpitala": "szpital", "szpitali": "szpital",
    "lata": "rok", "lat": "rok", "latach": "rok",
}  # fmt: skip
_ENDING = """
    a e i o u y ie ia iu io ow om em iem ach iach ami iami owi iowi owie iom
    ego iego emu iemu ej iej ych ich ym im ymi imi
    ac ic yc ec al ala ali aly alo il ila ili ily ilo yl yla yli el iel iela ieli am amy asz acie aja ajac
    imy icie isz ymy uje uja ujac ujemy owac owal owala owali owaly owany owana owane owano
"""
_ENDINGS = frozenset(_ENDING.split())
_LENGTHS = sorted({len(ending) for ending in _ENDINGS}, reverse=True)
_SOFTENED = (("rz", "r"), ("cz", "k"), ("dz", "g"), ("d", "g"), ("c", "k"), ("t", "k"))
_MOVING, _BEFORE_END = re.compile(r"i?e([kc])$"), re.compile(r"i?[ae]([^aeiouy]{1,2})$")
_VOWELS = frozenset("aeiouy")


def stem(word):
    """The stem of one word in any letters: "Mężem" and "mąż" → "maz"."""
    return _stem(normalise(word))


def stems(text):
    """Stems of the words of a text that may be looked for, sorted, each once."""
    found = {_stem(word) for word in WORD.findall(normalise(text or "")) if worth(word)}
    return sorted(found)[:MOST]


def worth(word):
    """Whether a word in plain letters is kept and looked for: long enough, and not one of every note."""
    return SHORTEST <= len(word) <= LONGEST and word not in STOP


def _stem(plain):
    if not plain.isalpha():
        return plain
    if plain in _ODD:
        return _even(_ODD[plain])
    return _even(plain if len(plain) <= SHORTEST else _without_ending(plain))


def _without_ending(word):
    for length in _LENGTHS:
        left = word[:-length]
        if len(left) >= SHORTEST and word[-length:] in _ENDINGS and not _VOWELS.isdisjoint(left):
            return left
    return word


def _even(left):
    """Sounds that change before endings made even: k/c/cz/t, g/dz/d, r/rz, a/e before the end, moving e."""
    left = left.rstrip("i")
    if len(left) > 4 and (found := _MOVING.search(left)):
        left = left[: found.start()] + found[1]
    for changed, plain in _SOFTENED:
        if left.endswith(changed):
            left = left.removesuffix(changed) + plain
            break
    found = _BEFORE_END.search(left)
    return f"{left[: found.start()]}a{found[1]}" if found else left
