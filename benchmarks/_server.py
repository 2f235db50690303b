"""Real processes under load for the crash measurements: started, killed and asked over HTTP."""

import atexit
import contextlib
import html
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STARTS_SECONDS = 90


class Process:
    """A command of the program in a process group of its own; it never outlives the measurement."""

    program = ("-m", "kladka")

    def __init__(self, *arguments, **environment):
        self.arguments = arguments
        self.environment = {**os.environ, "KLADKA_DEMO": "1", "PYTHONPATH": str(ROOT), **environment}
        self.process = None
        atexit.register(self._end)

    def start(self, *before):
        command = [*before, sys.executable, *self.program, *self.arguments]
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return self

    def kill(self):
        """kill -9 of the whole group; afterwards none of it runs."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        while _alive(self.process.pid):
            time.sleep(0.01)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def _end(self):
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Server(Process):
    """`kladka serve`; started when it answers."""

    def __init__(self, **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        super().__init__("serve", "--port", str(self.port), **environment)

    def start(self, *before):
        super().start(*before)
        until = time.monotonic() + STARTS_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise SystemExit("serwer nie wystartował")
            try:
                urllib.request.urlopen(f"{self.address}/konto/zaloguj/", timeout=20).read()
                return self
            except urllib.error.HTTPError:
                return self  # it answers; what it says is not measured here
            except OSError:
                time.sleep(0.05)
        raise SystemExit("serwer nie odpowiada")


def _alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


class Person(threading.Thread):
    """Adds contacts to a case one after another; keeps the text of every confirmed one."""

    def __init__(self, server, case, session):
        super().__init__(daemon=True)
        self.server, self.case = server, case
        self.acknowledged, self.given_back = [], 0
        self.going = True
        token = secrets.token_hex(16)
        self.headers = {"Cookie": f"{session}; csrf={token}", "Origin": server.address, "X-CSRFToken": token}

    def run(self):
        while self.going:
            if not self.add(f"Zapis {secrets.token_hex(8)}"):
                time.sleep(0.05)  # the server is dead

    def add(self, text):
        """Send one contact. Returns the status of the answer, 0 when none came."""
        form = {"kind": "phone", "on": "2026-01-05", "text": text, "once": secrets.token_hex(16)}
        request = urllib.request.Request(
            f"{self.server.address}/sprawy/{self.case}/kontakt/",
            urllib.parse.urlencode(form).encode(),
            self.headers,
        )
        try:
            status = _opener().open(request, timeout=60).status
        except urllib.error.HTTPError as error:
            status = error.code
            self.given_back += status == 503 and text in html.unescape(error.read().decode())
        except OSError:
            status = 0
        if status == 302:
            self.acknowledged.append(text)
        return status


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def _opener():
    return urllib.request.build_opener(_Stay)
