"""Lists of an office: rows of each page by the name of its address, refused as the page refuses."""

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from kladka.accounts import permissions as accounts
from kladka.casework.benefits.models import BankFormat
from kladka.casework.cases import queries as cases
from kladka.casework.cases.models import Case
from kladka.casework.cases.note_search import search_notes
from kladka.casework.cases.permissions import check_reads_notes, check_search, searches_whole_centre
from kladka.casework.cases.restrictions import Restriction
from kladka.casework.exchange.models import ImportRun
from kladka.casework.exchange.permissions import centre_to_settle, organisation_to_import
from kladka.casework.insurance import queries as insurance
from kladka.casework.insurance.wording import STATES as CONTRIBUTION_STATES
from kladka.casework.letters.models import OfficeTemplate
from kladka.casework.letters.permissions import office_of
from kladka.casework.monitoring.course_queries import course_list
from kladka.casework.moves.permissions import centre_to_distribute
from kladka.casework.moves.queries import loads
from kladka.casework.people.models import HouseholdMember, PersonLink
from kladka.casework.programmes.agreement import GoalSet
from kladka.casework.rights import queries as rights
from kladka.casework.rights.permissions import led_organisation, watched_organisation
from kladka.casework.rights.wording import KINDS as REQUEST_KINDS
from kladka.casework.settlement import book_queries, desk_queries, grant_queries
from kladka.casework.settlement.models import BankStatement, DeskPayment
from kladka.casework.settlement.permissions import office_for
from kladka.staff.permissions import organisation_of_controls
from kladka.staff.queries import controls_of

from .sheets import Sheet

LIMIT = 5000
BY = ("Kto zapisał", "by.name")
PERIOD = (("Od", "starts", "day"), ("Do", "ends", "day"))
DESK_STATES = dict(DeskPayment.State.choices)


def _without_restricted(rows, name):
    """Rows of cases that may leave the office (RODO art. 18); `name` holds the key of the case."""
    kept = set(Case.objects.filter(pk__in=Restriction.objects.cases()).values_list("key", flat=True))
    return [row for row in rows if row[name] not in kept]


def _deadlines(request):
    user, organisation = request.user, accounts.organisation_of(request.user)
    if organisation is None or not accounts.can_read_cases(user, organisation.pk):
        raise PermissionDenied("Terminy widzą osoby, które czytają sprawy.")
    mine = request.GET.get("czyje") != "wszystkie" and accounts.can_handle_cases(user, organisation.pk)
    worker = user if mine else None
    page = cases.open_deadlines(organisation, localdate(), worker=worker, size=LIMIT)
    return _without_restricted(page.rows, "case__key")


def _notes(request):
    user, text = request.user, request.GET.get("q", "").strip()[:200]
    check_reads_notes(user)
    own = request.GET.get("gdzie") != "cala" and not searches_whole_centre(user)
    if text and not own:
        check_search(user, text, cases.words_digest(text), page="note-search")
    found = search_notes(user, text, own=own, size=500).rows if text else []
    rows = _without_restricted(found, "case__key")
    return [row | {"said": "".join(piece.text for piece in row["pieces"])} for row in rows]


def _contributions(request):
    rows = insurance.lists(request.user, size=LIMIT).rows
    return [row | {"state_name": CONTRIBUTION_STATES[row["state"]]} for row in rows]


def _grant(request):
    found = grant_queries.grant_page(office_for(request.user))
    asked = [
        {"what": "zapotrzebowanie", "one": one, "total": one.total_pln, "done": one.sent_on}
        for one in found["requests"]
    ]
    came = [
        {"what": "wpływ", "one": one, "total": one.total_pln, "done": one.on} for one in found["receipts"]
    ]
    settled = [
        {"what": "rozliczenie", "one": one, "total": one.used_pln, "done": one.returned_on}
        for one in found["settlements"]
    ]
    return [*asked, *came, *settled]


def _statements(request):
    found = BankStatement.objects.filter(organisation=office_for(request.user))
    return found.select_related("by").order_by("-pk")


def _desk(request):
    office = office_for(request.user)
    waiting = [
        row | {"state_name": "do odbioru", "on": None, "by__name": ""}
        for row in desk_queries.waiting(office, size=LIMIT).rows
    ]
    settled = [
        {name.removeprefix("payment__"): value for name, value in row.items()}
        | {"state_name": DESK_STATES[row["state"]]}
        for row in desk_queries.settled(office, size=LIMIT).rows
    ]
    return _without_restricted([*waiting, *settled], "case__key")


