"""Files that a rolled-back transaction left on the disk are found, and removed when they are a day old."""

import os
import time

import pytest
from django.db import connection, transaction

from kladka.casework import walls
from kladka.casework.attachments.actions import attach, remove_strays
from kladka.casework.attachments.models import Attachment
from kladka.casework.attachments.queries import strays_and_lost
from kladka.operations import status
from kladka.uploads import store
from kladka.uploads.accepting import accept
from tests.casework.intake.families import filed, member
from tests.uploads.files import picture


class Rolled(Exception):
    """What goes wrong after a file was kept."""


@pytest.fixture
def case(centre, caseworker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return filed(centre, caseworker, member()).case


def add(case, by):
    return attach(case, accept("pismo.png", picture("PNG")), kind="other", by=by)


def rolled_back(case, by):
    with pytest.raises(Rolled), transaction.atomic():
        add(case, by)
        raise Rolled


def older(name, hours):
    path = store.Path(store.settings.MEDIA_ROOT) / store.place_of(name)
    os.utime(path, (time.time() - hours * 3600,) * 2)


def line():
    return next(one for one in status.lines() if one.what == "pliki")


def test_a_file_without_a_row_goes_after_a_day_and_one_with_a_row_stays(case, caseworker):
    kept = add(case, caseworker)
    rolled_back(case, caseworker)
    ((stray, _),) = strays_and_lost()[0].items()
    older(kept.stored_as, 25)
    older(stray, 23)
    assert remove_strays() == 0
    assert "bez wiersza 1" in line().found
    older(stray, 25)
    assert remove_strays() == 1
    assert list(store.written()) == [kept.stored_as]
    assert line().fine


def test_a_file_that_a_row_names_and_the_disk_lost_is_said(case, caseworker):
    store.remove(add(case, caseworker).stored_as)
    assert not line().fine
    assert "brakuje 1; odtwórz je z kopii" in line().found


@pytest.mark.skipif(connection.vendor != "postgresql", reason="na SQLite nie ma drugiej ściany")
def test_who_does_not_see_every_row_takes_no_file_for_a_stray(case, caseworker):
    add(case, caseworker)
    walls.declare(connection, "web")
    assert not Attachment.objects.exists()
    with pytest.raises(RuntimeError, match="widzi wszystkie jednostki"):
        remove_strays()
