"""Reads of reports: the register, lists behind figures, versions of reports and sets."""

from collections import defaultdict

from django.db.models import F

from kladka.casework.cases.restrictions import Restriction
from kladka.casework.people.models import HeldDocument, Household, Person, ProtectionStatus
from kladka.casework.programmes.models import FormOfAid
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .models import ReportSet, YearReport
from .vocabulary import behind

ORDERS = {"nazwisko": ("family", "id"), "data": ("-filed_on", "-id"), "sprawa": ("case_number", "id")}
WAYS = {
    "family": "person__family_name", "given": "person__given_names", "born": "person__born",
    "sex": "person__sex", "citizenship": "person__citizenship", "case_key": "application__case__key",
    "case_number": "application__case__number", "household": "application__case__household",
    "of_case": "application__case", "filed_on": "application__filed_on",
    "status_kind": "status__kind", "status_from": "status__decided_on", "of_status": "status",
    "of_programme": "application__programme", "starts": "application__programme__starts",
    "ends": "application__programme__ends", "state": "application__programme__state",
    "accepted_on": "application__programme__accepted_on",
    "decision_number": "application__programme__decision__number",
    "decision_kind": "application__programme__decision__kind",
    "decided_on": "application__programme__decision__issued_on", "of_person": "person",
}  # fmt: skip
MONEY = ("paid", "health", "agreed")


def list_behind(centre, year, figure, *, money, order="nazwisko", cursor="", size=25, leaving=False):
    """A page of the rows that a figure counts, one for a person in a programme, as dictionaries."""
    rows = behind(centre, year, figure).annotate(**{name: F(way) for name, way in WAYS.items()})
    if leaving:
        rows = rows.exclude(of_case__in=Restriction.objects.cases())
    fields = ["id", "relation", *WAYS, *(MONEY if money else ())]
    page = keyset_page(rows.values(*fields), ORDERS[order], cursor, size)
    noticed_list("report", [row["case_key"] for row in page.rows], organisation_id=centre.pk)
    return page


def with_register(rows):
    """The same rows with what the register adds: PESEL, documents, address, number of the status, services.

    A protected address is not there. Sealed fields are opened for these rows alone, in five queries.
    """
    people = _opened(Person, [row["of_person"] for row in rows], "pesel")
    homes = {one.pk: one for one in Household.objects.filter(pk__in={row["household"] for row in rows})}
    statuses = _opened(ProtectionStatus, [row["of_status"] for row in rows], "decision_number")
    documents = defaultdict(list)
    held = HeldDocument.objects.filter(person__in=list(people)).order_by("pk")
    for one in held:
        documents[one.person_id].append(str(one))
    services = defaultdict(list)
    asked = FormOfAid.objects.filter(programme__in={row["of_programme"] for row in rows})
    for programme, code in asked.order_by("pk").values_list("programme", "code"):
        services[programme].append(code)
    for row in rows:
        row |= {"pesel": people[row["of_person"]], "documents": documents[row["of_person"]]}
        row |= {"home": homes[row["household"]], "status_number": statuses.get(row["of_status"], "")}
        row["services"] = services[row["of_programme"]]
    return rows


def _opened(model, keys, field):
    """{primary key: opened value} of a sealed field."""
    rows = list(model.objects.filter(pk__in=set(keys)).values("pk", "key", field))
    return {row["pk"]: row[field] or "" for row in unseal_rows(rows, model, field)}


def newest_sets(centre):
    """The newest version of every set of rows, by name."""
    rows = ReportSet.objects.filter(organisation=centre).select_related("by").order_by("code", "-version")
    newest = {}
    for one in rows:
        newest.setdefault(one.code, one)
    return sorted(newest.values(), key=lambda one: one.name)


def versions_of(centre, code):
    """Versions of a set, the newest first."""
    return ReportSet.objects.filter(organisation=centre, code=code).select_related("by").order_by("-version")


def year_reports(centre):
    """Yearly reports with their versions, the newest first."""
    found = YearReport.objects.filter(organisation=centre).defer("texts", "figures")
    return list(found.select_related("by", "finished_by").order_by("-year", "-version")[:60])


def citizenships(centre):
    """Citizenships of the people of a centre, for the editor."""
    rows = Person.objects.filter(organisation=centre).order_by("citizenship")
    return list(rows.values_list("citizenship", flat=True).distinct()[:200])
