"""Lists that go into a pack for a control: what happened in its days, one row for a thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kladka.casework.benefits.models import CLOSED, Payment, PaymentList
from kladka.casework.cases.models import Case
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.decisions.models import Decision
from kladka.casework.intake.models import Application
from kladka.casework.programmes.models import Programme, Revocation, Withholding
from kladka.documents.document import Document
from kladka.documents.sheets import long_workbook
from kladka.documents.xlsx import Column
from kladka.law.acts import GROUNDS
from kladka.law.uncollected import TAKEN_AWAY


@dataclass(frozen=True, slots=True)
class PackList:
    """`rows(centre, span)` gives rows of `columns`."""

    code: str
    title: str
    columns: Sequence[Column]
    rows: Callable


def list_of(one, centre, span):
    """A list as an XLSX document."""
    made = long_workbook(one.title, one.columns, one.rows(centre, span), name=one.code)
    return Document.of(f"{one.code}.xlsx", made.media_type, made.content)


def _leaving(rows, case="case"):
    """Without rows of cases whose data may not leave the office."""
    kept = rows.exclude(**{f"{case}__in": Restriction.objects.cases()})
    return kept.exclude(**{f"{case}__state": Case.State.ERASED})


def _days(span, field):
    return {f"{field}__range": (span.first, span.last)}


def _applications(centre, span):
    rows = _leaving(Application.objects.filter(organisation=centre, **_days(span, "filed_on")))
    states = dict(Application.State.choices)
    told = ("receipt_number", "filed_on", "complete_on", "case__number", "case__title", "state")
    for *said, state in rows.order_by("filed_on", "pk").values_list(*told).iterator():
        yield [*said, states[state]]


def _accepted(centre, span):
    rows = _leaving(Programme.objects.filter(organisation=centre, **_days(span, "accepted_on")))
    states = dict(Programme.State.choices)
    told = ("case__number", "case__title", "agreed_on", "accepted_on", "voivode_reference", "starts", "ends")
    for *said, state in rows.order_by("accepted_on", "pk").values_list(*told, "state").iterator():
        yield [*said, states[state]]


def _decisions(centre, span):
    rows = _leaving(Decision.objects.filter(organisation=centre, **_days(span, "issued_on")))
    kinds = dict(Decision.Kind.choices)
    told = ("number", "issued_on", "kind", "case__number", "case__title", "approved_by__name", "delivery__on")
    for number, on, kind, *said in rows.order_by("issued_on", "pk").values_list(*told).iterator():
        yield [number, on, kinds[kind], *said]


def _taken(centre, span):
    grounds = {code: one.label for code, one in GROUNDS.items()}
    grounds |= {code: label for code, (_, label) in TAKEN_AWAY.items()}
    for model, word, last in ((Withholding, "wstrzymanie", "ends"), (Revocation, "uchylenie", None)):
        rows = _leaving(model.objects.filter(programme__organisation=centre), "programme__case")
        told = ["person__given_names", "person__family_name", "programme__case__number", "ground", "starts"]
        found = rows.filter(**_days(span, "starts")).order_by("starts", "pk")
        for given, family, number, ground, on, *ends in found.values_list(*told, *([last] if last else [])):
            yield [word, f"{given} {family}", number, grounds.get(ground, ground), on, *(ends or [None])]


def _payment_lists(centre, span):
    """Totals of whole lists: they name nobody."""
    rows = PaymentList.objects.filter(organisation=centre, state__in=CLOSED, **_days(span, "month"))
    told = ("number", "month", "people", "total_pln", "prepared_by__name", "approved_by__name", "sent_on")
    return rows.order_by("month").values_list(*told).iterator()


def _payments(centre, span):
    rows = Payment.objects.filter(payment_list__organisation=centre, payment_list__state__in=CLOSED)
    rows = _leaving(rows.filter(**_days(span, "month"))).order_by("month", "sort_name", "pk")
    told = ("month", "person_name", "case__number", "agreed_pln", "amount_pln", "health_pln")
    return rows.values_list(*told, "payment_list__number").iterator()


LISTS = (
    PackList("wnioski", "wnioski złożone", (
        Column("Potwierdzenie"), Column("Złożono", "day"), Column("Komplet", "day"), Column("Znak sprawy"),
        Column("Rodzina", width=32), Column("Stan", width=24),
    ), _applications),
    PackList("programy", "programy zaakceptowane", (
        Column("Znak sprawy"), Column("Rodzina", width=32), Column("Uzgodniono", "day"),
        Column("Zaakceptowano", "day"), Column("Znak pisma wojewody", width=24), Column("Od", "day"),
        Column("Do", "day"), Column("Stan", width=24),
    ), _accepted),
    PackList("decyzje", "decyzje wydane", (
        Column("Numer", width=24), Column("Wydano", "day"), Column("Rodzaj", width=32), Column("Znak sprawy"),
        Column("Rodzina", width=32), Column("Zatwierdził(a)", width=24), Column("Doręczono", "day"),
    ), _decisions),
    PackList("wstrzymania-i-uchylenia", "wstrzymania i uchylenia", (
        Column("Co"), Column("Osoba", width=32), Column("Znak sprawy"), Column("Podstawa", width=60),
        Column("Od", "day"), Column("Do", "day"),
    ), _taken),
    PackList("listy-wyplat", "listy wypłat", (
        Column("Numer", width=24), Column("Miesiąc", "day"), Column("Osób", "whole"),
        Column("Razem (zł)", "money", 16), Column("Przygotował(a)", width=24),
        Column("Zatwierdził(a)", width=24), Column("Wysłano", "day"),
    ), _payment_lists),
    PackList("wyplaty", "wypłaty z zamkniętych list", (
        Column("Miesiąc", "day"), Column("Osoba", width=32), Column("Znak sprawy"),
        Column("Uzgodniono (zł)", "money", 16), Column("Do wypłaty (zł)", "money", 16),
        Column("Składka zdrowotna (zł)", "money", 16), Column("Lista", width=24),
    ), _payments),
)  # fmt: skip
