"""A mother paid for the whole of December, of which half a month was not due, and the claim for it."""

from decimal import Decimal

from kladka.casework.decisions import actions as decisions
from kladka.casework.issuing.actions import issue
from kladka.casework.programmes.queries import loaded
from kladka.casework.programmes.withholding_actions import withhold
from kladka.casework.undue import actions, content, queries
from kladka.casework.undue.models import Claim
from tests.casework.benefits.build import DAY, approved_list, family
from tests.casework.recalculation.build import send

OVERPAID = Decimal("866.58")  # 1679,00 zł less fifteen of thirty-one days
ISSUED = DAY(2027, 1, 8)
FACTS = "Rodzina nie powiedziała o wyjeździe w drugiej połowie grudnia"


def overpaid(centre, worker, accountant, head):
    """The programme; the list of January is being prepared."""
    programme = family(centre, worker, "Amina Sadig")
    send(approved_list(centre, accountant, head), accountant, DAY(2026, 12, 15))
    person = programme.application.people.get().person
    days = {"starts": DAY(2026, 12, 16), "ends": DAY(2026, 12, 31)}
    withhold(programme, person=person, ground="misuse", facts="x", by=worker, **days)
    return loaded(programme.key)


def proposed(programme, worker, **changes):
    found = queries.overpaid(programme)
    asked = {
        "amounts": {one.name: one.amount_pln for one in found},
        "debtor": found[0].person,
        "ground": "uninformed",
        "facts": FACTS,
        "due_on": DAY(2027, 2, 28),
        "on": DAY(2027, 1, 7),
    }
    return actions.propose(programme, by=worker, **(asked | changes))


def established(programme, worker, head, **changes):
    """The claim, its decision issued and delivered, so that it is final from 26 January 2027."""
    claim = proposed(programme, worker, **changes)
    issue(decisions.submit(claim.decision, by=worker), head, on=ISSUED)
    claim.decision.refresh_from_db()
    decisions.deliver(claim.decision, method="in_person", on=DAY(2027, 1, 11), by=worker)
    claim.refresh_from_db()
    return claim


def relieved(relief, worker, head, on=DAY(2027, 2, 10)):
    issue(decisions.submit(relief.decision, by=worker), head, on=on)
    relief.refresh_from_db()
    return relief


def standing(programme, worker, on=ISSUED):
    """A claim of one zł as it lies in the database, for pages that only need one to be there."""
    person = programme.application.people.first().person
    claim = Claim(
        organisation=programme.organisation, case=programme.case, programme=programme, debtor=person,
        ground="untrue", facts="x", total_pln=Decimal("1.00"), due_on=on, effective_on=on, by=worker,
    )  # fmt: skip
    said = {"content": content.content(claim, []), "grounds": "x", "by": worker}
    claim.decision = decisions.prepare(programme.case, "undue", **said)
    claim.save()
    return claim
