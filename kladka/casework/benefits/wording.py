"""Polish words of payments: states, notes, and the sentence that says why a line has its amount."""

from django.db.models import F

from kladka.casework.programmes.execution import affects_from
from kladka.casework.programmes.queries import readings_of, zlote
from kladka.documents.polish import month_name, short_day, zl
from kladka.law import acts
from kladka.law.polish import plural
from kladka.law.readings import DISPUTES, other

from .models import Payment, PaymentList

State, Note = PaymentList.State, Payment.Note

STATE_BADGES = {
    State.DRAFT: "azure",
    State.SUBMITTED: "yellow",
    State.APPROVED: "green",
    State.SENT: "secondary",
}
NOTE_BADGES = {
    Note.FULL: "",
    Note.WITHHELD: "red",
    Note.PART: "yellow",
    Note.ENDED: "secondary",
    Note.LOWERED: "yellow",
    Note.AGAIN: "azure",
    Note.MADE_UP: "azure",
}
# What to do now, by state: (sentence, who does it).
NEXT_STEP = {
    State.DRAFT: "Sprawdź osoby bez wypłaty i bez rachunku, potem przekaż listę do zatwierdzenia.",
    State.SUBMITTED: "Listę zatwierdza kierownik, inna osoba niż ta, która ją przygotowała.",
    State.APPROVED: "Pobierz plik dla banku, wczytaj go w bankowości i oznacz listę jako wysłaną.",
    State.SENT: "Lista jest zamknięta.",
}
# Notes of lines that pay less than was agreed, and something.
LESS = (Note.PART, Note.LOWERED)
# Parts of a list: address → (label, conditions on its lines).
PARTS = {
    "": ("Wszystkie", {}),
    "przelew": ("Przelewy", {"method": "transfer", "amount_pln__gt": 0}),
    "kasa": ("Kasa", {"method": "cash_desk", "amount_pln__gt": 0}),
    "bez-wyplaty": ("Bez wypłaty", {"amount_pln": 0}),
    "mniej": ("Niepełne kwoty", {"note__in": LESS}),
    "wyrownanie": ("Wyrównania", {"month__lt": F("payment_list__month")}),
    "bez-rachunku": ("Bez rachunku", {"method": "", "amount_pln__gt": 0}),
}


def deadline_label(month):
    return f"Wypłata świadczeń za {month_name(month)}"


def note_of(found):
    """The note of a line from what the law made payable (`kladka.law.agreed.Payable`)."""
    if found.paid_days == 0:
        return Note.WITHHELD if found.withheld_days else Note.ENDED
    if found.paid_days < found.month_days:
        return Note.PART
    return Note.LOWERED if found.lowered else Note.FULL


def explanation(found, withholdings, *, insured=False):
    """Why the line has its amount, in at most 600 characters.

    `found` is the `Payable` of the month, `withholdings` those of the person that touch the month.
    """
    parts = [_agreed(found)]
    if found.covered_days < found.month_days:
        parts.append(_covered(found))
    parts += [_withheld(withholding) for withholding in withholdings]
    if found.withheld_days:
        parts.append(f"Dni wstrzymania w tym miesiącu: {found.withheld_days} z {found.month_days}.")
    parts.append(_payable(found))
    if insured:
        parts.append("Składki zdrowotnej się nie opłaca: inny tytuł (ustawa zdrowotna art. 82 ust. 6).")
    return " ".join(parts)[:600]


def again(payment, amount, decisions=()):
    """Why a month is paid once more; `payment` is the one before, `decisions` those that made more due."""
    after = "zwrocie przelewu albo korekcie"
    if decisions:
        after = f"przeliczeniu decyzją {', '.join(decisions)} (ups art. 106 ust. 5)"
    return (
        f"Saldo księgi za {month_name(payment.month)}: do wypłaty {zl(amount)} zł po {after}. "
        f"Poprzednio wypłacono {zl(payment.amount_pln)} zł, lista {payment.payment_list.number}."
    )


