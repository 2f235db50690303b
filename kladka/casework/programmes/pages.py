"""What the page of a programme shows, gathered in one place; the page of one form."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone

from kladka.accounts.permissions import can_handle_cases
from kladka.casework.cases.contact_queries import counting_of, this_month
from kladka.casework.cases.wording import case_context
from kladka.casework.intake.models import Application
from kladka.documents.polish import month_name

from . import permissions, queries
from .agreement_pages import agreement_context
from .models import Programme
from .wording import BADGES, NEXT_STEP, NO_EXTENSION, ON_PAPER, aid_clauses

State = Programme.State


def programme_page(request, case, programme):
    """The page of a case's programme, or of a case that has none yet."""
    context = case_context(case, section="program/")
    if programme is None:
        return render(request, "programmes/no_programme.html", context | _before(request.user, case))
    return render(request, "programmes/programme_page.html", context | _content(request.user, programme))


def _before(user, case):
    ready = case.applications.filter(
        state=Application.State.COMPLETE, coverage_confirmed_by__isnull=False
    ).exists()
    return {"ready": ready, "can_write": can_handle_cases(user, case.organisation_id)}


def _content(user, programme):
    today = timezone.localdate()
    explanation = queries.explanation_of(programme)
    return (
        _money(programme)
        | agreement_context(user, programme, today)
        | {
            "programme": programme,
            "programme_badge": BADGES[programme.state],
            "next_step": ON_PAPER if programme.on_paper else NEXT_STEP[programme.state],
            "warnings": explanation.warnings,
            "gaps": queries.gaps(programme) if programme.state == State.DRAFT else [],
            "outdated": programme.state == State.DRAFT and queries.outdated(programme, explanation),
            "readings": queries.compared_readings(programme, explanation),
            "aid": _aid(programme),
            "people": _people(programme, today),
            "statements": programme.cost_statements.all(),
            "contacts": _contacts(programme, today),
            "today": today,
            "no_extension": NO_EXTENSION,
            "can_write": permissions.can_write(user, programme),
            "can_edit": permissions.can_edit(user, programme),
            "can_set_amounts": permissions.can_set_amounts(user, programme),
            "can_switch": permissions.can_switch_readings(user, programme),
        }
    )


def _contacts(programme, day):
    """Contacts of this month while the programme runs."""
    case = programme.case
    if programme.state != State.RUNNING:
        return None
    return this_month([case.pk], counting_of(programme.organisation), day)[case.pk]


def _money(programme):
    due = queries.dues(programme)
    months = queries.month_totals(due)
    return {
        "periods": [_period(period) for period in queries.periods(programme, due)],
        "months": cost_rows(programme.case, months),
        "cash": sum(month[2] for month in months),
        "health": sum(month[3] for month in months),
    }


def _period(period):
    """A period as its row shows it; each of its months has an explanation of its own."""
    first, base = period.first, f"kwoty/{period.person.key}/"
    months = [(f"{base}{one.month:%Y-%m}/", f"{one.number}. {_month(one.month)}") for one in period.months]
    return {
        "person": period.person.full_name,
        "starts": first.month,
        "ends": period.ends,
        "amount": first,
        "total": period.total_pln,
        "months": months if len(months) > 1 else [],
        "why": f"{base}{first.month:%Y-%m}/",
        "about": f"{period.person.full_name}, od {first.month:%m.%Y}",
    }


def cost_rows(case, totals):
    """Rows of the costs by month from `queries.month_totals`, each with its name and its explanation."""
    base = f"/sprawy/{case.key}/program/kwoty/"
    return [(_month(row[0]), *row[1:], f"{base}{row[0]:%Y-%m}/") for row in totals]


def _month(day):
    return month_name(day).capitalize()


def _aid(programme):
    clauses = aid_clauses(programme.law_file)
    return [(clauses[form.code], form.scope) for form in programme.forms_of_aid.all()]


def _people(programme, today):
    """[(covered person, [(withholding, whether it still runs)], whether one has no end)]."""
    withholdings = list(programme.withholdings.all())
    found = []
    for one in programme.application.people.all():
        if one.covered:
            mine = [
                (w, w.ends is None or w.ends >= today) for w in withholdings if w.person_id == one.person_id
            ]
            found.append((one, mine, any(w.ends is None for w, _ in mine)))
    return found


def form_page(request, programme, form, *, title, button, lead="", **context):
    """A page with one form of a programme; 422 when it was sent with errors."""
    context = case_context(programme.case, section="program/") | {
        "programme": programme,
        "form": form,
        "form_title": title,
        "button": button,
        "lead": lead,
        "template": "programmes/_fields.html",
        **context,
    }
    return render(request, "programmes/form_page.html", context, status=422 if form.is_bound else 200)


def accepted(form, act):
    """Whether the form is right and the act was done; what the act refuses is shown at the form's fields."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
