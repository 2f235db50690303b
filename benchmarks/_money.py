"""An office that grants, withholds, resumes, corrects, pays and gets money back, beside plain arithmetic.

Every act is the real one on the real database; `Office.differences` compares decisions, lists, bank files and
the ledger with sums kept in whole grosze.
"""

import datetime
import secrets
from collections import defaultdict
from decimal import Decimal

DAY = datetime.date
FIRST = DAY(2026, 12, 1)
ACCOUNT = "61109010140000071219812874"
ACTS = ("grant", "withhold", "resume", "correct", "pay", "back")


class Office:
    """Three families of one centre, two of them granted yet. `choose(n)` gives a number below n."""

    def __init__(self):
        from kladka.accounts.models import Organisation
        from tests.casework.benefits.build import family
        from tests.conftest import make_user

        mark = secrets.token_hex(3)
        self.centre = Organisation.objects.create(
            kind="county_centre", name=f"Centrum {mark}", short_name=mark, authority="Starosta",
            address="ul. Lipowa 4", town="Brzozów", account=ACCOUNT,
        )  # fmt: skip
        self.worker, self.head, self.accountant = (
            make_user(f"Osoba {role}", f"{role}.{mark}@przyklad.test", self.centre, role)
            for role in ("caseworker", "head", "accountant")
        )
        names = [("Amina Sadig",), ("Olena Bondar", "Iwan Bondar"), ("Yusuf Rahimi",)]
        self.programmes = [family(self.centre, self.worker, *one) for one in names]
        self._state(self.programmes[2], "accepted")

    def begin(self, choose):
        """Start a sequence: nothing is paid, returned or corrected yet."""
        self.choose = choose
        self.returned, self.corrected, self.paid = (defaultdict(int) for _ in range(3))
        self.files, self.sent, self.refused = 0, 0, 0

    def act(self, name):
        from django.core.exceptions import ValidationError

        try:
            getattr(self, f"_{name}")()
        except ValidationError:
            self.refused += 1

    def _state(self, programme, state):
        type(programme).objects.filter(pk=programme.pk).update(state=state)
        programme.state = state

    def _grant(self):
        self._state(self.programmes[2], "running")

    def _withhold(self):
        from kladka.casework.programmes.withholding_actions import withhold

        programme = self.programmes[self.choose(3)]
        people = list(programme.application.people.order_by("pk"))
        starts = DAY(2026, 12, 1) + datetime.timedelta(self.choose(120))
        withhold(
            programme, person=people[self.choose(len(people))].person, ground="misuse", facts="x",
            starts=starts, ends=starts + datetime.timedelta(self.choose(25)), by=self.worker,
        )  # fmt: skip

    def _resume(self):
        from kladka.casework.programmes.models import Withholding
        from kladka.casework.programmes.withholding_actions import resume

        found = list(
            Withholding.objects.filter(programme__in=self.programmes, resumed_on=None).order_by("pk")
        )
        if found:
            one = found[self.choose(len(found))]
            resume(one, on=one.starts + datetime.timedelta(1 + self.choose(20)), by=self.worker)

    def _correct(self):
        from kladka.casework.benefits.ledger_actions import confirm_correction, propose_correction

        lines = self._sent_lines()
        if lines:
            line, amount = lines[self.choose(len(lines))], self.choose(200_000) - 100_000
            made = propose_correction(
                line.case, person=line.person, month=line.month, amount=Decimal(amount).scaleb(-2),
                reason="x", by=self.accountant,
            ) if amount else None  # fmt: skip
            if made:
                confirm_correction(made, by=self.head)
                self.corrected[line.person_id, line.month] += amount

    def _back(self):
        from kladka.casework.benefits.ledger_actions import record_return

        lines = [line for line in self._sent_lines() if line.amount_pln]
        if lines:
            line = lines[self.choose(len(lines))]
            record_return(line, on=DAY(2027, 12, 1), by=self.accountant)
            self.returned[line.person_id, line.month] += _grosze(line.amount_pln)

    def _pay(self):
        from kladka.casework.benefits import actions
        from kladka.casework.benefits.models import PaymentList

        draft = PaymentList.objects.filter(organisation=self.centre, state="draft").first()
        draft = draft or actions.prepare_list(self.centre, FIRST, by=self.accountant)
        found = actions.submit(actions.recalculate(draft, by=self.accountant), by=self.accountant)
        found = actions.approve(found, by=self.head)
        lines = list(found.payments.all())
        if any(line.amount_pln for line in lines):
            profile = {"profile": "elixir0-cp852", "on": DAY(2027, 1, 15)}
            self.files += _grosze(actions.export_bank_file(found, by=self.accountant, **profile).total_pln)
        actions.mark_sent(found, on=DAY(2027, 1, 15), by=self.accountant)
        self.sent += sum(_grosze(line.amount_pln) for line in lines)
        for line in lines:
            self.paid[line.person_id, line.month] += _grosze(line.amount_pln)

    def _sent_lines(self):
        from kladka.casework.benefits.models import Payment

        lines = Payment.objects.filter(payment_list__organisation=self.centre, payment_list__state="sent")
        return list(lines.select_related("person", "case__organisation").order_by("pk"))

    def differences(self):
        """{what is compared: grosze it is off}; empty when everything agrees."""
        from kladka.casework.benefits.models import LedgerEntry
        from kladka.casework.programmes.models import AgreedAmount

        entries, balances = defaultdict(int), defaultdict(int)
        for kind, person, month, amount in LedgerEntry.objects.filter(organisation=self.centre).values_list(
            "kind", "person_id", "month", "amount_pln"
        ):
            entries[kind] += _grosze(amount)
            balances[person, month] += _grosze(amount)
        first = [line for line in self._sent_lines() if line.attempt == 1]
        agreed = {
            (person, month): _grosze(amount)
            for person, month, amount in AgreedAmount.objects.filter(
                programme__in=self.programmes
            ).values_list("person_id", "month", "amount_pln")
        }
        decided = sum(agreed[line.person_id, line.month] for line in first)
        payable = {(line.person_id, line.month): _grosze(line.amount_pln) for line in first}
        compared = {
            "decisions and granted": decided - entries["granted"],
            "first lines and granted less withheld": sum(payable.values())
            - entries["granted"]
            - entries["withheld"],
            "lists and paid": self.sent + entries["paid"],
            "bank files and paid": self.files + entries["paid"],
            "returned": sum(self.returned.values()) - entries["returned"],
            "corrected": sum(self.corrected.values()) - entries["corrected"],
        }
        for key in payable.keys() | balances.keys():
            now = payable[key] + self.corrected[key] + self.returned[key] - self.paid[key]
            compared[f"balance of {key}"] = now - balances[key]
        return {name: off for name, off in compared.items() if off}


def _grosze(amount):
    return int((amount * 100).to_integral_value())
