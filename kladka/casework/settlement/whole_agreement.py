"""Zgodność na dzień, the rest of it: contributions, direct expenses, own funds and the bank account itself.

Every figure is counted from its own tables, so that one wrong row anywhere makes a difference.
"""

from django.db.models import Case, Exists, F, OuterRef, Sum, When

from kladka.casework.benefits.models import LedgerEntry
from kladka.casework.insurance.models import CLOSED, Contribution, ContributionList
from kladka.casework.ledger.models import PostingLine
from kladka.casework.undue.models import Repayment

from .agreement_queries import ZERO, Comparison, Figure, agreement, sent_lines
from .models import DirectExpense, ExpenseFile, GrantReceipt, GrantSettlement, OwnFunds

CHANGE = F("amount_pln") - F("before_pln")
SIGNED = Case(When(back=True, then=-F("amount_pln")), default=F("amount_pln"))


def whole_agreement(organisation, on):
    """[Comparison] of everything that enters the book: payments first, then the rest, the bank last."""
    return [
        *agreement(organisation, on),
        *_contributions(organisation, on),
        *_expenses(organisation, on),
        _own_funds(organisation, on),
        _bank(organisation, on),
    ]


def _sum(rows, what="amount_pln"):
    # SQLite adds decimals as floating point; a sum is off by far less than half a grosz.
    return (rows.aggregate(sum=Sum(what))["sum"] or ZERO).quantize(ZERO)


def posted(organisation, on, **conditions):
    """Lines of the book up to a day."""
    return PostingLine.objects.filter(posting__organisation=organisation, posting__on__lte=on, **conditions)


def closed_lists(organisation, on):
    """Lists of contributions approved by a day."""
    lists = ContributionList.objects.filter(organisation=organisation, state__in=CLOSED)
    return lists.filter(approved_at__date__lte=on)


def last_contributions(organisation, on):
    """The newest line of every person and month on these lists."""
    closed = closed_lists(organisation, on)
    later = Contribution.objects.filter(
        contribution_list__in=closed,
        person=OuterRef("person"),
        month=OuterRef("month"),
        contribution_list__part__gt=OuterRef("contribution_list__part"),
    )
    return Contribution.objects.filter(~Exists(later), contribution_list__in=closed)


def paid_lists(organisation, on):
    """Lists of contributions that left the bank by a day."""
    return ContributionList.objects.filter(organisation=organisation, paid_on__lte=on)


def _figure(name, title, label, amount):
    return Figure(name, title, ((label, amount),))


def _book(name, label, lines, sign=1):
    return _figure(name, "Księga", label, sign * _sum(lines))


def _contributions(organisation, on):
    lists, paid = closed_lists(organisation, on), paid_lists(organisation, on)
    approved, sent = _sum(lists, "total_pln"), _sum(paid, "total_pln")
    persons = _sum(last_contributions(organisation, on))
    of_paid = _sum(Contribution.objects.filter(contribution_list__in=paid), CHANGE)
    left = posted(organisation, on, account="bank", posting__kind="health_paid")
    cost = (
        _figure("skladki", "Osoby", "składki po ostatnim zestawieniu", persons),
        _figure("zestawienia", "Zestawienia", "zatwierdzone", approved),
        _book("skladki-ksiega", "koszty składek", posted(organisation, on, account="cost_health")),
    )
    out = (
        _figure("skladki-osoby", "Osoby", "pozycje zapłaconych zestawień", of_paid),
        _figure("skladki-zaplacone", "Zestawienia", "zapłacone do ZUS", sent),
        _book("skladki-bank", "wyszło z banku", left, -1),
    )
    due = (
        _figure("zestawienia-zus", "Zestawienia", "zatwierdzone, mniej zapłacone", approved - sent),
        _book("zus", "konto rozrachunków z ZUS", posted(organisation, on, account="zus"), -1),
    )
    return (
        Comparison("Składki: koszt", "Ile wynoszą składki z zatwierdzonych zestawień?", cost),
        Comparison("Składki: zapłacono", "Ile zapłacono do ZUS?", out),
        Comparison("Składki: do zapłaty", "Ile jeszcze należy się ZUS?", due),
    )


