"""Polish words of the programme: forms of aid, grounds of withholding, what is told to the family."""

from kladka.law.acts import GROUNDS
from kladka.law.book import enacted_book

from .models import Programme

State = Programme.State

BADGES = {
    State.DRAFT: "azure",
    State.AGREED: "azure",
    State.SENT: "yellow",
    State.ACCEPTED: "yellow",
    State.RUNNING: "green",
    State.ENDED: "secondary",
}

# What comes next, by state of the programme.
NEXT_STEP = {
    State.DRAFT: "Uzgodnij treść z rodziną: sytuację, formy pomocy, zobowiązania i kwoty, a potem zapisz "
    "datę uzgodnienia.",
    State.AGREED: "Wydrukuj program do podpisu i wyślij go z zestawieniem kosztów wojewodzie.",
    State.SENT: "Wojewoda rozpatruje program. Gdy przyjdzie pismo, zapisz datę i znak akceptacji.",
    State.ACCEPTED: "Przygotuj decyzję o przyznaniu pomocy.",
    State.RUNNING: "Program trwa. Notuj kontakty, pilnuj terminów i wykonania zobowiązań.",
    State.ENDED: "Program się zakończył.",
}

MONITORING = (
    "Realizator monitoruje postępy co najmniej raz na 3 miesiące od rozpoczęcia programu w zakresie nauki "
    "języka polskiego, funkcjonowania zawodowego i funkcjonowania społecznego (§ 5 rozporządzenia).",
    "Jeżeli w którymś zakresie nie ma postępów lub są niewystarczające, strony zmieniają program.",
)

NO_EXTENSION = "Wstrzymanie nie przedłuża programu, a po przywróceniu pomocy nie wypłaca się wyrównania."

CONDITIONS = (
    "Pomoc może być wstrzymana w razie: "
    + "; ".join(f"{ground.label} ({ground.lasts})" for ground in GROUNDS.values())
    + " (art. 95 ust. 1 ustawy o pomocy społecznej). Pozostałym osobom objętym programem pomoc wypłaca "
    "się nadal (ust. 4a).",
    f"Gdy przyczyna ustanie, pomoc przywraca się niezwłocznie (art. 95 ust. 2). {NO_EXTENSION}",
    "Jeżeli po okresie wstrzymania przyczyna nie ustąpiła, a także w przypadkach z art. 95 ust. 4, decyzję o "
    "pomocy uchyla się.",
    "Opuszczenie wskazanego miejsca zamieszkania w czasie programu jest rezygnacją z programu w tym "
    "województwie (art. 94 ust. 3). Zmiana miejsca jest możliwa w szczególnie uzasadnionych "
    "przypadkach (art. 94 ust. 4).",
)


def aid_clauses(law_file):
    """Forms of aid of a programme's file by their code."""
    return {clause.code: clause for clause in enacted_book().programmes[law_file].forms_of_aid}


def ground_choices():
    """Grounds of withholding as choices of a form, each with the time it may last."""
    return [(ground.code, f"{ground.label} – {ground.lasts}") for ground in GROUNDS.values()]
