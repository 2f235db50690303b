"""Erasure by protocol: two persons, the period passed, no trace of a value, the money as it was."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from kladka.accounts.interrupted import KEPT
from kladka.casework.attachments.actions import attach
from kladka.casework.benefits.models import Payment
from kladka.casework.cases.actions import keep_draft
from kladka.casework.cases.models import Case, Draft
from kladka.casework.decisions import printing
from kladka.casework.rights import erasure_actions, queries, traces
from kladka.casework.rights.actions import end_hold, hold, lift, restrict
from kladka.casework.rights.models import ErasureProtocol
from kladka.journal.models import Entry
from kladka.journal.verification import verify
from kladka.uploads.accepting import accept
from kladka.vault.fields import SealedField
from tests import postgres
from tests.casework.rights.families import YEARS_LATER, ended, family, paid, pair
from tests.conftest import make_user
from tests.trust.canaries import plant


@pytest.fixture
def deputy(centre):
    return make_user("Ewa Testowa", "zastepca@przyklad.test", centre, "head")


@pytest.fixture
def case(centre, caseworker, head, accountant):
    run = family(centre, caseworker, head)
    paid(centre, accountant, head)
    return ended(run, caseworker)


def due(centre, today=YEARS_LATER):
    return list(queries.due_cases(centre, today))


def test_a_case_is_due_ten_years_after_the_end_of_the_year_in_which_it_ended(case, centre):
    assert [c.ended for c in queries.closed_cases(centre)] == [case.aid_until]
    assert due(centre, datetime.date(2037, 12, 31)) == []
    assert due(centre, datetime.date(2038, 1, 1)) == [case]
    centre.retention_years = 5
    assert due(centre, datetime.date(2033, 1, 1)) == [case]


def test_a_hold_keeps_a_case_and_its_end_frees_it(case, centre, head):
    held = hold(case, reason="Skarga do sądu", starts=datetime.date(2037, 5, 1), by=head)
    assert due(centre) == []
    end_hold(held, on=datetime.date(2037, 12, 1), by=head)
    assert due(centre) == [case]


def test_a_restriction_keeps_a_case_because_the_person_may_ask_for_it_instead_of_erasure(case, centre, head):
    restrict(case, reason="Dane potrzebne w sądzie", starts=datetime.date(2027, 5, 1), by=head)
    assert due(centre) == []
    lift(case.restrictions.get(), on=datetime.date(2027, 5, 2), by=head)
    assert due(centre) == [case]


def test_what_is_not_due_cannot_be_proposed(case, centre, head):
    with pytest.raises(ValidationError, match="co najmniej jedną"):
        erasure_actions.propose(centre, [case.key], today=datetime.date(2037, 1, 1), by=head)


def test_who_proposed_does_not_approve_and_the_database_says_so_too(case, centre, head):
    protocol = erasure_actions.propose(centre, [case.key], today=YEARS_LATER, by=head)
    with pytest.raises(ValidationError, match="inna osoba"):
        erasure_actions.approve(protocol, today=YEARS_LATER, by=head)
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureProtocol.objects.filter(pk=protocol.pk).update(approved_by=head)
    assert Case.objects.get(pk=case.pk).title == case.title


def test_a_hold_set_after_the_proposal_keeps_the_case(case, centre, head, deputy):
    protocol = erasure_actions.propose(centre, [case.key], today=YEARS_LATER, by=head)
    hold(case, reason="Kontrola", starts=datetime.date(2038, 1, 1), by=head)
    erasure_actions.approve(protocol, today=YEARS_LATER, by=deputy)
    line = protocol.lines.get()
    assert (line.erased_at, line.skipped) == (None, "okres jeszcze trwa albo usunięcie wstrzymano")
    assert Case.objects.get(pk=case.pk).title == case.title


def erased(case, head, deputy):
    protocol = erasure_actions.propose(case.organisation, [case.key], today=YEARS_LATER, by=head)
    return erasure_actions.approve(protocol, today=YEARS_LATER, by=deputy)


def dump():
    """Every value of every table as text, as it lies there and as it is read when it is sealed."""
    text = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            for row in cursor.fetchall():
                text += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row]
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, SealedField)]
        read = [getattr(row, name) for row in model._base_manager.all() for name in names]
        text += [value if isinstance(value, bytes) else str(value).encode() for value in read]
    return b"\n".join(text)


def test_no_planted_value_is_left_in_any_table(case, head, deputy, client):
    canaries = plant(case)
    secret = canaries.new("cases.Draft.data")
    keep_draft(head, f"contact-new:{case.key}", {"text": secret})
    session = client.session
    session[KEPT] = {"path": f"/sprawy/{case.key}/kontakt/", "sealed": secret, "user": "1"}
    session.save()
    assert len(canaries.found_in(dump())) == len(canaries.planted)
    erased(case, head, deputy)
    assert canaries.found_in(dump()) == {}
    assert not Draft.objects.exists()
    assert KEPT not in client.session


def test_nothing_typed_searched_or_printed_is_left_in_a_queue_a_key_a_form_or_a_file(
    case, head, deputy, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    secret = "kansekret7q"
    client.force_login(head)
    address = f"/sprawy/{case.key}/kontakt/"
    typed = {"kind": "note", "on": "2026-11-05", "text": secret}
    assert client.post(address, typed).status_code == 302
    client.post(address, typed | {"on": "kiedyś"})
    client.post(f"/szkic/contact:{case.key}/", typed)
    assert client.get(f"/sprawy/?q={secret}").status_code == 200
    printing.request_run(case.organisation, by=head, keys=None)
    file = attach(case, accept(f"{secret}.txt", secret.encode()), kind="other", by=head)
    assert secret.encode() in dump()
    del client.cookies["session"]
    client.post(address, typed)  # kept for a new sign-in
    erased(case, head, deputy)
    assert secret.encode() not in dump()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and secret in path.name]
    assert not (tmp_path / file.stored_as).exists()


def test_the_sums_of_the_ledger_stay_to_the_grosz(case, head, deputy):
    before = Payment.objects.aggregate(Sum("amount_pln"), Sum("health_pln"), Sum("agreed_pln"))
    erased(case, head, deputy)
    assert Payment.objects.aggregate(Sum("amount_pln"), Sum("health_pln"), Sum("agreed_pln")) == before
    assert {(one.holder, one.account, one.person_name) for one in Payment.objects.all()} == {
        ("", "", "usunięto")
    }


def test_the_chain_of_the_journal_is_sound_after_erasure(case, head, deputy):
    erased(case, head, deputy)
    acts = set(Entry.objects.values_list("act", flat=True))
    assert {"erasure.proposed", "case.erased", "erasure.done"} <= acts
    assert (verify().faults, verify().triggers) == ([], [])


def test_another_family_keeps_every_value(case, centre, caseworker, head, deputy):
    other = family(centre, caseworker, head, *pair("Iryna", "Bondar"))
    canaries = plant(other.case, prefix="obc")
    erased(case, head, deputy)
    assert len(canaries.found_in(dump())) == len(canaries.planted)


def test_an_erased_case_is_not_there_any_more_and_its_number_stands_in_the_protocol(
    case, head, deputy, client
):
    protocol = erased(case, head, deputy)
    client.force_login(head)
    assert client.get(f"/sprawy/{case.key}/").status_code == 404
    assert case.number.encode() not in client.get("/sprawy/").content
    line = protocol.lines.get()
    assert (line.number, line.people, line.was) == (case.number, 2, "ended")
    assert protocol.sha256 == erasure_actions.fingerprint(protocol)


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_a_planted_value_is_left_in_the_database_or_in_files(
    centre, caseworker, head, accountant, deputy, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    run = family(centre, caseworker, head)
    paid(centre, accountant, head)
    case = ended(run, caseworker)
    # A prefix of its own: rows that other tests rolled back may still lie in the files of PostgreSQL.
    canaries = plant(case, prefix="byt")
    found = set(canaries.found_in(database_bytes()))
    assert found & canaries.sealed() == set()
    # PostgreSQL compresses a long document, which hides what is planted in it.
    assert len(found) > 0.9 * len(canaries.planted.keys() - canaries.sealed())
    nobody_else_reads()
    protocol = erased(case, head, deputy)
    protocol.refresh_from_db()
    assert protocol.swept_at
    assert canaries.found_in(database_bytes()) == {}


def nobody_else_reads():
    """End connections that earlier tests left: what they could still see PostgreSQL would keep."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            own = cursor.fetchone()[0]
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        with postgres.superuser(connection) as session:
            session.execute(f"{others} AND pid NOT IN (%s, pg_backend_pid())", [own])


def database_bytes():
    """The whole database as it lies on disk: tables, indexes, free pages."""
    if connection.vendor == "sqlite":
        return connection.connection.serialize()
    files = "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
    with postgres.superuser(connection) as session:
        session.execute("CHECKPOINT")
        rows = session.execute(files + " WHERE relkind IN ('r', 'i', 't') AND NOT relisshared").fetchall()
        return b"".join(bytes(row[0]) for row in rows)


@pytest.mark.django_db(transaction=True)
def test_traces_wait_for_work_that_began_before_the_erasure(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has its own lock")
    monkeypatch.setattr(traces, "WAIT", 0)
    with postgres.superuser(connection) as session, session.transaction():
        session.execute("SELECT pg_current_xact_id()")
        with pytest.raises(traces.StillRead):
            traces.rewrite()
    traces.rewrite()


def test_traces_are_not_swept_inside_a_transaction(db):
    with transaction.atomic(), pytest.raises(RuntimeError):
        traces.rewrite()
