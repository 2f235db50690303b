"""What the pages of an assessment are given: waves, the table, the radar, the way between domains."""

from django.urls import reverse
from django.utils import timezone

from kladka.casework.cases.permissions import can_write
from kladka.casework.cases.wording import case_context
from kladka.casework.people.models import Person
from kladka.ui.charts import radar

from . import queries
from .domains import HIGHEST, domains, scale
from .forms import NeedForm
from .permissions import HOUSEHOLD, sees_flags
from .wording import SIGNS, radar_words, table_rows, wave_row, whose

SECTION = "potrzeby/"


def context(case, user):
    """What every page of the part „Potrzeby” shows."""
    return case_context(case, section=SECTION) | {
        "can_write": can_write(user, case),
        "sees_flags": sees_flags(user, case),
    }


def overview(request, case, need_form=None):
    """The first page: waves, the table over them, a radar, needs."""
    day, shown = timezone.localdate(), context(case, request.user)
    subjects = queries.subjects_of(case, day)
    planned = queries.waves_of(case)
    waves = queries.held(planned)
    tables = queries.table(case, waves, subjects, restricted=shown["sees_flags"])
    people = people_of(case)
    return shown | {
        "waves": [wave_row(one, day) for one in planned],
        "held": waves,
        "tables": [(whose(person), table_rows(lines)) for person, lines in tables],
        "radar": radar_of(tables, waves, request.GET.get("osoba", "")),
        "people": [person for person, _ in tables if person],
        "chosen": request.GET.get("osoba", ""),
        "signs": [(SIGNS[answer], answer.label) for answer in SIGNS],
        "needs": [(one, domains()[one.domain]) for one in queries.needs_of(case)],
        "form": need_form or NeedForm(people=people),
    }


def people_of(case):
    """Persons who live in the household now."""
    here = {"memberships__household": case.household_id, "memberships__ends__isnull": True}
    return Person.objects.filter(**here).order_by("memberships__pk")


def radar_of(tables, waves, chosen):
    """The radar of the chosen person (or the first) with the household, or None.

    The worker's ratings of the first wave, of the one before and of the newest, and beside the newest what
    the person said of themselves.
    """
    household, *people = tables
    first = people[0] if people else (None, [])
    person, lines = next((pair for pair in people if pair[0].key == chosen), first)
    lines = [line for line in [*household[1], *lines] if not line.hidden]
    places = [at for at in range(len(waves)) if any(_value(line, at) for line in lines)]
    if not places or len(lines) < 3:
        return None
    names = [line.domain.name for line in lines]
    chosen = sorted({places[0], *places[-2:]}, reverse=True)
    shown = dict(zip(chosen, ("now", "before", "first"), strict=False))
    series = [
        (waves[at].get_kind_display(), shown[at], [_value(line, at) for line in lines])
        for at in sorted(shown)
    ]
    told = [_value(line, places[-1], "person") for line in lines]
    if any(told):
        series.append((f"{series[-1][0]}, zdaniem osoby", "told", told))
    said = [(name, list(zip(names, values, strict=True))) for name, _, values in series]
    return radar(*radar_words(person, said), names, series, scale=HIGHEST)


def _value(line, at, rater="worker"):
    rating = getattr(line.cells[at], rater)
    return rating and rating.value


def steps_of(case, *, restricted):
    """[(key of the subject, person or None, domain)]: the way through an assessment, domain by domain."""
    subjects = queries.subjects_of(case, timezone.localdate())
    return [
        (person.key if person else HOUSEHOLD, person, one)
        for person, listed in subjects
        for one in listed
        if restricted or not one.restricted
    ]


def around(wave, steps, subject, code):
    """(number of the step, how many there are, address before, address after); "" at the ends."""
    places = [(key, one.code) for key, _, one in steps]
    at = places.index((subject, code)) if (subject, code) in places else 0
    before = _address(wave, *places[at - 1]) if at else ""
    after = _address(wave, *places[at + 1]) if at + 1 < len(places) else ""
    return at + 1, len(places), before, after


def _address(wave, subject, code):
    return reverse("need-rate", args=[wave.case.key, wave.key, subject, code])


def wave_page(wave, user, **forms):
    """The page of one assessment: the talk, what is rated and what is not, proposed tasks."""
    shown = context(wave.case, user)
    subjects = queries.subjects_of(wave.case, timezone.localdate())
    listed = queries.progress(wave, subjects, restricted=shown["sees_flags"])
    return (
        shown
        | forms
        | {
            "wave": wave,
            "open": shown["can_write"] and not wave.closed_on,
            "listed": [(person.key if person else HOUSEHOLD, whose(person), rows) for person, rows in listed],
            "proposals": proposals(listed),
            "scale": scale(),
        }
    )


def proposals(listed):
    """[(subject, whose, domain, number of the trigger, trigger)] proposed by the ratings of a wave."""
    return [
        (person.key if person else HOUSEHOLD, whose(person), one, one.triggers.index(trigger), trigger)
        for person, rows in listed
        for one, worker, _ in rows
        if worker and worker.value and not one.restricted
        for trigger in one.proposals(worker.value)
    ]
