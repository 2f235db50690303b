"""What to watch: backups, background work, the disk, keys, migrations; each fine, or what to do."""

import shutil
import stat
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kladka.casework.attachments.queries import strays_and_lost

from . import actions, backup, durability, single_writer
from .models import TaskWorker

ANCHOR_LATE_HOURS = 2
LITTLE_SPACE = 0.1  # of the disk
WAITING_TOO_LONG = timedelta(minutes=15)


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    what: str
    found: str
    fine: bool = True


def lines():
    """Everything that `kladka status` says, in its order."""
    return [
        *(_database(), _migrations(), _guards(), _backup(), _anchor(), _keys(), _files()),
        *(*_disks(), _workers(), *_tasks()),
    ]


def wrong():
    """What needs somebody, as sentences."""
    return [f"{line.what}: {line.found}" for line in lines() if not line.fine]


def _database():
    if connection.vendor != "sqlite":
        return Line("baza", f"PostgreSQL {connection.pg_version // 10000}")
    version = ".".join(map(str, connection.Database.sqlite_version_info))
    rule = " (pisze jeden proces)" if single_writer.library_has_fault() else ""
    return Line("baza", f"SQLite {version}{rule}")


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        return Line("migracje", f"{waiting} czeka; wpisz: kladka migrate", fine=False)
    return Line("migracje", "wszystkie")


def _guards():
    missing = durability.missing_guards()
    found = f"brakuje {len(missing)}; wpisz: kladka migrate" if missing else "stoją"
    return Line("wyzwalacze i ściany bazy", found, fine=not missing)


def _backup():
    hours = backup.age_of_last(settings.BACKUP_TO)
    if hours is None:
        return Line("kopia", f"nie ma żadnej w {settings.BACKUP_TO}; wpisz: kladka backup", fine=False)
    late = hours > backup.LATE_HOURS
    return Line(
        "kopia", f"sprzed {hours:.0f} h" + (f", czyli ponad {backup.LATE_HOURS} h" if late else ""), not late
    )


def _keys():
    path = Path(settings.KEY_FILE)
    if not path.exists():
        return Line("klucze", f"nie ma pliku {path}", fine=False)
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Line("klucze", f"plik {path} mogą czytać inni; wpisz: chmod 600 {path}", fine=False)
    return Line("klucze", str(path))


def _anchor():
    """Lines are added every hour; one that is late means that nothing would show a cut tail."""
    path = Path(settings.ANCHOR_FILE)
    if not path.exists():
        return Line("zapis dziennika poza bazą", f"nie ma pliku {path}", fine=False)
    hours = (timezone.now().timestamp() - path.stat().st_mtime) / 3600
    return Line("zapis dziennika poza bazą", f"sprzed {hours:.0f} h", fine=hours <= ANCHOR_LATE_HOURS)


def _files():
    strays, lost = strays_and_lost()
    found = f"bez wiersza {len(strays)} (usuwane po dobie), brakuje {len(lost)}"
    return Line("pliki", found + ("; odtwórz je z kopii" if lost else ""), fine=not lost)


def _disks():
    for what, folder in (("dysk danych", settings.VAR_DIR), ("dysk kopii", Path(settings.BACKUP_TO))):
        if folder.exists():
            usage = shutil.disk_usage(folder)
            share = usage.free / usage.total
            yield Line(what, f"wolne {usage.free / 1e9:.1f} GB ({share:.0%})", fine=share >= LITTLE_SPACE)


def _workers():
    since = timezone.now() - actions.LEASE
    living = TaskWorker.objects.filter(beat_at__gte=since).count()
    if living:
        return Line("wykonawcy zadań", str(living))
    return Line("wykonawcy zadań", "żaden nie daje znaku życia; uruchom serve lub tasks", fine=False)


def _tasks():
    now = timezone.now()
    late = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITING_TOO_LONG).count()
    yield Line("zadania czekające ponad 15 minut", str(late), fine=not late)
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - timedelta(days=1)).count()
    yield Line("zadania nieudane od wczoraj", str(failed), fine=not failed)
