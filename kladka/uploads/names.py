"""Names of files as people gave them, without what could deceive: paths, turned text, hidden signs."""

import re
import unicodedata

LONGEST = 100  # of the part before the extension, in signs
# Names of devices: Windows opens those instead of a file.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def extension(name):
    """Lower-case extension without the dot, "" when there is none."""
    return _visible(name).rpartition(".")[2].lower() if "." in name else ""


def safe_name(name, ending):
    """The name to show and to save under, with the ending its content calls for: "umowa.pdf".

    A dot within becomes "_", so that "faktura.exe.pdf" is not taken for a program.
    """
    stem = re.split(r"[/\\]", _visible(name))[-1]
    stem = stem.rpartition(".")[0] or stem
    stem = re.sub(r'[<>:"|?*.;%\s]+', lambda found: " " if found[0].isspace() else "_", stem).strip(" _-")
    stem = stem[:LONGEST].rstrip()
    if not stem or stem.lower() in DEVICES:
        stem = "plik"
    return f"{stem}.{ending}"


def _visible(name):
    """Without control signs, hidden signs and turns of direction (Unicode categories C*)."""
    text = unicodedata.normalize("NFC", name)
    return "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
