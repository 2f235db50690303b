"""Changes of life and moves of the demo: a birth, an eighteenth birthday, two moves, nobody's cases."""

import datetime

from kladka.casework.cases.models import Case
from kladka.casework.changes import actions as changes
from kladka.casework.decisions.actions import submit
from kladka.casework.issuing.actions import issue
from kladka.casework.moves import arrival, handover_actions, move_actions
from kladka.casework.people.models import Person
from kladka.casework.programmes.models import Programme
from kladka.staff import actions as staff

BABY = {
    "given_names": "Lilia", "sex": "f", "citizenship": "Ukraina", "language": "ukraiński",
    "pesel_missing": "w trakcie nadawania",
}  # fmt: skip
LANGUAGES = ("ukraiński, rosyjski, białoruski", "arabski, angielski, dari")


def change_and_move(old, new, today, day):
    """One family moved from the first centre to the second, one offered and waiting; the rest stays."""
    running = list(
        Programme.objects.filter(organisation=old.organisation, state="running").order_by("-starts")
    )
    free = [one for one in running if one.ends > today + 70 * day and not one.withholdings.exists()]
    free = [one for one in free if not one.case.household.protected]
    _birth(free[0].case, old, today, day)
    staying = [one for one in running if one not in free[-2:] and one.ends > today and one.starts <= today]
    families = [one for one in staying if one.application.people.filter(relation="spouse").exists()]
    _left(families, old, today, day)
    _joined([one for one in staying if one not in families], old, today, day)
    _eighteen(free, today, day)
    _move(free[-1], old, new, today, day)
    _offer(free[-2], old, new, today, day)
    _people(old, today, day)
    _nobodys(old, today)


def _birth(case, centre, today, day):
    family = case.household.members.order_by("pk").first().person.family_name
    born = max(case.aid_from, today - 9 * day)
    changes.record_change(
        case, "birth", on=born, learnt_on=today, told_by="matka dziecka, osobiście", by=centre.worker,
        details=BABY | {"family_name": family, "born": born}, relation="child",
        status={
            "kind": "refugee", "decision_number": "DPU.420.900.2026", "decided_on": born,
            "delivered_on": born,
        },
    )  # fmt: skip


SPOUSE = {
    "given_names": "Rustam", "family_name": "Zmyślony-Próbny", "sex": "m", "born": datetime.date(1988, 4, 2),
    "pesel_missing": "nie wystąpiono jeszcze o nadanie", "marital_status": "żonaty, mężatka",
}  # fmt: skip


def _joined(programmes, centre, today, day):
    """Somebody came to their spouse, and the programme covers them."""
    if not programmes:
        return
    case = programmes[0].case
    applicant = case.household.members.order_by("pk").first().person
    came = max(case.aid_from, today - 12 * day)
    change = changes.record_change(
        case, "joined", on=came, learnt_on=came, told_by="wnioskodawczyni, osobiście", by=centre.worker,
        details=SPOUSE | {"citizenship": applicant.citizenship, "language": applicant.language},
        relation="spouse",
        status={
            "kind": "refugee", "decision_number": "DPU.420.901.2026", "decided_on": came,
            "delivered_on": came,
        },
    )  # fmt: skip
    changes.confirm(change.proposals.get(code="coverage"), chosen="covered", by=centre.worker)


def _left(programmes, centre, today, day):
    """A grown-up moved out of a family: what follows is to be decided."""
    if not programmes:
        return
    case = programmes[0].case
    spouse = programmes[0].application.people.get(relation="spouse").person
    changes.record_change(
        case, "left", person=spouse, on=max(case.aid_from, today - 4 * day), learnt_on=today,
        told_by="rozmowa w ośrodku", by=centre.worker,
    )  # fmt: skip


def _eighteen(programmes, today, day):
    """The oldest child of the demo comes of age in five weeks."""
    soon = today + 35 * day
    children = Person.objects.filter(
        applications__application__programme__in=programmes, applications__relation="child"
    )
    child = children.order_by("born", "pk").first()
    if child:
        day_of_birth = min(soon.day, 28)
        Person.objects.filter(pk=child.pk).update(
            born=datetime.date(soon.year - 18, soon.month, day_of_birth)
        )


def _allowed(programme, old, new, today, day):
    centre = new.organisation
    move = move_actions.ask_to_move(
        programme.case, by=old.worker, reach="voivodeship", ground="work", moves_on=today + 5 * day,
        reason="Praca z mieszkaniem służbowym.", address="ul. Portowa 12", town=centre.town, centre=centre,
        centre_name=centre.name, centre_address=centre.address, authority=centre.authority,
        voivode=centre.voivode,
    )  # fmt: skip
    for proof in move.proofs.all():
        move_actions.receive_proof(proof, on=today - day, by=old.worker)
    return move_actions.allow(move, payer="old", reason="Umowa o pracę z mieszkaniem.", by=old.worker)


def _move(programme, old, new, today, day):
    move = _allowed(programme, old, new, today, day)
    page = handover_actions.prepare(
        programme.case, move=move, to_organisation=new.organisation, by=old.worker
    )
    arrival.accept(
        arrival.offer(page, scope=["contact", "documents", "life", "home", "notes"], by=old.worker),
        by=new.head,
    )
    move_actions.prepare_notices(move, on=today, by=old.worker)
    decision = submit(move_actions.draft_revocation(move, by=old.worker), by=old.worker)
    issue(decision, old.head, on=today)


def _offer(programme, old, new, today, day):
    move = _allowed(programme, old, new, today, day)
    page = handover_actions.prepare(
        programme.case, move=move, to_organisation=new.organisation, by=old.worker
    )
    arrival.offer(page, scope=["contact", "home"], by=old.worker)


def _people(centre, today, day):
    for user, languages in zip((centre.worker, centre.second), LANGUAGES, strict=True):
        staff.describe_work(user.memberships.get(), languages=languages, most_families=12, by=centre.head)
    away = centre.second.memberships.get()
    staff.record_absence(
        away, starts=today + 20 * day, ends=today + 34 * day, substitute=centre.worker, by=centre.head
    )


def _nobodys(centre, today):
    """Three cases of a colleague who left: nobody's yet, so that the list of them has something to show."""
    left = Case.objects.filter(organisation=centre.organisation, worker=centre.second)
    keys = left.filter(state__in=("application", "programme", "decision")).order_by("pk").values("pk")[:3]
    Case.objects.filter(pk__in=list(keys.values_list("pk", flat=True))).update(worker=None)
