"""Terms of a programme that runs: set when it begins, moved with its end, ended when it ends before its day.

Parts of the acts that begin, lengthen and end a programme; those record what was done.
"""

from django.db.models import Q

from kladka.casework.cases.actions import end_deadlines, set_deadline
from kladka.casework.cases.models import Deadline
from kladka.casework.needs.actions import end_waves, plan_waves
from kladka.law.milestones import farewell_term
from kladka.law.terms import Term, monitoring_terms

END, FAREWELL = "programme_end", "farewell"
TALK = "Rozmowa o końcu programu: co ustanie i kto przejmie"
OF_PROGRAMME = Q(kind__in=(Deadline.MONITORING, FAREWELL, END))


def set_terms(programme, *, by, provision="ups art. 92 ust. 1"):
    """Set notes, the talk before the end, the end and assessments by the days of the programme.

    Called again after its end moved: what is open moves with it, what was done stays done. `provision` is
    that of the end. What fell due before a programme was carried over is in its paper file, not here.
    """
    for number, term in enumerate(monitoring_terms(programme.starts, programme.ends), start=1):
        if programme.pays_from and term.day < programme.pays_from:
            continue
        label = f"Notatka z monitorowania nr {number}"
        _set(programme, Deadline.MONITORING, label, term, f"{programme.key}-{number}")
    talk = farewell_term(programme.starts, programme.ends)
    _set(programme, FAREWELL, TALK, talk, programme.key)
    end = Term(programme.ends, programme.ends, provision)
    _set(programme, END, "Koniec programu", end, programme.key)
    days = {"starts": programme.starts, "ends": programme.ends, "since": programme.pays_from}
    plan_waves(programme.case, **days, by=by)


def _set(programme, kind, label, term, subject_key):
    about = {"kind": kind, "subject_key": subject_key}
    if not programme.case.deadlines.filter(**about, done_on__isnull=False).exists():
        set_deadline(programme.case, label=label, term=term, **about)


def end_terms(programme, *, ends, on, by):
    """The programme ended by a decision on the day `ends`: the talk about where the family stands is left."""
    end_deadlines(programme.case, OF_PROGRAMME, on=on)
    end_waves(programme.case, ends=ends, by=by)
