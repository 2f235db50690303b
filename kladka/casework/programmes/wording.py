"""Polish words of the programme: forms of aid, grounds of withholding, what is told to the family."""

from kladka.law import polish
from kladka.law.acts import GROUNDS
from kladka.law.book import enacted_book
from kladka.law.facts import GROUNDS as WITHHELD_ON
from kladka.law.readings import DISPUTES
from kladka.law.resolver import RULES
from kladka.law.trace import in_words, unit_of

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

ON_PAPER = (
    "Program trwa na podstawie decyzji wydanej przed Kładką, a uzgodnienie stron jest na papierze. Przepisz "
    "cele, kroki i zobowiązania, potem zapisz je jako pierwszy tekst w Kładce."
)
# What the page of the agreement says, by whether it is written out from paper.
AGREEING = {
    False: {
        "title": "Uzgodnienie programu",
        "button": "Zapisz uzgodnienie",
        "lead": "",
        "said": "Zapisano uzgodnienie. Wydrukuj program do podpisu.",
    },
    True: {
        "title": "Pierwszy tekst programu, przepisany z papieru",
        "button": "Zapisz pierwszy tekst",
        "lead": "Podaj, kiedy i kto podpisał program na papierze. Tekst zamrozi się w tej postaci, a "
        "następne zmiany robi się aneksem. Kwot i decyzji to nie zmienia.",
        "said": "Zapisano pierwszy tekst programu. Następne zmiany treści zrób aneksem.",
    },
}


def monitoring(day):
    """What the programme says about monitoring, with the term in force on a day."""
    months = polish.months(enacted_book().parameter("monitoring_months").number(day))
    return (
        f"Realizator monitoruje postępy co najmniej raz na {months} od rozpoczęcia programu w zakresie nauki "
        "języka polskiego, funkcjonowania zawodowego i funkcjonowania społecznego (§ 5 rozporządzenia).",
        "Jeżeli w którymś zakresie nie ma postępów lub są niewystarczające, strony zmieniają program.",
    )


NO_EXTENSION = "Wstrzymanie nie przedłuża programu, a po przywróceniu pomocy nie wypłaca się wyrównania."

CONDITIONS = (
    "Pomoc może być wstrzymana w razie: "
    + "; ".join(f"{GROUNDS[code].label} ({GROUNDS[code].lasts})" for code in WITHHELD_ON)
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


# Figures of a trace by what they answer; whatever is not named here says who is entitled and since when.
_OF_AMOUNT = {
    *("number", "base", "family_size", "family_share", "amount_by_share", "stage_rate", "share_amount"),
    *("ceiling", "floor", "covered_days", "withheld_days", "paid_days", "cash_by_share", "cash"),
}
_OF_HEALTH = {"insured", "health_contribution", "health"}


def grouped(trace):
    """A trace in three parts: the amount, opened; the health contribution and the entitlement, closed."""
    amount, health, entitled = [], [], []
    for step in trace:
        part = amount if step.figure in _OF_AMOUNT else health if step.figure in _OF_HEALTH else entitled
        part.append(step)
    parts = (
        ("Skąd wynika kwota", amount, True),
        ("Komu i od kiedy należy się pomoc", entitled, False),
        ("Składka zdrowotna", health, False),
    )
    return [
        {"title": title, "steps": traced(steps), "open": opened} for title, steps, opened in parts if steps
    ]


def traced(steps):
    """Steps of a trace as a page shows them: words for values, figures with their titles, both readings."""
    return [
        {
            "label": step.label,
            "value": in_words(step.value, step.unit),
            "sentence": step.sentence,
            "provision": step.provision,
            "inputs": [(_input_label(name), _word(value, name)) for name, value in step.inputs.items()],
            "figures": [_figure(used) for used in step.parameters],
            "reading": _reading(step),
        }
        for step in steps
    ]


# Facts have no label of their own in the rules.
FACTS = {
    "filed_on": "data złożenia wniosku",
    "complete_on": "komplet dokumentów",
    "left_reception_centre_on": "opuszczenie ośrodka",
    "decision_delivered_on": "doręczenie decyzji o ochronie",
    "covered_from": "objęta od",
    "covered_until": "objęta do",
    "born": "data urodzenia",
    "status": "rodzaj ochrony",
    "relation": "kim jest dla wnioskodawcy",
    "spouse_of_polish_citizen": "małżonek obywatela polskiego",
    "month": "miesiąc",
    "month_first": "pierwszy dzień miesiąca",
    "month_last": "ostatni dzień miesiąca",
    "month_days": "dni w miesiącu",
}
RELATIONS = {"applicant": "wnioskodawca", "spouse": "małżonek", "child": "małoletnie dziecko"}


def _word(value, name):
    return RELATIONS[value] if name == "relation" else in_words(value, unit_of(name))


def _input_label(name):
    return FACTS.get(name) or (RULES[name][0].label.lower() if name in RULES else name)


def _figure(used):
    title = enacted_book().parameter(used.name).title
    return {
        "title": title,
        "value": _figure_words(used),
        "since": used.since,
        "source": used.source,
        "reference": f"{used.source.act} {used.source.article}".strip(),
    }


def _figure_words(used):
    """The figure in words; a scale by family size and a list of statuses are written out."""
    if isinstance(used.value, dict):
        last = max(used.value)
        return ", ".join(
            f"{persons}{'+' if persons == last else ''} os.: {in_words(share, '%')}"
            for persons, share in used.value.items()
        )
    if isinstance(used.value, tuple):
        return ", ".join(in_words(status, "status") for status in used.value)
    return in_words(used.value, used.unit)


def _reading(step):
    """The disputed point behind a step: question, both variants in words, what the other one would give."""
    if step.reading is None:
        return None
    found, variants = step.reading, DISPUTES[step.reading["name"]].variants
    cash = found["other_cash"]
    return {
        "question": found["question"],
        "used": variants[found["used"]],
        "other": variants[found["other"]],
        "other_value": None if found["other_value"] is None else in_words(found["other_value"], step.unit),
        "other_cash": None if cash is None else in_words(cash, "zł"),
    }
