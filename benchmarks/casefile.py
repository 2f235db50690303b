"""What the whole file of a case costs: 37 scans of about 8 MB as one PDF, its CPU time and peak memory.

``python -m benchmarks.casefile`` prints one JSON line per measurement.
"""

import io
import json
import random
import resource
import time

from PIL import Image

from kladka.casework.casefile.merging import Volume

SCANS = 37
SIDES = (2550, 2200)  # pixels


def say(metric: str, value: float, unit: str) -> None:
    """Print one measurement."""
    case = f"{SCANS} scans"
    line = {"bench": "casefile", "case": case, "metric": metric, "value": round(value, 2), "unit": unit}
    print(json.dumps(line), flush=True)


def scan() -> bytes:
    """A page of noise, which does not shrink: about 8 MB."""
    width, height = SIDES
    noise = Image.frombytes("RGB", SIDES, random.Random(1).randbytes(width * height * 3))
    out = io.BytesIO()
    noise.save(out, "PDF", quality=97)
    return out.getvalue()


def peak() -> float:
    """The most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Put the scans together and say what it took."""
    part, size = scan(), 0

    def put(content: bytes) -> None:
        nonlocal size
        size += len(content)

    before, began = peak(), time.process_time()
    volume = Volume()
    for number in range(SCANS):
        volume.add(part, group="Załączniki", title=f"skan {number}")
    pages = list(volume.finish(part, put, title="Akta"))[-1]
    say("cpu", time.process_time() - began, "s")
    say("pages", pages, "pages")
    say("size", size / 1e6, "MB")
    say("peak over the start", peak() - before, "MB")


if __name__ == "__main__":
    main()
