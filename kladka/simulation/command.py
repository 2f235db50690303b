"""Polecenia symulacji: `simulate` and `population`, started as `kladka NAME …`."""

import sys
from collections.abc import Sequence

from kladka.simulation import population_command, simulate_command

COMMANDS = {"population": population_command.main, "simulate": simulate_command.main}


def main(argv: Sequence[str]) -> int:
    """Runs the command named first; 0 done, 2 a wrong call or a wrong file."""
    if not argv or argv[0] not in COMMANDS:
        print(f"Oczekiwano polecenia: {', '.join(COMMANDS)} (każde z --help).", file=sys.stderr)
        return 2
    return COMMANDS[argv[0]](argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
