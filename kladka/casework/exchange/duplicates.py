"""What the page of possible duplicates shows: both records, their cases, why they look alike."""

from django.db.models import F

from kladka.casework.people.duplicates import likely_pairs
from kladka.casework.people.models import HouseholdMember, Person, PersonLink
from kladka.casework.people.spelling import normalise
from kladka.journal.reading import noticed_list

SIZE, SAID = 25, 50


def pairs_of(organisation, cursor=""):
    """[(older record, newer record, why)], each a dictionary with its cases; a page of the newest."""
    found = likely_pairs([organisation.pk], after=int(cursor) if cursor.isdecimal() else 0, size=SIZE)
    people = _people({pk for pair in found for pk in pair}, organisation)
    return [(people[one], people[other], _why(people[one], people[other])) for one, other in found]


def said_of(organisation):
    """The newest things said of two records, with who said them and who took them back."""
    links = PersonLink.objects.filter(one__organisation=organisation).order_by("-pk")[:SAID]
    return list(links.select_related("one", "other", "by", "undone_by"))


def _people(ids, organisation):
    """{id: what is shown of a record}."""
    fields = ("id", "key", "given_names", "family_name", "original_name", "born", "citizenship")
    people = {row["id"]: row | {"cases": []} for row in Person.objects.filter(pk__in=ids).values(*fields)}
    members = HouseholdMember.objects.filter(person__in=ids, household__cases__isnull=False)
    rows = members.values("person", number=F("household__cases__number"), key=F("household__cases__key"))
    for row in rows.order_by("household__cases__pk"):
        people[row["person"]]["cases"].append(row)
    keys = [row["key"] for person in people.values() for row in person["cases"]]
    noticed_list("duplicates", keys, organisation_id=organisation.pk)
    return people


def _why(one, other):
    same = normalise(one["family_name"]) == normalise(other["family_name"])
    given = normalise(one["given_names"]) == normalise(other["given_names"])
    if same and given:
        return "ta sama data urodzenia, imię i nazwisko"
    if normalise(one["given_names"]) == normalise(other["family_name"]):
        return "ta sama data urodzenia, imię i nazwisko zamienione"
    return f"ta sama data urodzenia, {'to samo imię' if given else 'podobne nazwisko'}"
