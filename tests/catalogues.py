"""Check of the translation catalogues: each compiles, and each translation keeps its placeholders."""

import re
import sys
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "kladka" / "locale"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]")


def faults(path):
    """Sentences saying what is wrong in one catalogue."""
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    for message in catalogue:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        if not any(texts):
            yield f"{path.parent.parent.name}: brak tłumaczenia „{source}”"
        for text in filter(None, texts):
            if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text)):
                yield f"{path.parent.parent.name}: inne pola w tłumaczeniu „{source}”"


def main():
    paths = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
    found = [fault for path in paths for fault in faults(path)]
    print("\n".join(found) or f"{len(paths)} katalogów bez błędów")
    return 1 if found or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
