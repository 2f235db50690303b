"""Workers that do the background work."""

from django.db import models


class TaskWorker(models.Model):
    """A process that takes tasks from the queue, and when it last gave a sign of life."""

    name = models.CharField("nazwa", max_length=64, unique=True)
    started_at = models.DateTimeField("od", auto_now_add=True)
    beat_at = models.DateTimeField("znak życia", db_index=True)

    class Meta:
        verbose_name = "wykonawca zadań"
        verbose_name_plural = "wykonawcy zadań"

    def __str__(self):
        return self.name
