"""What decisions on undue benefits say: the claim (ups art. 104 ust. 3) and a relief (ust. 4)."""

from calendar import monthrange
from itertools import groupby

from kladka.casework.decisions.letter import grounds_text
from kladka.casework.decisions.office import party_data
from kladka.casework.people.queries import home_of
from kladka.casework.programmes.queries import zlote
from kladka.documents import polish
from kladka.law.book import enacted_book
from kladka.law.citing import Citing
from kladka.law.undue import GROUNDS


def content(claim, chosen):
    """Data of the decision on repayment (kladka.casework.decisions.letter); `chosen` as the act has them."""
    home = home_of(claim.case.household)
    people = list(dict.fromkeys([claim.debtor, *(one.person for one, _ in chosen)]))
    parties = [party_data(person, address=home) for person in people]
    return {
        "claim": claim.key,
        "legal_basis": Citing(enacted_book())(
            "ups art. 6 pkt 16; ups art. 98; ups art. 104 ust. 1, 3 i 4; KPA art. 104; KPA art. 107"
        ),
        "opening": "z urzędu,",
        "verb": "ustalam",
        "decided": (
            f"wysokość nienależnie pobranych świadczeń pieniężnych podlegających zwrotowi na "
            f"{polish.zl(claim.total_pln)} zł (słownie: {polish.zl_in_words(claim.total_pln)}), za miesiące:"
        ),
        "applicant": parties[0],
        "parties": parties,
        "amounts": _lines(chosen, people),
        "operative": _operative(claim),
        "recipients": [", ".join(part for part in (parties[0]["name"], home) if part), "a/a"],
    }


def _operative(claim):
    account = polish.account_number(claim.organisation.account)
    return [
        f"Do zwrotu zobowiązuję: {claim.debtor.full_name}.",
        f"Termin zwrotu: {polish.day(claim.due_on)}",
        f"Kwotę wpłaca się na rachunek {account} albo w kasie jednostki, z numerem sprawy w tytule.",
        "Odsetek nie nalicza się: ustawa o pomocy społecznej ich nie przewiduje.",
        "Na wniosek osoby zobowiązanej albo pracownika socjalnego można, w przypadku szczególnie "
        "uzasadnionym, odstąpić od żądania zwrotu, umorzyć kwotę w całości lub w części, odroczyć termin "
        "albo rozłożyć spłatę na raty (art. 104 ust. 4 ustawy o pomocy społecznej).",
        "Z bieżących wypłat można potrącać najwyżej 50% pobieranego świadczenia (art. 104 ust. 2).",
    ]


def _lines(chosen, people):
    """Equal sums of one person in months that follow one another, as one line."""
    rows = sorted(chosen, key=lambda pair: (people.index(pair[0].person), pair[0].month))
    lines = []
    for (person, amount), group in groupby(rows, key=lambda pair: (pair[0].person, pair[1])):
        months = [one.month for one, _ in group]
        last = months[-1]
        lines.append(
            {
                "party": people.index(person),
                "starts": months[0].isoformat(),
                "ends": last.replace(day=monthrange(last.year, last.month)[1]).isoformat(),
                "monthly": str(amount),
                "total": str(amount * len(months)),
                "note": "",
            }
        )
    return lines


def grounds(claim, chosen):
    """Grounds for a person to edit: what was found, what was paid and due, the provisions."""
    cite = Citing(enacted_book())
    facts = [_sentence(claim.facts)]
    for one, amount in chosen:
        facts.append(
            f"{one.person.full_name}, {polish.month_name(one.month)}: wypłacono "
            f"{polish.zl(one.row.paid_pln)} zł, należało się {polish.zl(one.row.new_due_pln)} zł, do zwrotu "
            f"{polish.zl(amount)} zł."
        )
    law = [
        f"Świadczeniem nienależnie pobranym jest świadczenie pieniężne uzyskane na podstawie przedstawionych "
        f"nieprawdziwych informacji lub niepoinformowania o zmianie sytuacji materialnej lub osobistej "
        f"({cite('ups art. 6 pkt 16')}). W tej sprawie: {GROUNDS[claim.ground]}.",
        f"Podlega ono zwrotowi niezależnie od dochodu rodziny ({cite('ups art. 98')}); jego wysokość i "
        f"terminy zwrotu ustala się decyzją ({cite('ups art. 104 ust. 3')}).",
    ]
    if claim.ground == "uninformed":
        law.append(f"O zmianach informuje się organ niezwłocznie ({cite('ups art. 109')}).")
    return grounds_text(facts=facts, law=law)


def relief_content(relief, parts):
    """Data of the decision on a relief; `parts` are `kladka.law.undue.Instalment`s."""
    claim = relief.claim
    home = home_of(claim.case.household)
    debtor = party_data(claim.debtor, address=home)
    return {
        "relief": relief.key,
        "legal_basis": Citing(enacted_book())("ups art. 104 ust. 4; KPA art. 104; KPA art. 107"),
        "opening": f"w sprawie zwrotu należności ustalonej decyzją {claim.decision.number},",
        "verb": _VERBS[relief.kind],
        "decided": _relieved(relief, parts),
        "applicant": debtor,
        "parties": [debtor],
        "operative": [
            *(
                f"Rata {one.number}: {polish.zl(zlote(one.amount))} zł do {polish.day(one.due_on)}"
                for one in parts
            ),
            *_warnings(parts),
        ],
        "recipients": [", ".join(part for part in (debtor["name"], home) if part), "a/a"],
    }


_VERBS = {"waive": "umarzam", "defer": "odraczam", "instalments": "rozkładam"}


def _relieved(relief, parts):
    amount = f"{polish.zl(relief.amount_pln)} zł"
    if relief.kind == "waive":
        return f"nienależnie pobrane świadczenie w kwocie {amount}."
    if relief.kind == "defer":
        day = polish.day(relief.due_on)
        return f"termin zwrotu nienależnie pobranego świadczenia w kwocie {amount} do {day}"
    return f"spłatę nienależnie pobranego świadczenia w kwocie {amount} na {len(parts)} rat:"


def _warnings(parts):
    if not parts:
        return []
    return [
        "Raty wpłaca się na rachunek i w terminach wskazanych wyżej; odsetek nie nalicza się.",
        "Rozłożenie na raty przerywa bieg przedawnienia; biegnie ono na nowo od dnia po terminie ostatniej "
        "raty (art. 104 ust. 6 ustawy o pomocy społecznej).",
    ]


def relief_grounds(relief):
    """Grounds for a person to edit."""
    cite = Citing(enacted_book())
    law = [
        f"W przypadkach szczególnie uzasadnionych, zwłaszcza jeżeli żądanie zwrotu stanowiłoby nadmierne "
        f"obciążenie lub niweczyłoby skutki udzielanej pomocy, organ może odstąpić od żądania zwrotu, "
        f"umorzyć kwotę w całości lub w części, odroczyć termin albo rozłożyć ją na raty "
        f"({cite('ups art. 104 ust. 4')})."
    ]
    return grounds_text(facts=[_sentence(relief.reason)], law=law)


def _sentence(text):
    return text if text.endswith(".") else f"{text}."
