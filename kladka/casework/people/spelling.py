"""One spelling for searching and comparing names in Polish, other Latin, Cyrillic or Arabic letters."""

import itertools
import re

from anyascii import anyascii

# Letters that two offices read differently: German and Polish "Chalid" and English "Kovalchuk", Polish
# "Julia" and English "Jamal". A word with such a letter has a sound for each reading.
READINGS = (
    (re.compile("(?<![st])ch"), ("kh", "c")),
    (re.compile("(?<!d)j"), ("y", "dz")),
)
# One sound in the spellings of Polish, English, German, French and scholarly Latin, in this order.
RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("[^a-z0-9]", ""),  # soft signs and apostrophes
        ("x", "ks"),
        ("tsch|tch|tsh|cz|ts|tz", "c"),
        ("sch|sh|sz", "s"),
        ("dzh|dj|dz", "Z"),
        ("zh", "z"),
        ("kh|gh|g", "H"),
        ("(?<=a)h$", ""),
        ("H", "h"),
        ("Z", "z"),
        ("ph", "f"),
        ("th", "t"),
        ("ff$|w", "v"),
        ("ck|q", "k"),
        ("(?<=[dtp])r$", "er"),  # Aleksandr, Aleksander
        ("(?<=m[ae])t$", "d"),  # Achmet, Ahmed
        (r"([^aeiouy])\1+", r"\1"),
        ("^[iy](?=[aou])", "Y"),
        ("(?<![a-zA-Z])(?:[eiy]+)", "E"),  # Elena, Jelena; Ibrahim, Ebrahim
        ("(?<![a-zA-XZ])(?:o|u)", "U"),  # Omar, Umar; Jusuf, Yousef
        ("(?<![a-zA-XZ])a", "A"),
        ("(?<=[AEU])[aeiouy]+", ""),
        ("[aeiouy]+", "0"),  # which vowel stands inside a word differs most of all
    )
)
ARTICLE = re.compile(r"\b(?:al|el|ul|ad|an|ar|as|at|az|ash)[- ](?=\w{3})")
EDGE, SHORT = "~", 5


def normalise(text):
    """Lower-case ASCII with single spaces: "Ołena Żuk" and "Олена Жук" → "olena zuk"."""
    return " ".join(anyascii(text).casefold().split())


def sounds(word):
    """How a word may sound, a key for each reading: "Kovalchuk" and "Kowalczuk" share "k0v0lc0k"."""
    letters = [(letter, ways) for letter, ways in READINGS if letter.search(word)]
    keys = set()
    for chosen in itertools.product(*(ways for _, ways in letters)):
        read = word
        for (letter, _), sound in zip(letters, chosen, strict=True):
            read = letter.sub(sound, read)
        for pattern, sound in RULES:
            read = pattern.sub(sound, read)
        keys.add(read.lower())
    return keys - {""}


def searchable(text):
    """What a search looks in: the plain spelling, then the sounds of its words between edges."""
    plain = normalise(text)
    words = dict.fromkeys([*re.split("[ -]+", ARTICLE.sub("", plain)), *plain.split()])
    keys = dict.fromkeys(key for word in words if _named(word) for key in sorted(sounds(word)))
    return f"{plain} {EDGE}{EDGE.join(keys)}{EDGE}"


def heard(name):
    """A name as it is plainly spelled and the sounds of its words, by which two spellings of it meet."""
    plain = normalise(name)
    words = re.split("[ -]+", ARTICLE.sub("", plain))
    return {plain, *(key for word in words if _named(word) for key in sounds(word))} - {""}


def _named(word):
    """Whether a word can be a name: letters, no digit."""
    return len(word) > 2 and not any(sign.isdigit() for sign in word)


def sought(text):
    """[[spellings of a word]]: of each word of a question one of its spellings must be in what is searched.

    Short sounds are asked for as whole words, longer ones as beginnings.
    """
    asked = []
    for word in normalise(text).replace('"', " ").split():
        heard = sounds(ARTICLE.sub("", word)) if _named(word) else ()
        keys = [EDGE + key + EDGE * (len(key) <= SHORT) for key in sorted(heard) if len(key) > 2]
        asked.append([word, *keys])
    return asked
