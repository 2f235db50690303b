"""Cases of one person recorded twice: what a case page and a search say of them."""

from django.db.models import F, Q

from kladka.casework.people.models import HouseholdMember, PersonLink
from kladka.ui.prepared import Prepared, UpTo

from .models import Case
from .queries import PAGE


def cases_of_same_person(user, households):
    """{household: [other cases in which one of its people was recorded again]}, as dictionaries.

    Only cases this user reads anyway: a link opens nothing, the other case asks for a reason as ever.
    """
    links = [(link["one"], link["other"]) for link in _links(households=households)]
    pairs = [pair for link in links for pair in (link, link[::-1])]
    if not pairs:
        return {}
    places = _places({person for pair in pairs for person in pair}, user)
    found = {}
    for one, other in pairs:
        for household in {row["household"] for row in places.get(one, ())} & set(households):
            others = [row for row in places.get(other, ()) if row["household"] != household]
            found.setdefault(household, {}).update((row["number"], row) for row in others)
    return {household: list(others.values()) for household, others in found.items()}


def _links_of(households):
    people = HouseholdMember.objects.filter(household__in=households).values("person")
    links = PersonLink.objects.filter(Q(one__in=people) | Q(other__in=people), same=True, undone_at=None)
    return links.values("one", "other")


_links = Prepared(_links_of, households=UpTo(PAGE))


def _places(people, user):
    """{person: [household and case of each record]} among the cases this user reads."""
    members = HouseholdMember.objects.filter(person__in=people)
    members = members.filter(household__cases__in=Case.objects.readable_by(user))
    case = {name: F(f"household__cases__{name}") for name in ("number", "key", "title")}
    found = {}
    for row in members.order_by("household__cases__pk").values("person", "household", **case):
        found.setdefault(row["person"], []).append(row)
    return found


def told_once(user, rows):
    """The rows of a search with the cases of the same person in `also`; found ones stand there, not again."""
    linked = cases_of_same_person(user, [row["household"] for row in rows])
    found, told, shown = {row["number"] for row in rows}, set(), []
    for row in rows:
        if row["number"] in told:
            continue
        row["also"] = [one | {"found": one["number"] in found} for one in linked.get(row["household"], ())]
        told |= {one["number"] for one in row["also"]}
        shown.append(row)
    return shown
