"""Families with a running programme, as the acts of the other wings would leave them."""

import datetime

from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import approve, prepare_list, submit
from kladka.casework.cases.actions import change_state, open_case
from kladka.casework.cases.models import Case
from kladka.casework.intake.models import Applicant, Application
from kladka.casework.intake.queries import facts_of, readings_of
from kladka.casework.people.actions import register_household, register_person, register_status
from kladka.casework.programmes import drafting
from kladka.casework.programmes.models import AgreedAmount, Programme
from kladka.law.explain import explain
from kladka.vault.fields import SealedField

DAY = datetime.date
DECEMBER = DAY(2026, 12, 1)
ACCOUNT = "61109010140000071219812874"
OTHER_ACCOUNT = "27114020040000300201355387"


def family(
    centre, worker, *names, filed_on=DAY(2026, 9, 14), born=DAY(1990, 5, 17), account=ACCOUNT, until=None
):
    """A running programme of persons named "Given Family"; `account` None leaves the way of payment open.

    The first is the applicant, the second the spouse, the rest children. `until` is the last day of the last
    person.
    """
    relations = ["applicant", "spouse", *["child"] * 8]
    people = [
        _person(centre, worker, name, born if at < 2 else DAY(2015, 3, 1)) for at, name in enumerate(names)
    ]
    members = list(zip(people, relations, strict=False))
    household = register_household(centre, members=members, starts=filed_on, by=worker, town="Brzozów Leśny")
    case = open_case(household, opened_on=filed_on, worker=worker, by=worker)
    application = _application(case, members, filed_on, worker, until)
    programme = _programme(application, worker)
    if account is not None:
        method = "transfer" if account else "cash_desk"
        set_account(case, method=method, holder=people[0].full_name, account=account, on=filed_on, by=worker)
    return programme


def _person(centre, worker, name, born):
    given, family_name = name.split(" ", 1)
    return register_person(
        centre,
        by=worker,
        given_names=given,
        family_name=family_name,
        born=born,
        sex="f",
        citizenship="Ukraina",
        pesel_missing="w trakcie nadania",
    )


def _application(case, members, filed_on, worker, until):
    application = Application.objects.create(
        organisation=case.organisation,
        case=case,
        receipt_number=f"W {case.number}",
        state=Application.State.GRANTED,
        filed_on=filed_on,
        complete_on=filed_on,
        declares_residence=True,
        declares_no_other=True,
        declares_readiness=True,
        coverage_confirmed_by=worker,
        received_by=worker,
    )
    for person, relation in members:
        status = register_status(
            person, by=worker, kind="refugee", delivered_on=filed_on - datetime.timedelta(days=10)
        )
        Applicant.objects.create(
            application=application,
            person=person,
            relation=relation,
            status=status,
            covered=True,
            covered_until=until if person == members[-1][0] else None,
        )
    return application


def _programme(application, worker):
    readings = readings_of(application.organisation)
    law = explain(facts_of(application, readings=readings))
    programme = drafting.programme_from(application, law, readings=readings, realizator=worker)
    programme.state = Programme.State.RUNNING
    programme.save()
    AgreedAmount.objects.bulk_create(drafting.amounts(programme, law))
    span = {"aid_from": programme.starts, "aid_until": programme.ends}
    change_state(application.case, Case.State.RUNNING, by=worker, **span)
    return programme


def tamper(rows, **changes):
    """Change rows past every act, as whoever holds the database and the key could."""
    for row in rows:
        fields = [(row._meta.get_field(name), value) for name, value in changes.items()]
        written = {
            field.name: field.sealed(value, row.key) if isinstance(field, SealedField) else value
            for field, value in fields
        }
        type(row).objects.filter(pk=row.pk).update(**written)


def approved_list(centre, accountant, head, month=DECEMBER):
    """A list of the families that stand, prepared and submitted by one and approved by the other."""
    prepared = prepare_list(centre, month, by=accountant)
    return approve(submit(prepared, by=accountant), by=head)
