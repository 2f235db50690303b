"""Reads of reports: the register, lists behind figures, versions of reports and sets."""

from array import array
from collections import defaultdict
from decimal import Decimal

from django.db.models import F, Q

from kladka.casework.cases.restrictions import Restriction
from kladka.casework.intake.models import Applicant
from kladka.casework.people.models import HeldDocument, Household, Person, ProtectionStatus
from kladka.casework.programmes.models import FormOfAid
from kladka.journal.reading import noticed_list
from kladka.ui.paging import keyset_page
from kladka.vault.fields import unseal_rows

from .counting import GROSZ, behind, with_money
from .models import ReportRun, ReportSet, YearReport

# The first is that of an index of applications: its page is read no further than it is long.
ORDERS = {
    "wpis": ("-filed_on", "-of_application", "-id"),
    "nazwisko": ("family", "id"),
    "sprawa": ("case_number", "id"),
}
WAYS = {
    "family": "person__family_name", "given": "person__given_names", "born": "person__born",
    "sex": "person__sex", "citizenship": "person__citizenship", "case_key": "application__case__key",
    "case_number": "application__case__number", "household": "application__case__household",
    "of_case": "application__case", "of_application": "application", "filed_on": "application__filed_on",
    "status_kind": "status__kind", "status_from": "status__decided_on", "of_status": "status",
    "of_programme": "application__programme", "starts": "application__programme__starts",
    "ends": "application__programme__ends", "state": "application__programme__state",
    "accepted_on": "application__programme__accepted_on",
    "decision_number": "application__programme__decision__number",
    "decision_kind": "application__programme__decision__kind",
    "decided_on": "application__programme__decision__issued_on", "of_person": "person",
}  # fmt: skip
CHUNK = 500
MONEY = ("paid", "health", "agreed")
OF_PERSON = ("pesel", "marital_status", "school")  # sealed, of the register (ups art. 23a)


def list_behind(centre, span, figure, *, money, order="wpis", cursor="", size=25, leaving=False):
    """A page of the rows that a figure counts, one for a person in a programme, as dictionaries."""
    rows = _named(behind(centre, span, figure), leaving=leaving)
    page = keyset_page(rows.values("id", "relation", *WAYS), ORDERS[order], cursor, size)
    if money:
        with_sums(page.rows, span)
    noticed_list("report", [row["case_key"] for row in page.rows], organisation_id=centre.pk)
    return page


def _named(rows, *, leaving):
    rows = rows.annotate(**{name: F(way) for name, way in WAYS.items()})
    return rows.exclude(of_case__in=Restriction.objects.cases()) if leaving else rows


def long_list(centre, span, figure, *, money, full):
    """(how many, generator of chunks) of the whole list by name, to leave the office; full: the register."""
    rows = _named(behind(centre, span, figure), leaving=True)
    ids = array("q", rows.order_by(*ORDERS["nazwisko"]).values_list("id", flat=True).iterator())
    # By keys alone: with the conditions of the figure again every chunk would read the whole centre.
    return len(ids), _chunks(_named(Applicant.objects.all(), leaving=True), ids, span, money=money, full=full)


def _chunks(rows, ids, span, *, money, full):
    for start in range(0, len(ids), CHUNK):
        chunk = list(ids[start : start + CHUNK])
        found = {one["id"]: one for one in rows.filter(pk__in=chunk).values("id", "relation", *WAYS)}
        listed = [found[pk] for pk in chunk if pk in found]
        if money:
            with_sums(listed, span)
        yield with_register(listed) if full else listed


def with_sums(rows, span):
    """The same rows with `paid`, `health` and `agreed` of the months begun in a span, zł or None."""
    priced = with_money(Applicant.objects.filter(pk__in=[row["id"] for row in rows]), span)
    sums = {one.pop("id"): one for one in priced.order_by().values("id", *MONEY)}
    for row in rows:
        row |= {name: amount and Decimal(amount).quantize(GROSZ) for name, amount in sums[row["id"]].items()}


def with_register(rows):
    """The same rows with what the register adds: PESEL, documents, address, number of the status, services.

    A protected address is not there. Sealed fields are opened for these rows alone, in five queries.
    """
    people = _opened(Person, [row["of_person"] for row in rows], *OF_PERSON)
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
        number = statuses.get(row["of_status"], {}).get("decision_number", "")
        row |= {**people[row["of_person"]], "documents": documents[row["of_person"]]}
        row |= {"home": homes[row["household"]], "status_number": number}
        row["services"] = services[row["of_programme"]]
    return rows


def _opened(model, keys, *fields):
    """{primary key: {field: opened value}} of sealed fields, "" for nothing."""
    rows = list(model.objects.filter(pk__in=set(keys)).values("pk", "key", *fields))
    opened = unseal_rows(rows, model, *fields)
    return {row["pk"]: {name: row[name] or "" for name in fields} for row in opened}


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


def last_counts(centre, **of):
    """(the newest count, the newest finished one) of a report or of a set, each None when there is none."""
    runs = ReportRun.objects.filter(organisation=centre, **of).select_related("by").defer("content")
    newest = runs.order_by("-pk").first()
    done = runs.filter(state=ReportRun.State.DONE).order_by("-pk").first()
    return newest, done


def counts_of_set(centre, code):
    """Finished counts of a set in any version, the newest first."""
    runs = ReportRun.objects.filter(organisation=centre, report_set__code=code, state=ReportRun.State.DONE)
    return list(runs.select_related("by", "report_set").defer("content", "figures").order_by("-pk")[:12])


def my_files(user, centre, *kinds):
    """The last files a user ordered."""
    runs = ReportRun.objects.filter(organisation=centre, by=user, kind__in=kinds)
    runs = runs.annotate(kept=Q(content__isnull=False)).defer("content", "figures")
    return list(runs.order_by("-pk")[:20])
