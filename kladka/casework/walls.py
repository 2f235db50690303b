"""The second wall, on PostgreSQL: a row of another organisation is not there for who did not declare it.

Row-level security on every table of families. A connection begins with no scope and sees nothing; a request
to the web server declares its user's organisations and shared cases (`kladka.config.walls`); commands and the
worker declare the scope "system". SQLite has no such thing: there the first wall stands alone.
"""

import threading
from dataclasses import dataclass
from types import SimpleNamespace

PREFIX = "kladka_wall_"
SETTINGS = ("scope", "organisations", "shared_cases", "user")
# Asked once in a query, not once in a row: each is a sub-select of its own.
OWN = "organisation_id = ANY ((SELECT kladka_ids('organisations'))::bigint[])"
SHARED = "= ANY ((SELECT kladka_ids('shared_cases'))::bigint[])"
SYSTEM = "(SELECT current_setting('kladka.scope', true) = 'system')"


@dataclass(frozen=True)
class Wall:
    """Rows of `table` that the condition holds for are seen and written; the system sees all."""

    table: str
    rows: str


def _in(table, column, parent):
    """A row is where its parent is: the parent's own wall is asked."""
    return Wall(table, f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})")


def _own(table):
    return Wall(table, OWN)


def _of_case(table):
    """A row that names both: of an own organisation, or of a shared case."""
    return Wall(table, f"{OWN} OR case_id {SHARED}")


_MEMBERS = "people_householdmember m JOIN cases_case c ON c.household_id = m.household_id"
WALLS = (
    Wall("cases_case", f"{OWN} OR id {SHARED}"),
    Wall(
        "people_household",
        f"{OWN} OR id IN (SELECT c.household_id FROM cases_case c WHERE c.id {SHARED})",
    ),
    Wall("people_person", f"{OWN} OR id IN (SELECT m.person_id FROM {_MEMBERS} WHERE c.id {SHARED})"),
    _in("people_householdmember", "household_id", "people_household"),
    _in("people_protectionstatus", "person_id", "people_person"),
    _in("people_helddocument", "person_id", "people_person"),
    _of_case("cases_deadline"),
    *(_in(f"cases_{table}", "case_id", "cases_case") for table in ("contact", "event", "restriction")),
    Wall("cases_draft", "user_id = ANY ((SELECT kladka_ids('user'))::bigint[])"),
    _in("attachments_attachment", "case_id", "cases_case"),
    _of_case("intake_application"),
    _in("intake_applicant", "application_id", "intake_application"),
    _in("intake_annex", "applicant_id", "intake_applicant"),
    _in("intake_supplyletter", "application_id", "intake_application"),
    _of_case("decisions_decision"),
    _in("decisions_decisionfile", "decision_id", "decisions_decision"),
    _in("decisions_delivery", "decision_id", "decisions_decision"),
    _own("decisions_printrun"),
    _of_case("programmes_programme"),
    *(
        _in(f"programmes_{table}", "programme_id", "programmes_programme")
        for table in ("formofaid", "obligation", "agreedamount", "coststatement", "withholding")
    ),
    *(_in(f"benefits_{table}", "case_id", "cases_case") for table in ("payoutaccount", "payoutcorrection")),
    _own("benefits_paymentlist"),
    Wall(
        "benefits_payment",
        f"payment_list_id IN (SELECT l.id FROM benefits_paymentlist l) OR case_id {SHARED}",
    ),
    _of_case("benefits_ledgerentry"),
    _in("benefits_bankfile", "payment_list_id", "benefits_paymentlist"),
    _own("rights_rightsrequest"),
    _in("rights_correction", "case_id", "cases_case"),
    _in("rights_legalhold", "case_id", "cases_case"),
)
# Outside the walls on purpose: keyed digests that centres must compare, and the chains of the journal, whose
# entries name nobody and whose head a reader from another organisation continues.
OPEN = {"benefits_paidmonth", "journal_entry"}

IDS = """
    CREATE OR REPLACE FUNCTION kladka_ids(name text) RETURNS bigint[] STABLE LANGUAGE sql AS
    $$ SELECT COALESCE(
        string_to_array(NULLIF(current_setting('kladka.' || name, true), ''), ','), '{}')::bigint[] $$
"""


def install(connection):
    """Put up every wall whose table stands; those that stand already are put up again."""
    if connection.vendor != "postgresql":
        return
    remove(connection)
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(IDS)
        for wall in (one for one in WALLS if one.table in tables):
            name = f"{PREFIX}{wall.table}"
            cursor.execute(f"CREATE POLICY {name} ON {wall.table} USING ({SYSTEM} OR {wall.rows})")
            cursor.execute(f"ALTER TABLE {wall.table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {wall.table} FORCE ROW LEVEL SECURITY")


def remove(connection):
    """Take every wall down: for migrations, which may alter what a wall asks for."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for name, table in standing(connection):
            cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def standing(connection):
    """[(name of the policy, table)] of the walls that stand."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema()")
        return [(name, table) for name, table in cursor.fetchall() if name.startswith(PREFIX)]


def declare(connection, scope, *, organisations=(), shared_cases=(), user=None):
    """Say on this connection whose rows the next queries may see. Primary keys; `scope` "web" or "system"."""
    if connection.vendor == "postgresql":
        values = (scope, _listed(organisations), _listed(shared_cases), _listed([user] if user else ()))
        settings = ", ".join(f"set_config('kladka.{name}', %s, false)" for name in SETTINGS)
        connection.ensure_connection()
        # Past Django's cursor: what is said about the connection is no query of the page.
        with connection.wrap_database_errors:
            connection.connection.execute(f"SELECT {settings}", values)


def forget(connection):
    """Back to what the connection began with: nothing in the web server, "system" in a command."""
    declare(connection, "system" if _is_system() else "")


_process, _thread = SimpleNamespace(system=False), threading.local()


def this_process_is_the_system():
    """Every connection of this process sees all organisations: a command, the worker, the test run."""
    _process.system = True


def this_thread_is_the_system():
    """The same for the connections of this thread alone: background work inside the web server."""
    _thread.system = True


def _is_system():
    return _process.system or getattr(_thread, "system", False)


def connected(connection, **_):
    """Receiver of Django's `connection_created`."""
    if _is_system():
        declare(connection, "system")


def _listed(ids):
    return ",".join(str(one) for one in ids)
