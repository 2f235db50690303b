"""Acts on own funds: cover what the grant has not paid for yet, take it back when the grant came."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kladka.accounts.models import Organisation
from kladka.casework.ledger import chart
from kladka.casework.ledger.actions import Line, post
from kladka.documents.polish import zl
from kladka.journal.actions import record

from .models import OwnFunds
from .own_queries import outstanding

PURPOSES = {key: name for key, name, _ in chart.PURPOSES}


@transaction.atomic
def cover(organisation, *, on, purpose, amount, document, reason, by):
    """Record and post that an amount is covered from own funds; `purpose` is one of `chart.PURPOSES`."""
    return _write(organisation, False, on, purpose, amount, document, reason, by)


@transaction.atomic
def take_back(organisation, *, on, purpose, amount, document, reason, by):
    """Record and post that own funds went back to the unit: at most what stands covered on that day."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    stands = min(outstanding(organisation, until=on)[purpose], outstanding(organisation)[purpose])
    if amount > stands:
        text = f"Na ten cel ({PURPOSES[purpose]}) pokryto ze środków własnych jeszcze {zl(stands)} zł."
        raise ValidationError({"amount": text})
    return _write(organisation, True, on, purpose, amount, document, reason, by)


def _write(organisation, back, on, purpose, amount, document, reason, by):
    said = {"on": on, "purpose": purpose, "document": document, "reason": reason}
    try:
        with transaction.atomic():
            made = OwnFunds.objects.create(
                organisation=organisation, back=back, amount_pln=amount, by=by, **said
            )
    except IntegrityError as error:
        raise ValidationError("Ten zapis już jest: ten sam dzień, dokument i cel.") from error
    change = -amount if back else amount
    post(
        organisation, kind="own", document=made.key, title=document, on=on, by=by, source=chart.OWN,
        lines=[Line("bank", change), Line("own_funds", -change)],
    )  # fmt: skip
    act = "own_funds.taken_back" if back else "own_funds.covered"
    record(act, made, by=by, organisation=organisation, purpose=purpose, amount=str(amount))
    return made
