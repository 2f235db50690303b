"""Many PDFs and pictures as one: numbered leaves ("k. 12"), bookmarks, an index that knows the leaves."""

import io
from dataclasses import dataclass
from datetime import date

import pikepdf
from PIL import Image

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


class Volume:
    """A PDF in the making; leaf 1 is the first page of the index that is put in front at the end."""

    def __init__(self):
        self.pdf, self.parts = pikepdf.Pdf.new(), []

    def add(self, content, *, group, title, on=None):
        """Append a PDF (bytes). Any error means that it cannot be read; nothing is appended then."""
        first = len(self.pdf.pages)
        with pikepdf.open(io.BytesIO(content)) as part:
            count = len(part.pages)
            self.pdf.pages.extend(part.pages)
        self.parts.append((group, title, on, first, first + count - 1))

    def placed(self, front):
        """The parts when `front` pages stand before them; leaves count from 1."""
        return [Placed(*names, first + front + 1, last + front + 1) for *names, first, last in self.parts]

    def finish(self, front, *, title):
        """(bytes, pages): the index first, a number on every leaf, bookmarks by group."""
        with pikepdf.open(io.BytesIO(front)) as index:
            before = len(index.pages)
            for page in reversed(index.pages):
                self.pdf.pages.insert(0, page)
        font = self.pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for number, page in enumerate(self.pdf.pages, start=1):
            _number(page, number, font)
        self._bookmark(before)
        self.pdf.docinfo["/Title"] = title
        self.pdf.Root.Lang = "pl-PL"
        out = io.BytesIO()
        self.pdf.save(out, compress_streams=True, deterministic_id=True)
        return out.getvalue(), len(self.pdf.pages)

    def _bookmark(self, before):
        with self.pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Spis i metryka sprawy", 0))
            groups = {}
            for part in self.placed(before):
                if part.group not in groups:
                    groups[part.group] = pikepdf.OutlineItem(part.group, part.first - 1)
                    outline.root.append(groups[part.group])
                groups[part.group].children.append(pikepdf.OutlineItem(part.title, part.first - 1))


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
