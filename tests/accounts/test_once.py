"""A form sent twice has one effect; a form without a key, or with another text under a used key, has none."""

import datetime
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, path
from django.utils import timezone

from kladka.accounts import once
from kladka.accounts.models import OnceKey
from kladka.casework.cases.actions import add_contact, open_case
from kladka.casework.cases.models import Case, Contact
from kladka.casework.people.actions import register_household, register_person
from kladka.config import urls as real
from kladka.journal.actions import record
from kladka.journal.models import Entry

KEY = "a" * 32
TYPED = {"kind": "phone", "on": "2026-03-05", "text": "Rozmowa o szkole.", "interpreter": "", "once": KEY}
KLADKA = Path(once.__file__).parents[1]


@pytest.fixture
def case(centre, caseworker):
    person = register_person(
        centre, by=caseworker, given_names="Olena", family_name="Kowalczuk", sex="f", citizenship="Ukraina",
        born=datetime.date(1990, 5, 17), pesel_missing="w trakcie nadawania",
    )  # fmt: skip
    day = datetime.date(2026, 3, 2)
    household = register_household(centre, members=[(person, "applicant")], starts=day, by=caseworker)
    return open_case(household, opened_on=day, worker=caseworker, by=caseworker)


@pytest.fixture
def browser(caseworker):
    """A browser that adds no key of its own."""
    browser = Client()
    browser.force_login(caseworker)
    return browser


def address(case):
    return f"/sprawy/{case.key}/kontakt/"


def test_the_second_sending_gets_the_same_answer_and_does_nothing(browser, case):
    answers = [browser.post(address(case), TYPED) for _ in range(3)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, f"/sprawy/{case.key}/")] * 3
    assert Contact.objects.count() == 1
    assert Entry.objects.filter(act="contact.added").count() == 1
    assert "Zapisano go tylko raz." in browser.get(f"/sprawy/{case.key}/").content.decode()


