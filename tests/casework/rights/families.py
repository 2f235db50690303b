"""Families whose programme ended long ago, with everything a family can have on record."""

import datetime

from kladka.casework.benefits.account_actions import set_account
from kladka.casework.benefits.actions import approve, export_bank_file, prepare_list, submit
from kladka.casework.cases.actions import add_contact
from kladka.casework.cases.models import Case
from kladka.casework.decisions.actions import deliver
from kladka.casework.people.actions import register_document
from kladka.casework.programmes import actions as programmes
from kladka.casework.programmes.withholding_actions import withhold
from tests.casework.intake.families import REFUGEE_COPIES, member
from tests.casework.programmes.build import ISSUED_ON, SENT_ON, running

YEARS_LATER = datetime.date(2038, 1, 2)
ACCOUNT = "10105000997603123456789123"


def family(centre, worker, head, *people):
    """A running programme with a contact, a document, an account, a delivered decision, a withholding."""
    run = running(centre, worker, head, *(people or pair()))
    case, person = run.case, run.application.people.order_by("pk").first().person
    add_contact(case, by=worker, kind="phone", on=SENT_ON, text="Rozmowa", interpreter="Tłumacz")
    register_document(person, by=worker, kind="residence_card", number="ZM1")
    set_account(case, method="transfer", holder="x", account=ACCOUNT, on=SENT_ON, by=worker)
    deliver(run.decision, method="post", on=ISSUED_ON, by=worker)
    withhold(
        run, person=person, ground="misuse", facts="Ustalenia", by=worker,
        starts=datetime.date(2026, 12, 1), ends=datetime.date(2026, 12, 9),
    )  # fmt: skip
    return run


def pair(given="Olena", family_name="Kowalczuk"):
    return (
        member(given, family_name, received=REFUGEE_COPIES),
        member("Sofija", family_name, relation="child", received=REFUGEE_COPIES),
    )


def paid(centre, accountant, head):
    """A payment list of December, approved and given to the bank."""
    month = datetime.date(2026, 12, 1)
    listed = submit(prepare_list(centre, month, by=accountant), by=accountant)
    listed = approve(listed, by=head)
    export_bank_file(listed, profile=centre.bank_profile, on=month, by=accountant)
    return listed


def ended(run, worker):
    """The programme ended on its last day."""
    programmes.end(run, on=run.ends, by=worker)
    return Case.objects.get(pk=run.case.pk)