def made_up(payment, one, withholdings):
    """Why days of a month are made up, in at most 600 characters; `one` is `underpaid.Underpaid`."""
    parts = [
        f"Wyrównanie dni za {month_name(payment.month)}: należy się {zl(one.due.cash_pln)} zł, na liście "
        f"{payment.payment_list.number} policzono {zl(one.counted_pln)} zł, wyrównuje się "
        f"{zl(one.amount_pln)} zł.",
        _payable(one.due.law),
        *(_withheld(withholding) for withholding in withholdings),
        "Uzgodniona kwota się nie zmienia, więc decyzji zmieniającej nie trzeba.",
    ]
    if one.to_pay_pln != one.amount_pln:
        parts.insert(1, f"Z saldem księgi do wypłaty {zl(one.to_pay_pln)} zł.")
    if one.other_pln is not None:
        used = readings_of(one.programme).resumption
        name = DISPUTES["resumption"].variants[other("resumption", used)]
        parts.append(
            f"Według odczytania „{name}” należałoby się {zl(one.other_pln)} zł (ups art. 95 ust. 2)."
        )
    return " ".join(parts)[:600]


def outdated(changed):
    """What changed after the list was counted; `changed` as `lines.outdated` gives it."""
    said = [f"{line.person_name}: {zl(line.amount_pln)} zł, teraz {zl(now)} zł" for line, now in changed]
    more = f" i jeszcze {len(said) - 5}" if len(said) > 5 else ""
    return (
        f"Po przeliczeniu listy zmieniło się, co się komu należy (wstrzymanie, przywrócenie, decyzja, saldo "
        f"albo potrącenie), a na liście są poprzednie kwoty "
        f"({'; '.join(said[:5])}{more})."
    )


def not_carried_out(rows):
    """Why a list waits: what `queries.paid_after_revocation` gives is to be carried out first."""
    said = [
        f"{row.person.full_name}, sprawa {row.programme.case.number} (bez pomocy od {short_day(first)})"
        for row, first in rows
    ]
    more = f" i jeszcze {len(said) - 5}" if len(said) > 5 else ""
    return (
        f"Uchylenie pomocy można już wykonać, a lista płaci za dni po nim: {'; '.join(said[:5])}{more}. "
        "Wykonaj je w sprawie na stronie „Wstrzymania i uchylenia” (KPA art. 130), potem przelicz listę. "
        "Nic nie zostało zmienione."
    )


def _agreed(found):
    text = f"{found.number}. miesiąc programu, uzgodniono {_zl(found.agreed)} (ups art. 93 ust. 1)."
    if found.lowered:
        text += f" W tym miesiącu przysługuje najwyżej {_zl(found.ceiling)}; zmień program."
    return text


def _covered(found):
    if not found.covered_days:
        return "Pomoc nie obejmuje tej osoby w tym miesiącu (ups art. 106 ust. 3)."
    return f"Pomoc obejmuje {found.covered_days} z {found.month_days} dni miesiąca (ups art. 106 ust. 3)."


def _withheld(withholding):
    ends = f" do {short_day(withholding.ends)}" if withholding.ends else ""
    ground = acts.GROUNDS.get(withholding.ground)
    reason = f": {ground.label} ({ground.provision})" if ground else " (ups art. 95 ust. 1)"
    first = affects_from(withholding)
    later = f" Decyzja podlega wykonaniu od {short_day(first)}." if first != withholding.starts else ""
    return f"Pomoc wstrzymano od {short_day(withholding.starts)}{ends}{reason}.{later}"


def _payable(found):
    if not found.paid_days:
        return "Nie ma dni do wypłaty, dlatego kwota wynosi 0,00 zł."
    if found.paid_days == found.month_days:
        return f"Do wypłaty za cały miesiąc: {_zl(found.cash)}."
    full = _zl(min(found.agreed, found.ceiling))
    days = f"{found.paid_days} {plural(found.paid_days, 'dzień', 'dni', 'dni')}"
    return (
        f"Do wypłaty za {days}: {full} ÷ {found.month_days} × {found.paid_days} = {_zl(found.cash)} "
        "(ups art. 106 ust. 3)."
    )


def _zl(grosz):
    return f"{zl(zlote(grosz))} zł"
