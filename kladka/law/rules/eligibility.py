"""Uprawnieni: each statutory condition of aid as a rule of its own, joined in `eligible`."""

from __future__ import annotations

from kladka.law.columns import Column, Families, Table, all_of, years_after
from kladka.law.holidays import next_working_days
from kladka.law.resolver import Refusal, rule
from kladka.law.statuses import RELATIONS

CHILD = RELATIONS.index("child")


@rule(
    "ups art. 91 ust. 1",
    "Status uprawniający do pomocy",
    "Do pomocy uprawnia: {groups}.",
    unit="yes or no",
    read="filed_on",
    refusal=Refusal("status_not_covered", "Osoba nie ma {groups}."),
)
def has_status(status: Column, groups: Table) -> Column:
    """The person holds one of the statuses of the programme on the day of application."""
    return groups.at(status)


@rule(
    "ups art. 91 ust. 11 (uchylony z dniem 30 maja 2021 r., Dz.U. 2021 poz. 803 art. 1 pkt 16)",
    "Wyłączenie małżonka obywatela polskiego",
    "Wyłączenie małżonków obywateli polskich dotyczy tylko wniosków złożonych przed 30 maja 2021 r.",
    unit="yes or no",
    read="filed_on",
    refusal=Refusal(
        "spouse_of_polish_citizen",
        "Wniosek złożono przed 30 maja 2021 r., a osoba była małżonkiem obywatela polskiego. Jeżeli sprawy "
        "nie zakończono przed tym dniem, wyłączenie już jej nie dotyczy: art. 3 ustawy z 15 kwietnia "
        "2021 r., Dz.U. 2021 poz. 803.",
    ),
)
def not_excluded_as_spouse(spouse_of_polish_citizen: Column, spouse_exclusion: Column) -> Column:
    """The person is not shut out as the spouse of a Polish citizen."""
    return ~(spouse_of_polish_citizen & spouse_exclusion)


@rule(
    "ups art. 91 ust. 4",
    "Osoba objęta wnioskiem",
    "Wniosek obejmuje wnioskodawcę, małżonka i dzieci małoletnie w dniu złożenia wniosku.",
    unit="yes or no",
    read="filed_on",
    refusal=Refusal(
        "adult_child",
        "Dziecko było pełnoletnie w dniu złożenia wniosku; może złożyć własny wniosek.",
    ),
)
def within_application(relation: Column, born: Column, filed_on: Column, adult_age: int) -> Column:
    """The applicant, a spouse, or a child who is a minor on the day of application."""
    covered: Column = (relation != CHILD) | (years_after(born, adult_age) > filed_on)
    return covered


@rule(
    "ups art. 91 ust. 3; KPA art. 57 § 1 i 4",
    "Ostatni dzień na złożenie wniosku",
    "Termin liczy się od doręczenia decyzji; dnia doręczenia nie wlicza się, a termin kończący się w dzień "
    "wolny upływa następnego dnia roboczego: {application_end}.",
    unit="day",
    read="filed_on",
)
def application_end(decision_delivered_on: Column, application_days: Column) -> Column:
    """Last day for the application; far ahead when no delivery is known."""
    return next_working_days(decision_delivered_on + application_days)


@rule(
    "ups art. 91 ust. 3",
    "Wniosek złożony w terminie",
    "Wniosek złożono {filed_on}, termin upływał {application_end}.",
    unit="yes or no",
    refusal=Refusal(
        "late_application",
        "Wniosek złożono po upływie {application_days} dni od doręczenia decyzji; o skutkach rozstrzyga "
        "człowiek.",
    ),
)
def filed_in_time(filed_on: Column, application_end: Column) -> Column:
    """The application came within the term."""
    return filed_on <= application_end


@rule(
    "ups art. 91",
    "Osoba uprawniona",
    "Osoba spełnia warunki art. 91.",
    unit="yes or no",
    when=("late", "keep"),
)
def eligible(has_status: Column, not_excluded_as_spouse: Column, within_application: Column) -> Column:
    """All conditions of art. 91 but the term, which a person judges."""
    return all_of(has_status, not_excluded_as_spouse, within_application)


@rule(
    "ups art. 91",
    "Osoba uprawniona",
    "Osoba spełnia warunki art. 91 wraz z terminem.",
    unit="yes or no",
    figure="eligible",
    when=("late", "leave_out"),
)
def eligible_in_time(
    has_status: Column, not_excluded_as_spouse: Column, within_application: Column, filed_in_time: Column
) -> Column:
    """All conditions of art. 91 with the term: for counting whom the term leaves out."""
    return all_of(has_status, not_excluded_as_spouse, within_application, filed_in_time)


@rule("ups art. 91 ust. 4", "Rodzina", unit="family")
def families(household: Column) -> Families:
    """Which rows make one family."""
    return Families(household)


CONDITIONS = ("has_status", "not_excluded_as_spouse", "within_application", "filed_in_time")
"""Conditions in the order in which a refusal is named; the last one is a warning for a person to judge."""
