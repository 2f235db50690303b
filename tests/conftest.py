"""Settings of the test run and the people and centres most tests need."""

import datetime
import secrets

import pytest
from django.db import connection
from django.test import Client
from django.test.client import MULTIPART_CONTENT

import benchmarks._forced  # noqa: F401  force_login shows a passkey
from kladka.accounts.models import Authorisation, Membership, Organisation, SecrecyUndertaking, User
from kladka.casework import guards, walls
from kladka.casework.access.actions import look_at
from kladka.journal import protection

pytest_plugins = ["tests.architecture.world"]  # the fixture `world`

walls.this_process_is_the_system()  # a request of a test declares its user, as in the web server

# Statements by which an answer that shows somebody is recorded: the lock (PostgreSQL), the head, the entries.
JOURNAL = 3


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(scope="session", autouse=True)
def _guarded_tables_emptied_between_tests():
    """Django empties all tables after a test with transactions of its own; guarded tables refuse that."""
    empty = connection.ops.execute_sql_flush

    def flush(statements):
        with guards.lifted(connection):
            empty(statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "execute_sql_flush", flush)
        yield


class Browser(Client):
    """A client whose forms carry a fresh key, as those of a page do; `once` in the data sends another."""

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, **more):
        if content_type == MULTIPART_CONTENT:
            data = {"once": secrets.token_hex(16), **(data or {})}
        return super().post(path, data, content_type, **more)


@pytest.fixture
def client():
    return Browser()


@pytest.fixture(scope="session", autouse=True)
def _journal_emptied_between_tests():
    """Django empties all tables after a test with transactions of its own; the journal's refuses that."""
    empty = connection.ops.execute_sql_flush

    def flush(statements):
        protection.unprotect(connection)
        empty(statements)
        protection.protect(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.ops, "execute_sql_flush", flush)
        yield


@pytest.fixture
def centre(db):
    return Organisation.objects.create(
        kind=Organisation.Kind.COUNTY_CENTRE,
        name="Powiatowe Centrum Pomocy Rodzinie w Brzozowie Leśnym",
        short_name="PCPR Brzozów Leśny",
        authority="Starosta Brzozowski",
        address="ul. Lipowa 4, 99-100 Brzozów Leśny",
        town="Brzozów Leśny",
        voivodeship="łódzkie",
        voivode="Wojewoda Łódzki",
        appeal_board="Samorządowe Kolegium Odwoławcze w Łodzi",
        account="61109010140000071219812874",
    )


def make_user(name, email, organisation, role):
    user = User.objects.create_user(email, name=name, password="haslo-do-testow-1")
    authorised(user, organisation, role)
    return user


def gave_reason(user, case):
    """The user said today why they look into a case of somebody else."""
    return look_at(case, reason="together", text="", by=user)


def authorised(user, organisation, role):
    """A role in force, with the papers of ups art. 100 ust. 6."""
    since = datetime.date(2020, 1, 1)
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, starts=since)
    Authorisation.objects.create(
        membership=membership, number="1/2020", scope="x", issued_on=since, issued_by="Dyrektor"
    )
    SecrecyUndertaking.objects.create(membership=membership, signed_on=since)
    return membership


@pytest.fixture
def caseworker(centre):
    return make_user("Maria Testowa", "realizator@przyklad.test", centre, Membership.Role.CASEWORKER)


@pytest.fixture
def head(centre):
    return make_user("Jan Testowy", "kierownik@przyklad.test", centre, Membership.Role.HEAD)


@pytest.fixture
def accountant(centre):
    return make_user("Zofia Testowa", "ksiegowosc@przyklad.test", centre, Membership.Role.ACCOUNTANT)
