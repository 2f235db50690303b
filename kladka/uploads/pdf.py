"""PDF: its pages as they look, without anything that acts, hides or tells about the author."""

import io

import pikepdf

from .pictures import without_metadata
from .refusal import Refused

MOST_PAGES = 1000
# A stream that unpacks to more is refused by the reader of PDF itself (bytes).
MOST_UNPACKED = 200 * 1024 * 1024
pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED)
# What of the catalogue and of a page makes pages look as they do. Everything else is left behind.
_CATALOGUE = {"/Type", "/Pages", "/OCProperties", "/Lang", "/PageLabels", "/Version"}
_PAGE = {
    *("/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/BleedBox"),
    *("/TrimBox", "/ArtBox", "/Rotate", "/UserUnit", "/Group"),
}
_TOLD = {"/Metadata", "/PieceInfo", "/LastModified", "/AF"}
_ACTING = {"/JS", "/AA", "/OpenAction", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/Launch"}
_ACTIONS = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition"),
    *("/Movie", "/Sound", "/RichMediaExecute", "/Trans", "/GoTo3DView"),
}
ENCRYPTED = "Ten plik PDF jest zabezpieczony hasłem. Zapisz go bez hasła i wyślij ponownie."


def cleaned(content):
    """(bytes, pages, signed) of a PDF. Raises Refused; any other error means that the file is damaged.

    A signature covers every byte, so a signed PDF is kept as it is, provided that nothing in it acts.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Refused(ENCRYPTED) from error
    with pdf:
        if pdf.is_encrypted:
            raise Refused(ENCRYPTED)
        if not 1 <= len(pdf.pages) <= MOST_PAGES:
            raise Refused(f"Ten plik PDF ma {len(pdf.pages)} stron; przyjmujemy od 1 do {MOST_PAGES}.")
        if pdf.Root.get("/NeedsRendering") is not None:
            raise Refused("To formularz XFA, którego stron nie da się odczytać. Wydrukuj go do PDF i wyślij.")
        pages, signed = len(pdf.pages), _signed(pdf)
        if signed:
            return _untouched(pdf, content), pages, True
        return _bare(pdf), pages, False


def _untouched(pdf, content):
    if _acts(pdf) or not content.startswith(b"%PDF-"):
        raise Refused(
            "Ten podpisany plik PDF zawiera skrypt, plik w środku lub inny element czynny, a usunięcie go "
            "unieważniłoby podpis. Poproś o plik bez takich elementów albo wyślij wydruk do PDF."
        )
    return content


def _bare(pdf):
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")  # what was filled in a form stays on the page
    for name in set(pdf.Root.keys()) - _CATALOGUE:
        del pdf.Root[name]
    for page in pdf.pages:
        for name in set(page.obj.keys()) - _PAGE:
            del page.obj[name]
    for thing in [inner for outer in _dictionaries(pdf) for inner in _within(outer)]:
        for name in (_TOLD | _ACTING) & set(thing.keys()):
            del thing[name]
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") == pikepdf.Name.DCTDecode:
            thing.write(without_metadata(thing.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    written = io.BytesIO()
    pdf.save(
        written,
        fix_metadata_version=False,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,  # a page that unpacks to gigabytes stays packed
    )
    return written.getvalue()


def _dictionaries(pdf):
    return (thing for thing in pdf.objects if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)))


def _signed(pdf):
    return any(thing.get("/Type") == "/Sig" or thing.get("/FT") == "/Sig" for thing in _dictionaries(pdf))


def _acts(pdf):
    return any(
        _ACTING & set(thing.keys()) or str(thing.get("/S", "")) in _ACTIONS
        for outer in _dictionaries(pdf)
        for thing in _within(outer)
    )


def _within(thing, depth=0):
    """A dictionary and those written inside it; what is referred to is an object of its own."""
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        yield thing
    if depth < 20 and isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
        inner = thing if isinstance(thing, pikepdf.Array) else [thing[name] for name in thing]
        for one in inner:
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _within(one, depth + 1)
