"""Ostrzeżenia: what a person should look at before deciding; a warning never refuses anything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from kladka.law import polish
from kladka.law.acts import LIMITED, Reason, may_withhold
from kladka.law.columns import month_number
from kladka.law.facts import Facts, PersonFacts
from kladka.law.terms import months_later
from kladka.law.trace import Trace
from kladka.law.uses import reads


def warnings_of(trace: Trace) -> Iterator[Reason]:
    """Warnings about the facts, the amounts and the figures used."""
    yield from _about_application(trace.facts)
    yield from _about_term(trace)
    yield from _about_withheld(trace)
    if trace.months:
        yield from _about_family(trace)
        yield from _about_people(trace)
        yield from _about_amounts(trace)
        yield from _about_figures(trace)


def _about_application(facts: Facts) -> Iterator[Reason]:
    complete = facts.complete_on
    if complete and month_number(complete) > month_number(facts.filed_on):
        yield Reason(
            "documents_completed_later",
            "ups art. 91 ust. 9; ups art. 106 ust. 3",
            None,
            f"Dokumenty uzupełniono {polish.day(complete)}, w późniejszym miesiącu niż złożono wniosek "
            f"({polish.day(facts.filed_on)}); pierwszy miesiąc pomocy jest sporny.",
        )
    left = facts.left_reception_centre_on
    if left and month_number(left) < month_number(facts.filed_on):
        yield Reason(
            "left_centre_earlier",
            "ups art. 91 ust. 9 i 10",
            None,
            f"Ośrodek opuszczono {polish.day(left)}, we wcześniejszym miesiącu niż złożono wniosek "
            f"({polish.day(facts.filed_on)}); przyjęto miesiąc wniosku, choć ust. 10 mówi o miesiącu "
            "opuszczenia ośrodka.",
        )
    applicants = [person for person in facts.people if person.relation == "applicant"]
    if len(applicants) != 1:
        text = "Wniosek powinien mieć jednego wnioskodawcę."
        yield Reason("applicant_not_one", "ups art. 91 ust. 3 i 4", None, text)


def _about_term(trace: Trace) -> Iterator[Reason]:
    days = trace.book.parameter("application_days").number(trace.facts.filed_on)
    for person in trace.facts.people:
        delivered = person.decision_delivered_on
        if delivered is None and person.relation == "applicant":
            text = f"Nie podano dnia doręczenia decyzji, dlatego terminu {polish.days(days)} nie sprawdzono."
            yield Reason("delivery_unknown", "ups art. 91 ust. 3", person.id, text)
        elif delivered and trace.facts.filed_on < delivered:
            text = "Wniosek złożono przed dniem doręczenia decyzji; sprawdź daty."
            yield Reason("filed_before_delivery", "ups art. 91 ust. 3", person.id, text)


def _about_withheld(trace: Trace) -> Iterator[Reason]:
    for one in trace.facts.withheld:
        if one.ground in LIMITED:
            outcome = may_withhold(one.ground, one.starts, one.ends, book=trace.book)
            if not outcome.allowed:
                reason = outcome.reasons[0]
                yield Reason(reason.code, reason.provision, one.person, reason.text)


@reads("child_with_representative")
def _about_family(trace: Trace) -> Iterator[Reason]:
    """Where the law says whom an application covers, and the facts do not settle it."""
    people, filed_on = trace.facts.people, trace.facts.filed_on
    adult = trace.book.parameter("adult_age").number(filed_on)
    minors = {person.id for person in people if months_later(person.born, 12 * adult) > filed_on}
    with_parent = trace.book.parameter("child_with_representative").at(filed_on)
    eligible = dict(zip([person.id for person in people], trace.table("eligible")[0].tolist(), strict=True))
    for person in people:
        if person.relation == "applicant":
            yield from _about_applicant(person, person.id in minors, eligible)
        elif with_parent and person.id in minors and not eligible[person.id] and person.relation == "child":
            text = (
                "Małoletnie dziecko nie ma własnego statusu. Ust. 12 obejmuje małoletnie dziecko na czas "
                "programu jego przedstawiciela ustawowego i o statusie nie mówi; rozstrzyga człowiek."
            )
            yield Reason("child_without_status", "ups art. 91 ust. 12", person.id, text)


def _about_applicant(person: PersonFacts, minor: bool, eligible: dict[str, bool]) -> Iterator[Reason]:
    if not eligible[person.id]:
        text = (
            "Wnioskodawca sam nie jest uprawniony, a rodzinę obejmuje wniosek osoby ze statusem; wniosek "
            "uprawnionego dziecka składa jego przedstawiciel ustawowy, małżonek składa własny."
        )
        yield Reason("applicant_not_eligible", "ups art. 91 ust. 1 i 4", person.id, text)
    elif person.status == "family_permit" and len(eligible) > 1:
        text = (
            "Wniosek osoby z zezwoleniem członka rodziny nie obejmuje z mocy ust. 4 małżonka ani dzieci; "
            "dziecko obejmuje się według ust. 12, małżonek składa własny wniosek."
        )
        yield Reason("permit_covers_no_family", "ups art. 91 ust. 4 i 12", person.id, text)
    if minor:
        text = (
            "Wnioskodawca jest małoletni. Gdy jest w Polsce bez przedstawiciela ustawowego, pomoc zapewnia "
            "starosta miejsca pobytu, a dyrektor placówki zawiadamia sąd opiekuńczy."
        )
        yield Reason("unaccompanied_minor", "ups art. 91a ust. 1 i 2", person.id, text)


def _about_people(trace: Trace) -> Iterator[Reason]:
    eligible, insured, days = (trace.table(name) for name in ("eligible", "insured", "covered_days"))
    for place, person in enumerate(trace.facts.people):
        if not eligible[0, place]:
            continue
        if not days[:, place].any():
            text = "Osoba nie jest objęta pomocą w żadnym miesiącu programu; sprawdź daty objęcia."
            yield Reason("never_covered", "ups art. 92 ust. 1", person.id, text)
        elif not days[0, place]:
            text = "Osoba dołączyła w trakcie programu; o objęciu i okresie rozstrzyga człowiek."
            yield Reason("joined_later", "ups art. 91 ust. 12; ups art. 92 ust. 1", person.id, text)
        if not insured[0, place]:
            text = (
                "Ta osoba nie jest ubezpieczona z tytułu programu; sprawdź jej własny tytuł do ubezpieczenia."
            )
            yield Reason("check_health_title", "ustawa zdrowotna art. 66 ust. 1 pkt 27", person.id, text)


def _about_amounts(trace: Trace) -> Iterator[Reason]:
    days, rates, ceiling = (trace.table(name) for name in ("covered_days", "share_amount", "ceiling"))
    months, people = ((days > 0) & (rates < ceiling)).nonzero()
    if trace.facts.readings.floor and len(months):
        place = (months[0], people[0])
        yield Reason(
            "below_statutory_minimum",
            "ups art. 92 ust. 1 pkt 1; rozporządzenie § 3 ust. 1",
            None,
            f"{_in_month(trace, int(months[0]))} stawki z § 3 dają "
            f"{polish.zloty(int(rates[place]))} na osobę, mniej niż dolna granica z ustawy; przyjęto "
            f"{polish.zloty(int(ceiling[place]))}. Punkt jest sporny.",
        )


def _in_month(trace: Trace, place: int) -> str:
    first = trace.first_day(place)
    return polish.in_months(first, first).capitalize()


def _about_figures(trace: Trace) -> Iterator[Reason]:
    last = trace.first_day(len(trace.months) - 1)
    for _, name in trace.plan.by_month:
        parameter = trace.book.parameter(name)
        if parameter.valid_until and last > parameter.valid_until:
            after = polish.day(parameter.valid_until + timedelta(days=1))
            text = f"{parameter.title}: kwota od {after} nie jest jeszcze znana; przyjęto ostatnią znaną."
            yield Reason("figure_may_change", "ups art. 9", None, text)
