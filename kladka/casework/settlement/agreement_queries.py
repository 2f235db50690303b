"""Zgodność na dzień: decisions, lists, the book and the bank's files, each counted from its own tables."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, Sum
from django.db.models.functions import TruncMonth

from kladka.casework.benefits.models import BankFile, LedgerEntry, Payment, PaymentList, PayoutCorrection
from kladka.casework.ledger.models import PostingLine
from kladka.casework.programmes.models import AgreedAmount, Revocation
from kladka.casework.recalculation.models import RecalculatedAmount
from kladka.casework.undue.models import Claim, Relief
from kladka.casework.undue.queries import accounts_of
from kladka.journal.reading import noticed_list

Kind = LedgerEntry.Kind
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in zł: what it is, from which parts (label, zł), and the address part of its list."""

    name: str
    title: str
    parts: tuple

    @property
    def amount(self):
        return sum((amount for _, amount in self.parts), ZERO)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures that must be equal to the grosz."""

    title: str
    question: str
    figures: tuple

    @property
    def difference(self):
        """The widest distance between two of them, 0.00 when they agree."""
        amounts = [figure.amount for figure in self.figures]
        return max(amounts) - min(amounts)


def agreement(organisation, on):
    """What was paid, what the programmes cost and what is still owed on a day, each from several places."""
    entered = _entered(organisation, on)
    owed, decided = sum(entered.values(), ZERO), _decided(organisation, on, entered)
    book, files = _book(organisation, on), _files(organisation, on)
    again = ("wróciło, do ponownej wypłaty", entered[Kind.RETURNED])
    undue = ("potrącono", entered[Kind.DEDUCTED]), ("ustalono do zwrotu", entered[Kind.CLAIMED])
    paid = (
        Figure("decyzje", "Decyzje", (*decided, *undue, again, ("jeszcze do wypłaty", -owed))),
        Figure("listy", "Listy wysłane", _listed(organisation, on)),
        Figure("ksiega", "Księga", (("wyszło z banku i do kasy", -book["paid"]),)),
        Figure("pliki", "Pliki bankowe i kasa", files),
    )  # fmt: skip
    no_more = sum((amount for _, amount in waived(organisation, on)), ZERO)
    cost = (
        Figure("koszt", "Decyzje", (*decided, ("nie żąda się już zwrotu", no_more))),
        Figure("koszty", "Księga", (("koszty świadczeń", book["cost"]),)),
    )
    persons = (
        Figure("wyplaty", "Księga wypłat", (("saldo osób", owed),)),
        Figure("osoby", "Księga", (("konto rozrachunków z osobami", -book["persons"]),)),
    )
    return (
        Comparison("Wypłacono", "Ile wyszło z jednostki do tego dnia?", paid),
        Comparison("Koszt", "Ile się należało za miesiące z wysłanych list?", cost),
        Comparison("Do wypłaty", "Ile osobom jeszcze się należy (minus: ile nadpłacono)?", persons),
    )


def _sum(rows, field="amount_pln", **conditions):
    # SQLite adds decimals as floating point; a sum is off by far less than half a grosz.
    found = rows.filter(**conditions).aggregate(sum=Sum(field))["sum"]
    return (found or ZERO).quantize(ZERO)


def _entered(organisation, on):
    """{kind: zł} of the ledger of payments."""
    entries = LedgerEntry.objects.filter(organisation=organisation, on__lte=on)
    sums = {kind: ZERO for kind in Kind.values}
    for kind, amount in entries.values_list("kind").annotate(sum=Sum("amount_pln")):
        sums[kind] = amount.quantize(ZERO)
    return sums


def sent_lines(organisation, on):
    """Lines of the lists that were sent by this day."""
    return Payment.objects.filter(
        payment_list__organisation=organisation, payment_list__state="sent", payment_list__sent_on__lte=on
    )


def decided_amounts(organisation, on):
    """Agreed amounts of the persons and months that stand on a sent list."""
    line = sent_lines(organisation, on).filter(
        attempt=1, programme=OuterRef("programme"), person=OuterRef("person"), month=OuterRef("month")
    )
    return AgreedAmount.objects.filter(Exists(line), ~_replaced(), programme__organisation=organisation)


def replaced_lines(organisation, on):
    """First lines whose amount a later decision replaced: they stand as they were agreed then."""
    return sent_lines(organisation, on).filter(_replaced(), attempt=1)


def _replaced():
    """Whether a decision replaced the amount of a person and month, also where the sum due stayed.

    A changing decision, or the one for the others after a revocation (ups art. 95 ust. 4b).
    """
    of_month = {"person": OuterRef("person"), "month": OuterRef("month")}
    decided = {
        "recalculation__effective_on__isnull": False,
        "recalculation__programme": OuterRef("programme"),
    }
    others = Revocation.objects.alias(first=TruncMonth("starts")).exclude(person=OuterRef("person"))
    others = others.filter(programme=OuterRef("programme"), first__lte=OuterRef("month"))
    return Exists(RecalculatedAmount.objects.filter(**of_month, **decided)) | Exists(others)


def corrections(organisation, on):
    """Confirmed corrections, by the day on which they were entered."""
    entered = LedgerEntry.objects.filter(organisation=organisation, kind=Kind.CORRECTED, on__lte=on)
    return PayoutCorrection.objects.filter(confirmed_at__isnull=False, pk__in=entered.values("correction"))


def _decided(organisation, on, entered):
    lines = sent_lines(organisation, on).filter(attempt=1)
    left = F("agreed_pln") - F("amount_pln") - F("deducted_pln")
    left = _sum(lines.annotate(left=left), "left")
    then = _sum(replaced_lines(organisation, on), "agreed_pln")
    return (
        ("uzgodniono w decyzjach", _sum(decided_amounts(organisation, on)) + then),
        ("nie wypłaca się (wstrzymanie, część miesiąca)", -left),
        ("wyrównano dni na późniejszych listach", _sum(sent_lines(organisation, on), "made_up_pln")),
        ("zmieniono decyzją po wypłacie", entered[Kind.RECALCULATED]),
        ("korekty", _sum(corrections(organisation, on))),
    )


def waived(organisation, on):
    """[(claim, zł)] of what was undue and is claimed no more: waived, or written off when the claim ended."""
    reliefs = Relief.objects.filter(claim__organisation=organisation, kind=Relief.Kind.WAIVE)
    reliefs = reliefs.filter(effective_on__lte=on).select_related("claim__case", "claim__debtor")
    over = Claim.objects.filter(organisation=organisation, ended_on__lte=on)
    over = list(over.exclude(ended__in=(Claim.End.PAID, Claim.End.WAIVED)).select_related("case", "debtor"))
    left = accounts_of(over) if over else {}
    found = [(one.claim, one.amount_pln) for one in reliefs.order_by("pk")]
    return found + [(claim, left[claim.pk].left) for claim in over]


def _listed(organisation, on):
    lines = sent_lines(organisation, on)
    return (("pierwsze wypłaty", _sum(lines, attempt=1)), ("ponowne wypłaty", _sum(lines, attempt__gt=1)))


def last_files(organisation, on):
    """The file of each sent list that the bank got last."""
    lists = PaymentList.objects.filter(organisation=organisation, state="sent", sent_on__lte=on)
    newest = BankFile.objects.filter(payment_list__in=lists).values("payment_list").annotate(last=Max("id"))
    return BankFile.objects.filter(pk__in=newest.values("last"))


def _files(organisation, on):
    desk = _sum(sent_lines(organisation, on), method="cash_desk")
    return (("pliki dla banku", _sum(last_files(organisation, on), "total_pln")), ("kasa", desk))


def _book(organisation, on):
    """{what: zł} of three sums of the book."""
    lines = PostingLine.objects.filter(posting__organisation=organisation, posting__on__lte=on)
    sums = lines.aggregate(
        paid=Sum("amount_pln", filter=Q(account="bank", posting__kind="list_paid")),
        cost=Sum("amount_pln", filter=Q(account="cost_cash")),
        persons=Sum("amount_pln", filter=Q(account="persons")),
    )
    return {name: (amount or ZERO).quantize(ZERO) for name, amount in sums.items()}


def note_shown(organisation, on):
    """A list behind a number shows every family that was paid by this day."""
    cases = sent_lines(organisation, on).order_by("case").values_list("case__key", flat=True).distinct()
    noticed_list("agreement", list(cases), organisation_id=organisation.pk)
