"""Run by `restore` on the restored database alone: load it, then compare it with the manifest of the backup.

python -m kladka.operations.restored MANIFEST    exit code 1 and sentences when anything differs
"""

import json
import os
import sys
from pathlib import Path

import django


def main(path):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kladka.config.settings")
    django.setup()
    from kladka.casework import walls  # noqa: PLC0415  models need the set-up above
    from kladka.operations import checking  # noqa: PLC0415  as above

    walls.this_process_is_the_system()
    wrong = checking.load_and_compare(json.loads(Path(path).read_text()))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
