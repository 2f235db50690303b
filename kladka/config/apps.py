"""What follows every migration: guards, walls, the index of notes; what each connection may see."""

from django.apps import AppConfig, apps
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from kladka.casework import guards, walls
from kladka.casework.cases import note_index


class Config(AppConfig):
    name = "kladka.config"

    def ready(self):
        # Sent once for every app that has tables, before the first migration and after the last one.
        once = apps.get_app_config("benefits")
        pre_migrate.connect(before, sender=once)
        post_migrate.connect(after, sender=once)
        connection_created.connect(walls.connected)


def before(using, **_):
    guards.remove(connections[using])
    walls.remove(connections[using])
    note_index.remove(connections[using])


def after(using, **_):
    guards.install(connections[using])
    note_index.install(connections[using])
    walls.install(connections[using])
