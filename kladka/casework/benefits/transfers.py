"""A payment as a transfer, and the centre as the bank knows it."""

from .bankfiles import Sender, Transfer


def sender_of(organisation):
    """The centre as the payer of a bank file."""
    return Sender(name=organisation.name, address=organisation.address, account=organisation.account)


def title_of(month, person_name, case_number):
    """Title of a transfer: by it a statement of the bank is matched."""
    return f"Świadczenie za {month:%m.%Y}, {person_name}, {case_number}"


def transfer_of(payment_list, line):
    """One line (dictionary of `queries.LINES`) as one transfer, so that a bank's entry meets one line."""
    return Transfer(
        recipient=line["holder"],
        address="",
        account=line["account"],
        amount=line["amount_pln"],
        title=title_of(line["month"], line["person_name"], line["case__number"]),
        reference=payment_list.number,
    )
