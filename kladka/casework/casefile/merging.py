"""Many PDFs and pictures as one: numbered leaves ("k. 12"), bookmarks, an index that knows the leaves."""

import io
import secrets
import tempfile
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pikepdf
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from PIL import Image

from .writing import Writer

A4 = (595, 842)  # points
MARGIN = 36  # points
SHARPEST = 2200  # pixels of the longer side: 190 to an inch of A4


@dataclass(frozen=True, slots=True)
class Placed:
    """A part that stands in the file: its title, group, day and first and last leaf."""

    group: str
    title: str
    on: date | None
    first: int
    last: int


class Shelf:
    """Parts waiting on the disk, each encrypted with a key that only this object knows.

    The file has no name, and without the key, which goes with the process, its bytes say nothing.
    """

    def __init__(self):
        self._file, self._kept = tempfile.TemporaryFile(), []  # noqa: SIM115  lives as long as the shelf

    def put(self, content):
        """Keep a part (bytes); it comes back under the place in which it was put."""
        key, nonce = secrets.token_bytes(32), secrets.token_bytes(16)
        self._kept.append((self._file.seek(0, io.SEEK_END), len(content), key, nonce))
        self._file.write(_cipher(key, nonce).encryptor().update(content))

    def __iter__(self):
        for at, length, key, nonce in self._kept:
            self._file.seek(at)
            yield _cipher(key, nonce).decryptor().update(self._file.read(length))

    def close(self):
        self._file.close()


def _cipher(key, nonce):
    return Cipher(algorithms.AES(key), modes.CTR(nonce))


class Volume:
    """A PDF in the making; leaf 1 is the first page of the index that is put in front at the end."""

    def __init__(self):
        self._shelf, self._parts, self._pages = Shelf(), [], 0

    def add(self, content, *, group, title, on=None):
        """Append a PDF (bytes). Any error means that it cannot be read; nothing is appended then."""
        with pikepdf.open(io.BytesIO(content)) as part, _copied(part) as fresh:
            count = len(fresh.pages)
        self._shelf.put(content)
        self._parts.append((group, title, on, self._pages, self._pages + count - 1))
        self._pages += count

    def placed(self, front):
        """The parts when `front` pages stand before them; leaves count from 1."""
        return [Placed(*names, first + front + 1, last + front + 1) for *names, first, last in self._parts]

    def finish(self, front, put, *, title):
        """Write it all through `put` (takes bytes), the index first, and yield the last leaf written so far.

        A number stands on every leaf, and bookmarks go by group. Only after the last value is it whole.
        """
        writer, leaf = Writer(put), 0
        for content in chain((front,), self._shelf):
            with pikepdf.open(io.BytesIO(content)) as part, _copied(part) as fresh:
                leaf = _numbered(fresh, leaf)
                writer.add(fresh)
            yield leaf
        self._shelf.close()
        before = leaf - self._pages
        writer.finish(title=title, bookmarks=self._bookmarks(before))
        yield leaf

    def _bookmarks(self, before):
        groups = {"Spis i metryka sprawy": (0, [])}
        for part in self.placed(before):
            groups.setdefault(part.group, (part.first - 1, []))[1].append((part.title, part.first - 1))
        return [(name, page, inner) for name, (page, inner) in groups.items()]


def _copied(part):
    """The pages alone, each with what it inherited; forms, scripts and the rest of the file stay behind."""
    fresh = pikepdf.Pdf.new()
    fresh.pages.extend(part.pages)
    return fresh


def _numbered(pdf, leaf):
    """Write numbers after `leaf` on the pages; the number of the last one."""
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for page in pdf.pages:
        leaf += 1
        _number(page, leaf, font)
    return leaf


def _number(page, number, font):
    """Write "k. n" at the upper right as the page is seen, whatever the page itself draws."""
    page.contents_add(b"q", prepend=True)
    name = page.add_resource(font, pikepdf.Name.Font)
    left, low, right, high = (float(side) for side in page.cropbox)
    text = f"k. {number}"
    inset = min(24 + 5.5 * len(text), right - left, high - low)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    matrix = {
        0: (1, 0, 0, 1, right - inset, high - 24),
        90: (0, 1, -1, 0, left + 24, high - inset),
        180: (-1, 0, 0, -1, left + inset, low + 24),
        270: (0, -1, 1, 0, right - 24, low + inset),
    }.get(turned, (1, 0, 0, 1, right - inset, high - 24))
    placed = " ".join(f"{value:.2f}" for value in matrix)
    page.contents_add(f"Q q 0 g BT {name} 10 Tf {placed} Tm ({text}) Tj ET Q".encode())


def picture_page(content):
    """A picture (JPEG or PNG bytes) as a PDF of one page no larger than A4."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", (SHARPEST, SHARPEST))  # of a JPEG no more is decoded than is printed
        picture.thumbnail((SHARPEST, SHARPEST))
        seen = Image.new("RGB", picture.size, "white")
        seen.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    wide, high = (side - 2 * MARGIN for side in A4)
    dots = max(seen.width / wide, seen.height / high) * 72
    out = io.BytesIO()
    seen.save(out, "PDF", resolution=max(dots, 72), quality=85)
    return _on_a4(out.getvalue())


def _on_a4(content):
    """The one page of a PDF with white around it up to A4, so that the number of the leaf has room."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        _, _, width, height = (float(side) for side in page.mediabox)
        beside, above = (A4[0] - width) / 2, (A4[1] - height) / 2
        page.mediabox = [-beside, -above, width + beside, height + above]
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def pages_of(content):
    """How many pages a PDF (bytes) has."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)
