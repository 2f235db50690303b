"""Lines of a month's list of contributions: every insured person of every running programme."""

from kladka.casework.benefits.lines import insured_elsewhere, payable_of
from kladka.casework.people.models import HeldDocument
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.many import in_turn, running_in
from kladka.casework.programmes.models import AgreedAmount
from kladka.casework.programmes.queries import zlote
from kladka.law.book import enacted_book

from .models import CLOSED, Contribution
from .spells import insured

Reason = Contribution.Reason


def lines_of(organisation, month):
    """Unsaved contributions of the month, in the order of names; a person without one says why."""
    base = zlote(enacted_book().parameter("permanent_benefit_maximum").number(month))
    amounts = AgreedAmount.objects.to_pay().filter(month=month.replace(day=1))
    programmes = in_turn(running_in(organisation, month), amounts, "case__other_titles")
    lines = [line for programme in programmes for line in _family(programme, month, base)]
    _identify(lines)
    return _numbered(sorted(lines, key=_by_name))


def corrected_lines(organisation, month):
    """Unsaved lines of who owes another contribution than the closed lists of the month hold."""
    held = held_by_person(organisation, month)
    now = {line.person_id: line for line in lines_of(organisation, month)}
    changed = []
    for person, line in now.items():
        earlier = held.pop(person, None)
        line.before_pln = earlier.amount_pln if earlier else 0
        if line.change_pln:
            changed.append(line)
    changed += [_gone(line) for line in held.values() if line.amount_pln]
    return _numbered(changed)


def _by_name(line):
    return normalise(f"{line.person.family_name} {line.person.given_names}"), line.person_id


def held_by_person(organisation, month):
    """{person id: the newest line of a closed list of the month}."""
    lines = Contribution.objects.filter(
        contribution_list__organisation=organisation, month=month, contribution_list__state__in=CLOSED
    )
    ordered = lines.select_related("programme", "case", "person").order_by("contribution_list__part")
    return {line.person_id: line for line in ordered}


def _family(programme, month, base):
    people = {one.person_id: one for one in programme.application.people.all()}
    for amount, found in payable_of(programme, programme.amounts.all()):
        applicant = people[amount.person_id]
        if not found.covered_days or not insured(applicant, programme):
            continue
        other = insured_elsewhere(programme.case.other_titles.all(), amount.person_id, month)
        health = 0 if other else found.health
        reason = Reason.OTHER_TITLE if other else Reason.DUE if health else Reason.WITHHELD
        yield Contribution(
            programme=programme, case=programme.case, person=amount.person, month=month,
            name=amount.person.full_name, base_pln=base, amount_pln=zlote(health), reason=reason,
        )  # fmt: skip


def _gone(line):
    return Contribution(
        programme=line.programme, case=line.case, person=line.person, month=line.month, name=line.name,
        identifier=line.identifier, base_pln=line.base_pln, amount_pln=0, before_pln=line.amount_pln,
        reason=Reason.ENDED,
    )  # fmt: skip


def _identify(lines):
    """PESEL, or the first document of who has none."""
    without = [line.person_id for line in lines if not line.person.pesel]
    documents = {}
    for one in HeldDocument.objects.filter(person__in=without).order_by("-pk"):
        documents[one.person_id] = f"{one.get_kind_display()} {one.number}".strip()
    for line in lines:
        line.identifier = line.person.pesel or documents.get(line.person_id, "")


def _numbered(lines):
    for place, line in enumerate(lines, start=1):
        line.position = place
    return lines
