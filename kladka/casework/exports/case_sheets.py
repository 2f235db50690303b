"""Lists of one case: rows of each page by the name of its address; page and file have the same rights."""

from kladka.casework.benefits.models import Payment
from kladka.casework.cases.openings import Share
from kladka.casework.changes.models import LifeChange
from kladka.casework.correspondence.models import CaseLetter
from kladka.casework.decisions.models import Decision
from kladka.casework.insurance.models import InsuranceFiling
from kladka.casework.monitoring.models import DutyNotice, Enrolment
from kladka.casework.moves.models import Handover
from kladka.casework.programmes.models import Obligation, Withholding
from kladka.casework.undue.models import Claim
from kladka.law.acts import GROUNDS

from .sheets import Sheet

PERSON = ("Osoba", "person.full_name")
BY = ("Kto zapisał", "by.name")


def _of(model, *related, at="case", order="pk"):
    """Rows of a model by case, in an order, with what their cells need."""
    return lambda case: model.objects.filter(**{at: case}).select_related(*related).order_by(order)


def _events(case):
    return case.events.select_related("by").order_by("on", "pk")


def _attachments(case):
    return case.attachments.select_related("added_by", "removed_by").order_by("-pk")


def _withholdings(case):
    found = Withholding.objects.filter(programme__case=case).select_related("person", "decision")
    return [{"one": one, "ground": GROUNDS[one.ground].label} for one in found.order_by("starts", "pk")]


def _letters(case):
    found = CaseLetter.objects.filter(case=case).defer("pdf", "docx")
    return found.select_related("person", "by").order_by("-pk")


def _notices(case):
    found = DutyNotice.objects.filter(programme__case=case).defer("pdf")
    return found.select_related("person", "by").order_by("-pk")


