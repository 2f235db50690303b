"""Who did it: the one field that every table of settlements has."""

from django.conf import settings
from django.db import models


def who(label="kto wpisał", null=False):
    """A foreign key to the user who did something."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=label
    )