def _formats(request):
    found = BankFormat.objects.filter(organisation=office_for(request.user))
    return found.select_related("by", "confirmed_by").order_by("retired_on", "-pk")


def _years(request):
    return book_queries.closings(office_for(request.user))


def _goal_sets(request):
    centres = accounts.organisation_ids(request.user)
    if not any(accounts.can_handle_cases(request.user, one) for one in centres):
        raise PermissionDenied
    found = GoalSet.objects.filter(organisation_id__in=centres).select_related("by")
    return [
        {"set": one, "goals": len(one.content), "steps": sum(len(goal["steps"]) for goal in one.content)}
        for one in found.order_by("retired_on", "name")
    ]


def _templates(request):
    found = OfficeTemplate.objects.filter(organisation=office_of(request.user)).defer("content")
    return found.select_related("added_by").order_by("kind", "title", "-version")


def _workers(request):
    rows = loads(centre_to_distribute(request.user), localdate())
    return [{"who": who, "cases": count, "speaks": ", ".join(who.languages)} for who, count in rows]


def _requests(request):
    rows = rights.request_list(led_organisation(request.user), size=LIMIT, leaving=True).rows
    return [row | {"kind_name": REQUEST_KINDS[row["kind"]]} for row in rows]


def _incidents(request):
    return rights.incident_list(watched_organisation(request.user), size=LIMIT).rows


def _imports(request):
    found = ImportRun.objects.filter(organisation=organisation_to_import(request.user))
    return found.defer("content", "problems").select_related("by").order_by("-created_at", "-pk")


def _links(request):
    kept = HouseholdMember.objects.filter(household__cases__in=Restriction.objects.cases()).values("person")
    found = PersonLink.objects.filter(one__organisation=centre_to_settle(request.user))
    found = found.exclude(one__in=kept).exclude(other__in=kept)
    return found.select_related("one", "other", "by", "undone_by").order_by("-pk")


def _controls(request):
    return controls_of(organisation_of_controls(request.user))


def reads_cases(user):
    organisation = accounts.organisation_of(user)
    return organisation is not None and accounts.can_read_cases(user, organisation.pk)