def test_another_text_under_a_used_key_is_refused_and_shown_whole(browser, case):
    browser.post(address(case), TYPED)
    answer = browser.post(address(case), TYPED | {"text": "Zmieniona treść."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Zmieniona treść.</textarea>" in page
    assert "Zmienionej treści nie zapisano." in page
    assert [one.text for one in Contact.objects.all()] == ["Rozmowa o szkole."]
    fresh = re.search(r'name="once" value="([0-9a-f]{32})"', page)[1]
    assert browser.post(address(case), TYPED | {"text": "Zmieniona treść.", "once": fresh}).status_code == 302
    assert Contact.objects.count() == 2


def test_the_key_of_one_person_is_refused_to_another(browser, case, head):
    browser.post(address(case), TYPED)
    browser.force_login(head)
    assert browser.post(address(case), TYPED).status_code == 409
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("key", [None, "", "short", "A" * 32, "a" * 65])
def test_a_form_without_a_key_does_nothing_and_keeps_what_was_typed(browser, case, key):
    typed = {name: value for name, value in TYPED.items() if name != "once"}
    answer = browser.post(address(case), typed if key is None else typed | {"once": key})
    assert answer.status_code == 422
    assert "Rozmowa o szkole.</textarea>" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_refused_form_may_be_corrected_and_sent_with_the_same_key(browser, case):
    assert browser.post(address(case), TYPED | {"on": "dawno"}).status_code == 422
    assert not OnceKey.objects.exists()
    assert browser.post(address(case), TYPED).status_code == 302
    assert Contact.objects.count() == 1


def _post(case, caseworker, answer):
    add_contact(case, by=caseworker, kind="note", on=datetime.date(2026, 3, 5), text="x")
    if isinstance(answer, Exception):
        raise answer
    return answer


def fails(request):
    return _post(Case.objects.get(), request.user, RuntimeError("broken"))


def forbids(request):
    return _post(Case.objects.get(), request.user, PermissionDenied())


def breaks(request):
    return _post(Case.objects.get(), request.user, HttpResponse(status=503))


def alarms(request):
    record("case.alarm", Case.objects.get(), by=request.user, organisation=Case.objects.get().organisation)
    return HttpResponse(status=422)


urlpatterns = [
    *real.urlpatterns,
    *(path(f"proba/{view.__name__}/", view) for view in (fails, forbids, breaks, alarms)),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("view", "status"), [("fails", 500), ("forbids", 403), ("breaks", 503)])
def test_a_view_that_breaks_leaves_neither_its_effect_nor_the_key(browser, case, settings, view, status):
    settings.ROOT_URLCONF = __name__
    browser.raise_request_exception = False
    assert browser.post(f"/proba/{view}/", {"once": KEY}).status_code == status
    assert not Contact.objects.exists()
    assert not OnceKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_alarm_written_by_a_refusing_view_stays(browser, case, settings):
    settings.ROOT_URLCONF = __name__
    assert browser.post("/proba/alarms/", {"once": KEY}).status_code == 422
    assert Entry.objects.filter(act="case.alarm").count() == 1
    assert not OnceKey.objects.exists()


def test_a_form_kept_for_a_new_sign_in_is_sent_later_with_its_own_key(browser, case, caseworker):
    browser.get("/")
    del browser.cookies["session"]
    browser.post(address(case), TYPED)
    browser.force_login(caseworker)
    browser.post("/konto/zaloguj/", {"username": caseworker.email, "password": "haslo-do-testow-1"})
    assert browser.post(address(case), TYPED).status_code == 302
    assert Contact.objects.count() == 1


def test_the_row_of_a_key_holds_nothing_that_was_typed(browser, case):
    browser.post(address(case), TYPED)
    row = OnceKey.objects.values().get()
    assert "szkole" not in str(row)
    assert len(row["fingerprint"]) == 32


def test_keys_are_kept_two_days(browser, case):
    browser.post(address(case), TYPED)
    now = timezone.now()
    assert once.clear_old(now + timedelta(hours=24)) == 0
    assert once.clear_old(now + timedelta(hours=49)) == 1


REPEATABLE = {
    *("account", "account_login", "mfa_authenticate", "account_reauthenticate", "sign-out", "demo-sign-in"),
    *("resume", "appearance", "draft-save", "end-session", "account_change_password"),
    *("account_reset_password", "account_reset_password_done", "account_reset_password_from_key"),
    *("mfa_add_webauthn", "mfa_remove_webauthn", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
}


def views(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern)
        elif not pattern.callback.__module__.startswith("allauth."):
            yield pattern.name, pattern.callback


def test_only_named_addresses_take_a_form_without_a_key():
    found = {name for name, view in views(get_resolver()) if once._may_repeat(view)}
    by_link = {
        "calendar-feed",
        "after-questions",
        "after-thanks",
        "school-month",
    }  # strangers with an address
    assert found == REPEATABLE | {"law", "provision"} | by_link


FORM = re.compile(r'<form[^>]*method="post"[^>]*>')
FREE = ("/konto/wyglad/", "/konto/wyloguj/", "'resume'", "'demo-sign-in'")


@pytest.mark.parametrize(
    "template",
    sorted(t for t in KLADKA.rglob("*.html") if FORM.search(t.read_text())),
    ids=lambda t: t.name,
)
def test_every_form_of_every_page_carries_a_key(template):
    """Write {% csrf_token %}{% once %}. Forms sent again carry the key they were sent with."""
    text = template.read_text()
    bare = [
        form[0]
        for form in FORM.finditer(text)
        if not text[form.end() :].startswith("{% csrf_token %}{% once %}")
        and not any(free in form[0] for free in FREE)
    ]
    allowed = {"sign_in.html": 1, "resume.html": 1, "unsaved.html": 1}
    assert len(bare) <= allowed.get(template.name, 0), bare
