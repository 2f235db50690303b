"""The program's command line: python -m kladka COMMAND."""

import sys

from kladka.config.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
