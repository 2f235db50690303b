"""One payment for a person and month, whichever centre pays: claimed when a list is approved.

A person has a row in every centre that knew them. What is the same in all of them is the PESEL, or for who
has none yet the number of a document; their keyed digests are compared. Equal names and births only warn.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from kladka.casework.people.models import HeldDocument
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.many import in_parts
from kladka.documents.polish import month_name
from kladka.vault.sealing import blind_index

from .models import PaidMonth

PLACE = "benefits_paidmonth.identity"
SHOWN = 5
SEALED = ("explanation", "holder", "account")


def claim(payment_list):
    """Write the months that a list pays. Raises ValidationError when another centre pays one of them.

    Call it inside the transaction of the approval.
    """
    taken = []
    for claimed in _claimed(payment_list):
        taken += _taken(payment_list, claimed)
        if not taken:
            _write(payment_list, claimed)
        elif len(taken) >= SHOWN:
            break
    _refuse(taken)


def _write(payment_list, claimed):
    try:
        with transaction.atomic():
            PaidMonth.objects.bulk_create(claimed, batch_size=500)
    except IntegrityError:  # the other centre approved at the same moment
        _refuse(_taken(payment_list, claimed))
        raise


def release(payment_list):
    """Give the months of a list back that was approved and then returned before the bank had a file."""
    PaidMonth.objects.filter(payment__payment_list=payment_list).delete()


def alike(payment_list):
    """{line id: other centre} where somebody of the same name and birth is paid for the same month."""
    mine = PaidMonth.objects.filter(payment__payment_list=payment_list, certain=False)
    found = {(row.identity, row.month): row.payment_id for row in mine}
    others = PaidMonth.objects.filter(identity__in={identity for identity, _ in found}, certain=False)
    others = others.exclude(organisation=payment_list.organisation_id).select_related("organisation")
    return {found[key]: row.organisation for row in others if (key := (row.identity, row.month)) in found}


def recount():
    """Digests with the current index key, after it was changed. Returns how many rows."""
    rows = list(PaidMonth.objects.select_related("payment__person").order_by("pk"))
    documents = _documents({row.payment.person_id for row in rows})
    by_payment = {}
    for row in rows:
        by_payment.setdefault((row.payment_id, row.certain), []).append(row)
    for (_, certain), own in by_payment.items():
        person = own[0].payment.person
        now = numbers(person, documents.get(person.pk, ())) if certain else [name_and_birth(person)]
        for row, identity in zip(own, now, strict=False):
            row.identity = identity
    PaidMonth.objects.bulk_update(rows, ["identity"], batch_size=500)
    return len(rows)


def numbers(person, documents):
    """Keyed digests by which a person is known in every centre: the PESEL, else every document."""
    if person.pesel:
        return [blind_index(PLACE, f"pesel:{person.pesel}")]
    found = {f"{one.kind}:{one.number.replace(' ', '').upper()}" for one in documents if one.number}
    return [blind_index(PLACE, text) for text in sorted(found)]


def name_and_birth(person):
    """Keyed digest that two persons may share."""
    name = normalise(f"{person.family_name} {person.given_names}")
    return blind_index(PLACE, f"name:{name}:{person.born.isoformat()}")


def _claimed(payment_list):
    """Yield lists of unsaved rows of the paid lines, some hundred lines each.

    Two lines of a list may share a document: it is claimed once.
    """
    # A month withheld as a whole is paid for the first time when its days are made up.
    before = PaidMonth.objects.filter(payment__person=OuterRef("person"), month=OuterRef("month"))
    first = Q(attempt=1) | Q(made_up_pln__gt=0) & ~Exists(before)
    lines = payment_list.payments.filter(first, amount_pln__gt=0).order_by("case", "pk")
    for part in in_parts(lines.defer(*SEALED).select_related("person").iterator(500), 500):
        documents = _documents({line.person_id for line in part})
        found = {}
        for line in part:
            row = {"month": line.month, "organisation_id": payment_list.organisation_id, "payment": line}
            for identity in numbers(line.person, documents.get(line.person_id, ())):
                found.setdefault((identity, line.month), PaidMonth(identity=identity, **row))
            found[line.pk, ""] = PaidMonth(identity=name_and_birth(line.person), certain=False, **row)
        own = PaidMonth.objects.filter(payment__payment_list=payment_list, certain=True)
        own = own.filter(identity__in={row.identity for row in found.values()})
        for place in own.values_list("identity", "month"):
            del found[place]
        yield list(found.values())


def _documents(person_ids):
    """{person id: documents}."""
    found = {}
    for one in HeldDocument.objects.filter(person__in=person_ids).order_by("pk"):
        found.setdefault(one.person_id, []).append(one)
    return found


def _taken(payment_list, claimed):
    """Sentences that name the persons and who pays them, and nothing of the other case."""
    wanted = {(row.identity, row.month): row.payment for row in claimed if row.certain}
    found = PaidMonth.objects.filter(identity__in={identity for identity, _ in wanted}, certain=True)
    # Not joined: the payments of another centre are not to be seen from here (row-level security).
    own = payment_list.payments.order_by().values("pk")
    taken = {
        line.pk: f"{line.person_name}, {month_name(line.month)}: płaci już {centre.name}, {centre.address}."
        for row in found.exclude(payment__in=own).select_related("organisation")
        if (line := wanted.get((row.identity, row.month))) and (centre := row.organisation)
    }
    return list(taken.values())


def _refuse(taken):
    if taken:
        end = "Listy nie zatwierdzono. Porozum się z tą jednostką, a listę zwróć do poprawy."
        raise ValidationError([*taken[:SHOWN], end])
