"""What the decision of the old starosta and the notices about a move say."""

from datetime import timedelta

from kladka.casework.decisions.letter import grounds_text
from kladka.casework.decisions.office import office_of, signatory_of
from kladka.casework.programmes import letters
from kladka.casework.programmes.grant import genitive
from kladka.documents import polish
from kladka.documents.plain_letter import PlainLetter
from kladka.law.acts import MOVES
from kladka.law.book import enacted_book

ONE_DAY = timedelta(days=1)


def revocation(move, programme, share):
    """Content of the decision that revokes the grant because the family moves (ups art. 94 ust. 6)."""
    known = enacted_book().acts
    ups, kpa = known["ups"], known["KPA"]
    people, home = letters.parties(programme), letters.address(programme)
    until = share.old_until or programme.starts - ONE_DAY
    after = f"z dniem {polish.day(share.old_until)}" if share.old_until else "w całości"
    return {
        "programme": programme.key,
        "moved": {"until": until.isoformat()},
        "legal_basis": (
            f"art. 94 ust. 4–6 i art. 106 ust. 1 {genitive(ups.title)} ({ups.journal}) oraz art. 104 i 107 "
            f"{genitive(kpa.title)} ({kpa.journal})"
        ),
        "opening": "w związku ze zmianą miejsca zamieszkania,",
        "verb": "uchylam",
        "decided": (
            f"{after} decyzję {_number(programme)} o udzieleniu pomocy w ramach indywidualnego programu "
            f"integracji, w związku ze zmianą miejsca zamieszkania od {polish.day(move.moves_on)}."
        ),
        "applicant": people[0],
        "parties": people,
        "operative": [
            f"Decyzję o pomocy na pozostały okres wydaje {move.authority} (art. 94 ust. 6). "
            f"Wykorzystano {_months(share.months_used)}, pozostało {_months(share.months_left)}.",
        ],
        "recipients": [", ".join(part for part in (people[0]["name"], home) if part), "a/a"],
    }


def revocation_grounds(move, programme, share):
    """Grounds for a person to edit: declaration, proofs, the provision of the ground."""
    provision, text = MOVES[move.ground]
    came = [
        f"{one.label} ({polish.short_day(one.received_on)})" for one in move.proofs.all() if one.received_on
    ]
    facts = [
        f"Pomoc przyznano decyzją {_number(programme)} na okres od {polish.day(programme.starts)} do "
        f"{_ended(polish.day(programme.ends))}",
        f"Strona złożyła oświadczenie o zmianie miejsca zamieszkania; powód: {text}.",
    ]
    law = [
        f"Zmiana miejsca zamieszkania w okresie trwania programu jest dopuszczalna w szczególnie "
        f"uzasadnionych "
        f"przypadkach ({provision.removeprefix('ups ')} ustawy o pomocy społecznej).",
        "Zgodnie z art. 94 ust. 6 tej ustawy dotychczasowy starosta uchyla decyzję o udzieleniu pomocy, a "
        "starosta nowego miejsca zamieszkania wydaje decyzję na okres, na jaki przyznano pomoc, pomniejszony "
        "o okres, w którym jej udzielano.",
    ]
    return grounds_text(facts=facts, evidence=came, law=law)


def notice(move, one, programme, share, *, number, on, by):
    """The notice to the new starosta, to the own voivode or to that of the new place."""
    organisation = move.organisation
    whom = {
        "new_authority": (move.authority, f"{move.centre_name}, {move.centre_address}".strip(", ")),
        "voivode": (organisation.voivode, ""),
        "new_voivode": (move.voivode, ""),
    }
    addressee, address = whom[one.code]
    family = ", ".join(person["name"] for person in letters.parties(programme))
    said = [
        f"Na podstawie {one.provision.removeprefix('ups ')} ustawy o pomocy społecznej zawiadamiam, "
        f"że rodzina "
        f"objęta indywidualnym programem integracji ({family}) zmienia miejsce zamieszkania od "
        f"{_ended(polish.day(move.moves_on))}",
        f"Nowe miejsce zamieszkania prowadzi {move.centre_name} ({move.authority}). Podstawa: "
        f"{MOVES[move.ground][1]} ({MOVES[move.ground][0].removeprefix('ups ')}).",
        _paid(programme, share),
    ]
    return PlainLetter(
        office=office_of(organisation),
        title="Zawiadomienie o zmianie miejsca zamieszkania",
        number=number,
        issued_on=on,
        addressee=addressee,
        addressee_address=address,
        paragraphs=said,
        signatory=signatory_of(by, organisation),
        annexes=("indywidualny program integracji",) if one.code == "new_authority" else (),
    )


def _paid(programme, share):
    until = f"do {_ended(polish.day(share.old_until))}" if share.old_until else "– nie wypłacono jej wcale."
    rest = ""
    if share.new_from:
        rest = (
            f" Na pozostały okres, {_months(share.months_left)}, od {polish.day(share.new_from)} do "
            f"{polish.day(programme.ends)}, decyzję wydaje starosta nowego miejsca zamieszkania."
        )
    return f"Pomoc trwa od {polish.day(programme.starts)}; dotychczasowe centrum wypłaca ją {until}{rest}"


def _number(programme):
    decision = programme.decision
    if decision is None or decision.issued_on is None:
        return "o przyznaniu pomocy"
    return f"nr {decision.number} z dnia {polish.day(decision.issued_on)}"


def granted(programme):
    """What was granted before the move, for the new centre: the decision and its period."""
    until = polish.day(programme.ends)
    said = f"decyzja {_number(programme)}, pomoc od {polish.day(programme.starts)} do {until}"
    return f"{programme.organisation.authority}: {said}"


def _months(number):
    return f"{number} mies."


def _ended(text):
    return text if text.endswith(".") else f"{text}."
