"""What pages on withholding and revocation show: lawful days, money by both readings, history, proposals."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef

from kladka.casework.attachments.models import Attachment
from kladka.casework.cases.models import Contact
from kladka.casework.decisions.models import Decision
from kladka.documents import polish
from kladka.law.acts import GROUNDS
from kladka.law.facts import Withheld
from kladka.law.readings import DISPUTES
from kladka.law.terms import appeal_term
from kladka.law.withholding import (
    EXECUTION,
    REMAINING,
    Execution,
    Spell,
    follows_unresumed,
    lawful_days,
    proposals,
)

from . import drafting, queries, remaining
from .covered import covered_on
from .execution import affects_from
from .models import Revocation, Withholding

ONE_DAY = timedelta(days=1)
KINDS = (
    *(Decision.Kind.WITHHOLD, Decision.Kind.RESUME, Decision.Kind.REVOKE, Decision.Kind.EXPIRE),
    Decision.Kind.REMAINING,
)
OPEN = (Decision.State.DRAFT, Decision.State.SUBMITTED)
EVIDENCE_DAYS = 90


@dataclass(frozen=True)
class Result:
    """One reading of a disputed point: its words, the first day it touches (or None), zł, whether in use."""

    label: str
    first: date | None
    pln: Decimal
    used: bool


def lawful(on):
    """The days every ground opens to a decision drafted on a day, in the order of the act."""
    return [lawful_days(ground, on) for ground in GROUNDS]


def history(programme, person):
    """Withheld times of a person as the law reads them."""
    return [
        Spell(one.ground, one.starts, one.ends, one.resumed_on)
        for one in programme.withholdings.all()
        if one.person_id == person.pk and one.annulled_on is None
    ]


def proposals_of(programme, today):
    """[(person, proposal)] of the covered persons whose aid was not revoked."""
    gone = set(programme.revocations.filter(annulled_on=None).values_list("person_id", flat=True))
    people = [one.person for one in covered_on(programme, today)]
    return [
        (person, found)
        for person in people
        if person.pk not in gone
        for found in proposals(history(programme, person), today)
    ]


def to_decide(organisation, day, *, worker=None, most=5):
    """[(what, how many, address)] for „Dziś”: withheld aid whose time ran out, or that repeats.

    One row a family; above `most` the rest is one row that leads to the list of programmes.
    """
    same = {"programme": OuterRef("programme"), "person": OuterRef("person")}
    lasting = {"resumed_on": None, "annulled_on": None}
    rows = Withholding.objects.filter(
        Exists(Withholding.objects.filter(**same, **lasting)),
        ~Exists(Revocation.objects.filter(**same, annulled_on=None)),
        # Follows from the first, but with it few programmes are read and not the whole centre.
        programme__in=Withholding.objects.filter(**lasting).values("programme"),
        programme__organisation=organisation,
        programme__state="running",
        annulled_on=None,
    )
    if worker:
        rows = rows.filter(programme__case__worker=worker)
    spells = defaultdict(list)
    fields = ("programme__case__key", "programme__case__title", "person")
    for *place, ground, starts, ends, resumed in rows.values_list(
        *fields, "ground", "starts", "ends", "resumed_on"
    ).order_by("programme__case__sort_name", "starts"):
        spells[tuple(place)].append(Spell(ground, starts, ends, resumed))
    waiting = dict.fromkeys(place[:2] for place, told in spells.items() if proposals(told, day))
    shown = [
        (f"Wstrzymana pomoc do rozstrzygnięcia: {title}", 1, f"/sprawy/{key}/program/wstrzymania/")
        for key, title in list(waiting)[:most]
    ]
    if len(waiting) > most:
        shown.append(("Wstrzymana pomoc do rozstrzygnięcia, pozostałe", len(waiting) - most, "/programy/"))
    return shown


def ran_out_before(programme, people, starts):
    """Names of persons whose earlier withholding ran out before `starts` and was never given back."""
    return [person.full_name for person in people if follows_unresumed(history(programme, person), starts)]


def taken_from(programme, people, starts, ends, ground):
    """Zł of cash that `people` lose when withheld on those days; `starts` None is nothing."""
    if starts is None or (ends and starts > ends):
        return Decimal(0)
    facts = queries.facts_of_programme(programme)
    more = tuple(Withheld(person.key, ground, starts, ends) for person in people)
    before = sum(one.cash_pln for one in queries.dues(programme, facts=facts))
    with_more = replace(facts, withheld=facts.withheld + more)
    return before - sum(one.cash_pln for one in queries.dues(programme, facts=with_more))


def withholding_results(programme, decision, delivered_on):
    """Both readings of when a drafted withholding changes payments, were it delivered on a day."""
    kept = decision.content["withhold"]
    people = [one.person for one in programme.application.people.all() if one.person.key in kept["people"]]
    starts, ends = date.fromisoformat(kept["starts"]), kept["ends"] and date.fromisoformat(kept["ends"])
    found = []
    for reading, label in EXECUTION.variants.items():
        known = Execution(
            reading=reading,
            immediate=decision.content.get("immediate", False),
            appeal_day=appeal_term(delivered_on).day,
        )
        first = known.affects_from(starts)
        if first and ends and first > ends:
            first = None
        taken = taken_from(programme, people, first, ends or None, kept["ground"])
        found.append(Result(label, first, taken, reading == kept["execution"]))
    return found


def resumption_results(programme, withholdings, on):
    """[(question, provision, results)]: cash of the family over the whole aid, both readings of each point.

    As if the aid were given back from `on`; the other point is read as the programme reads it.
    """
    used = queries.readings_of(programme)
    facts = _facts_resumed(programme, withholdings, on)
    found = []
    for name in ("resumption", "extension"):
        dispute = DISPUTES[name]
        results = [
            Result(label, None, _cash(facts, replace(used, **{name: value})), used.get(name) == value)
            for value, label in dispute.variants.items()
        ]
        found.append((dispute.question, dispute.provision, results))
    return found


def _facts_resumed(programme, withholdings, on):
    """The facts of a programme as if these withholdings had ended the day before `on`."""
    keys = {(one.person.key, affects_from(one)) for one in withholdings}
    facts = queries.facts_of_programme(programme)
    ended = tuple(
        replace(one, ends=on - ONE_DAY) if (one.person, one.starts) in keys else one
        for one in facts.withheld
        if (one.person, one.starts) not in keys or one.starts < on
    )
    return replace(facts, withheld=ended)


def lasts_until(programme, withholdings, on, **readings):
    """The last day of aid when the resumption from `on` lengthens it by these readings; None when not."""
    facts = _facts_resumed(programme, withholdings, on)
    used = replace(queries.readings_of(programme), **readings)
    _, ends = drafting.period(queries.explain(replace(facts, readings=used)))
    return ends if readings["extension"] and ends > programme.ends else None


def _cash(facts, readings):
    totals = queries.explain(replace(facts, readings=readings)).totals
    return queries.zlote(totals.cash)


def remaining_results(programme, people, starts, used="smaller"):
    """Both readings of the amounts of those who stay: full months of cash without `people`."""
    return [
        Result(label, None, remaining.total(remaining.rows(programme, people, starts, size)), size == used)
        for size, label in REMAINING.variants.items()
    ]


def evidence_lines(case, today):
    """What of the case may be evidence: contacts of the last months and its files, one line each."""
    since = today - timedelta(days=EVIDENCE_DAYS)
    contacts = Contact.objects.filter(case=case, on__gte=since).order_by("on", "id")[:40]
    files = Attachment.objects.filter(case=case, removed_at=None).order_by("id")[:40]
    return [
        *(f"adnotacja z {polish.day(one.on)}: {one.get_kind_display()}" for one in contacts),
        *(f"{one.get_kind_display()}: {one.name}" for one in files),
    ]


def open_decisions(case):
    """Drafts about withholding and revocation that wait, the oldest first."""
    return list(Decision.objects.filter(case=case, kind__in=KINDS, state__in=OPEN).order_by("pk"))


def revocations_of(programme):
    """Revocations of a programme with their persons and the delivery of their decisions."""
    found = Revocation.objects.filter(programme=programme)
    return list(
        found.select_related("person", "decision__delivery").defer("decision__content", "decision__grounds")
    )
