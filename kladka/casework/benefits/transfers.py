"""A payment as a transfer, and the centre as the bank knows it."""

from .bankfiles import Sender, Transfer


def sender_of(organisation):
    """The centre as the payer of a bank file."""
    return Sender(name=organisation.name, address=organisation.address, account=organisation.account)


def transfer_of(payment_list, line):
    """One line (dictionary of `queries.LINES`) as one transfer, so that a bank's entry meets one line."""
    return Transfer(
        recipient=line["holder"],
        address="",
        account=line["account"],
        amount=line["amount_pln"],
        title=f"Świadczenie za {line['month']:%m.%Y}, {line['person_name']}, {line['case__number']}",
        reference=payment_list.number,
    )
