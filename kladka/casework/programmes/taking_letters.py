"""What the drafts of decisions say that withhold aid, give it back, revoke it, or grant it to the others."""

from kladka.casework.decisions.letter import grounds_text
from kladka.documents import polish
from kladka.law.acts import GROUNDS, REVOCATION
from kladka.law.book import enacted_book
from kladka.law.facts import DEPRIVED
from kladka.law.life import comes_of_age

from . import letters, queries
from .covered import staying
from .grant import genitive

OPENING = "z urzędu,"
NOT_LONGER = "Czas wstrzymania nie przedłuża okresu pomocy i nie jest wyrównywany."


def withholding(programme, people, *, ground, starts, ends, immediate_reason):
    """Content of a decision that withholds the aid of some persons (ups art. 95 ust. 1)."""
    found = GROUNDS[ground]
    until = f"do {polish.day(ends)}" if ends else found.lasts
    points = [
        *_others_go_on(staying(programme, starts, people)),
        "Za czas wstrzymania nie opłaca się składek na ubezpieczenie zdrowotne z tytułu programu; osoby te "
        "podlegają wyrejestrowaniu (art. 73 pkt 12 ustawy o świadczeniach opieki zdrowotnej).",
        NOT_LONGER,
        *_immediate(immediate_reason),
    ]
    decided = (
        f"pomoc udzielaną {_granted(programme)} – {_names(people)} – w okresie od {polish.day(starts)} "
        f"{until}, z powodu: {found.label} ({_short(found.provision)} ustawy o pomocy społecznej)."
    )
    return _content(
        programme, people, verb="wstrzymuję", decided=_sentence(decided), points=points,
        basis=_basis(_short(found.provision) + " i ust. 4a", immediate_reason), immediate=immediate_reason,
    )  # fmt: skip


def resumption(programme, people, *, on, requested_on, ceased_on, lasts):
    """Content of a decision that gives withheld aid back (ups art. 95 ust. 2).

    `lasts` is the last day of the aid when withheld months lengthen it, else None.
    """
    ceased = f", która ustała {polish.day(ceased_on)}" if ceased_on else ""
    decided = (
        f"pomoc udzielaną {_granted(programme)} – {_names(people)} – od {polish.day(on)}, wobec ustania "
        f"przyczyny wstrzymania{ceased}."
    )
    points = [
        _sentence(f"Realizator programu wystąpił o przywrócenie pomocy {polish.day(requested_on)}"),
        _longer(lasts) if lasts else NOT_LONGER,
        "Osoby te zgłasza się ponownie do ubezpieczenia zdrowotnego, jeżeli nie mają innego tytułu.",
    ]
    return _content(
        programme, people, verb="przywracam", decided=_sentence(decided), points=points,
        basis=_basis("art. 95 ust. 2", ""), immediate="",
    )  # fmt: skip


def revocation(programme, people, *, ground, starts, immediate_reason):
    """Content of a decision that revokes the grant for some persons (ups art. 95 ust. 3 and 4)."""
    provision, text = REVOCATION[ground]
    others = staying(programme, starts, people)
    points = [
        *(
            ["Pozostałym osobom objętym programem przyznaje się pomoc odrębną decyzją (art. 95 ust. 4b)."]
            if others
            else []
        ),
        *_immediate(immediate_reason),
    ]
    decided = (
        f"od {polish.day(starts)} decyzję {_number(programme)} o udzieleniu pomocy w ramach indywidualnego "
        f"programu integracji – {_names(people)} – z powodu: {text} ({_short(provision)} ustawy o pomocy "
        "społecznej)."
    )
    return _content(
        programme, people, verb="uchylam", decided=decided, points=points,
        basis=_basis(_basis_of_revocation(ground), immediate_reason), immediate=immediate_reason,
    )  # fmt: skip


def _basis_of_revocation(ground):
    return f"{RESIGNED} i art. 106 ust. 5" if ground == "resigned" else _short(REVOCATION[ground][0])


