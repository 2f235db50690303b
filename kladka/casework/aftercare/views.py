"""The end of a programme: the talk, who takes over, the reason; and the checks after it, in the office."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kladka.accounts.step_up import step_up
from kladka.casework.cases.drafts import drafted
from kladka.casework.cases.permissions import can_write, case_for
from kladka.casework.cases.views import attachment
from kladka.casework.cases.wording import case_context
from kladka.casework.needs.domains import domains
from kladka.casework.people.models import Person
from kladka.casework.programmes import queries as programmes
from kladka.casework.programmes.models import Programme
from kladka.documents.xlsx import Column, workbook
from kladka.law.aftercare import PRACTICE

from . import actions, forms, permissions, queries
from .models import Exit
from .questions import shown
from .wording import BADGES, shown_row, state_of

State = Programme.State
SECTION = "po-programie/"
EXPORT_LIMIT = 5000
COLUMNS = [
    *(Column("Znak sprawy"), Column("Rodzina"), Column("Realizator"), Column("Miesięcy po", "whole")),
    *(Column("Termin", "day"), Column("Sposób"), Column("Stan")),
]


def _page(request, case, status=200, **bound):
    programme = queries.programme_of(case)
    people = Person.objects.filter(memberships__household=case.household_id, memberships__ends=None)
    context = case_context(case, section=SECTION) | {
        "programme": programme,
        "talk": getattr(programme, "farewell", None),
        "exit": getattr(programme, "exit", None),
        "successors": list(programme.successors.all()) if programme else [],
        "domain_names": {code: one.name for code, one in domains().items()},
        "consent": queries.consent_of(case),
        "moved_to": queries.moved_to(case),
        "checks": [(one, *state_of(one), shown(one.answers)) for one in queries.checks_of(case)],
        "practice": PRACTICE,
        "over": programme is not None and programmes.aid_ends(programme) <= timezone.localdate(),
        "can_write": can_write(request.user, case),
        "successor_form": forms.SuccessorForm(),
        "consent_form": forms.AfterConsentForm(people=list(people)),
        **_what_ends(case, programme),
        **bound,
    }
    return render(request, "aftercare/after_page.html", context, status=status)


def _what_ends(case, programme):
    if programme is None:
        return {}
    ratings, needs = queries.standing(case)
    named = [
        (one.name, ratings[code]) for code, one in domains().items() if code in ratings and not one.restricted
    ]
    open_needs = [(one, domains()[one.domain].name) for one in needs if not domains()[one.domain].restricted]
    stops = {"stops": queries.what_stops(case), "amounts": queries.last_amounts(programme)}
    return stops | {"ratings": named, "needs": open_needs}


@require_GET
def after_page(request, key):
    """What stops, where the family stands, who takes over, why it ended, how it is afterwards."""
    return _page(request, case_for(request.user, key))


@require_http_methods(["GET", "POST"])
@drafted
def farewell(request, key):
    """Keep the talk about the end of the programme."""
    case, programme = permissions.programme_to_close(request.user, key, State.RUNNING)
    talk = getattr(programme, "farewell", None)
    names = ("held_on", "language", "interpreter", "situation")
    known = {name: getattr(talk, name) for name in names} if talk else {}
    form = forms.FarewellForm(request.POST or None, initial=known | request.draft.data)
    if form.is_valid():
        actions.hold_farewell(programme, by=request.user, **form.cleaned_data)
        messages.success(request, "Zapisano rozmowę o końcu programu.")
        return redirect("after", key=key)
    return _form(request, case, form, "Rozmowa o końcu programu", "Zapisz rozmowę")


def _form(request, case, form, title, button, lead=""):
    context = case_context(case, section=SECTION) | {
        "form": form,
        "form_title": title,
        "button": button,
        "lead": lead,
    }
    return render(request, "aftercare/form_page.html", context, status=422 if form.is_bound else 200)


@require_POST
def successor_new(request, key):
    """Name who takes over a matter."""
    case, programme = permissions.programme_to_close(request.user, key)
    form = forms.SuccessorForm(request.POST)
    if not form.is_valid():
        return _page(request, case, status=422, successor_form=form)
    actions.name_successor(programme, by=request.user, **form.cleaned_data)
    messages.success(request, f"Zapisano, kto przejmuje: {form.cleaned_data['institution']}.")
    return redirect("after", key=key)


@require_POST
def successor_drop(request, key, successor):
    """Take an institution off the list."""
    _, programme = permissions.programme_to_close(request.user, key)
    actions.drop_successor(permissions.successor_of(programme, successor), by=request.user)
    messages.success(request, "Skreślono instytucję z listy.")
    return redirect("after", key=key)


@require_http_methods(["GET", "POST"])
def close(request, key):
    """End a programme whose last day has passed, and say why it ended."""
    case, programme = permissions.programme_to_close(request.user, key, State.RUNNING)
    return _ending(request, case, programme, actions.close, "Zakończ program", "Zakończ")


@require_http_methods(["GET", "POST"])
def explain_exit(request, key):
    """Say why a programme ended that a decision ended already."""
    case, programme = permissions.programme_to_close(request.user, key, State.ENDED)
    return _ending(request, case, programme, actions.explain_exit, "Przyczyna zakończenia", "Zapisz")


def _ending(request, case, programme, act, title, button):
    known = {"reason": Exit.Reason.MOVED} if queries.moved_to(case) else {}
    form = forms.ExitForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            act(programme, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Zapisano koniec programu. Rodzina może złożyć nowy wniosek.")
            return redirect("after", key=case.key)
    lead = "Sprawa zostanie zamknięta. Należne wypłaty, których jeszcze nie wykonano, zostają na liście."
    return _form(request, case, form, title, button, lead if act is actions.close else "")


@require_POST
def agree(request, key):
    """Record that the family wants to be asked afterwards."""
    case = permissions.case_to_handle(request.user, key)
    people = Person.objects.filter(memberships__household=case.household_id, memberships__ends=None)
    form = forms.AfterConsentForm(request.POST, people=list(people))
    if form.is_valid():
        try:
            actions.agree(case, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Zapisano zgodę na pytania po programie.")
            return redirect("after", key=key)
    return _page(request, case, status=422, consent_form=form)


@require_POST
def withdraw(request, key):
    """Record that the family no longer wants to be asked."""
    case = permissions.case_to_handle(request.user, key)
    actions.withdraw(permissions.consent_in(case), on=timezone.localdate(), by=request.user)
    messages.success(request, "Zgodę cofnięto. Nikt już nie zapyta, a wysłane odnośniki nie działają.")
    return redirect("after", key=key)


@require_http_methods(["GET", "POST"])
def ask(request, key, check):
    """Write down what the family answered on the telephone."""
    case = permissions.case_to_handle(request.user, key)
    check = permissions.open_check_of(case, check)
    form = forms.QuestionsForm(request.POST or None)
    if form.is_valid():
        actions.take_answers(check, form.answers(), at=timezone.now(), by=request.user)
        messages.success(request, "Zapisano odpowiedzi.")
        return redirect("after", key=key)
    title = f"Pytania {check.months} mies. po programie"
    return _form(request, case, form, title, "Zapisz odpowiedzi", "Zapisz to, co rodzina odpowiedziała.")


@require_POST
def link(request, key, check):
    """A new link for the family, shown once."""
    case = permissions.case_to_handle(request.user, key)
    check = permissions.open_check_of(case, check)
    base = request.build_absolute_uri("/").rstrip("/")
    made = actions.make_link(check, today=timezone.localdate(), base=base, by=request.user)
    request.session["after_link"] = made
    return redirect("after-link", key=key)


@require_GET
def link_shown(request, key):
    """The link that was just made, shown once."""
    case = permissions.case_to_handle(request.user, key)
    address = request.session.pop("after_link", "")
    if not address:
        return redirect("after", key=key)
    context = case_context(case, section=SECTION) | {"address": address}
    return render(request, "aftercare/link_shown.html", context)


@require_POST
def give_up(request, key, check):
    """Close a check without an answer."""
    case = permissions.case_to_handle(request.user, key)
    check = permissions.open_check_of(case, check)
    actions.give_up(check, on=timezone.localdate(), by=request.user)
    messages.success(request, "Zamknięto bez odpowiedzi.")
    return redirect("after", key=key)


def _chosen(request):
    state, order = request.GET.get("stan", ""), request.GET.get("kolejnosc", "")
    return {
        "state": state if state in queries.STATES else "",
        "order": order if order in queries.ORDERS else "termin",
    }


@require_GET
def check_list(request):
    """Checks of all families of the centre, by state and day."""
    chosen = _chosen(request)
    page = queries.check_list(request.user, **chosen, cursor=request.GET.get("po", ""))
    today = timezone.localdate()
    rows = [shown_row(row, today) for row in page.rows]
    return render(
        request, "aftercare/check_list.html", {"page": page, "rows": rows, "chosen": chosen, "badges": BADGES}
    )


@require_GET
@step_up
def check_export(request):
    """The filtered list as XLSX."""
    page = queries.check_list(request.user, **_chosen(request), size=EXPORT_LIMIT, leaving=True)
    names = ("case__number", "case__title", "case__worker__name", "months", "due_on", "way", "says")
    rows = [
        [row[name] for name in names] for row in (shown_row(one, timezone.localdate()) for one in page.rows)
    ]
    return attachment(workbook("Po programie", COLUMNS, rows, name="po-programie"))
