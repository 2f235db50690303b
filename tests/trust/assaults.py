"""Attacks on a program with a whole office in it; each returns what it tried and what gave way."""

import io
import itertools
import logging
import secrets
from collections import Counter

import openpyxl
from django.urls import get_resolver, reverse

from kladka.casework.cases.models import Case
from kladka.config.logs import WithoutData
from kladka.documents.xlsx import TRIGGERS
from tests.architecture.test_roles import names
from tests.conftest import Browser

from .attacks import BODIES, GARBAGE, HEADS, QUERIES, XSS, Page, crawl, filled
from .canaries import plant

CANARY = "Kanarek-Zofia-90051712345"
METHODS = ("get", "post", "put", "delete", "patch", "head", "options")


def addresses(world):
    """{name: address} of every address of the program."""
    a_draft = {"form": "contact:x"}
    known = {name: (world.get(name) or a_draft) if takes else {} for name, takes in names().items()}
    return {name: reverse(name, kwargs=kwargs) for name, kwargs in known.items()}


def signed_in(user, host="testserver"):
    """A browser of this user that is answered with 500 instead of raising; None is a stranger."""
    browser = Browser(raise_request_exception=False, headers={"host": host})
    if user:
        browser.force_login(user)
    return browser


def scripts(world, users, payloads=XSS):
    """Plant each payload in every text of every case and through every form; look at every page.

    Returns (pages looked at, forms sent, pages on which a payload is shown, what became active).
    """
    counted, active = Counter(), []
    for number, payload in enumerate(payloads):
        for case in Case.objects.all():
            plant(case, prefix=payload[:60])
        for user in users:
            browser = signed_in(user)
            pages = crawl(browser, addresses(world).values())
            for address, html in pages.items():
                active += [(payload, address, found) for found in Page(html, address).active]
                counted["shown"] += "kan" in html
            counted["pages"] += len(pages)
            if number % len(users) == users.index(user):
                sent, found = _through_forms(browser, pages, payload)
                counted["forms"] += sent
                active += found
    return counted, active


def _through_forms(browser, pages, payload):
    sent, active = 0, []
    for address, html in pages.items():
        for form in Page(html, address).forms:
            if form["method"] != "post" or "wyloguj" in form["action"]:
                continue
            answer = browser.post(form["action"], filled(form, payload))
            sent += 1
            if "text/html" in answer.get("Content-Type", ""):
                found = Page(answer.content.decode(), form["action"]).active
                active += [(payload, form["action"], one) for one in found]
            if answer.status_code >= 500:
                active.append((payload, form["action"], answer.status_code))
    return sent, active


class Tally:
    """What was answered how often, and what should not have been."""

    def __init__(self):
        self.statuses, self.broken, self.asked = Counter(), [], set()

    def tell(self, answer, *what):
        content = getattr(answer, "content", b"")
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.broken.append((answer.status_code, *what))
        if b"<script>kan" in content or b"Traceback" in content:
            self.broken.append(("shown", *what))


def requests_gone_wrong(world, users, *, short, host="testserver"):
    """Every address with everything that is wrong with a request, by each user (None: a stranger).

    On the `host` of the Forum the addresses of casework are asked too: there they do not exist.
    """
    tally = Tally()
    everything = {name: address for name, address in addresses(world).items() if name != "sign-out"}
    for user in users:
        for number, (name, address) in enumerate(everything.items()):
            ask_wrongly(tally, signed_in(user, host), name, address, every=20 if short else 1, begin=number)
        browser = signed_in(user, host)
        for address, method in itertools.product(_wrong_parameters(), ("get", "post")):
            tally.tell(getattr(browser, method)(address), address[:60], method)
    return tally


def ask_wrongly(tally, browser, name, address, *, every=1, begin=0):
    """Ask one address with everything wrong, or with every twentieth, another twentieth to each address."""
    session = dict(browser.cookies)
    for what, ask in list(_wrong(address, _fields(browser, address)))[begin % every :: every]:
        browser.cookies.update(session)  # a wrong cookie was answered with none
        tally.tell(ask(browser), name, what)
    tally.asked.add(name)