def expiry(programme, *, starts, withheld_on, delivered_on, appear_by):
    """Content of a decision that states that the grant expired, for everybody it covers (ups art. 106a)."""
    covered = staying(programme, starts)
    decided = (
        f"z dniem {polish.day(starts)} wygaśnięcie decyzji {_number(programme)} o udzieleniu pomocy w ramach "
        f"indywidualnego programu integracji – {_names(covered)} – ponieważ świadczeń nie odbierano przez "
        "dwa kolejne miesiące i mimo prawidłowo doręczonego wezwania nie złożono wyjaśnień (art. 106a ust. 3 "
        "ustawy o pomocy społecznej)."
    )
    points = [
        f"Wypłatę wstrzymano od {polish.day(withheld_on)}; wezwanie do złożenia wyjaśnień doręczono "
        f"{polish.day(delivered_on)}, w wyznaczonym terminie do {polish.day(appear_by)} nikt się nie stawił.",
        "Z dniem zakończenia programu ustaje ubezpieczenie zdrowotne z tytułu programu; osoby podlegają "
        "wyrejestrowaniu (art. 73 pkt 12 ustawy o świadczeniach opieki zdrowotnej).",
    ]
    return _content(
        programme, covered, verb="stwierdzam", decided=decided, points=points,
        basis=_basis("art. 106a ust. 3", ""), immediate="",
    )  # fmt: skip


LAW_OF_EXPIRY = (
    "Zgodnie z art. 106a ust. 1 ustawy o pomocy społecznej, jeżeli osoba uprawniona nie podejmuje świadczeń "
    "pieniężnych przez dwa kolejne miesiące kalendarzowe, wstrzymuje się ich wypłatę oraz wszczyna "
    "postępowanie wyjaśniające.",
    "Zgodnie z art. 106a ust. 3 tej ustawy, gdy nie można przeprowadzić rodzinnego wywiadu środowiskowego i "
    "mimo prawidłowo dostarczonego wezwania osoba nie stawiła się w wyznaczonym terminie, stwierdza się w "
    "drodze decyzji wygaśnięcie decyzji przyznającej świadczenie. Przepis nie pozostawia organowi uznania.",
)


def remaining(programme, people, *, since, amounts):
    """Content of the separate decision for the others; `amounts` are lines as `letters.amount_lines`."""
    decided = (
        f"następującym osobom: {_names(people)}, "
        f"pomoc w ramach indywidualnego programu integracji od {polish.day(since)} do "
        f"{polish.day(programme.ends)}, na kontynuowanie tego programu, w formie świadczenia pieniężnego na "
        "utrzymanie i pokrycie wydatków związanych z nauką języka polskiego, w następującej wysokości:"
    )
    content = _content(
        programme, people, verb="przyznaję", decided=decided,
        points=["W pozostałym zakresie program nie zmienia się."],
        basis=_basis("art. 92 ust. 1 i art. 95 ust. 4b", ""), immediate="",
    )  # fmt: skip
    return content | {"amounts": amounts}


def grounds(programme, *, facts, evidence, law):
    """Grounds for a person to edit: what was found out, on what evidence, what the law says about it."""
    begun = (
        f"Pomoc w ramach indywidualnego programu integracji przyznano {_granted(programme)}, na okres od "
        f"{polish.day(programme.starts)} do {polish.day(programme.ends)}"
    )
    found = [_sentence(begun), *(line for line in facts.splitlines() if line.strip())]
    return grounds_text(facts=found, evidence=evidence, law=law)


def law_of_withholding(ground, *, ends, immediate_reason):
    """Why the law allows this withholding, what goes on and what does not follow from it."""
    found = GROUNDS[ground]
    if ground in DEPRIVED:
        may = f"osobie w czasie, gdy zachodzi {found.label}, świadczeń się nie udziela {found.lasts}."
    else:
        may = f"pomoc może zostać wstrzymana {found.lasts}, gdy zachodzi przesłanka: {found.label}."
    said = [
        f"Zgodnie z {_short(found.provision)} ustawy o pomocy społecznej {may}",
        "Zgodnie z art. 95 ust. 4a tej ustawy pomoc dla innych osób objętych programem jest kontynuowana.",
    ]
    if ends is None:
        said.append("Realizator programu wystąpi o przywrócenie pomocy niezwłocznie, gdy ustanie przyczyna.")
    return [*said, *([f"Rygor natychmiastowej wykonalności: {immediate_reason}"] if immediate_reason else [])]


def law_of_resumption(lasts):
    """Why the aid is given back, and until when; `lasts` as for `resumption`."""
    period = _longer(lasts) if lasts else "Okres pomocy określa decyzja o jej przyznaniu."
    return [
        "Zgodnie z art. 95 ust. 2 ustawy o pomocy społecznej realizator programu występuje o przywrócenie "
        "wstrzymanej pomocy niezwłocznie po powzięciu informacji o ustaniu przesłanek wstrzymania.",
        f"Decyzja jest zgodna z interesem stron i przywraca pomoc przyznaną wcześniej. {period}",
    ]


