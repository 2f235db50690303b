"""What hostile people send, and how to tell that a page carries it on: for tests and measurements."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile

XSS = [
    "<script>kan()</script>",
    '"><img src=x onerror=kan()>',
    "'><svg/onload=kan()>",
    "javascript:kan()",
    '" onmouseover="kan()" x="',
    "' autofocus onfocus=kan() '",
    "</textarea><script>kan()</script>",
    "</title><iframe srcdoc=kan>",
    "<a href=javascript:kan()>x</a>",
    "<style>@import'//kan'</style>",
    "<base href=//kan>",
    "<math><mtext></p><img src=x onerror=kan()>",
    "&lt;script&gt;kan()&#60;/script&#62;",
    "\u2028<script>kan()</script>\u2029",
    "＜script＞kan()＜/script＞",
    "{{kan}}{% kan %}${kan}<%kan%>",
    "]]><!--><script>kan()</script>-->",
]
# The one picture of the program: the QR code of a new authenticator, drawn on the server.
OUR_PICTURE = {"class", "src", "alt", "width", "height"}
OUR_CODE = "data:image/svg+xml;base64,"
FORBIDDEN = {"iframe", "object", "embed", "base", "style", "svg", "math", "img", "frame", "applet", "video"}
GARBAGE = [
    "", "x" * 70_000, "9" * 400, "-1", "1e400", "NaN", "٣٤", "²", "\x00", "a\x00b", "2026-02-30", "\r\nX: y",
    "0000-00-00", "99999-01-01", "null", "[]", "{}", "' OR 1=1 --", "../../etc/passwd", "%00",
    "\u202e\u0000\uffff", "<script>kan()</script>",
]  # fmt: skip
QUERIES = [
    "po=" + "A" * 9000, "po=W10", "po=WyJhIl0", "po=%FF%FE", "po=WyIyMDI2LTk5LTk5IiwgIngiXQ", "q=%00",
    "q=" + "x" * 9000, "q=%27%22%3B--", "q=%F0%9F%92%A9", "q=9" + "0" * 400, "stan=x&stan=y", "rok=-1",
    "kolejnosc[]=1", "miesiac=2026-99", "dzien=x", "p=ups%20art.%20" + "9" * 4000, "akt=%FF", "czyje[]=x",
    "jezyk=../..", "next=//gdzie.example/", "a=1" * 3000,
]  # fmt: skip
HEADS = [
    {"host": "obcy.example"}, {"host": "testserver:99999999"}, {"host": ""},
    {"if-modified-since": "wczoraj"}, {"if-none-match": '"' + "x" * 5000 + '"'},
    {"range": "bytes=9999999999999-"}, {"accept-language": "x" * 5000},
    {"cookie": "session=" + "A" * 5000 + "; csrf=\x7f; theme=<script>; kto=1:2:3; jezyk=%00"},
    {"hx-request": "true", "hx-target": "<script>"}, {"x-forwarded-for": "1.1.1.1," * 500},
    {"x-requested-with": "fetch"}, {"referer": "x" * 9000}, {"content-length": "x"},
]  # fmt: skip
PART = b'--x\r\nContent-Disposition: form-data; name="a"'
MULTIPART, PLAIN = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"
BODIES = [
    (b"\xff\xfe\x00=%", PLAIN),
    (b"a=1&" * 6000, PLAIN),
    (PART + b"\r\n\r\nbez konca", MULTIPART),
    (b"cokolwiek", "multipart/form-data"),
    (b"cokolwiek", "multipart/form-data; boundary=" + "x" * 300),
    (b'--x\r\nContent-Disposition: form-data; name="\xff"; filename="\x00"\r\n\r\n\r\n--x--\r\n', MULTIPART),
    (PART + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n", MULTIPART),
    (b'{"a": [[[[', "application/json"),
    (b"<x/>", "text/xml"),
    (b"a=1", f"{PLAIN}; charset=utf-99"),
    (b"a=" + b"x" * (10 * 1024 * 1024), PLAIN),
]


class Page(HTMLParser):
    """The forms and links of a page, and what somebody else's text made active in it."""

    def __init__(self, html, address="/"):
        super().__init__()
        self.address, self.active, self.forms, self.links = address, [], [], set()
        self._select = self._area = None
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        self._look(tag, given)
        if tag == "form":
            where = urljoin(self.address, given.get("action", "") or self.address)
            self.forms.append({"action": where, "method": given.get("method", "get").lower(), "fields": []})
        elif tag in {"input", "textarea", "select", "button"} and given.get("name") and self.forms:
            kind = given.get("type", "text") if tag == "input" else tag
            field = {"name": given["name"], "kind": kind, "value": given.get("value", "")}
            self._select = field if tag == "select" else None
            self.forms[-1]["fields"].append(field)
        elif tag == "option" and self._select is not None and given.get("value"):
            self._select["value"] = self._select["value"] or given["value"]
        for name in ("href", "hx-get"):
            if given.get(name, "").startswith(("/", "?")) or re.match(r"[\w-]+/", given.get(name, "")):
                self.links.add(urljoin(self.address, given[name]).partition("#")[0])

    def _look(self, tag, given):
        if tag == "img" and set(given) == OUR_PICTURE and given["src"].startswith(OUR_CODE):
            return
        if tag == "script" and not (given.get("nonce") and given.get("src", "").startswith("/static/")):
            self.active.append("script")
        if tag in FORBIDDEN:
            self.active.append(tag)
        for name, value in given.items():
            scheme = re.sub(r"[\s\x00-\x1f]", "", value).lower()
            if name.startswith(("on", "hx-on")) or name in {"style", "srcdoc"}:
                self.active.append(name)
            followed = name in {"href", "src", "action", "formaction"} or name.startswith("hx-")
            if followed and scheme.startswith(("javascript:", "data:", "vbscript:", "js:")):
                self.active.append(f"{name}={value[:40]}")


TYPED = {"date": "2026-11-20", "number": "1", "email": "a@b.test", "checkbox": "on", "month": "2026-12"}


def filled(form, text):
    """Data of a form with `text` in every field of text and something plain in the others."""
    data = {}
    for field in form["fields"]:
        name, kind = field["name"], field["kind"]
        if name in {"csrfmiddlewaretoken", "once"} or (kind == "button" and name in data):
            continue
        if kind in {"text", "textarea", "tel", "search"}:
            data[name] = text
        elif kind == "file":
            data[name] = SimpleUploadedFile(f"{text[:60]}.txt", text.encode())
        elif kind != "radio" or name not in data:
            data[name] = field["value"] or TYPED.get(kind, "")
    return data


def crawl(client, starts, most=400):
    """{address: html} of the pages reached from `starts` by links, without leaving the program."""
    waiting, pages = list(starts), {}
    while waiting and len(pages) < most:
        address = waiting.pop(0)
        if address in pages or urlsplit(address).netloc:
            continue
        answer = client.get(address)
        html = answer.content.decode() if "text/html" in answer.get("Content-Type", "") else ""
        pages[address] = html
        waiting += sorted(Page(html, address).links - set(pages))
    return pages
