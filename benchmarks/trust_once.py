"""The same form five times at once: contact, filing, agreeing, deciding, each act on a list, withholding.

Real transactions, a connection for every sender, each with the same key: one effect, five equal answers.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

SENDERS = 5
ROUNDS = 10


def cases(short):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the tests' invented families
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    effects = {}
    for round_number in range(1 if short else ROUNDS):
        for act, made, answers in _acts(round_number):
            effects.setdefault(act, []).append((made, answers))
    for act, found in effects.items():
        yield (
            f"{act}, {SENDERS} at once",
            "effects",
            max(made for made, _ in found),
            f"of {len(found)} rounds",
        )
        if any((made, answers) != (1, 1) for made, answers in found):
            raise SystemExit(f"{act}: (skutki, różne odpowiedzi) = {found}, a miało być (1, 1).")


def _acts(round_number):
    """(act, how many effects, how many different answers) in a centre of its own."""
    from django.utils import timezone

    from kladka.accounts.models import Organisation
    from kladka.casework.benefits.account_actions import set_account
    from kladka.casework.benefits.actions import prepare_list, submit, withdraw
    from kladka.casework.benefits.models import BankFile, PaymentList
    from kladka.casework.cases.models import Contact
    from kladka.casework.decisions.models import Decision
    from kladka.casework.intake.models import Application
    from kladka.journal.models import Entry
    from tests.casework.intake.families import REFUGEE_COPIES, member, typed
    from tests.casework.programmes.build import drafted, running, submitted
    from tests.conftest import make_user

    letter = "ABCDEFGHIJ"[round_number]
    centre = Organisation.objects.create(
        kind="county_centre", name=f"Centrum {round_number}", short_name=f"C{round_number}",
        authority="Starosta", address="ul. Lipowa 4", town="Brzozów", account="61109010140000071219812874",
    )  # fmt: skip
    worker, head, accountant = (
        make_user(f"Osoba {role}", f"{role}{round_number}@przyklad.test", centre, role)
        for role in ("caseworker", "head", "accountant")
    )

    def acts(name):
        return Entry.objects.filter(organisation=centre, act=name).count()

    def named(given):
        return member(given, f"Rodzina-{letter}", received=REFUGEE_COPIES)

    run = running(centre, worker, head, named("Olena"))
    case, person = run.case, run.application.people.get().person
    draft, waiting = drafted(centre, worker, named("Maria")), submitted(centre, worker, named("Oksana"))
    on = timezone.localdate()
    for one in (case, waiting.case):
        set_account(one, method="transfer", holder="Olena", account=centre.account, on=on, by=worker)

    contact = {"kind": "phone", "on": "2026-03-05", "text": "Rozmowa o szkole.", "interpreter": ""}
    yield (
        "contact",
        *_five(worker, f"/sprawy/{case.key}/kontakt/", contact, Contact.objects.filter(case=case).count),
    )
    before = Application.objects.count()
    form = typed(**{"osoba-0-family_name": f"Nowa-{letter}", "osoba-0-given_names": "Halyna"})
    yield "filing", *_five(worker, "/wnioski/nowy/", form, lambda: Application.objects.count() - before)
    agreed = {"on": "2026-11-09", "represented_by": worker.pk, "signed_by": [f"Maria Rodzina-{letter}"]}
    agreed |= {"talk_language": "polski", "no_interpreter": "rozmowa po polsku"}
    address = f"/sprawy/{draft.case.key}/program/uzgodnij/"
    yield "agreeing", *_five(worker, address, agreed, lambda: acts("programme.agreed") - 2)
    yield (
        "approving a decision",
        *_five(head, f"/decyzje/{waiting.key}/zatwierdz/", {}, lambda: acts("decision.issued") - 1),
    )
    withheld = {"people": [person.key], "ground": "misuse", "facts": "Fakty", "execution": "term"}
    withheld |= {"starts": "2026-12-02", "ends": "2026-12-05"}
    drafts = Decision.objects.filter(case=case, kind="withhold")
    address = f"/sprawy/{case.key}/program/wstrzymaj/"
    yield "withholding", *_five(worker, address, withheld, drafts.count)
    lists = PaymentList.objects.filter(organisation=centre)
    withdraw(prepare_list(centre, on.replace(year=2026, month=12, day=1), by=accountant), by=accountant)
    address, data = "/wyplaty/przygotuj/", {"month": "2026-12"}
    yield "preparing a list", *_five(accountant, address, data, lists.count)
    found = submit(lists.get(), by=accountant)
    address = found.get_absolute_url()
    yield "approving a list", *_five(head, f"{address}zatwierdz/", {}, lambda: acts("payment_list.approved"))
    data = {"profile": "elixir0-cp852", "on": "2099-12-15"}
    files = BankFile.objects.filter(payment_list=found)
    yield "bank file", *_five(accountant, f"{address}plik/", data, files.count)
    data = {"sent_on": str(on)}
    yield "sent", *_five(accountant, f"{address}wyslana/", data, lambda: acts("payment_list.sent"))


def _five(user, address, data, effects):
    """(effects, different answers) of the same form sent by five threads that start together."""
    import secrets

    from django.db import connection
    from django.test import Client

    browsers = [Client() for _ in range(SENDERS)]
    for browser in browsers:
        browser.force_login(user)
    start, key = Barrier(SENDERS), secrets.token_hex(16)

    def send(browser):
        start.wait()
        try:
            answer = browser.post(address, data | {"once": key})
            return answer.status_code, answer.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = list(pool.map(send, browsers))
    if any(status != 302 for status, _ in answers):
        raise SystemExit(f"{address}: {answers}")
    return effects(), len(set(answers))
