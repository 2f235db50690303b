"""What the database itself refuses: changes to approved payments, to issued decisions, to the ledger.

The same rule for SQLite and PostgreSQL, as triggers. They are taken away before every migration and made
again after it (`kladka.config.apps`): SQLite writes a table anew to alter it and loses its triggers.
"""

from contextlib import contextmanager

from .claim_guards import CLAIM_GUARDS
from .guard_conditions import (
    Guard,
    closed,
    same,
    same_or_emptied,
    same_or_erased,
    still,
)
from .settlement_guards import SETTLEMENT_GUARDS

PREFIX = "kladka_guard_"

# A row of a programme that both sides signed: not of a draft, not of an annex that waits for signatures, not
# of one whose agreement from before this system is still being written out from paper.
_AGREED = (
    "EXISTS (SELECT 1 FROM programmes_programme p WHERE p.id = OLD.programme_id AND p.state <> 'draft' "
    "AND (p.pays_from IS NULL OR p.agreed_on IS NOT NULL)) "
    "AND (OLD.begun_with_id IS NULL OR EXISTS (SELECT 1 FROM programmes_amendment a "
    "WHERE a.id = OLD.begun_with_id AND a.state = 'signed'))"
)
# What ends such a row is an annex; once that is signed, it stays.
_ENDS = (
    f"({still('ended_with_id')} OR NOT EXISTS (SELECT 1 FROM programmes_amendment a "
    "WHERE a.id = OLD.ended_with_id AND a.state = 'signed'))"
)


# A record of a decision issued before this system may be corrected until our first list pays by it.
_STANDS = (
    "(OLD.issuer = '' OR EXISTS (SELECT 1 FROM benefits_payment p "
    "JOIN programmes_programme g ON g.id = p.programme_id "
    f"WHERE g.decision_id = OLD.id AND {closed('p.payment_list_id')}))"
)
LINE = ("id", "key", "payment_list_id", "programme_id", "case_id", "person_id", "month")
AMOUNTS = ("attempt", "agreed_pln", "amount_pln", "deducted_pln", "made_up_pln", "health_pln", "note")
ADDRESSEE = ("person_name", "sort_name", "method")
SEALED = ("holder", "account", "explanation")
LIST = ("id", "key", "organisation_id", "month", "number", "people", "total_pln", "sha256")
WORKED = "('decision.prepared', 'decision.edited', 'decision.submitted')"
LINE_CLOSED = "Pozycji zatwierdzonej listy wypłat nie zmienia się."
LIST_CLOSED = "Zatwierdzonej listy wypłat nie zmienia się."
ACCOUNT_KEPT = "Rachunku się nie poprawia: zapisuje się nowy."
FILE_KEPT = "Pliku wydanego do banku nie zmienia się i nie usuwa."
LEDGER_KEPT = "Księgi wypłat nie zmienia się; dopisuje się nowy wpis."
ISSUED_KEPT = "Wydanej decyzji nie zmienia się i nie usuwa."
MONTH_KEPT = "Wypłaconego miesiąca nie zmienia się i nie usuwa."
AGREED_KEPT = "Uzgodnionego programu się nie poprawia: zmienia go aneks podpisany przez obie strony."
PROOF_KEPT = "Dowodu się nie poprawia i nie usuwa: błędny się wycofuje."
STEP = ("id", "key", "programme_id", "code", "owed_by", "provision", "rhythm", "proof_kind")
STEP_MAYBE = ("goal_id", "person_id", "due_on", "begun_with_id", "hangs_on_id", "replaces_id")
ANNEX = ("id", "key", "programme_id", "number", "state", "reason", "signed_on", "starts", "represented_by_id")

NOTE = ("id", "key", "programme_id", "number", "starts", "ends", '"on"', "by_id", "signed_at", "signed_by_id")
ASSESSED = ("language_progress", "work_progress", "social_progress", "change_needed", "observed", "talked")
NOTE_TEXTS = ("institutions", "language", "work", "social", "change", "sources", "pdf")
NOTE_KEPT = "Podpisanej notatki z monitorowania nie zmienia się i nie usuwa."
NOTICE_KEPT = "Wysłanego wezwania nie zmienia się i nie usuwa."

