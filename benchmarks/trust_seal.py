"""What sealing one value costs: AES-256-GCM bound to its place, and the blind index beside it."""

import time

from kladka.vault.sealing import blind_index, seal, unseal

TEXT = "Umówiono spotkanie w szkole; rodzina prosi o tłumacza języka czeczeńskiego. " * 3
PLACE = "cases_contact.text.k3jq5yq7x2a4b6c8"


def cases(short):
    rounds = 2_000 if short else 200_000
    sealed = seal("fields", TEXT, place=PLACE)
    yield "one field of 228 characters", "growth", len(sealed) - len(TEXT.encode()), "B"
    for name, act in (
        ("seal", lambda: seal("fields", TEXT, place=PLACE)),
        ("unseal", lambda: unseal("fields", sealed, place=PLACE)),
        ("blind index", lambda: blind_index("people_person.pesel", "92010112345")),
    ):
        yield "one field of 228 characters", name, round(_microseconds(act, rounds), 2), "µs CPU"


def _microseconds(act, rounds):
    """CPU time of one call, from so many."""
    act()  # the keys are read once
    started = time.process_time()
    for _ in range(rounds):
        act()
    return (time.process_time() - started) / rounds * 1e6
