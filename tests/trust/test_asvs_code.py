"""What the program does nowhere: each absence that docs/asvs.md claims, looked for in the source."""

import ast
import json
import re
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KLADKA = ROOT / "kladka"
TREES = {
    str(path.relative_to(KLADKA)): ast.parse(path.read_text())
    for path in sorted(KLADKA.rglob("*.py"))
    if "migrations" not in path.parts
}
SCRIPTS = {path.name: path.read_text() for path in KLADKA.rglob("static/**/*.js")}


def calls(tree):
    """(name as written, call) of every call, e.g. ("subprocess.run", node)."""
    return [(ast.unparse(n.func), n) for n in ast.walk(tree) if isinstance(n, ast.Call)]


def imported(tree):
    """Every module that is imported, and what is taken from it: {"urllib.parse", "urllib.parse.quote"}."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def importers(*modules):
    """Files that import one of the modules or something below it."""
    return {
        name
        for name, tree in TREES.items()
        if any(one == m or one.startswith(f"{m}.") for one in imported(tree) for m in modules)
    }


def made_at_run_time(tree):
    """Calls that turn text or bytes into something that runs."""
    wanted = {"eval", "exec", "compile", "__import__", "Template", "Engine"}
    found = {name for name, _ in calls(tree) if name in wanted or name.endswith(".from_string")}
    return sorted(found - {"puremagic.from_string"})  # which looks at the first bytes of a file


def started(tree):
    """Starts of other programs that are not a list of arguments without a shell."""
    wrong = []
    for name, call in calls(tree):
        if name.startswith("subprocess."):
            listed = call.args and isinstance(call.args[0], (ast.List, ast.Name, ast.Starred))
            if not listed or any(word.arg == "shell" for word in call.keywords):
                wrong.append(ast.unparse(call))
        elif name in {"os.system", "os.popen"} or name.startswith(("os.exec", "os.spawn")):
            wrong.append(name)
    return wrong


def joined_sql(tree):
    """Statements that are put together from pieces before they reach the database."""
    asked = [
        call for name, call in calls(tree) if name.endswith((".execute", ".raw", "RawSQL")) and call.args
    ]
    return [ast.unparse(one.args[0]) for one in asked if not isinstance(one.args[0], ast.Constant)]


def test_nothing_that_runs_is_made_of_data():
    found = {name: made_at_run_time(tree) for name, tree in TREES.items() if made_at_run_time(tree)}
    # The office's Word template, in the sandbox of jinja2.
    assert found == {
        "documents/docx.py": ["SandboxedEnvironment.from_string", "super().from_string"],
        "documents/own_template.py": ["super().from_string"],
    }
    assert importers("pickle", "marshal", "shelve", "yaml", "dill", "jsonpickle") == set()


def test_other_programs_are_started_with_a_list_of_arguments_and_no_shell():
    assert [one for tree in TREES.values() for one in started(tree)] == []
    # pg_dump and pg_restore
    assert importers("subprocess") == {"operations/dumping.py", "operations/restore.py"}


def test_sql_is_joined_from_words_of_the_program_alone():
    """Elsewhere the ORM asks, or a whole statement with parameters. Here no piece comes from a request."""
    assert {name for name, tree in TREES.items() if joined_sql(tree)} == {
        "casework/cases/note_index.py",  # names of tables of our own
        "casework/cases/note_search.py",  # the same as in queries
        "casework/cases/queries.py",  # pieces by which a list is filtered and ordered; values are parameters
        "casework/guards.py",
        "casework/rights/traces.py",
        "casework/walls.py",
        "ui/counts.py",  # statements of the ORM, side by side
        "ui/prepared.py",  # names of columns of our own
        "journal/protection.py",
        "journal/verification.py",
        "operations/checking.py",
        "operations/dumping.py",
        "operations/durability.py",
    }


def test_the_program_calls_nobody_but_the_post_the_scanner_the_gateway_and_the_database():
    # The gateway for text messages stands in the settings of the installation, or there is none.
    network = importers("urllib.request", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib")
    assert network == {"casework/clock/sms.py"}
    assert importers("socket") == {"uploads/antivirus.py"}  # a unix socket
    assert importers("django.core.mail") == {
        "accounts/mail.py",
        "casework/clock/messages.py",
    }
    assert importers("psycopg") <= {"operations/dumping.py", "ui/unsaved.py", "config/walls.py"}


def patterns():
    """{place: pattern} of every regular expression of the code, and the places where one is put together."""
    whole, joined = {}, set()
    for name, tree in TREES.items():
        for called, call in calls(tree):
            if re.fullmatch(r"re\.(compile|search|match|fullmatch|sub|subn|split|findall|finditer)", called):
                try:
                    whole[f"{name}:{call.lineno}"] = ast.literal_eval(call.args[0])
                except ValueError:
                    joined.add(name)
    return whole, joined


def test_no_pattern_is_made_of_what_somebody_typed():
    # Names of offices, of months and of acts of law, all in the code or in the book of law.
    # Names of built-in fields in sets of goals.
    joined = {
        "casework/people/spelling.py",  # rules of spelling, a table of ours
        "casework/programmes/goal_sets.py",
        "casework/decisions/office.py",
        "documents/polish.py",
        "law/provisions/citations.py",
    }
    # An address that becomes protected is looked for in texts: letter by letter, nothing in it is a pattern.
    escaped = "casework/access/masking_actions.py"
    assert patterns()[1] == joined | {escaped}
    compiled = [call for called, call in calls(TREES[escaped]) if called == "re.compile"]
    assert ["re.escape" in ast.unparse(call) for call in compiled] == [False, True]


NASTY = ("a", "0", " ", "-", "/", ".", "a ", "0-", "aA", "\\", "'", "(", "{", "<", "a.b@")


def slow(pattern, length=4000):
    """Seconds that the pattern takes at worst with a long text that almost fits."""
    worst, compiled = 0.0, re.compile(pattern)
    for one in NASTY:
        text = one * length + "!"
        sent = text.encode() if isinstance(pattern, bytes) else text
        begun = time.process_time()
        compiled.search(sent)
        worst = max(worst, time.process_time() - begun)
    return worst


def test_every_pattern_answers_a_long_hostile_text_at_once():
    whole, _ = patterns()
    assert len(whole) > 25
    assert {place: pattern for place, pattern in whole.items() if slow(pattern) > 0.5} == {}


def test_no_format_of_a_text_comes_from_a_request():
    """Formats that are no constant of their own line: from code, the book of law, settings of a centre."""
    found = {
        f"{name} {called}"
        for name, tree in TREES.items()
        for called, call in calls(tree)
        if called.endswith((".format", ".format_map")) and not called.startswith(("'", '"', "f'", "locale"))
    }
    assert found <= {
        "accounts/mail.py text.format",
        "casework/clock/line.py BIRTHDAY.format",
        "casework/clock/line.py EXPIRES.format",
        "casework/clock/wording.py VISIT[one].format",
        "casework/correspondence/queries.py PARTICIPATION.format",
        "casework/correspondence/queries.py PERIOD.format",
        "casework/correspondence/queries.py PURPOSE.format",
        "casework/correspondence/queries.py WHOLE.format",
        "casework/reports/packing.py RESTRICTED.format",
        "documents/notices.py other.get(name, '').format",
        "documents/notices.py text.format",
        "documents/sentences.py text.format",
        "casework/benefits/bankfiles/account.py NOT_26_DIGITS.format",
        "casework/cases/actions.py organisation.number_pattern.format",  # no form writes it
        "casework/cases/wording.py COUNTED.get(deadline.kind, '').format",
        "casework/guards.py TRUNCATE.format",
        "documents/translated.py one.format",
        "documents/translated.py text['inspector'].format",
        "documents/translated.py text['years'].format",
        "journal/verification.py _ROWS.format",
        "law/facts.py place.format",
        "law/refusal.py rule.refusal.text.format",
        "law/trace.py made.sentence.format",
        "ui/markup.py pattern.format",  # patterns of the code, see test_templates
    }
    assert "number_pattern" not in "".join(p.read_text() for p in KLADKA.rglob("*forms.py"))


def test_what_must_not_be_guessed_comes_from_the_system():
    """Predictable generators serve the simulation of populations and the sample of a control alone."""
    # The sample can be drawn again from its seed, and the seed comes from the system.
    assert importers("random", "uuid") == {"casework/reports/packing.py"}
    assert "seed = new_key()" in (KLADKA / "casework/reports/packing.py").read_text()
    drawn = {name for name, tree in TREES.items() for called, _ in calls(tree) if "np.random" in called}
    assert {name.split("/")[0] for name in drawn} == {"simulation"}


def test_forms_name_every_field_they_write():
    bound = importers("django.forms.ModelForm", "django.forms.models", "django.forms.modelform_factory")
    spread = [
        name
        for name, tree in TREES.items()
        for _, call in calls(tree)
        for word in call.keywords
        if word.arg is None
        and ast.unparse(word.value).startswith(("request.POST", "request.GET", "self.data"))
    ]
    assert (bound, spread) == (set(), [])


def test_scripts_write_no_html_keep_nothing_and_take_no_messages():
    assert len(SCRIPTS) >= 3
    unwanted = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.(write|cookie)|\beval\(|new Function"
        r"|(local|session)Storage|indexedDB|postMessage|[\"']message[\"']|__proto__|Object\.assign|\.prototype\b"
        r"|serviceWorker|\bcaches\b|[\"'](paste|copy|cut)[\"']"
    )
    found = {name: {one[0] for one in unwanted.finditer(text)} for name, text in SCRIPTS.items()}
    # What is typed without a connection waits in the session of its tab (ADR 0028).
    assert found.pop("kladka.js") == {"sessionStorage"}
    assert set().union(*found.values()) == set()


def test_installing_takes_only_what_the_locks_name_with_its_hash():
    run = (ROOT / "run").read_text()
    assert '"sync", "-q", "--require-hashes", lock' in run
    assert 'call("npm", "ci", "--silent", "--ignore-scripts"' in run
    for lock in ("requirements.lock", "requirements-dev.lock"):
        packages = re.split(r"\n(?=[\w.-]+(?:\[.*?\])?==)", (ROOT / lock).read_text())[1:]
        assert len(packages) > 20
        assert [one.split("==")[0] for one in packages if "--hash=sha256:" not in one] == []
    parts = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, part in parts.items() if name and not part.get("integrity")] == []


@pytest.mark.parametrize(
    ("check", "planted"),
    [
        (made_at_run_time, "eval(text)"),
        (made_at_run_time, "engines['django'].from_string(text)"),
        (started, "subprocess.run(f'pg_dump {name}', shell=True)"),
        (started, "subprocess.run('pg_dump')"),
        (started, "os.system(name)"),
        (joined_sql, "cursor.execute(f'SELECT {name}')"),
        (joined_sql, "Case.objects.raw('SELECT ' + name)"),
    ],
)
def test_the_checks_find_what_was_planted(check, planted):
    assert check(ast.parse(planted))


def test_the_clock_sees_a_pattern_that_takes_exponential_time():
    assert slow(r"^(a+)+$", length=23) > 50 * slow(r"^a+$", length=23)