SHEETS = {
    "case": Sheet(
        "Historia sprawy",
        (("Dzień", "on", "day"), ("Czynność", "title"), ("Opis", "text"), BY),
        _events,
    ),
    "attachments": Sheet(
        "Załączniki",
        (
            *(("Dokument", "get_kind_display"), ("Plik", "name"), ("Bajty", "size", "whole")),
            *(("Ważny do", "valid_until", "day"), ("Dodano", "added_at", "day"), ("Kto", "added_by.name")),
            ("Usunięto", "removed_at", "day"),
        ),
        _attachments,
    ),
    "case-payments": Sheet(
        "Wypłaty w sprawie",
        (
            *(("Za miesiąc", "month", "day"), ("Osoba", "person_name")),
            *(("Uzgodniono", "agreed_pln", "money"), ("Do wypłaty", "amount_pln", "money")),
            *(("Potrącono", "deducted_pln", "money"), ("Składka zdrowotna", "health_pln", "money")),
            *(("Lista", "payment_list.number"), ("Stan listy", "payment_list.get_state_display")),
            ("Wysłano", "payment_list.sent_on", "day"),
        ),
        _of(Payment, "payment_list", order="month"),
        money=True,
    ),
    "case-changes": Sheet(
        "Zmiany w rodzinie",
        (
            *(
                ("Co się stało", "get_kind_display"),
                PERSON,
                ("Dzień", "on", "day"),
                ("Koniec", "over_on", "day"),
            ),
            ("Dowiedzieliśmy się", "learnt_on", "day"),
            *(("Od kogo", "told_by"), ("Opis", "text"), BY, ("Wycofano", "undone_at", "day")),
        ),
        _of(LifeChange, "person", "by", order="-pk"),
    ),
    "case-decisions": Sheet(
        "Decyzje w sprawie",
        (
            *(("Numer", "number"), ("Rodzaj", "get_kind_display"), ("Stan", "get_state_display")),
            *(("Przygotował(a)", "prepared_by.name"), ("Wydana", "issued_on", "day")),
            *(("Doręczona", "delivery.on", "day"), ("Odwołanie do", "delivery.appeal_day", "day")),
        ),
        _of(Decision, "prepared_by", "delivery", order="-pk"),
    ),
    "case-letters": Sheet(
        "Pisma ze sprawy",
        (
            *(("Pismo", "title"), ("Kogo dotyczy", "person.full_name"), ("Numer", "number")),
            *(("Stan", "get_state_display"), ("Wydano", "issued_on", "day"), BY),
            ("Unieważniono", "void_on", "day"),
        ),
        _letters,
    ),
    "duty-notices": Sheet(
        "Wezwania do wyjaśnienia",
        (
            *(("Numer", "number"), PERSON, ("Przepis", "provision"), ("Wysłano", "issued_on", "day")),
            *(("Doręczono", "delivered_on", "day"), ("Wyjaśnienie do", "day", "day")),
            *(("Wyjaśnienie z dnia", "answered_on", "day"), ("Ocena", "get_outcome_display"), BY),
        ),
        _notices,
    ),
    "case-courses": Sheet(
        "Kursy w sprawie",
        (
            *(PERSON, ("Kurs", "course.name"), ("Szkoła", "course.school"), ("Od", "course.starts", "day")),
            *(("Do", "course.ends", "day"), ("Zakończono udział", "left_on", "day"), BY),
        ),
        _of(Enrolment, "person", "course", "by", order="-pk"),
    ),
    "case-insurance": Sheet(
        "Zgłoszenia do ZUS",
        (
            *(("Rodzaj", "get_kind_display"), PERSON, ("Członek rodziny", "dependant.full_name")),
            *(("Od dnia", "effective_on", "day"), ("Złożono", "filed_on", "day")),
            *(("Znak potwierdzenia", "reference"), BY),
        ),
        _of(InsuranceFiling, "person", "dependant", "by", order="effective_on"),
    ),
    "case-claims": Sheet(
        "Nienależnie pobrane",
        (
            *(("Decyzja", "decision.number"), ("Osoba zobowiązana", "debtor.full_name")),
            *(("Podstawa", "get_ground_display"), ("Kwota", "total_pln", "money")),
            *(("Termin zwrotu", "due_on", "day"), ("Ustalono", "effective_on", "day")),
            *(("Zakończono", "ended_on", "day"), ("Dlaczego", "get_ended_display")),
        ),
        _of(Claim, "decision", "debtor"),
        money=True,
    ),
    "programme": Sheet(
        "Zobowiązania",
        (
            *(("Kto", "get_owed_by_display"), PERSON, ("Zobowiązanie", "text"), ("Przepis", "provision")),
            *(("Termin", "due_on", "day"), ("Jak często", "get_rhythm_display")),
            *(("Co to potwierdzi", "get_proof_kind_display"), ("Wykonano", "done_on", "day")),
        ),
        _of(Obligation, "person", at="programme__case"),
    ),
    "programme-withholdings": Sheet(
        "Wstrzymania",
        (
            *(("Osoba", "one.person.full_name"), ("Podstawa", "ground"), ("Decyzja", "one.decision.number")),
            *(("Od", "one.starts", "day"), ("Do", "one.ends", "day")),
            *(("Przyczyna ustała", "one.ceased_on", "day"), ("Wznowiono", "one.resumed_on", "day")),
        ),
        _withholdings,
    ),
    "case-shares": Sheet(
        "Udostępnienia",
        (
            *(("Komu", "organisation.name"), ("Podstawa", "get_basis_display"), ("Cel", "purpose")),
            *(("Od", "starts", "day"), ("Do", "ends", "day"), ("Cofnięto", "withdrawn_at", "day"), BY),
        ),
        _of(Share, "organisation", "by", order="-pk"),
    ),
    "case-handover": Sheet(
        "Przekazania sprawy",
        (
            *(("Od kogo", "from_worker.name"), ("Komu", "to_worker.name")),
            *(("Do jednostki", "to_organisation.name"), ("Inna jednostka", "outside")),
            *(("Przekazano", "offered_at", "day"), ("Rozstrzygnięto", "decided_at", "day")),
            ("Stan", "get_state_display"),
        ),
        _of(Handover, "from_worker", "to_worker", "to_organisation", order="-pk"),
    ),
}
