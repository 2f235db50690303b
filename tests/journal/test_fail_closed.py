"""When no entry can be written, nothing is done and nobody is shown: every address, read and act."""

import hashlib

from django.apps import apps
from django.db import connection
from django.urls import reverse

from kladka.journal.models import Entry
from tests.architecture.matrix import acts
from tests.architecture.test_reads import addresses, families, words  # noqa: F401  the fixture
from tests.conftest import Browser

# What somebody is typing, and what the sign-in keeps, are no acts in a case.
ASIDE = {"Entry", "Draft", "OnceKey", "Session", "DBTaskResult", "User"}
CONTACT = {"kind": "phone", "on": "2026-01-02", "text": "Umówiono spotkanie."}
DAY = {"on": "2026-12-20", "doreczenie-on": "2026-11-20", "method": "post", "reason": "Pomyłka."}
DAY |= {"zwrot-reason": "Pomyłka.", "sent_on": "2026-12-20", "month": "2027-01"}
ACCOUNT = {"method": "cash_desk", "holder": "Maryja Bondar", "account": ""}
TYPED = {"contact-new": CONTACT, "payout-account": ACCOUNT}


def refuse_entries():
    """A trigger in the way stands for whatever keeps the database from taking an entry."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER journal_full BEFORE INSERT ON journal_entry "
                "BEGIN SELECT RAISE(ABORT, 'pełny dysk'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION journal_full() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'pełny dysk'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER journal_full BEFORE INSERT ON journal_entry "
                "FOR EACH STATEMENT EXECUTE FUNCTION journal_full()"
            )


def take_entries_again():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_full")
        else:
            cursor.execute("DROP FUNCTION journal_full() CASCADE")


def contents():
    """{table: digest of all its rows} of the tables whose change must leave an entry."""
    found = {}
    for model in apps.get_models():
        if model.__name__ not in ASIDE:
            rows = repr(list(model.objects.order_by("pk").values_list()))
            found[model.__name__] = hashlib.sha256(rows.encode()).hexdigest()
    return found


def signed_in(*people):
    """A browser of each."""
    browsers = [Browser(raise_request_exception=False) for _ in people]
    for browser, user in zip(browsers, people, strict=True):
        browser.force_login(user)
    return browsers


def everything(browsers, world):
    """(name, method, answer) of every page, and then of every act, tried in each of the browsers."""
    pages = addresses(world)
    for browser in browsers:
        for name, address in pages.items():
            yield name, "get", browser.get(address)
        for name in acts():
            address = reverse(name, kwargs=world.get(name) or {})
            yield name, "post", browser.post(address, DAY | TYPED.get(name, {}))


def test_without_the_journal_nothing_is_done_and_nobody_is_shown(
    transactional_db, world, families, caseworker, head, accountant  # noqa: F811
):  # fmt: skip
    people = signed_in(caseworker, accountant, head)
    before, entries = contents(), Entry.objects.count()
    refuse_entries()
    shown, statuses = {}, {}
    try:
        for name, method, answer in everything(people, world):
            text = words(answer) if answer.status_code < 300 or answer.status_code == 422 else ""
            if any(known in text for case in families.values() for known in case):
                shown[name, method] = answer.status_code
            statuses.setdefault(answer.status_code, set()).add((name, method))
    finally:
        take_entries_again()
    assert shown == {}
    assert [name for name, digest in contents().items() if digest != before[name]] == []
    assert Entry.objects.count() == entries
    # The same calls with the journal in order: pages that would have shown somebody, acts that would be done.
    for _ in everything(people, world):
        pass
    done = set(Entry.objects.filter(kind="act").exclude(address="").values_list("address", flat=True))
    assert Entry.objects.count() > entries + 100
    assert len(statuses[503]) > 60
    assert len(done) > 12
    # A bank file given out once more is recorded as an act too, though it is asked for by GET.
    given = {name for name, method in statuses[500] if method == "post" or name == "expense-file"}
    assert done <= given
