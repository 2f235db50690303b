"""DOCX, XLSX and ODT: a ZIP of parts, written anew without macros, links that load, and names of authors."""

import io
import re
import stat
import zipfile

from lxml import etree

from .pictures import without_metadata
from .refusal import Refused

MOST_PARTS = 2000
MOST_UNPACKED = 100 * 1024 * 1024  # bytes
MOST_RATIO = 200  # unpacked to packed; ordinary documents stay under 30
_XML = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_FORBIDDEN = re.compile(
    r"vbaProject|vbaData|macrosheets|activeX|oleObject|embeddings/|externalLinks|customUI|dialogsheets"
    r"|^Basic/|^Scripts/|^Object \d|\.(exe|dll|js|vbs|bat|cmd|ps1|lnk|hta|jar|zip|html?|svg)$",
    re.IGNORECASE,
)
_TELLING = re.compile(r"^docProps/|^meta\.xml$|^Thumbnails/|^customXml/.*\.xml$|^word/people\.xml$")
_PICTURE = re.compile(r"\.(jpe?g|png)$", re.IGNORECASE)
_MARKUP = re.compile(r"\.(xml|rels|vml|rdf)$", re.IGNORECASE)
_CLICKED = ("/hyperlink",)  # an address that is opened only when somebody clicks it
_LOADING = re.compile(rb"\b(DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|IMPORT)\s+[\"\w\\]", re.IGNORECASE)
_COMMAND = re.compile(r"\|\s*'|\b(WEBSERVICE|FILTERXML|IMAGE|RTD|CALL|REGISTER(\.ID)?)\s*\(", re.IGNORECASE)
_ODF_LOADING = {"image", "object", "object-ole", "plugin", "applet", "floating-frame", "section-source"}
_AUTHORS = {"author", "initials", "userId", "userName", "providerId", "lastModifiedBy"}
_AUTHOR_TEXTS = {"author", "creator", "creator-initials", "initial-creator"}
NOBODY = "Autor"
ACTIVE = "Ten plik zawiera makro, obiekt lub odwołanie do innego pliku. Zapisz go jako PDF i wyślij ponownie."
DAMAGED = "Tego pliku nie da się odczytać. Otwórz go, zapisz jeszcze raz i wyślij ponownie."
ENCRYPTED = "Ten plik jest zabezpieczony hasłem. Zapisz go bez hasła i wyślij ponownie."


def cleaned(content, main):
    """The same document written anew. `main` is the part it must hold ("word/document.xml").

    Raises Refused; zipfile.BadZipFile and the like mean that the file is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = _checked(packed.infolist())
        if main not in {entry.filename for entry in entries}:
            raise Refused(DAMAGED)
        written, left = io.BytesIO(), MOST_UNPACKED
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
            for entry in entries:
                with packed.open(entry) as part:
                    data = part.read(left + 1)  # what the head of the ZIP says is not believed
                left -= len(data)
                if left < 0:
                    raise Refused(_too_large())
                _write(made, entry.filename, _part(entry.filename, data))
    return written.getvalue()


def _checked(entries):
    """The entries, unless they are too many, unpack to too much, are hidden by a password or are active."""
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused(_too_large())
    names = [entry.filename for entry in entries]
    for entry in entries:
        if entry.flag_bits & 1 or entry.filename in {"EncryptedPackage", "EncryptionInfo"}:
            raise Refused(ENCRYPTED)
        if entry.file_size > 1_000_000 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Refused(_too_large())
        if _FORBIDDEN.search(entry.filename):
            raise Refused(ACTIVE)
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename or "\\" in entry.filename:
            raise Refused(DAMAGED)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused(DAMAGED)
    if len(set(names)) != len(names):
        raise Refused(DAMAGED)
    return [entry for entry in entries if not entry.is_dir()]


def _too_large():
    return "Ten plik rozpakowuje się do zbyt wielu danych. Zapisz go jako PDF i wyślij ponownie."


def _write(made, name, data):
    """Every part of the same day in 1980 and with no extra fields; mimetype unpacked, as ODF asks."""
    head = zipfile.ZipInfo(name)
    head.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    made.writestr(head, data)


def _part(name, data):
    if _PICTURE.search(name) and not name.startswith(("docProps/", "Thumbnails/")):
        return without_metadata(data)
    if not _MARKUP.search(name):
        return b"" if _TELLING.search(name) else data
    tree = etree.fromstring(data, _XML)
    if tree.getroottree().docinfo.doctype:
        raise Refused(DAMAGED)
    if _acts(name, tree, data):
        raise Refused(ACTIVE)
    if _TELLING.search(name):
        return _emptied(tree)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8") if _nameless(tree) else data


def _nameless(tree):
    """Put one word for the authors of comments and tracked changes; whether any was named."""
    named = [_without_author(element) for element in tree.iter(etree.Element)]
    return any(named)


def _without_author(element):
    told = [name for name in element.attrib if etree.QName(name).localname in _AUTHORS]
    if etree.QName(element).localname == "person":  # of comments in XLSX; elsewhere this names a table
        told += [name for name in element.attrib if name == "displayName"]
    for name in told:
        element.set(name, NOBODY)
    if etree.QName(element).localname in _AUTHOR_TEXTS and element.text:
        element.text = NOBODY
        return True
    return bool(told)


def _emptied(tree):
    """The outermost element alone: programs want the part, nobody needs what it tells."""
    return etree.tostring(etree.Element(tree.tag, nsmap=tree.nsmap), xml_declaration=True, encoding="UTF-8")


def _acts(name, tree, data):
    if name.endswith(".rels"):
        return any(_loads(relation.attrib) for relation in tree.iter("{*}Relationship"))
    if name == "[Content_Types].xml":
        return re.search(rb"macroEnabled|vbaProject|activeX|oleObject", data, re.IGNORECASE) is not None
    if name == "META-INF/manifest.xml" and next(tree.iter("{*}encryption-data"), None) is not None:
        raise Refused(ENCRYPTED)
    if name.startswith("xl/"):
        return any(_COMMAND.search(formula.text or "") for formula in tree.iter("{*}f", "{*}definedName"))
    if name.startswith("word/"):
        return _field_loads(tree)
    return any(_odf_acts(element) for element in tree.iter(etree.Element))


def _loads(relation):
    """Whether a relationship brings something from elsewhere by itself."""
    if relation.get("TargetMode") != "External":
        return False
    clicked = relation.get("Type", "").endswith(_CLICKED)
    return not (clicked and re.match(r"(https?:|mailto:|#)", relation.get("Target", ""), re.IGNORECASE))


def _field_loads(tree):
    """Word writes an instruction in pieces; together they may say DDE."""
    pieces = [element.text or "" for element in tree.iter("{*}instrText")]
    simple = [value for element in tree.iter("{*}fldSimple") for value in element.attrib.values()]
    return _LOADING.search(" ".join(["".join(pieces), *simple]).encode()) is not None


def _odf_acts(element):
    tag = etree.QName(element).localname
    href = element.get("{http://www.w3.org/1999/xlink}href", "")
    if tag in {"event-listener", "script", "dde-source", "dde-connection", "dde-connection-decl"}:
        return True
    return tag in _ODF_LOADING and re.match(r"\s*[a-z][a-z0-9+.-]*:|\s*(\.\./|//|/)", href, re.I) is not None