def approved_expenses(organisation, on):
    """Direct expenses that are a cost by a day."""
    return DirectExpense.objects.filter(organisation=organisation, approved_on__lte=on)


def paid_expenses(organisation, on):
    """Direct expenses paid by a day."""
    return DirectExpense.objects.filter(organisation=organisation, paid_on__lte=on)


def expense_files(organisation, on):
    """Bank files of direct expenses for days up to `on`."""
    return ExpenseFile.objects.filter(organisation=organisation, on__lte=on)


def _expenses(organisation, on):
    approved, paid = _sum(approved_expenses(organisation, on)), _sum(paid_expenses(organisation, on))
    files = _sum(expense_files(organisation, on), "total_pln")
    left = posted(organisation, on, account="bank", posting__kind="expense_paid")
    cost = (
        _figure("wydatki", "Wydatki", "zatwierdzone", approved),
        _book("wydatki-ksiega", "koszty wydatków", posted(organisation, on, account="cost_direct")),
    )
    out = (
        _figure("wydatki-zaplacone", "Wydatki", "zapłacone", paid),
        _book("wydatki-bank", "wyszło z banku", left, -1),
        _figure("wydatki-pliki", "Pliki bankowe", "pliki dla banku", files),
    )
    due = (
        _figure("wydatki", "Wydatki", "zatwierdzone, mniej zapłacone", approved - paid),
        _book("odbiorcy", "konto rozrachunków z odbiorcami", posted(organisation, on, account="payees"), -1),
    )
    return (
        Comparison("Wydatki bezpośrednie: koszt", "Ile wynoszą zatwierdzone wydatki?", cost),
        Comparison("Wydatki bezpośrednie: zapłacono", "Ile zapłacono odbiorcom?", out),
        Comparison("Wydatki bezpośrednie: do zapłaty", "Ile jeszcze należy się odbiorcom?", due),
    )


def covered(organisation, on):
    """Entries of own funds up to a day."""
    return OwnFunds.objects.filter(organisation=organisation, on__lte=on)


def _own_funds(organisation, on):
    account = posted(organisation, on, account="own_funds")
    figures = (
        _figure("srodki", "Zapisy", "pokryto, mniej zwroty", _sum(covered(organisation, on), SIGNED)),
        _book("srodki-ksiega", "konto środków własnych", account, -1),
    )
    return Comparison("Środki własne", "Ile wyłożyła jednostka i jeszcze nie odebrała?", figures)


def returned_grants(organisation, on):
    """Yearly settlements whose rest went back to the voivode by a day."""
    return GrantSettlement.objects.filter(organisation=organisation, returned_on__lte=on)


def movements(organisation, on):
    """[(what, zł)] that came to the account of the centre (above zero) or left it, from its documents."""
    grants = GrantReceipt.objects.filter(organisation=organisation, on__lte=on)
    back = sum((one.to_return_pln for one in returned_grants(organisation, on)), ZERO)
    returned = LedgerEntry.objects.filter(
        organisation=organisation, on__lte=on, kind=LedgerEntry.Kind.RETURNED
    )
    repaid = Repayment.objects.filter(claim__organisation=organisation, on__lte=on, way=Repayment.Way.BANK)
    return [
        ("wpływy dotacji", _sum(grants, F("cash_pln") + F("health_pln") + F("direct_pln"))),
        ("zwroty dotacji", -back),
        ("środki własne, mniej zwroty", _sum(covered(organisation, on), SIGNED)),
        ("wysłane listy", -_sum(sent_lines(organisation, on))),
        ("wróciło z przelewów i z kasy", _sum(returned)),
        ("składki do ZUS", -_sum(paid_lists(organisation, on), "total_pln")),
        ("wydatki bezpośrednie", -_sum(paid_expenses(organisation, on))),
        ("spłaty nienależnie pobranych", _sum(repaid)),
    ]


def _bank(organisation, on):
    figures = (
        Figure("rachunek", "Dokumenty", tuple(movements(organisation, on))),
        _book("rachunek-ksiega", "konto rachunku bankowego", posted(organisation, on, account="bank")),
    )
    question = "Czy każdy dokument, który ruszył pieniądze, jest w księdze?"
    return Comparison("Rachunek bankowy", question, figures)