SHEETS = {
    "today": Sheet(
        "Terminy",
        (
            *(("Termin", "day", "day"), ("Co", "label"), ("Przepis", "provision")),
            *(("Znak sprawy", "case__number"), ("Rodzina", "case__title")),
        ),
        _deadlines,
        offered=reads_cases,
    ),
    "note-search": Sheet(
        "Notatki",
        (
            *(("Dzień", "on", "day"), ("Rodzaj", "kind"), ("Fragment", "said"), ("Kto zapisał", "by__name")),
            *(("Znak sprawy", "case__number"), ("Rodzina", "case__title")),
        ),
        _notes,
    ),
    "course-list": Sheet(
        "Kursy",
        (("Kurs", "name"), ("Szkoła", "school"), ("Poziom", "level"), *PERIOD, ("Osoby", "people", "whole")),
        lambda request: course_list(request.user, size=LIMIT).rows,
    ),
    "contribution-lists": Sheet(
        "Zestawienia składek",
        (
            *(("Miesiąc", "month", "day"), ("Które", "part", "whole"), ("Numer", "number")),
            *(("Stan", "state_name"), ("Osoby", "people", "whole"), ("Suma", "total_pln", "money")),
            ("Przekazano", "sent_on", "day"),
        ),
        _contributions,
    ),
    "grant": Sheet(
        "Dotacja",
        (
            *(("Co", "what"), ("Dokument", "one"), ("Kwota", "total", "money")),
            *(("Wysłano, wpłynęło, zwrócono", "done", "day"), ("Kto zapisał", "one.by.name")),
        ),
        _grant,
    ),
    "statements": Sheet(
        "Wyciągi bankowe",
        (
            *(("Wyciąg", "number"), ("Plik", "name"), *PERIOD),
            *(("Saldo końcowe", "closing_pln", "money"), ("Wczytano", "at", "day"), BY),
        ),
        _statements,
    ),
    "desk": Sheet(
        "Kasa",
        (
            *(("Za kogo", "person_name"), ("Za miesiąc", "month", "day"), ("Kwota", "amount_pln", "money")),
            *(("Znak sprawy", "case__number"), ("Stan", "state_name"), ("Dzień", "on", "day")),
            ("Kto zapisał", "by__name"),
        ),
        _desk,
    ),
    "bank-formats": Sheet(
        "Formaty bankowe",
        (
            *(
                ("Nazwa", "title"),
                ("Rodzaj pliku", "get_kind_display"),
                ("Kodowanie", "get_encoding_display"),
            ),
            *(("Znaki zabronione", "forbidden"), ("Znaków w wierszu", "line", "whole")),
            *(("Skąd to wiadomo", "source"), BY, ("Plik próbny", "tried_at", "day")),
            *(("Potwierdził(a)", "confirmed_by.name"), ("Wycofano", "retired_on", "day")),
        ),
        _formats,
    ),
    "settlement-year": Sheet(
        "Zamknięte lata",
        (
            *(("Rok", "year", "whole"), ("Zamknięto", "closed_at", "day"), ("Kto", "closed_by.name")),
            *(("Otwarto ponownie", "reopened_at", "day"), ("Kto otworzył", "reopened_by.name")),
            ("Powód", "reason"),
        ),
        _years,
    ),
    "goal-set-list": Sheet(
        "Zestawy celów",
        (
            *(("Zestaw", "set.name"), ("Cele", "goals", "whole"), ("Kroki", "steps", "whole")),
            *(("Kto zapisał", "set.by.name"), ("Zapisano", "set.created_on", "day")),
            ("Wycofano", "set.retired_on", "day"),
        ),
        _goal_sets,
    ),
    "template-list": Sheet(
        "Wzory pism",
        (
            *(("Rodzaj", "get_kind_display"), ("Nazwa", "title"), ("Wersja", "version", "whole")),
            *(("Plik", "name"), ("Stan", "get_state_display"), ("Dodano", "added_at", "day")),
            *(
                ("Kto", "added_by.name"),
                ("W użyciu od", "active_from", "day"),
                ("Wycofano", "retired_at", "day"),
            ),
        ),
        _templates,
    ),
    "worker-list": Sheet(
        "Realizatorzy",
        (
            *(("Osoba", "who.user.name"), ("Rola", "who.membership.get_role_display")),
            *(("Otwarte sprawy", "cases", "whole"), ("Najwyżej rodzin", "who.most", "whole")),
            *(("Języki", "speaks"), ("Nieobecność do", "who.away.ends", "day")),
        ),
        _workers,
    ),
    "request-list": Sheet(
        "Żądania osób",
        (
            *(("Żądanie", "kind_name"), ("Kto", "requester"), ("Wpłynęło", "received_on", "day")),
            *(("Odpowiedź do", "due_on", "day"), ("Odpowiedziano", "answered_on", "day")),
        ),
        _requests,
    ),
    "incident-list": Sheet(
        "Incydenty",
        (
            *(("Numer", "number"), ("Rodzaj", "get_kind_display"), ("Stwierdzono", "found_at", "day")),
            *(("Ilu osób dotyczy", "affected", "whole"), ("Ryzyko", "get_risk_display")),
            ("Zamknięto", "closed_at", "day"),
        ),
        _incidents,
    ),
    "import-list": Sheet(
        "Importy",
        (
            *(("Plik", "name"), ("Co", "get_kind_display"), ("Stan", "get_state_display")),
            *(("Wczytano", "created_at", "day"), ("Zakończono", "finished_at", "day"), BY),
        ),
        _imports,
    ),
    "duplicates": Sheet(
        "Rozstrzygnięte powtórzenia",
        (
            *(("Wcześniejszy wpis", "one.full_name"), ("Późniejszy wpis", "other.full_name")),
            *(("Ta sama osoba", "same"), ("Powód", "reason"), BY, ("Kiedy", "at", "day")),
            *(("Cofnął(-ęła)", "undone_by.name"), ("Dlaczego", "undone_reason")),
        ),
        _links,
    ),
    "controls": Sheet(
        "Kontrole wojewody",
        (
            *(("Numer", "number"), ("Przedmiot", "subject"), ("Jednostka", "centre.name")),
            *(("Urząd", "office.name"), *PERIOD, ("Zamknięta wcześniej", "ended_at", "day")),
        ),
        _controls,
    ),
}
