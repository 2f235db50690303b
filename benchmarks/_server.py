"""A real server under load for the crash measurements: it is started, killed and asked over HTTP."""

import atexit
import contextlib
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


class Server:
    """`kladka serve` in a process group of its own."""

    program = ("-m", "kladka", "serve")

    def __init__(self, *arguments, **environment):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.arguments, self.environment = arguments, {**os.environ, "KLADKA_DEMO": "1", **environment}
        self.process = None

    def start(self, *before):
        command = [*before, sys.executable, *self.program, "--port", str(self.port), *self.arguments]
        self.process = subprocess.Popen(
            command,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        atexit.register(self._end)
        for _ in range(1200):
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

    def kill(self):
        """kill -9 of the whole group; afterwards none of it runs."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        while _alive(self.process.pid):
            time.sleep(0.01)

    def _end(self):
        """The server never outlives the measurement."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def _alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


class Worker(threading.Thread):
    """A person who adds contacts to a case one after another; keeps the text of every confirmed one."""

    def __init__(self, server, case, session):
        super().__init__(daemon=True)
        self.server, self.case = server, case
        self.acknowledged, self.refused = [], 0
        self.going = True
        token = secrets.token_hex(16)
        self.headers = {"Cookie": f"{session}; csrf={token}", "Origin": server.address, "X-CSRFToken": token}

    def run(self):
        while self.going:
            self.add(f"Zapis {secrets.token_hex(8)}")

    def add(self, text):
        """Send one contact. Returns the status of the answer, 0 when none came."""
        form = {"kind": "phone", "on": "2026-01-05", "text": text, "once": secrets.token_hex(16)}
        request = urllib.request.Request(
            f"{self.server.address}/sprawy/{self.case}/kontakt/",
            urllib.parse.urlencode(form).encode(),
            self.headers,
        )
        try:
            status = _opener().open(request, timeout=30).status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        if status == 302:
            self.acknowledged.append(text)
        elif status:
            self.refused += 1
        return status


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def _opener():
    return urllib.request.build_opener(_Stay)