def _longer(lasts):
    return (
        f"Okres pomocy przedłuża się o miesiące wstrzymania, do {polish.day(lasts)} Czas wstrzymania nie "
        "jest wyrównywany."
    )


LAW_OF_REMAINING = (
    "Zgodnie z art. 95 ust. 4b ustawy o pomocy społecznej, gdy uchylono decyzję o udzieleniu pomocy, a "
    "pomocą objęte były inne osoby, wydaje się odrębną decyzję, na podstawie której osoby te kontynuują "
    "program.",
)


def law_of_revocation(ground, *, others):
    """Why the decision is revoked; `others` are the persons who continue the programme."""
    provision, text = REVOCATION[ground]
    separate = ["Zgodnie z art. 95 ust. 4b tej ustawy o pomocy dla innych osób orzeka się odrębną decyzją."]
    why = LAW_OF_RESIGNING if ground == "resigned" else [_must(provision, text)]
    return [*why, *(separate if others else [])]


def _must(provision, text):
    return (
        f"Zgodnie z {_short(provision)} ustawy o pomocy społecznej decyzję o udzieleniu pomocy uchyla się w "
        f"przypadku: {text}. Przepis nie pozostawia organowi uznania."
    )


RESIGNED = "art. 94 ust. 3"
LAW_OF_RESIGNING = (
    f"Zgodnie z {RESIGNED} ustawy o pomocy społecznej opuszczenie wskazanego miejsca zamieszkania w okresie "
    "trwania programu oznacza rezygnację z programu realizowanego w tym województwie.",
    "Rezygnacja jest zmianą sytuacji osobistej strony; w takim przypadku art. 106 ust. 5 tej ustawy pozwala "
    "uchylić decyzję na niekorzyść strony bez jej zgody.",
)


def _content(programme, people, *, verb, decided, points, basis, immediate):
    everybody = letters.parties(programme)
    covered = [one.person_id for one in programme.application.people.all() if one.covered]
    chosen = {person.pk for person in people}
    home = letters.address(programme)
    applicant = everybody[0]
    content = {
        "programme": programme.key,
        "legal_basis": basis,
        "opening": OPENING,
        "verb": verb,
        "decided": decided,
        "applicant": applicant,
        "parties": [one for one, person in zip(everybody, covered, strict=True) if person in chosen],
        "operative": points,
        "recipients": [*_addressed(people, applicant, home), "a/a"],
    }
    return content | ({"immediate": True} if immediate else {})


def _addressed(people, applicant, home):
    """Every adult whom a decision names gets it (KPA art. 40 and 109); for children the applicant."""
    today = queries.today()
    adults = [person.full_name for person in people if comes_of_age(person.born) <= today]
    return [", ".join(part for part in (name, home) if part) for name in adults or [applicant["name"]]]


def _basis(articles, immediate):
    known = enacted_book().acts
    ups, kpa = known["ups"], known["KPA"]
    procedure = "art. 104, 107 i 108 § 1" if immediate else "art. 104 i 107"
    return (
        f"{articles} oraz art. 106 ust. 1 {genitive(ups.title)} ({ups.journal}), a także {procedure} "
        f"{genitive(kpa.title)} ({kpa.journal})"
    )


def _immediate(reason):
    if not reason:
        return []
    return [
        "Decyzji nadaje się rygor natychmiastowej wykonalności (art. 108 § 1 Kodeksu postępowania "
        f"administracyjnego), powód: {_sentence(reason)}"
    ]


def _others_go_on(others):
    if not others:
        return []
    return [f"Pozostałym osobom ({_names(others)}) pomocy udziela się nadal (art. 95 ust. 4a)."]


def _names(people):
    return ", ".join(person.full_name for person in people)


def _granted(programme):
    return f"decyzją {_number(programme)}"


def _number(programme):
    decision = programme.decision
    if decision is None or decision.issued_on is None:
        return "o przyznaniu pomocy"
    return f"nr {decision.number} z dnia {polish.day(decision.issued_on)}"


def _short(provision):
    """ "ups art. 95 ust. 1 pkt 1" as a decision writes it."""
    return provision.removeprefix("ups ")


def _sentence(text):
    return text if text.endswith(".") else f"{text}."
