"""Środki własne: money of the unit that covers a programme while the grant has not come, and its return."""

from django.db import models
from django.db.models import Q

from kladka.accounts.keys import new_key
from kladka.accounts.models import Organisation
from kladka.casework.ledger import chart

from .people import who


class OwnFunds(models.Model):
    """Środki własne na jeden cel: put on the account of the programme, or taken back (`back`) when paid back.

    What was covered and not taken back is the unit's own cost. Rows are only added.
    """

    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField("dzień")
    back = models.BooleanField("zwrot", default=False)
    purpose = models.CharField("cel", max_length=8, choices=[(key, name) for key, name, _ in chart.PURPOSES])
    amount_pln = models.DecimalField("kwota", max_digits=12, decimal_places=2)
    document = models.CharField("dokument", max_length=80)
    reason = models.CharField("powód", max_length=300)
    by = who()
    at = models.DateTimeField("wpisano", auto_now_add=True)

    class Meta:
        verbose_name = "środki własne"
        verbose_name_plural = "środki własne"
        constraints = [
            models.CheckConstraint(condition=Q(amount_pln__gt=0), name="own_funds_positive"),
            models.UniqueConstraint(
                fields=["organisation", "on", "document", "purpose", "back"],
                name="own_funds_once",
                violation_error_message="Ten zapis już jest: ten sam dzień, dokument i cel.",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on", "-id"], name="own_funds_by_day")]

    def __str__(self):
        return f"{self.document}: {self.amount_pln}"
