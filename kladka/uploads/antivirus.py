"""ClamAV over its unix socket, when an installation has it (settings.CLAMD). Protocol: clamd(8), INSTREAM."""

import socket
import struct

from django.conf import settings

from .refusal import Refused

CHUNK = 65536
SECONDS = 60


def scanned(content):
    """True when ClamAV found nothing, False when the installation has none. Raises Refused otherwise."""
    if not settings.CLAMD:
        return False
    try:
        answer = _asked(content)
    except OSError as error:
        raise Refused(
            "Program antywirusowy nie odpowiada, więc pliku nie zapisano. Spróbuj za kilka minut."
        ) from error
    if answer.endswith(b"FOUND"):
        raise Refused("Program antywirusowy znalazł w tym pliku wirusa. Pliku nie zapisano.")
    if answer != b"stream: OK":
        raise Refused("Program antywirusowy nie sprawdził tego pliku, więc pliku nie zapisano.")
    return True


def _asked(content):
    """What clamd answers: chunks with their lengths, an empty one at the end."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
        clamd.settimeout(SECONDS)
        clamd.connect(settings.CLAMD)
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            clamd.sendall(struct.pack(">I", len(chunk)) + chunk)
        clamd.sendall(struct.pack(">I", 0))
        return b"".join(iter(lambda: clamd.recv(4096), b"")).rstrip(b"\0\n")
