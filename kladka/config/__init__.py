"""Settings, addresses and the program's command line: the only wing that sees every other."""
