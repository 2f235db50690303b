"""Who sees what of a family: every address asked by a person, every answer read back and searched."""

import io
import shutil
import subprocess
import zipfile
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from kladka.accounts.models import Membership, Organisation, User
from kladka.casework.people.models import Person
from tests.architecture.test_roles import names
from tests.conftest import make_user


def outsiders(centre):
    """People who may see nothing of this centre's families, as (what they are, user)."""
    other = Organisation.objects.create(kind="city_centre", name="Ośrodek Obcy", short_name="MOPR Obcy")
    for role in Membership.Role.values:
        yield f"{role} elsewhere", make_user(f"Obca {role}", f"{role}@obcy.test", other, role)
    for role in sorted(set(Membership.Role.values) - set(Membership.CASE_ROLES)):
        yield f"{role} here", make_user(f"Tutejsza {role}", f"{role}@tutaj.test", centre, role)
    left = make_user("Była Pracownica", "byla@tutaj.test", centre, Membership.Role.HEAD)
    left.memberships.update(ends="2021-01-01")
    yield "left the centre", left
    yield "never had a role", User.objects.create_user("nikt@tutaj.test", name="Bez Roli")


def addresses(world):
    """Every address of the program, with the parameters of real rows where it takes some."""
    for name, takes in names().items():
        if not takes:
            yield reverse(name)
        elif world.get(name):
            yield reverse(name, kwargs=world[name])
    people = Person.objects.values_list("key", flat=True)
    case = world["case-copy"]["key"]
    for kind in ("pdf", "zip"):
        yield f"/sprawy/{case}/dane/kopia.{kind}?" + urlencode({"osoba": list(people)}, doseq=True)


def searches(canaries):
    """Searches for what is planted, in capitals: what a page repeats is not what it found."""
    return [f"/sprawy/?q={value.upper()}" for value in canaries.planted]


def opened(answer):
    """The bytes of an answer with what is packed in it: parts of XLSX, DOCX and ZIP, words of a PDF."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF") and shutil.which("pdftotext"):
        command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
        return content + subprocess.run(command, input=content, capture_output=True, check=False).stdout
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return content + b"".join(package.read(name) for name in package.namelist())
    return content


def seen(canaries, user, asked):
    """{address: canaries found in its answer} of what this person is shown, headers included."""
    browser = Client(raise_request_exception=False)
    browser.force_login(user)
    found = {}
    for address in asked:
        answer = browser.get(address)
        content = opened(answer) + repr(answer.headers).encode()
        if hits := canaries.found_in(content):
            found[address] = hits
    return found
