"""Whoever is shown a family leaves an entry that names the case: every page, file and form with mistakes."""

import io
import zipfile
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.urls import path, reverse

from kladka.casework.cases.models import Case
from kladka.casework.people.models import HouseholdMember
from kladka.config import urls as real
from kladka.journal.models import Entry
from tests.architecture.test_roles import names
from tests.conftest import Browser
from tests.documents.reading import one_line, pdf_words

# Signs every programme that the builders agree, whoever the family is.
SIGNER = "Olena Kowalczuk"


@pytest.fixture
def families(world):
    """{key of a case: what that family alone is known by: number of the case, names of its people}."""
    people = HouseholdMember.objects.select_related("person").order_by("pk")
    return {
        case.key: {
            case.number,
            *(one.person.full_name for one in people if one.household_id == case.household_id),
        }
        - {SIGNER}
        for case in Case.objects.all()
    }


def words(answer):
    """Everything a reader of an answer can see, also inside a PDF, a DOCX, an XLSX or a ZIP of these."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return _words(content, answer["Content-Type"])


def _words(content, kind=""):
    if content[:4] == b"%PDF":
        return pdf_words(SimpleNamespace(content=content))
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return " ".join(_words(archive.read(name)) for name in archive.namelist())
    return one_line(content.decode("cp852" if "plain" in kind else "utf-8", errors="replace"))


def shown_and_named(user, families, address, *, method="get", **headers):
    """(cases an answer shows, cases that the entries of it name, the answer)."""
    client = Browser()
    client.force_login(user)
    last = Entry.objects.order_by("id").values_list("id", flat=True).last()
    answer = getattr(client, method)(address, headers=headers)
    text = words(answer) if answer.status_code in (200, 286, 422) else ""
    reads = Entry.objects.filter(id__gt=last, actor=user, kind__in=["read", "list"])
    named = {key for one in reads for key in (one.subject_key, *one.shown.split())}
    shown = {case for case, known in families.items() if any(one in text for one in known)}
    return shown, named, answer


def addresses(world):
    """{name: address} of every page, with parameters and without, but those of one's own account."""
    found = {name: reverse(name, kwargs=kwargs) for name, kwargs in world.items() if kwargs}
    found |= {name: reverse(name) for name, takes in names().items() if name and not takes}
    return {name: address for name, address in found.items() if not address.startswith("/konto/")}


def unrecorded(user, world, families, *, only=None, **how):
    """({name of the address: cases shown that no entry names}, number of answers that showed a case)."""
    missing, showing = {}, 0
    for name, address in addresses(world).items():
        if only is None or name in only:
            shown, named, _ = shown_and_named(user, families, address, **how)
            showing += bool(shown)
            if shown - named:
                missing[name] = shown - named
    return missing, showing


def test_every_page_that_shows_a_family_is_recorded(world, families, caseworker):
    missing, showing = unrecorded(caseworker, world, families)
    assert missing == {}
    assert showing > 45


def test_every_fragment_for_the_page_s_script_is_recorded(world, families, caseworker):
    missing, showing = unrecorded(caseworker, world, families, **{"HX-Request": "true"})
    assert missing == {}
    assert showing > 30


def test_every_form_shown_again_with_its_mistakes_is_recorded(world, families, head):
    missing, showing = unrecorded(head, world, families, method="post")
    assert missing == {}
    assert showing > 5


def leaking_view(request, key):
    return HttpResponse(Case.objects.get(key=key).number)


urlpatterns = [*real.urlpatterns, path("wyciek/<str:key>/", leaking_view, name="planted-leak")]


def test_the_check_finds_a_page_that_records_nothing(world, families, caseworker, settings):
    settings.ROOT_URLCONF = __name__
    planted = {"planted-leak": world["case"]}
    missing, _ = unrecorded(caseworker, planted, families, only=planted)
    assert missing == {"planted-leak": {world["case"]["key"]}}
