"""Polish words of a recalculation: what changes in a month, and why."""

from kladka.casework.programmes.queries import readings_of
from kladka.documents.polish import month_name, zl
from kladka.law.readings import DISPUTES, other

from .models import Recalculation

GROUNDS = dict(Recalculation.Ground.choices)


def change_in_words(row):
    """ "839,50 → 1007,40 zł", with what is due for the days where that is another sum."""
    if row.old_pln is None:
        said = f"przyznaje się {zl(row.new_pln)} zł"
    elif row.new_pln is None:
        said = f"{zl(row.old_pln)} zł nie przysługuje"
    elif row.old_pln == row.new_pln:
        said = f"uzgodnione {zl(row.new_pln)} zł bez zmian"
    else:
        said = f"{zl(row.old_pln)} → {zl(row.new_pln)} zł"
    old, new = row.old_pln or 0, row.new_pln or 0
    if (row.old_due_pln, row.new_due_pln) != (old, new):
        said += f" (należne {zl(row.old_due_pln)} → {zl(row.new_due_pln)} zł)"
    return said


def because(row):
    """The reasons of a row in one clause, without the provisions; empty when the law gives none."""
    return "; ".join(reason.text.removesuffix(".") for reason in row.reasons)


def state(row, next_month):
    """What becomes of the difference of a row; `next_month` is that of the list that pays next."""
    changed = row.difference.amount_changed
    if row.made_up:
        on_list = f"{zl(row.made_up.amount_pln)} zł trafi na listę za {month_name(next_month)}, bez decyzji"
        return f"{on_list}; zmiana kwoty po decyzji" if changed else on_list
    if not row.settled:
        return "wyrównanie na najbliższej liście" if row.arrears else "jeszcze niewypłacone"
    if changed:
        return "wypłacone; różnica po decyzji"
    less = row.change_pln < 0
    return "wypłacono więcej; zwrot tylko osobną decyzją" if less else "tak skorygowały dwie osoby"


def other_reading(row):
    """What the other reading of a resumption makes due for the month; empty where both give the same."""
    one = row.made_up
    if one is None or one.other_pln is None:
        return ""
    used = readings_of(one.programme).resumption
    name = DISPUTES["resumption"].variants[other("resumption", used)]
    return f"według odczytania „{name}”: {zl(one.other_pln)} zł"


def sign(row):
    """Which way it goes, in a word and a mark that do not depend on colour."""
    if not row.difference.changed:
        return ""
    if row.change_pln > 0 or (row.old_pln is None and row.new_pln):
        return "▲ więcej"
    return "▼ mniej" if row.lower else "zmiana"