GUARDS = (
    Guard(
        "payment_again",
        "benefits_payment",
        "INSERT",
        "NEW.attempt > 1 AND NEW.amount_pln > 0.001 AND NEW.amount_pln - NEW.made_up_pln > 0.001 + "
        "(SELECT COALESCE(SUM(e.amount_pln), 0) "
        "FROM benefits_ledgerentry e WHERE e.person_id = NEW.person_id AND e.month = NEW.month)",
        "Miesiąc wypłaca się ponownie tylko do wysokości salda księgi.",
    ),
    Guard(
        "payment_made_up",
        "benefits_payment",
        "INSERT",
        "NEW.made_up_pln > 0 AND NEW.made_up_pln + (SELECT COALESCE(SUM(e.amount_pln), 0) "
        "FROM benefits_ledgerentry e WHERE e.person_id = NEW.person_id AND e.month = NEW.month "
        "AND e.kind IN ('granted', 'withheld', 'recalculated', 'made_up')) > 0.001 + "
        "(SELECT COALESCE(MAX(a.amount_pln), 0) FROM programmes_agreedamount a "
        "WHERE a.programme_id = NEW.programme_id AND a.person_id = NEW.person_id AND a.month = NEW.month)",
        "Wyrównanie dni nie podnosi miesiąca ponad uzgodnioną kwotę.",
    ),
    Guard("payment_insert", "benefits_payment", "INSERT", closed("NEW.payment_list_id"), LINE_CLOSED),
    Guard("payment_delete", "benefits_payment", "DELETE", closed("OLD.payment_list_id"), LINE_CLOSED),
    Guard(
        "payment_update",
        "benefits_payment",
        "UPDATE",
        f"({closed('OLD.payment_list_id')} OR {closed('NEW.payment_list_id')}) "
        f"AND NOT ({same(*LINE, *AMOUNTS)} AND {same_or_erased(*ADDRESSEE)} "
        f"AND {same_or_emptied(*SEALED)})",
        LINE_CLOSED,
    ),
    Guard("list_delete", "benefits_paymentlist", "DELETE", "OLD.state <> 'draft'", LIST_CLOSED),
    Guard("list_sent", "benefits_paymentlist", "UPDATE", "OLD.state = 'sent'", LIST_CLOSED),
    Guard(
        "list_approved",
        "benefits_paymentlist",
        "UPDATE",
        "OLD.state = 'approved' AND NOT ("
        f"(NEW.state = 'sent' AND {same(*LIST, 'approved_by_id', 'prepared_by_id', 'submitted_by_id')}) OR "
        f"(NEW.state = 'draft' AND {same('id', 'key', 'organisation_id', 'month', 'number')} "
        "AND NOT EXISTS (SELECT 1 FROM benefits_bankfile f WHERE f.payment_list_id = OLD.id)))",
        LIST_CLOSED,
    ),
    Guard(
        "file_insert",
        "benefits_bankfile",
        "INSERT",
        f"NOT {closed('NEW.payment_list_id')}",
        "Plik dla banku powstaje z zatwierdzonej listy.",
    ),
    Guard(
        "file_update",
        "benefits_bankfile",
        "UPDATE",
        f"NOT ({same('id', 'payment_list_id', 'profile', 'name', 'total_pln', 'count', 'sha256')} "
        f"AND {same('exported_by_id', 'exported_at')} AND {same_or_emptied('content')})",
        FILE_KEPT,
    ),
    Guard("file_delete", "benefits_bankfile", "DELETE", "1 = 1", FILE_KEPT),
    Guard(
        "paid_month_update",
        "benefits_paidmonth",
        "UPDATE",  # a new key of the blind indexes changes digests, and nothing else
        f"NOT ({same('id', 'month', 'organisation_id', 'payment_id')})",
        MONTH_KEPT,
    ),
    Guard(
        "paid_month_delete",
        "benefits_paidmonth",
        "DELETE",
        "EXISTS (SELECT 1 FROM benefits_payment p WHERE p.id = OLD.payment_id "
        f"AND {closed('p.payment_list_id')})",
        MONTH_KEPT,
    ),
    Guard(
        "account_insert",
        "benefits_payoutaccount",
        "INSERT",
        "NOT NEW.needs_confirmation AND EXISTS (SELECT 1 FROM benefits_payment p "
        f"WHERE p.case_id = NEW.case_id AND p.amount_pln > 0 AND {closed('p.payment_list_id')})",
        "Zmianę rachunku po pierwszej wypłacie potwierdza druga osoba.",
    ),
    Guard(
        "account_update",
        "benefits_payoutaccount",
        "UPDATE",
        f"NOT ({same('id', 'key', 'case_id', 'by_id', 'needs_confirmation')} "
        f"AND {same_or_erased('method')} AND {same_or_emptied('holder', 'account')}) "
        "OR (OLD.confirmed_by_id IS NOT NULL AND (NEW.confirmed_by_id IS NULL "
        "OR NEW.confirmed_by_id <> OLD.confirmed_by_id))",
        ACCOUNT_KEPT,
    ),
    Guard("account_delete", "benefits_payoutaccount", "DELETE", "1 = 1", ACCOUNT_KEPT),
    Guard("ledger_update", "benefits_ledgerentry", "UPDATE", "1 = 1", LEDGER_KEPT),
    Guard("ledger_delete", "benefits_ledgerentry", "DELETE", "1 = 1", LEDGER_KEPT),
    *SETTLEMENT_GUARDS,
    Guard(
        "correction_update",
        "benefits_payoutcorrection",
        "UPDATE",
        f"NOT ({same('id', 'key', 'case_id', 'person_id', 'month', 'amount_pln', 'by_id')} "
        f"AND {same_or_emptied('reason')}) OR OLD.confirmed_by_id <> COALESCE(NEW.confirmed_by_id, 0) "
        "OR OLD.rejected_by_id <> COALESCE(NEW.rejected_by_id, 0) "
        "OR (OLD.rejected_by_id IS NOT NULL AND NEW.confirmed_by_id IS NOT NULL)",
        LEDGER_KEPT,
    ),
    Guard("correction_delete", "benefits_payoutcorrection", "DELETE", "1 = 1", LEDGER_KEPT),
    Guard(
        "decision_four_eyes",
        "decisions_decision",
        "UPDATE",
        "NEW.approved_by_id IS NOT NULL AND OLD.approved_by_id IS NULL AND EXISTS ("
        "SELECT 1 FROM journal_entry e WHERE e.subject = 'decision' AND e.subject_key = NEW.key "
        f"AND e.act IN {WORKED} AND e.actor_id = NEW.approved_by_id)",
        "Decyzję zatwierdza inna osoba niż te, które ją przygotowały, zmieniały lub przekazały.",
    ),
    Guard(
        "decision_issued",
        "decisions_decision",
        "UPDATE",
        f"OLD.state IN ('issued', 'delivered') AND {_STANDS} AND NOT ("
        f"{same('id', 'key', 'organisation_id', 'case_id', 'kind', 'number', 'issued_on', 'sha256')} "
        f"AND {same('prepared_by_id', 'approved_by_id', 'issuer')} AND NEW.state IN ('issued', 'delivered') "
        "AND (OLD.state <> 'delivered' OR NEW.state = 'delivered') "
        f"AND {same_or_emptied('grounds', 'content')})",
        ISSUED_KEPT,
    ),
    Guard(
        "decision_delete", "decisions_decision", "DELETE", "OLD.state IN ('issued', 'delivered')", ISSUED_KEPT
    ),
    Guard(
        "note_signed",
        "monitoring_monitoringnote",
        "UPDATE",
        "OLD.signed_at IS NOT NULL AND NOT ("
        f"{same(*NOTE)} AND {same(*ASSESSED)} AND {same_or_emptied(*NOTE_TEXTS)})",
        NOTE_KEPT,
    ),
    Guard("note_delete", "monitoring_monitoringnote", "DELETE", "OLD.signed_at IS NOT NULL", NOTE_KEPT),
    Guard(
        "notice_issued",
        "monitoring_dutynotice",
        "UPDATE",
        "OLD.issued_on IS NOT NULL AND NOT ("
        f"{same('id', 'key', 'programme_id', 'person_id', 'duty', 'provision', 'days', 'language')} "
        f"AND {same('number', 'issued_on', 'sha256')} "
        f"AND {same_or_emptied('facts', 'sentences', 'pdf')})",
        NOTICE_KEPT,
    ),
    Guard("notice_delete", "monitoring_dutynotice", "DELETE", "OLD.issued_on IS NOT NULL", NOTICE_KEPT),
    Guard("decision_file_update", "decisions_decisionfile", "UPDATE", "1 = 1", ISSUED_KEPT),
    Guard(
        "decision_file_delete",
        "decisions_decisionfile",
        "DELETE",
        "EXISTS (SELECT 1 FROM decisions_decision d WHERE d.id = OLD.decision_id AND d.grounds IS NOT NULL)",
        ISSUED_KEPT,
    ),
    Guard(
        "obligation_update",
        "programmes_obligation",
        "UPDATE",
        f"{_AGREED} AND NOT ({same(*STEP)} AND {still(*STEP_MAYBE)} AND {_ENDS})",
        AGREED_KEPT,
    ),
    Guard("obligation_delete", "programmes_obligation", "DELETE", _AGREED, AGREED_KEPT),
    Guard(
        "goal_update",
        "programmes_goal",
        "UPDATE",
        f"{_AGREED} AND NOT ({same('id', 'key', 'programme_id', 'theme')} "
        f"AND {still('person_id', 'begun_with_id')} AND {_ENDS})",
        AGREED_KEPT,
    ),
    Guard("goal_delete", "programmes_goal", "DELETE", _AGREED, AGREED_KEPT),
    Guard(
        "amendment_update",
        "programmes_amendment",
        "UPDATE",
        f"OLD.state = 'signed' AND NOT ({same(*ANNEX, 'changes_costs')} "
        f"AND {same_or_emptied('signed_by', 'aid', 'interpreter')})",
        "Podpisanego aneksu się nie zmienia.",
    ),
    Guard("amendment_delete", "programmes_amendment", "DELETE", "OLD.state = 'signed'", AGREED_KEPT),
    Guard(
        "text_update",
        "programmes_programmetext",
        "UPDATE",
        f"NOT ({same('id', 'key', 'programme_id', 'number', 'sha256', 'agreed_on', 'starts')} "
        f"AND {same('represented_by_id', 'by_id')} AND {still('amendment_id')} "
        f"AND {same_or_emptied('content', 'signed_by')})",
        AGREED_KEPT,
    ),
    Guard("text_delete", "programmes_programmetext", "DELETE", "1 = 1", AGREED_KEPT),
    Guard(
        "proof_update",
        "programmes_proof",
        "UPDATE",
        f"OLD.withdrawn_at IS NOT NULL AND NOT {same('withdrawn_at', 'withdrawn_by_id')} OR "
        f"NOT ({same('id', 'key', 'programme_id', 'obligation_id', 'kind', 'outcome', 'came_on', 'by_id')} "
        f"AND {still('starts', 'ends', 'attachment_id')})",
        PROOF_KEPT,
    ),
    Guard("proof_delete", "programmes_proof", "DELETE", "1 = 1", PROOF_KEPT),
    *CLAIM_GUARDS,
)


