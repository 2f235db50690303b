"""Needs of the demo: three families assessed twice, one need met and one not, one red flag."""

from kladka.casework.needs import actions, flag_actions
from kladka.casework.needs.models import Wave

from .openings import running_of

# domain: (worker, the family itself) at the start, then half a year later; None: not asked.
FAMILIES = (
    {
        "money": ((2, 2), (3, 3)), "housing": ((2, 1), (4, 4)), "children": ((2, 3), (4, 4)),
        "offices": ((2, 3), (3, 3)), "language": ((1, 2), (3, 3)), "family": ((3, 3), (3, None)),
        "work": ((2, 4), (3, 4)), "health": ((3, 3), (3, 3)), "status": ((4, 4), (4, 4)),
        "social": ((2, 2), (3, 3)),
    },
    {
        "money": ((3, 3), (3, 2)), "housing": ((3, 2), (3, 3)), "children": ((3, 4), (4, 4)),
        "offices": ((3, 3), (3, 4)), "language": ((3, 3), (3, 3)), "work": ((3, 2), (2, 2)),
        "health": ((2, 3), (2, 4)), "status": ((4, 4), (4, 4)), "social": ((3, 4), (3, 4)),
    },
    {
        "money": ((3, 3), (4, 4)), "housing": ((1, 1), (3, 3)), "offices": ((2, 2), (4, 4)),
        "language": ((2, 2), (3, 3)), "work": ((2, 2), (4, 4)), "status": ((3, 3), (4, 4)),
    },
)  # fmt: skip
SEEN = {
    "housing": "Pokazano umowę najmu; pokój dla całej rodziny.",
    "work": "Rozmowa o pracy w magazynie, bez umowy na piśmie.",
    "language": "Sam wypełnił nagłówek formularza; w rozmowie potrzebny tłumacz.",
    "health": "Ból kręgosłupa od miesięcy, wizyta u lekarza dopiero za kwartał.",
}


def assess_families(centre, today, day):
    """Two assessments of the first running families, needs, and a red flag of the second one."""
    cases = list(running_of(centre)[: len(FAMILIES)])
    for case, told in zip(cases, FAMILIES, strict=False):
        _waves(case, told, centre, today, day)
    first, second = cases[:2]
    by = {"by": centre.worker}
    met = actions.open_need(first, "housing", text="Mieszkanie dla czterech osób", on=today - 90 * day, **by)
    actions.close_need(
        met, outcome="met", reason="Mieszkanie z zasobu gminy, umowa na 3 lata.", on=today - 20 * day, **by
    )
    course = actions.open_need(
        first, "language", text="Wieczorny kurs A1 z opieką nad dziećmi", on=today - 80 * day, **by
    )
    said = "Najbliższy kurs z opieką jest 40 km stąd."
    actions.close_need(course, outcome="unmet", cause="no_service", reason=said, on=today - 10 * day, **by)
    actions.open_need(second, "health", text="Rehabilitacja kręgosłupa", on=today - 30 * day, **by)
    person = second.household.members.order_by("pk").last().person
    facts = "Na osobności: ktoś z domowników zabiera kartę i telefon, strach wracać do domu."
    flag = flag_actions.raise_flag(
        second, "domestic_violence", facts=facts, on=today - day, person=person, **by
    )
    form = next(task for task in flag.tasks.all() if task.code == "form_a")
    flag_actions.do_task(form, on=today - day, note="Formularz A wypełniony w ośrodku, z tłumaczką.", **by)


def _waves(case, told, centre, today, day):
    """The first assessment, closed, and a later one, still open for the last of the families."""
    person = case.household.members.order_by("pk").first().person
    start = case.waves.get(kind=Wave.Kind.START)
    later = case.waves.exclude(kind=Wave.Kind.START).order_by("planned_on").first()
    held = min(start.planned_on, today - 60 * day), today - 6 * day
    for at, wave in enumerate((start, later)):
        wave.case = case
        talk = {"language": person.language, "interpreter": "tłumaczka z listy powiatu" if at == 0 else ""}
        actions.hold(wave, on=held[at], by=centre.worker, **talk)
        for code, both in told.items():
            _rate(wave, code, both[at], person, centre.worker)
    actions.close(start, on=held[0] + day, by=centre.worker)


def _rate(wave, code, both, person, by):
    worker, own = both
    whose = None if code in {"money", "housing", "children"} else person
    seen = {"evidence": SEEN.get(code, "")}
    mine = {"answer": "rated", "value": worker, "anchor": worker, **seen}
    theirs = {"answer": "rated", "value": own} if own else {"answer": "not_asked"}
    actions.rate_both(wave, code, person=whose, worker=mine, own=theirs, by=by)
