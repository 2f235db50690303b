"""Pictures decoded and written anew: only what is seen remains."""

import io
import struct

from PIL import Image, ImageOps

from .refusal import Refused

LARGEST = 50_000_000  # pixels: a good telephone; decoded it takes 150 MB
_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_DRAWN = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"}


def rewritten(content, source, target):
    """(bytes, pixels) of a picture of the format `source` ("JPEG") as `target` ("PNG"), turned as it is seen.

    The size is read from the head, before anything is decoded. Raises Refused; other errors of a decoder
    mean that the file is damaged.
    """
    Image.MAX_IMAGE_PIXELS = None  # ours is stricter, and refuses with a sentence
    with Image.open(io.BytesIO(content), formats=[source]) as picture:
        pixels = picture.width * picture.height
        if pixels > LARGEST:
            raise Refused(
                f"Obraz ma {pixels // 1_000_000} mln punktów, najwyżej może mieć {LARGEST // 1_000_000} mln. "
                "Zmniejsz go i wyślij ponownie."
            )
        seen = ImageOps.exif_transpose(picture)
        mode = "RGBA" if target == "PNG" and seen.has_transparency_data else "RGB"
        seen = seen.convert(mode)
    bare = Image.new(mode, seen.size)
    bare.paste(seen)
    written = io.BytesIO()
    bare.save(written, target, **({"quality": 90} if target == "JPEG" else {"compress_level": 6}))
    return written.getvalue(), pixels


def without_metadata(content):
    """A JPEG or PNG inside a document, its picture untouched, without segments that do not draw."""
    if content.startswith(_JPEG):
        return _bare_jpeg(content)
    return _bare_png(content) if content.startswith(_PNG) else content


def _bare_jpeg(content):
    kept, at = [_JPEG], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xDA:  # the picture itself, to its end
            end = content.rfind(b"\xff\xd9")
            return b"".join([*kept, content[at : end + 2 if end > at else None]])
        told = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker != 0xEE)  # 0xEE says which colours
        if not told:
            kept.append(content[at : at + 2 + length])
        at += 2 + length
    raise Refused("Obraz wewnątrz pliku jest uszkodzony.")


def _bare_png(content):
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind in _DRAWN:
            kept.append(content[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            break
    return b"".join(kept)
