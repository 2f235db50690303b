"""One payment for a person and month, whichever centre pays: claimed when a list is approved.

A person has a row in every centre that knew them. What is the same in all of them is the PESEL and the
numbers of documents; their keyed digests are compared, those too that came with a handover without the
numbers themselves. Equal names and births only warn.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q

from kladka.casework.people.models import HeldDocument, Person
from kladka.casework.people.queries import same_people
from kladka.casework.people.spelling import normalise
from kladka.casework.programmes.many import in_parts
from kladka.documents.polish import month_name
from kladka.vault import keys
from kladka.vault.sealing import blind_index

from .models import PaidMonth, Payment

PLACE = "benefits_paidmonth.identity"
SHOWN = 5
SEALED = ("explanation", "holder", "account")


def claim(payment_list):
    """Write the months that a list pays. Raises ValidationError when one of them is paid already.

    By another centre, or by this one to another record of the same person. Call it inside the transaction
    of the approval.
    """
    _refuse(_linked(payment_list), "Zakończ pomoc przy jednym z wpisów albo cofnij ich powiązanie")
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
    """Digests with the current index key, after it was changed. Returns how many months have new ones."""
    handed = [one for one in Person.objects.exclude(handed_numbers=None).order_by("pk") if one.handed_numbers]
    rows = list(PaidMonth.objects.order_by("pk"))
    now = renewed({row.identity for row in rows}.union(*(one.handed_numbers for one in handed)))
    rows = [row for row in rows if row.identity in now]
    for row in rows:
        row.identity = now[row.identity]
    PaidMonth.objects.bulk_update(rows, ["identity"], batch_size=500)
    for one in handed:
        one.handed_numbers = [now.get(digest, digest) for digest in one.handed_numbers]
    Person.objects.bulk_update(handed, ["handed_numbers"], batch_size=500)
    return len(rows)


def renewed(digests):
    """{digest by an older index key: the same by the current one}, of those among `digests`."""
    older = [number for number in keys.numbers("index") if number != keys.current("index")[0]]
    found = {}
    for part in in_parts(Person.objects.order_by("pk").iterator(500), 500):
        documents = _documents({one.pk for one in part})
        for person in part:
            for text in (*_numbers(person, documents.get(person.pk, ())), _name_and_birth(person)):
                known = [blind_index(PLACE, text, number=number) for number in older]
                found |= {old: blind_index(PLACE, text) for old in known if old in digests}
    return found


def numbers(person, documents):
    """Keyed digests by which a person is known in every centre: of the PESEL and of every document.

    Who has no PESEL has one of the record itself, which goes over with a handover as the others do.
    """
    own = [blind_index(PLACE, text) for text in _numbers(person, documents)]
    return sorted({*own, *(person.handed_numbers or ())})


def _numbers(person, documents):
    known = f"pesel:{person.pesel}" if person.pesel else f"person:{person.key}"
    return [known, *(f"{one.kind}:{one.number.replace(' ', '').upper()}" for one in documents if one.number)]


def name_and_birth(person):
    """Keyed digest that two persons may share."""
    return blind_index(PLACE, _name_and_birth(person))


def _name_and_birth(person):
    name = normalise(f"{person.family_name} {person.given_names}")
    return f"name:{name}:{person.born.isoformat()}"


def _paid(payment_list):
    """Lines by which a list pays a month to a person for the first time."""
    # A month withheld as a whole is paid for the first time when its days are made up.
    before = PaidMonth.objects.filter(payment__person=OuterRef("person"), month=OuterRef("month"))
    first = Q(attempt=1) | Q(made_up_pln__gt=0) & ~Exists(before)
    return payment_list.payments.filter(first, amount_pln__gt=0)


def _claimed(payment_list):
    """Yield lists of unsaved rows of the paid lines, some hundred lines each."""
    lines = _paid(payment_list).order_by("case", "pk")
    for part in in_parts(lines.defer(*SEALED).select_related("person").iterator(500), 500):
        documents = _documents({line.person_id for line in part})
        found = {}
        for line in part:
            row = {"month": line.month, "organisation_id": payment_list.organisation_id, "payment": line}
            for identity in numbers(line.person, documents.get(line.person_id, ())):
                found.setdefault((identity, line.month), PaidMonth(identity=identity, **row))
            found[line.pk, ""] = PaidMonth(identity=name_and_birth(line.person), certain=False, **row)
        for place in _shared(payment_list, found):
            del found[place]
        yield list(found.values())


def _shared(payment_list, found):
    """Places of what somebody else of the list or the family claimed: a document of two is claimed once."""
    own = PaidMonth.objects.filter(organisation=payment_list.organisation_id, certain=True)
    own = own.filter(identity__in={row.identity for row in found.values()}).select_related("payment")
    for row in own.defer(*(f"payment__{name}" for name in SEALED)):
        theirs, mine = row.payment, found.get((row.identity, row.month))
        if mine is None:
            continue
        family = theirs.case_id == mine.payment.case_id and theirs.person_id != mine.payment.person_id
        if family or theirs.payment_list_id == payment_list.pk:
            yield row.identity, row.month


def _linked(payment_list):
    """Sentences about lines of records found to be of one person, when another of them has the month."""
    same = same_people(payment_list.organisation_id)
    paid = Q(payment_list=payment_list, pk__in=_paid(payment_list)) | Q(pk__in=PaidMonth.objects.filter(
        organisation=payment_list.organisation_id).values("payment"))  # fmt: skip
    lines = Payment.objects.filter(paid, person__in=same).defer(*SEALED)
    lines = list(lines.select_related("payment_list", "case").order_by("pk"))
    return [
        f"{line.person_name}, {month_name(line.month)}: drugi wpis tej osoby ma ten miesiąc w sprawie "
        f"{other.case.number} (lista {other.payment_list.number})."
        for line in lines
        for other in lines
        if line.payment_list_id == payment_list.pk and line.month == other.month
        and other.person_id in same[line.person_id]
    ]  # fmt: skip


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


def _refuse(taken, do="Porozum się z tą jednostką"):
    if taken:
        end = f"Listy nie zatwierdzono. {do}, a listę zwróć do poprawy."
        raise ValidationError([*taken[:SHOWN], end])