def _fields(browser, address):
    """Names of the fields that the page of this address asks for."""
    answer = browser.get(address)
    if "text/html" not in answer.get("Content-Type", ""):
        return ["text"]
    forms = Page(answer.content.decode(), address).forms
    return sorted({field["name"] for form in forms for field in form["fields"]} - {"once"}) or ["text"]


def _wrong(address, fields):
    """(what, request) of everything that may be wrong with one address."""

    def key():
        return secrets.token_hex(16)

    for method in METHODS:
        yield method, lambda b, method=method: getattr(b, method)(address)
    for one in GARBAGE:
        yield f"pola {one[:20]!r}", lambda b, one=one: b.post(address, dict.fromkeys(fields, one))
        yield (
            f"powtórzone {one[:20]!r}",
            lambda b, one=one: b.post(address, {name: [one, one, "1"] for name in fields}),
        )
    for query in QUERIES:
        yield query[:30], lambda b, query=query: b.get(f"{address}?{query}")
    for head in HEADS:
        yield str(head)[:30], lambda b, head=head: b.get(address, headers=head)
    for body, kind in BODIES:
        yield (
            f"{kind[:40]} {body[:10]!r}",
            lambda b, body=body, kind=kind: b.generic(
                "POST", address, body, content_type=kind, headers={"x-once": key()}
            ),
        )


def _wrong_parameters():
    """Addresses whose parameters are garbage."""
    odd = ["x" * 3000, "9" * 30, "٣", "%00", "<script>kan()<%2Fscript>"]
    for pattern in _routes(get_resolver()):
        for one in odd if "<" in pattern else []:
            parts = pattern.split("<")
            yield "/" + parts[0] + "".join(one + part.partition(">")[2] for part in parts[1:])
    yield from ("/%00", "/%FF", "//", "/..", "/" + "a/" * 2000, "/static/../settings.py", "/static/%2e%2e/x")


def _routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        whole = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, whole)
        else:
            yield whole


def patterns(resolver):
    """Every pattern of an urlconf, those of its parts too."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern)
        else:
            yield pattern


class Breaks:
    """Middleware that fails in place of every view, with the canary in the error and among the variables."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        typed = {"pesel": CANARY}
        raise ValueError(f"wiersz {typed}")


def failures(world, user, settings):
    """Fail in every view. Returns (answers with 500, answers with the canary, canary in the log)."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutData())
    logging.getLogger().addHandler(handler)
    browser = signed_in(user)
    kept = settings.MIDDLEWARE
    once = kept.index("kladka.accounts.once.Once")  # which calls the view itself
    settings.MIDDLEWARE = [*kept[:once], f"{__name__}.Breaks", *kept[once:]]
    browser.handler.load_middleware()
    try:
        answers = [
            ask(f"{address}?q={CANARY}", **more)
            for address in addresses(world).values()
            for ask, more in ((browser.get, {}), (browser.post, {"data": {"text": CANARY}}))
        ]
    finally:
        settings.MIDDLEWARE = kept
        logging.getLogger().removeHandler(handler)
    told = sum(CANARY in answer.content.decode() for answer in answers)
    return sum(answer.status_code == 500 for answer in answers), told, CANARY in written.getvalue()


def formulas(world, user, triggers=TRIGGERS):
    """Plant starts of formulas in every text, take every export. Returns (cells read, formulas found)."""
    cells, found, browser = 0, [], signed_in(user)
    for trigger in triggers:
        for case in Case.objects.all():
            plant(case, prefix=f"{trigger}1+1")
        for address in addresses(world).values():
            answer = browser.get(address)
            if "spreadsheet" not in answer.get("Content-Type", ""):
                continue
            book = openpyxl.load_workbook(io.BytesIO(answer.content))
            for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
                cells += 1
                if cell.data_type == "f":
                    found.append((trigger, address, cell.coordinate))
    return cells, found
