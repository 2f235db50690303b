"""The second wall, on PostgreSQL: a row of another organisation is not there for who did not declare it.

Row-level security on every table of families. A connection begins with no scope and sees nothing; a request
to the web server declares its user's organisations and shared cases (`kladka.config.walls`); commands and the
worker declare the scope "system". SQLite has no such thing: there the first wall stands alone.
"""

import threading
from dataclasses import dataclass
from types import SimpleNamespace

PREFIX = "kladka_wall_"
SETTINGS = ("scope", "organisations", "shared_cases", "known_cases", "user")
# Asked once in a query, not once in a row: each is a sub-select of its own.
OWN = "organisation_id = ANY ((SELECT kladka_ids('organisations'))::bigint[])"
SHARED = "= ANY ((SELECT kladka_ids('shared_cases'))::bigint[])"
KNOWN = "= ANY ((SELECT kladka_ids('known_cases'))::bigint[])"
USER = "= ANY ((SELECT kladka_ids('user'))::bigint[])"
SYSTEM = "(SELECT current_setting('kladka.scope', true) = 'system')"


@dataclass(frozen=True)
class Wall:
    """Rows of `table` that the condition holds for are seen and written; the system sees all."""

    table: str
    rows: str


def _own(table):
    """A row of an own organisation."""
    return Wall(table, OWN)


def _owned(table, column, parent):
    """A row whose parent is of an own organisation; a case shared with this one does not open it."""
    return Wall(table, f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column} AND p.{OWN})")


def _in(table, column, parent):
    """A row is where its parent is: the parent's own wall is asked."""
    return Wall(table, f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})")


def _of_case(table):
    """A row of a case of an own organisation, or of a shared one."""
    return Wall(table, f"case_id {SHARED} OR {_owned(table, 'case_id', 'cases_case').rows}")


