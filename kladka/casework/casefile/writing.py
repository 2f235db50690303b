"""A PDF written object by object as its parts come: the memory it takes is that of one part, not of all.

Each part is made regular by qpdf on its own (one revision, no object streams, a plain table of offsets); here
its objects get new numbers and go out at once.
"""

import hashlib
import io
import re

import pikepdf

# Numbers of the objects that every file has; those of the parts follow.
CATALOG, ROOT, INFO, OUTLINES = 1, 2, 3, 4
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
# qpdf escapes brackets and ends of lines inside strings, so a string ends at the first bare bracket.
_TOKEN = re.compile(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>|(?<![\w./#])(\d+) 0 R\b", re.DOTALL)
_OBJECT = re.compile(rb"\s*\d+ 0 obj\n")
_KID = re.compile(rb"(\d+) 0 R")


class Writer:
    """Writes a PDF through `put` (a function that takes bytes) and keeps where its objects begin."""

    def __init__(self, put):
        self._put, self._at, self._digest = put, 0, hashlib.sha256()
        self._offsets = [0] * (OUTLINES + 1)  # by number of the object
        self._trees = []  # (object of the pages of a part, how many)
        self.pages = []  # objects of the pages, in order
        self._out(_HEAD)

    def add(self, pdf):
        """Append the pages of an open pikepdf.Pdf."""
        source = _regular(pdf)
        offsets, catalog = _table(source)
        first = len(self._offsets)
        numbers = {old: first + place for place, old in enumerate(sorted(set(offsets) - {catalog}))}
        self._offsets += [0] * len(numbers)
        ends = dict(zip(sorted(offsets.values()), [*sorted(offsets.values())[1:], _end(source)], strict=True))
        tree = _tree_of(source, offsets, catalog, ends)
        for old, number in numbers.items():
            begins = offsets[old]
            body = _OBJECT.sub(b"", source[begins : ends[begins]], count=1)
            body = _renumbered(body, numbers)
            if old == tree:
                self._note_tree(number, body)
                body = body.replace(b"<<", b"<< /Parent %d 0 R" % ROOT, 1)
            self._object(number, body)

    def _note_tree(self, number, body):
        kids = body[body.index(b"/Kids") :]
        found = [int(one) for one in _KID.findall(kids[: kids.index(b"]")])]
        self._trees.append((number, len(found)))
        self.pages += found

    def finish(self, *, title, bookmarks):
        """Write the outline, the catalogue and the table. `bookmarks`: [(title, page, [(title, page)])]."""
        self._outline(bookmarks)
        kids = b" ".join(b"%d 0 R" % number for number, _ in self._trees)
        count = sum(many for _, many in self._trees)
        self._object(ROOT, b"<< /Type /Pages /Count %d /Kids [ %b ] >>\nendobj\n" % (count, kids))
        self._object(INFO, b"<< /Title %b >>\nendobj\n" % _text(title))
        links = b"/Pages %d 0 R /Outlines %d 0 R /PageMode /UseOutlines" % (ROOT, OUTLINES)
        self._object(CATALOG, b"<< /Type /Catalog %b /Lang (pl-PL) >>\nendobj\n" % links)
        began, name = self._at, self._digest.hexdigest()[:32].encode()
        table = [b"%010d 00000 n \n" % offset for offset in self._offsets[1:]]
        self._out(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._offsets))
        self._out(b"".join(table))
        ends = (len(self._offsets), CATALOG, INFO, name, name, began)
        self._out(
            b"trailer << /Size %d /Root %d 0 R /Info %d 0 R /ID [<%b><%b>] >>\nstartxref\n%d\n%%%%EOF\n"
            % ends
        )

    def _outline(self, bookmarks):
        """Groups and what is in them, linked as PDF asks: each knows its neighbours, parent and children."""
        first = len(self._offsets)
        numbers, at = [], first
        for _, _, inner in bookmarks:
            numbers.append((at, [at + 1 + place for place in range(len(inner))]))
            at += 1 + len(inner)
        self._offsets += [0] * (at - first)
        groups = [number for number, _ in numbers]
        for place, (title, page, inner) in enumerate(bookmarks):
            number, children = numbers[place]
            family = b""
            if children:
                family = b" /First %d 0 R /Last %d 0 R /Count -%d" % (
                    children[0],
                    children[-1],
                    len(children),
                )
            self._bookmark(title, page, groups, place, OUTLINES, family)
            for inside, (name, leaf) in enumerate(inner):
                self._bookmark(name, leaf, children, inside, number)
        ends = b"/First %d 0 R /Last %d 0 R /Count %d" % (groups[0], groups[-1], len(groups))
        self._object(OUTLINES, b"<< /Type /Outlines %b >>\nendobj\n" % ends)

    def _bookmark(self, title, page, siblings, place, parent, more=b""):
        around = b""
        if place:
            around += b" /Prev %d 0 R" % siblings[place - 1]
        if place + 1 < len(siblings):
            around += b" /Next %d 0 R" % siblings[place + 1]
        target = b"/Title %b /Parent %d 0 R /Dest [ %d 0 R /Fit ]" % (_text(title), parent, self.pages[page])
        self._object(siblings[place], b"<< %b%b%b >>\nendobj\n" % (target, around, more))

    def _object(self, number, body):
        self._offsets[number] = self._at
        self._out(b"%d 0 obj\n" % number)
        self._out(body)

    def _out(self, content):
        self._put(content)
        self._digest.update(content)
        self._at += len(content)


def _regular(pdf):
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=True,
    )
    return out.getvalue()


def _end(source):
    """Where the objects end: the offset of the table."""
    tail = source[-64:]
    return int(tail[tail.rindex(b"startxref") + 9 :].split()[0])


def _table(source):
    """({number: offset}, number of the catalogue) of a regular PDF."""
    lines = source[_end(source) :].split(b"\n")
    many = int(lines[1].split()[1])
    offsets = {place: int(lines[2 + place][:10]) for place in range(1, many)}
    root = re.search(rb"/Root (\d+) 0 R", source[_end(source) :])
    return offsets, int(root[1])


def _tree_of(source, offsets, catalog, ends):
    """The number of the object that holds the pages."""
    body = source[offsets[catalog] : ends[offsets[catalog]]]
    return int(re.search(rb"/Pages (\d+) 0 R", body)[1])


def _renumbered(body, numbers):
    """The object with the new numbers of what it points to; the bytes of a stream stay as they are."""
    head, sign, stream = body.partition(b">>\nstream\n")

    def moved(found):
        return b"%d 0 R" % numbers[int(found[1])] if found[1] else found[0]

    return b"".join((_TOKEN.sub(moved, head), sign, stream))


def _text(words):
    return b"<feff" + words.encode("utf-16-be").hex().encode() + b">"
