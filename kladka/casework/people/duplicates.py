"""Records of one centre that may be of one person and of which nobody said whether they are."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Lower, Substr

from .models import Person, PersonLink


def likely_pairs(organisations, *, after=0, size=25):
    """Pairs of records with one birth date and alike names about which nobody said anything, newest first.

    (older id, newer id); other centres are not looked at. `after` is the newer id a page begins below.
    """
    people = Person.objects.filter(organisation__in=organisations).exclude(family_name="usunięto")
    people = people.annotate(start=Lower(Substr("family_name", 1, 3)), given=Lower("given_names"))
    alike = Q(start=OuterRef("start")) | Q(given=OuterRef("given")) | Q(given=Lower(OuterRef("family_name")))
    earlier = people.filter(
        alike, organisation=OuterRef("organisation"), born=OuterRef("born"), pk__lt=OuterRef("pk")
    )
    said = PersonLink.objects.filter(one=OuterRef("pair"), other=OuterRef("pk"), undone_at=None)
    later = people.annotate(pair=Subquery(earlier.order_by("-pk").values("pk")[:1])).filter(
        pair__isnull=False
    )
    later = later.filter(~Exists(said), **({"pk__lt": after} if after else {}))
    return list(later.order_by("-pk").values_list("pair", "pk")[:size])
