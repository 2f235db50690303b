"""The demo as a stranger starts it: a fresh folder, a real server process, a real browser."""

import datetime
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _kladka(environment, *arguments):
    subprocess.run([sys.executable, "-m", "kladka", *arguments], cwd=ROOT, env=environment, check=True)


def _wait_for(port, server, seconds=120):
    """Until the server listens; a busy machine needs long."""
    for _ in range(seconds * 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None, "serwer zakończył się przed pierwszą odpowiedzią"
        time.sleep(0.05)
    raise TimeoutError(f"serwer nie słucha po {seconds} s")


def _stop(server, seconds=60):
    """Asked to end; a busy machine needs long."""
    server.terminate()
    try:
        server.wait(seconds)
    except subprocess.TimeoutExpired:
        server.kill()


def walked(script, address, *arguments, environment=None, seconds=600):
    """[what a line of the walk told], from a script of this folder in a real browser.

    The script is given the address, the path of Chromium and the arguments.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("nie ma Chromium (apt-get install chromium)")
    command = ["node", ROOT / "tests/browser" / script, address, chromium, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[:900] + done.stderr[-3000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def demo_environment(tmp_path_factory):
    """A filled demo database in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {**os.environ, "KLADKA_VAR": str(folder), "KLADKA_DEMO": "1", "PYTHONPATH": str(ROOT)}
    environment.pop("DATABASE_URL", None)
    _kladka(environment, "demo")
    _kladka(environment, "collectstatic", "--noinput", "-v0")
    shutil.copytree(folder, _untouched(folder))
    return environment


def _untouched(folder):
    """Where the demo lies as it was made, before anybody walked it."""
    return Path(folder).with_name(f"{Path(folder).name}-untouched")


@pytest.fixture(scope="session")
def demo_address(demo_environment):
    """The address of a running demo server."""
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "kladka", "serve", "--port", str(port)], cwd=ROOT, env=demo_environment
    )
    _wait_for(port, server)
    yield f"http://127.0.0.1:{port}"
    _stop(server)


@pytest.fixture(scope="module")
def travelled(demo_environment, tmp_path_factory):
    """(address, file of the day) of a server on its own copy of the demo, whose calendar the walk moves."""
    folder = tmp_path_factory.mktemp("travelled")
    shutil.copytree(_untouched(demo_environment["KLADKA_VAR"]), folder, dirs_exist_ok=True)
    day, port = folder / "day", _free_port()
    day.write_text(f"{datetime.date.today()}")
    environment = {
        **demo_environment,
        "KLADKA_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "kladka.config.settings",
    }
    command = ["-m", "tests.browser.another_day", str(day), "serve", "--port", str(port)]
    server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)
    _wait_for(port, server)
    yield f"http://127.0.0.1:{port}", day
    _stop(server)
