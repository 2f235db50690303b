"""The journal listens to the sign-in libraries from the start of the program."""

from importlib import import_module

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "kladka.journal"

    def ready(self):
        # Only now: the receivers need models, which are loaded after the apps.
        import_module("kladka.journal.sign_ins")