# SQLite has no TRUNCATE; there the guards of DELETE are enough.
TRUNCATE = """
    CREATE OR REPLACE FUNCTION {prefix}truncate() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'Tabeli % się nie opróżnia.', TG_TABLE_NAME
       USING ERRCODE = 'restrict_violation'; END $$;
    CREATE TRIGGER {prefix}truncate_{table} BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {prefix}truncate();
"""


def install(connection):
    """Make every guard whose tables stand; those that stand already are made again."""
    remove(connection)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in GUARDS:
            if guard.table in tables:
                for statement in _statements(guard, connection.vendor):
                    cursor.execute(statement)
        if connection.vendor == "postgresql":
            for table in sorted({guard.table for guard in GUARDS if guard.event == "DELETE"} & tables):
                cursor.execute(TRUNCATE.format(prefix=PREFIX, table=table))


def remove(connection):
    """Take every guard away: for migrations, and for tests that play who holds the database's password."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it alters no table with checks put off to the commit
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for name, table in standing(connection):
            on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


@contextmanager
def lifted(connection):
    """Without guards for a while."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def standing(connection):
    """[(name of the trigger, table)] of the guards that stand."""
    catalogue = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
        "WHERE pg_table_is_visible(c.oid)",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return [(name, table) for name, table in cursor.fetchall() if name.startswith(PREFIX)]


def missing(connection):
    """Names of the guards that should stand and do not."""
    stand = {name for name, _ in standing(connection)}
    return sorted(f"{PREFIX}{guard.name}" for guard in GUARDS if f"{PREFIX}{guard.name}" not in stand)


def _statements(guard, vendor):
    name, before = f"{PREFIX}{guard.name}", f"BEFORE {guard.event} ON {guard.table} FOR EACH ROW"
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} {before} WHEN {guard.when} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
        ]
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.when} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'restrict_violation'; "
        f"END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} {before} EXECUTE FUNCTION {name}()",
    ]
