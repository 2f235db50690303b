"""Decyzja przyznająca pomoc: what its draft says, from the agreed programme and the law."""

from kladka.casework.decisions.letter import grounds_text
from kladka.casework.intake.queries import items_of, people_of
from kladka.documents import polish
from kladka.law.book import enacted_book
from kladka.law.terms import payment_day

from .letters import address, amount_lines, parties
from .wording import aid_clauses


def content(programme, due):
    """Data of the decision as kladka.casework.decisions.letter reads them."""
    people = parties(programme)
    home = address(programme)
    return {
        "application": programme.application.key,
        "programme": programme.key,
        "filed_on": programme.application.filed_on.isoformat(),
        "legal_basis": legal_basis(),
        "applicant": people[0],
        "parties": people,
        "amounts": amount_lines(programme, due),
        "operative": operative(programme, due),
        "recipients": [", ".join(part for part in (people[0]["name"], home) if part), "a/a"],
    }


def continued(programme):
    """What a decision says instead when aid goes on after a move (ups art. 94 ust. 6)."""
    application = programme.application
    known = enacted_book().acts
    ups, regulation, kpa = known["ups"], known["rozporządzenie"], known["KPA"]
    return {
        "legal_basis": (
            f"art. 92 ust. 1, art. 93, art. 94 ust. 6 i art. 106 ust. 1 {genitive(ups.title)} "
            f"({ups.journal}), § 3 {genitive(regulation.title)} ({regulation.journal}) oraz art. 104 i 107 "
            f"{genitive(kpa.title)} ({kpa.journal})"
        ),
        "opening": "w związku ze zmianą miejsca zamieszkania,",
        "verb": "przyznaję",
        "decided": (
            "pomoc dla cudzoziemca w ramach indywidualnego programu integracji na pozostały okres, od "
            f"{polish.day(programme.starts)} do {polish.day(programme.ends)}, pomniejszony o okres, w którym "
            f"pomocy udzielano na podstawie poprzedniej decyzji ({application.continued_note}), w formie "
            "świadczenia pieniężnego na utrzymanie i pokrycie wydatków związanych z nauką języka polskiego, "
            "w następującej wysokości:"
        ),
    }


def legal_basis():
    """Provisions under which aid is granted, with the journals of the law book."""
    known = enacted_book().acts
    ups, regulation, kpa = known["ups"], known["rozporządzenie"], known["KPA"]
    return (
        f"art. 91 ust. 1–4 i 9–10, art. 92 ust. 1, art. 93 i art. 106 ust. 1 {genitive(ups.title)} "
        f"({ups.journal}), § 3 {genitive(regulation.title)} ({regulation.journal}) oraz art. 104 i 107 "
        f"{genitive(kpa.title)} ({kpa.journal})"
    )


def genitive(title):
    """The title of an act as it stands after "na podstawie art. …"."""
    return title.replace("ustawa", "ustawy", 1).replace("rozporządzenie", "rozporządzenia", 1)


def operative(programme, due):
    """Points after the amounts: day of payment, health contribution, other forms of aid, the worker."""
    day = payment_day(programme.starts).raw_day.day
    points = [
        f"Świadczenie pieniężne wypłaca się do {day}. dnia każdego miesiąca (§ 3 ust. 2 rozporządzenia)."
    ]
    health = sorted({one.health_pln for one in due if one.health_pln})
    if health:
        amounts = " lub ".join(f"{polish.zl(amount)} zł" for amount in health)
        points.append(
            f"Za osoby objęte programem, które nie mają innego tytułu do ubezpieczenia, opłaca się składkę "
            f"na ubezpieczenie zdrowotne: {amounts} miesięcznie za osobę."
        )
    clauses = aid_clauses(programme.law_file)
    other = [clauses[form.code].text for form in programme.forms_of_aid.all() if form.code not in _PAID]
    if other:
        points.append(f"Pomoc obejmuje ponadto: {'; '.join(other)}.")
    points.append(f"Realizatorem programu jest {programme.realizator.name}.")
    return points


_PAID = {"cash", "health"}


def grounds(programme, law):
    """Grounds for a person to edit (KPA art. 107 § 3); `law` are the paragraphs of kladka.law.wording."""
    people = [one for one in people_of(programme.application) if one.covered]
    return grounds_text(facts=_facts(programme, people), evidence=_evidence(programme, people), law=law)


def _facts(programme, people):
    application = programme.application
    complete = (
        f", a komplet dokumentów {polish.day(application.complete_on)}" if application.complete_on else ""
    )
    facts = [_sentence(f"Wniosek o udzielenie pomocy złożono {polish.day(application.filed_on)}{complete}")]
    if left := application.left_reception_centre_on:
        facts.append(_sentence(f"Rodzina opuściła ośrodek dla cudzoziemców {polish.day(left)}"))
    if application.continued_on:
        facts.append(_sentence(f"Pomoc przyznano przed przeniesieniem: {application.continued_note}"))
    facts += [_status(one) for one in people]
    facts.append(
        f"Indywidualny program integracji uzgodniono {polish.day(programme.agreed_on)}; "
        f"{programme.organisation.voivode} zaakceptował go {polish.day(programme.accepted_on)} "
        f"(znak: {programme.voivode_reference})."
    )
    lower = sorted({f"{a.person.full_name}: {a.reason}" for a in programme.amounts.all() if a.reason})
    return [
        *facts,
        *(_sentence(f"Kwotę niższą od najwyższej uzgodniono, powód: {reason}") for reason in lower),
    ]


def _sentence(text):
    """The text with one full stop; a day ends with one already."""
    return text if text.endswith(".") else f"{text}."


def _status(applicant):
    person, status = applicant.person, applicant.status
    said = f"{person.full_name}, ur. {polish.day(person.born)}: {status.get_kind_display()}"
    if status.delivered_on:
        said += f", decyzję doręczono {polish.day(status.delivered_on)}"
    return _sentence(said)


def _evidence(programme, people):
    received = [item for item in items_of(programme.application, people) if item.received]
    said = [f"{item.label} ({item.who})" if item.who else item.label for item in received]
    return [*said, f"indywidualny program integracji z {polish.day(programme.agreed_on)}"]