_MEMBERS = "people_householdmember m JOIN cases_case c ON c.household_id = m.household_id"
WALLS = (
    # A partner whose share ended asks again by the number of the case: its row, nothing of the family.
    Wall("cases_case", f"{OWN} OR id {SHARED} OR id {KNOWN}"),
    Wall(
        "people_household",
        f"{OWN} OR id IN (SELECT c.household_id FROM cases_case c WHERE c.id {SHARED})",
    ),
    Wall("people_person", f"{OWN} OR id IN (SELECT m.person_id FROM {_MEMBERS} WHERE c.id {SHARED})"),
    _in("people_householdmember", "household_id", "people_household"),
    # Statuses, documents, decisions and payments are outside every scope of sharing.
    _owned("people_protectionstatus", "person_id", "people_person"),
    _owned("people_personlink", "one_id", "people_person"),
    _owned("people_helddocument", "person_id", "people_person"),
    _owned("people_protectedaddress", "household_id", "people_household"),
    _in("people_addressreader", "protection_id", "people_protectedaddress"),
    *(_of_case(f"cases_{table}") for table in ("deadline", "contact", "event")),
    # What a partner knows of must say that it is restricted: a row that is not seen would restrict nothing.
    Wall(
        "cases_restriction", f"case_id {KNOWN} OR {_owned('cases_restriction', 'case_id', 'cases_case').rows}"
    ),
    Wall("cases_share", f"{OWN} OR {_owned('cases_share', 'case_id', 'cases_case').rows}"),
    _own("cases_look"),
    Wall("cases_breakglass", f"by_id {USER} OR {_owned('cases_breakglass', 'case_id', 'cases_case').rows}"),
    Wall("cases_draft", f"user_id {USER}"),
    _owned("attachments_attachment", "case_id", "cases_case"),
    # Ratings and needs are outside every scope of sharing; flags are besides read by few (needs.permissions).
    *(
        _owned(f"needs_{table}", "case_id", "cases_case")
        for table in ("wave", "need", "redflag", "flagreader")
    ),
    _in("needs_rating", "wave_id", "needs_wave"),
    _in("needs_flagtask", "flag_id", "needs_redflag"),
    _own("intake_application"),
    _in("intake_applicant", "application_id", "intake_application"),
    _in("intake_annex", "applicant_id", "intake_applicant"),
    _in("intake_supplyletter", "application_id", "intake_application"),
    # To another centre a handover alone is there, from its offer on; a withdrawn one is gone.
    Wall(
        "moves_handover",
        f"{OWN} OR (to_{OWN} AND state IN ('offered', 'returned', 'accepted'))",
    ),
    _in("moves_handedfile", "handover_id", "moves_handover"),
    _own("moves_move"),
    _in("moves_moveproof", "move_id", "moves_move"),
    _in("moves_movenotice", "move_id", "moves_move"),
    _own("changes_lifechange"),
    _own("changes_proposal"),
    _own("decisions_decision"),
    _in("decisions_decisionfile", "decision_id", "decisions_decision"),
    _in("decisions_delivery", "decision_id", "decisions_decision"),
    _own("decisions_printrun"),
    _of_case("programmes_programme"),
    _in("programmes_obligation", "programme_id", "programmes_programme"),
    *(
        _owned(f"programmes_{table}", "programme_id", "programmes_programme")
        for table in (
            *("formofaid", "agreedamount", "coststatement", "withholding", "revocation"),
            *("goal", "amendment", "proof", "programmetext"),
        )
    ),
    _own("programmes_goalset"),
    *(
        _owned(f"benefits_{table}", "case_id", "cases_case")
        for table in ("payoutaccount", "payoutcorrection", "paymenthold", "accountcheck")
    ),
    _own("benefits_bankformat"),
    _own("benefits_deductionorder"),
    _in("benefits_deduction", "order_id", "benefits_deductionorder"),
    _own("undue_claim"),
    *(_in(f"undue_{table}", "claim_id", "undue_claim") for table in ("claimpart", "relief", "repayment")),
    _in("undue_instalment", "relief_id", "undue_relief"),
    _own("recalculation_recalculation"),
    _in("recalculation_recalculatedamount", "recalculation_id", "recalculation_recalculation"),
    _own("recalculation_amountscheck"),
    _in("recalculation_amountsfinding", "check_run_id", "recalculation_amountscheck"),
    _own("benefits_paymentlist"),
    _in("benefits_payment", "payment_list_id", "benefits_paymentlist"),
    _own("benefits_ledgerentry"),
    _own("insurance_contributionlist"),
    _in("insurance_contribution", "contribution_list_id", "insurance_contributionlist"),
    *(_owned(f"insurance_{table}", "case_id", "cases_case") for table in ("insurancefiling", "othertitle")),
    _own("ledger_posting"),
    _in("ledger_postingline", "posting_id", "ledger_posting"),
    _own("ledger_bookyear"),
    *(
        _own(f"settlement_{table}")
        for table in (
            "grantrequest",
            "grantreceipt",
            "ownfunds",
            "grantsettlement",
            "bankstatement",
            "statementline",
            "deskpayment",
            "directexpense",
            "expensefile",
        )
    ),
    _in("settlement_grantrequestline", "request_id", "settlement_grantrequest"),
    _in("benefits_bankfile", "payment_list_id", "benefits_paymentlist"),
    *(
        _owned(f"aftercare_{table}", "programme_id", "programmes_programme")
        for table in ("farewell", "successor", "exit")
    ),
    # A family that follows its link is declared as one shared case: its consent and its checks, nothing more.
    *(_of_case(f"aftercare_{table}") for table in ("afterconsent", "aftercheck")),
    _owned("clock_visitconsent", "person_id", "people_person"),
    _in("clock_visitreminder", "consent_id", "clock_visitconsent"),
    *(
        _owned(f"monitoring_{table}", "programme_id", "programmes_programme")
        for table in ("monitoringnote", "dutynotice")
    ),
    _own("monitoring_course"),
    _owned("monitoring_enrolment", "case_id", "cases_case"),
    _in("monitoring_attendance", "enrolment_id", "monitoring_enrolment"),
    _in("monitoring_attendancefile", "course_id", "monitoring_course"),
    _own("oversight_setaside"),
    _own("letters_officetemplate"),
    _own("correspondence_caseletter"),
    _in("letters_templateuse", "template_id", "letters_officetemplate"),
    _own("anomalies_explainedanomaly"),
    _own("casefile_filerun"),
    _in("casefile_filepiece", "run_id", "casefile_filerun"),
    _own("reports_reportset"),
    _own("reports_reportrun"),
    _own("reports_yearreport"),
    _own("exchange_importrun"),
    _in("exchange_importline", "run_id", "exchange_importrun"),
    _owned("exchange_earlierpayment", "case_id", "cases_case"),
    _own("rights_rightsrequest"),
    _owned("rights_correction", "case_id", "cases_case"),
    _owned("rights_legalhold", "case_id", "cases_case"),
)
# Outside the walls on purpose: keyed digests that centres must compare, and the chains of the journal, whose
# entries name nobody and whose head a reader from another organisation continues. A link is found by the
# digest of its token before anybody has said whose it is; its row names nobody either.
OPEN = {"benefits_paidmonth", "journal_entry", "aftercare_afterlink", "monitoring_courselink"}

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


def missing(connection):
    """Names of the walls that should stand and do not; on SQLite there are none."""
    if connection.vendor != "postgresql":
        return []
    stand = {name for name, _ in standing(connection)}
    return sorted(f"{PREFIX}{wall.table}" for wall in WALLS if f"{PREFIX}{wall.table}" not in stand)


def declare(connection, scope, *, organisations=(), shared_cases=(), known_cases=(), user=None):
    """Say on this connection whose rows the next queries may see. Primary keys; `scope` "web" or "system"."""
    if connection.vendor == "postgresql":
        seen = (organisations, shared_cases, known_cases, [user] if user else ())
        values = (scope, *(_listed(ids) for ids in seen))
        settings = ", ".join(f"set_config('kladka.{name}', %s, false)" for name in SETTINGS)
        connection.ensure_connection()
        # Past Django's cursor: what is said about the connection is no query of the page.
        with connection.wrap_database_errors:
            connection.connection.execute(f"SELECT {settings}", values)


def open_known(connection, case):
    """Add the row of one case (primary key), nothing of its family, to what this request has declared."""
    if connection.vendor == "postgresql":
        standing = "NULLIF(current_setting('kladka.known_cases', true), '')"
        joined = f"concat_ws(',', {standing}, %s::text)"
        with connection.wrap_database_errors:
            connection.connection.execute(f"SELECT set_config('kladka.known_cases', {joined}, false)", [case])


def sees_all(connection):
    """Whether this connection sees the rows of every organisation; without walls every one does."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SYSTEM}")
        return bool(cursor.fetchone()[0])


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
