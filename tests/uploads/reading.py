"""Everything that stands in a file, unpacked: its bytes, parts of a ZIP, objects and streams of a PDF."""

import io
import zipfile

import pikepdf


def everything_in(content):
    """One string of bytes to look for canaries in."""
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found += [packed.comment, *(packed.read(name) for name in packed.namelist())]
            found += [info.filename.encode() + info.extra + info.comment for info in packed.infolist()]
    if b"%PDF-" in content[:1024]:
        with pikepdf.open(io.BytesIO(content)) as read:
            found.append(repr(read.trailer).encode())
            for one in read.objects:
                found.append(repr(one).encode())
                if isinstance(one, pikepdf.Stream):
                    found += [one.read_raw_bytes(), _unpacked(one)]
    return b"\n".join(found)


def _unpacked(stream):
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return b""
